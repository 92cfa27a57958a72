"""Knows the signs and numbers that items of lists and sections begin with."""

from __future__ import annotations

import re
from string import ascii_letters

# Word processors write the bullet of a second level as an "o" with a wide space behind it, forms a box as "[x]".
BULLET = re.compile(r"(?:[•●◦○▪■□▸►▶‣⁃∙·➢➤✓✔☐☑☒*+–—-]|[\ue000-\uf8ff]|\[[ xX]\])(?=\s)|o(?=\t| {2,}\S)")
NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-z]|[ivx]{2,5})(?:[.)]|(?<=\.\d))(?=\s)")
SECTION = re.compile(
    r"(?:§{1,2}\s?\d{1,3}(?:\.\d{1,3})*[a-z]?[.:)]?|[Aa]rt\.\s?\d{1,3}(?:\.\d{1,3})*[a-z]?[.:)]?"
    r"|(?:Artikel|Article)\s\d{1,3}(?:\.\d{1,3})*[a-z]?[.:])(?=\s+[\"'‘“(\[]?[A-ZÀ-Þ\d])"
)
# Most texts show by their first two letters that they begin with none of these: no first letter of a label is among
# `NO_LABEL`, but for one that a sign behind it makes a label ("b)").
NO_LABEL = frozenset(ascii_letters) - frozenset("ivxaAo")
NO_LABEL_END = frozenset((".", ")"))
