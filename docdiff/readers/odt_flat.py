"""Lays a flat OpenDocument text (.fodt: one XML file for all its parts) out as the package it stands for."""

from __future__ import annotations

import io
import zipfile


def pack_flat(data: bytes) -> bytes:
    """A package in which each part is the whole file, since what a part is looked into for stands in that too."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for member in ("content.xml", "styles.xml", "meta.xml"):
            package.writestr(zipfile.ZipInfo(member), data)
    return packed.getvalue()
