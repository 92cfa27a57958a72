"""Finds and reads the settings nearest the documents: `docdiff.toml`, or `[tool.docdiff]` in `pyproject.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docdiff.errors import UsageError


@dataclass(frozen=True, slots=True)
class Settings:
    """What a configuration file may say; `None` and empty mean that it says nothing.

    `baseline` is the file of findings that are known, beside the settings file; `rules` holds what is set of rules by
    their names: "severity", "allow-in" (globs of files, relative to the settings file) and each rule's own options.
    `questions` holds lists of patterns under "question", "answer", "asker" and "reference" (see
    `docdiff.questions.Patterns`); they are tried before the built-in ones.
    """

    file: Path | None = None
    lang: str | None = None
    encoding: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: float | None = None
    baseline: Path | None = None
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    allow_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_TYPES: dict[str, type | tuple[type, ...]] = {
    "lang": str,
    "encoding": str,
    "select": list,
    "ignore": list,
    "min-confidence": (int, float),
    "baseline": str,
    "rules": dict,
    "questions": dict,
}
_QUESTION_KEYS = ("question", "answer", "asker", "reference")


def find_settings(start: Path) -> Settings:
    """The settings that hold for a file or folder: those of the nearest folder upwards that has any.

    Raises `UsageError` for a file that is not TOML, a key that does not exist, and a value of the wrong type or out of
    range.
    """
    folder = start.resolve() if start.is_dir() else start.resolve().parent
    for place in (folder, *folder.parents):
        own = place / "docdiff.toml"
        if own.is_file():
            return _settings(own, _load(own))
        project = place / "pyproject.toml"
        if project.is_file():
            tools = _load(project).get("tool", {})
            if isinstance(tools, dict) and "docdiff" in tools:
                return _settings(project, tools["docdiff"])
    return Settings()


def _load(file: Path) -> dict[str, Any]:
    import tomllib  # here, because most folders have no settings: 3 ms

    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"The settings in {file} are not TOML: {error}.") from error
    except OSError as error:
        raise UsageError(f"The settings in {file} cannot be read: {error.strerror}.") from error


def _settings(file: Path, table: Any) -> Settings:
    if not isinstance(table, dict):
        raise UsageError(f"{file}: tool.docdiff is not a table. Put the settings below a line [tool.docdiff].")
    for key, value in table.items():
        if key not in _TYPES:
            raise UsageError(f"{file} has a setting called {key}, which does not exist.{_suggest(key, _TYPES)}")
        if not isinstance(value, _TYPES[key]) or isinstance(value, bool):
            raise UsageError(f"{file}: the setting {key} has a value of the wrong type: {value!r}.")
    values = {key.replace("-", "_"): value for key, value in table.items()}
    if not 0 <= values.get("min_confidence", 0) <= 1:
        raise UsageError(f"{file}: the setting min-confidence must lie between 0 and 1: {table['min-confidence']!r}.")
    for key in ("select", "ignore"):
        if key in values:
            values[key] = _texts(file, key, values[key])
    if "baseline" in values:
        values["baseline"] = file.parent / values["baseline"]
    if "rules" in values:
        values["rules"], values["allow_in"] = _rules(file, values["rules"])
    if "questions" in values:
        values["questions"] = _questions(file, values["questions"])
    return Settings(file=file, **values)


def _rules(file: Path, table: Mapping[str, Any]) -> tuple[dict[str, dict[str, Any]], dict[str, tuple[str, ...]]]:
    """What is set of each rule, and in which files it is allowed to be broken."""
    for name, own in table.items():
        if not isinstance(own, dict):
            raise UsageError(
                f'{file}: rules.{name} is not a table. Write [rules.{name}] and below it severity = "info".'
            )
    allowed = {
        name: _texts(file, f"rules.{name}.allow-in", own["allow-in"])
        for name, own in table.items()
        if "allow-in" in own
    }
    rest = {name: {key: own[key] for key in own if key != "allow-in"} for name, own in table.items()}
    return rest, allowed


def _questions(file: Path, table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    for key in table:
        if key not in _QUESTION_KEYS:
            raise UsageError(
                f"{file} has a setting questions.{key}, which does not exist.{_suggest(key, _QUESTION_KEYS)}"
            )
    return {key: _texts(file, f"questions.{key}", value) for key, value in table.items()}


def _texts(file: Path, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"{file}: the setting {key} must be a list of texts.")
    return tuple(value)


def _suggest(word: str, known: Mapping[str, Any] | tuple[str, ...]) -> str:
    import difflib

    close = difflib.get_close_matches(word, list(known), n=1)
    return f" Did you mean {close[0]}?" if close else ""
