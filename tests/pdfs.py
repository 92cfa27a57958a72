"""A tiny PDF writer, so that a test can show where every word stands on the page.

Coordinates are PDF's own: points from the lower left corner of an A4 page (595 x 842).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 595, 842
FONTS = {
    "F1": "Helvetica",
    "F2": "Helvetica-Bold",
    "F3": "Times-Roman",
    "F4": "Courier",
}


def text(x: float, y: float, words: str, *, size: float = 11, font: str = "F1", mode: int = 0) -> str:
    """Draws `words` with their baseline at `y`; mode 3 draws them invisibly, as over a scan."""
    return f"BT /{font} {size} Tf {mode} Tr 1 0 0 1 {x} {y} Tm {_literal(words)} Tj ET"


def lines(x: float, y: float, rows: Sequence[str], *, size: float = 11, font: str = "F1", leading: float = 14) -> str:
    """Draws rows below one another, the first with its baseline at `y`."""
    return "\n".join(text(x, y - at * leading, row, size=size, font=font) for at, row in enumerate(rows))


def raised(x: float, y: float, words: str, mark: str, after: str = "", *, size: float = 11) -> str:
    """Draws `words`, a small raised `mark` directly behind them, and then `after`, in Courier so widths are known."""
    end = x + 0.6 * size * len(words)
    rest = f" /F4 {size} Tf 0 Ts {_literal(after)} Tj" if after else ""
    return (
        f"BT /F4 {size} Tf 1 0 0 1 {x} {y} Tm {_literal(words)} Tj ET "
        f"BT /F4 {size * 0.58:.2f} Tf {size * 0.33:.2f} Ts 1 0 0 1 {end:.2f} {y} Tm {_literal(mark)} Tj{rest} ET"
    )


def rule(x1: float, y1: float, x2: float, y2: float) -> str:
    """Draws a thin line."""
    return f"0.5 w {x1} {y1} m {x2} {y2} l S"


def pdf(*pages: str | Iterable[str], info: str = "", compress: bool = False, rotate: int = 0) -> bytes:
    """A PDF with a page for every argument: what is drawn on it, in order."""
    fonts = " ".join(f"/{name} {3 + at} 0 R" for at, name in enumerate(FONTS))
    first = 3 + len(FONTS)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()]
    objects += [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode()
        for font in FONTS.values()
    ]
    for at, page in enumerate(pages):
        content = (page if isinstance(page, str) else "\n".join(page)).encode("cp1252")
        packed = zlib.compress(content) if compress else content
        filtered = "/Filter /FlateDecode " if compress else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate} "
            f"/Resources << /Font << {fonts} >> >> /Contents {first + 2 * at + 1} 0 R >>".encode()
        )
        objects.append(f"<< {filtered}/Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream")
    objects.append(f"<< {info} >>".encode())
    return assemble(objects, f"/Root 1 0 R /Info {len(objects)} 0 R")


def assemble(objects: Sequence[bytes], trailer: str = "/Root 1 0 R") -> bytes:
    """Numbers the objects from 1 and writes the file around them, with its table of offsets."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer << /Size {len(objects) + 1} {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def _literal(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"({escaped})"


def letter_by_letter(x: float, y: float, words: str, *, size: float = 11, rise: float = 0) -> str:
    """Draws every letter in one go of its own, as browsers print, in Courier so that their places are known."""
    drawn = (
        f"BT /F4 {size} Tf 1 0 0 1 {x + 0.6 * size * at:.2f} {y + rise} Tm {_literal(letter)} Tj ET"
        for at, letter in enumerate(words)
        if letter != " "
    )
    return "\n".join(drawn)
