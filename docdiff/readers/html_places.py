"""Finds the text that an HTML page shows back in its source, letter by letter."""

from __future__ import annotations

import html
import re


class Locator:
    """Finds stretches of shown text in the source, where tags, comments and scripts stand between them.

    It only goes forward: each stretch is looked for behind the one before it.
    """

    _GAP = re.compile(r"[\s\0]*")
    _TAG = re.compile(r"<[!/?a-zA-Z][^<>]*>?")
    _ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|\w{1,40});?")
    _FAR = 20_000  # characters within which a word that is not where it was expected is looked for

    def __init__(self, text: str) -> None:
        self._masked = self._mask(text)
        self._at = 0

    def _mask(self, text: str) -> str:
        """The text with NUL, which no text holds, for each letter of a tag, comment, script or style."""
        parts: list[str] = []
        start = 0
        gone: set[str] = set()  # ends that do not come any more; looking for them again would take quadratic time
        for match in self._TAG.finditer(text):
            if match.start() < start:
                continue
            tag = match.group()
            end = self._end_of(text, match, tag, gone)
            parts += (text[start : match.start()], "\0" * (end - match.start()))
            start = end
        parts.append(text[start:])
        return "".join(parts)

    def _end_of(self, text: str, match: re.Match[str], tag: str, gone: set[str]) -> int:
        lowered = tag[:8].casefold()
        for opening, closing in (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<?", "?>")):
            if lowered.startswith(opening) and closing not in gone:
                end = text.find(closing, match.start() + 2)
                if end >= 0:
                    return end + len(closing)
                gone.add(closing)
        return match.end()

    def find(self, stretch: str) -> list[tuple[int, int | None]]:
        """Where the letters stand: (offset in the stretch, offset in the source) of each piece that is unbroken."""
        gap = self._GAP.match(self._masked, self._at)
        at = gap.end() if gap else self._at
        if "&" not in stretch and self._masked.startswith(stretch, at):
            self._at = at + len(stretch)
            return [(0, at)]
        return self._find_letters(stretch, at)

    def _find_letters(self, stretch: str, at: int) -> list[tuple[int, int | None]]:
        """The slow way, for entities, tags and words that are not where they were expected."""
        found: list[tuple[int, int | None]] = []
        masked, offset, unbroken = self._masked, 0, False
        while offset < len(stretch):
            letter = masked[at] if at < len(masked) else ""
            entity = self._ENTITY.match(masked, at) if letter == "&" else None
            meant = html.unescape(entity.group()) if entity else ""
            if entity and meant and stretch.startswith(meant, offset):
                found.append((offset, at))
                offset, at, unbroken = offset + len(meant), entity.end(), False
                continue
            if letter == stretch[offset]:
                if not unbroken:
                    found.append((offset, at))
                offset, at, unbroken = offset + 1, at + 1, True
                continue
            unbroken = False
            if letter == "\0":
                at += 1
                continue
            end = stretch.find(" ", offset)
            word = stretch[offset : end if end >= 0 else len(stretch)]
            ahead = masked.find(word, at, at + self._FAR) if word else -1
            if ahead < 0:
                found.append((offset, None))
                break
            at = ahead
        self._at = at
        return found
