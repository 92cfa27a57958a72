"""Speaks to the person on stderr, in the language asked for."""

from __future__ import annotations

from contextvars import ContextVar

import click

from docdiff.locale.messages import translate

_LANGUAGE: ContextVar[str] = ContextVar("language", default="en")


def speak(language: str) -> None:
    """Has all that follows said in this language."""
    _LANGUAGE.set(language)


def warn(message: str) -> None:
    """Says what went wrong and was survived; `message` is an English sentence."""
    _say("warning", message)


def complain(message: str) -> None:
    """Says what could not be done, likewise."""
    _say("error", message)


_KINDS = {"en": {"warning": "warning", "error": "error"}, "nl": {"warning": "let op", "error": "fout"}}


def _say(kind: str, message: str) -> None:
    language = _LANGUAGE.get()
    click.echo(f"docdiff: {_KINDS[language][kind]}: {translate(message, language)}", err=True)
