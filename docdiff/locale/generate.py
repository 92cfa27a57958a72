"""Writes the names of months and weekdays of every language that has an `xx.words.json`, from CLDR.

Run it when a language is added or CLDR has a new version: `python -m docdiff.locale.generate`. It needs babel, which
docdiff itself does not; the files it writes are part of the project.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale

from docdiff.locale import languages

_HERE = Path(__file__).parent


def collect_names(language: str) -> dict[str, dict[str, int]]:
    """Months (1..12) and weekdays (0 is Monday) of `language` by name.

    Full names come first, then short ones, with and without full stop.
    """
    locale = Locale.parse(language)
    found: dict[str, dict[str, int]] = {"months": {}, "weekdays": {}}
    for key, tables in (("months", locale.months), ("weekdays", locale.days)):
        for form in ("format", "stand-alone"):
            found[key] |= {name: number for number, name in tables[form]["wide"].items()}
        for form in ("format", "stand-alone"):
            for number, name in tables[form]["abbreviated"].items():
                if name not in found[key]:  # the full stop after "12 mei." ends a sentence, not a short form
                    found[key] |= {name: number, f"{name.rstrip('.')}.": number}
    return {key: dict(sorted(names.items(), key=lambda item: item[1])) for key, names in found.items()}


def main() -> None:
    """Writes `xx.json` for every language."""
    for language in languages():
        text = json.dumps(collect_names(language), ensure_ascii=False, indent=1)
        (_HERE / f"{language}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
