"""The names of WordprocessingML that the Word reader goes by."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
SYMEX = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
VAL = W + "val"
PPR = W + "pPr"
RPR = W + "rPr"
NUM_PR = W + "numPr"
VANISH = W + "vanish"
FORMER_RUN = W + "rPrChange"
FORMATS = {
    W + "b": "bold",
    W + "i": "italic",
    W + "u": "underline",
    W + "strike": "strike",
    W + "dstrike": "strike",
    W + "vertAlign": "",
}
"""What says how words look; `w:vertAlign` may say two things."""
