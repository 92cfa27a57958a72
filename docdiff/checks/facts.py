"""What all rules know of the documents, worked out once and only when a rule asks."""

from __future__ import annotations

from collections.abc import Mapping

from docdiff.model import Document


class Facts:
    """The documents under check with everything derived from them.

    `lang` is the language messages are written in ("en" or "nl").
    """

    def __init__(self, documents: tuple[Document, ...], *, lang: str = "en") -> None:
        self.documents = documents
        self.lang = lang

    def say(self, messages: Mapping[str, str], **values: object) -> str:
        """The message in the user's language, with `values` filled in."""
        return messages.get(self.lang, messages["en"]).format(**values)
