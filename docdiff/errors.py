"""Everything docdiff raises, and the exit code each means."""

from __future__ import annotations


class DocdiffError(Exception):
    """Base of every error docdiff raises on purpose.

    The message is one or two plain sentences: what is wrong, where, and what to do.
    `exit_code` is what the command line returns.
    """

    exit_code = 2


class UsageError(DocdiffError):
    """The caller asked for something that cannot be: an unknown rule, two options that exclude each other."""


class ReadError(DocdiffError):
    """A file cannot be read as a document."""


class WriteError(DocdiffError):
    """An output cannot be written; whatever stood there before still does."""
