"""Opens and writes zipped XML files without trusting them.

A package comes from a stranger: its members are counted and measured from the directory of the archive before anything
is unpacked, unpacking stops where a member turns out larger than it said, and XML is parsed without entities, document
types or network.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from docdiff.errors import ReadError

MOST_MEMBERS = 20_000
LARGEST_MEMBER = 400_000_000
LARGEST_PACKAGE = 1_000_000_000
HIGHEST_RATIO = 250  # unpacked to packed, of members over a megabyte; real text reaches 30

_ENCRYPTED = 0x1
_SMALL = 1_000_000


class Package:
    """A zip file whose members have been counted and measured, but not read yet."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self.name = archive, name
        self._members = {info.filename: info for info in archive.infolist() if not info.is_dir()}

    def names(self) -> tuple[str, ...]:
        """The members, in the order of the archive."""
        return tuple(self._members)

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises `ReadError` when it is missing, damaged or larger than it says."""
        info = self._members.get(member)
        if info is None:
            raise ReadError(
                f"{self.name} is not whole: it has no {member}. Open it in its own program and save it again."
            )
        try:
            with self._archive.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise ReadError(
                f"{self.name} is damaged: its part {member} cannot be unpacked. Ask for it again, or open and save it."
            ) from error
        if len(data) > info.file_size:
            raise ReadError(f"{self.name} is not to be trusted: its part {member} is larger than it says.")
        return data

    def xml(self, member: str) -> etree._Element:
        """The root of an XML member. Raises `ReadError` as `read` does, and for XML that is broken or unsafe."""
        return parse_xml(self.read(member), f"{self.name} ({member})")


def open_package(data: bytes, name: str) -> Package:
    """Opens the bytes of a zip file.

    Raises `ReadError`, before unpacking anything, for what is no zip file or a cut off one, for passwords, for too many
    members, for sizes no document has, and for member names that lead out of the package.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(f"{name} is damaged or was cut off: it cannot be unpacked. Ask for it again.") from error
    for complaint in _complaints(archive.infolist()):
        raise ReadError(f"{name} {complaint}")
    return Package(archive, name)


def _complaints(members: list[zipfile.ZipInfo]) -> Iterator[str]:
    if len(members) > MOST_MEMBERS:
        yield f"holds {len(members):,} parts, more than any document has. It is not read."
    if any(info.flag_bits & _ENCRYPTED for info in members):
        yield "is protected with a password. Save a copy without one, then run this again."
    for info in members:
        parts = info.filename.replace("\\", "/").split("/")
        if info.filename.startswith(("/", "\\")) or ".." in parts or "\0" in info.filename or ":" in parts[0]:
            yield f"has a part whose name leads out of the file ({info.filename[:60]!r}). It is not read."
        too_dense = info.file_size > _SMALL and info.file_size > HIGHEST_RATIO * max(info.compress_size, 1)
        if info.file_size > LARGEST_MEMBER or too_dense:
            yield (
                f"unpacks to far more than it holds: {info.filename[:60]} says {info.file_size:,} bytes in "
                f"{info.compress_size:,}. It is not read."
            )
    if sum(info.file_size for info in members) > LARGEST_PACKAGE:
        yield "unpacks to more than a gigabyte. It is not read."


_ENTITY = tuple("<!ENTITY".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of an XML file of somebody else's.

    No document type is loaded, nothing fetched, and files that define entities are refused, since those in attributes
    would be expanded all the same. Raises `ReadError` for those, for broken XML, and for elements nested deeper than
    256 (libxml2's own limit).
    """
    if any(entity in data for entity in _ENTITY):
        raise ReadError(f"{name} defines entities, which documents have no need of. It is not read.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(
            f"{name} is damaged: its XML breaks off or is not well formed ({error.msg}). Open and save it again."
        ) from error
    except (ValueError, LookupError) as error:
        raise ReadError(f"{name} is damaged: {error}. Open it in its own program and save it again.") from error
