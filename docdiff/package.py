"""Opens and writes zipped XML files without trusting them.

A package comes from a stranger: its members are counted and measured from the directory of the archive before anything
is unpacked, unpacking stops where a member turns out larger than it said, and XML is parsed without entities, document
types or network.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import cast

from lxml import etree

from docdiff.errors import ReadError

MOST_MEMBERS = 20_000
LARGEST_MEMBER = 400_000_000
LARGEST_PACKAGE = 1_000_000_000
HIGHEST_RATIO = 250  # unpacked to packed, of members over a megabyte; real text reaches 30

_ENTRY = b"PK\1\2"  # begins each line of the directory
_ENCRYPTED = 0x1
_SMALL = 1_000_000
_CHUNK = 65_536  # bytes unpacked at a time; a root element's tag lies within the first
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, OSError)
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what documents use; other ways unpack to gigabytes


class Package:
    """A zip file whose members have been counted and measured, but not read yet.

    `aliases` (from, to) are namespaces that count as another one wherever a root element names them.
    """

    def __init__(self, archive: zipfile.ZipFile, name: str, aliases: Mapping[bytes, bytes]) -> None:
        self._archive, self.name, self._aliases = archive, name, aliases
        # Some programs on Windows write names with backslashes. A name may even be empty, in a damaged file.
        members = {info.filename.replace("\\", "/"): info for info in archive.infolist()}
        self._members = {name: info for name, info in members.items() if name and not name.endswith("/")}
        self._folded = {name.casefold(): name for name in self._members}

    def names(self) -> tuple[str, ...]:
        """The members, in the order of the archive."""
        return tuple(self._members)

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def find(self, member: str) -> str | None:
        """The member of that name, whatever its case; None when there is none."""
        if member in self._members:
            return member
        return self._folded.get(member.casefold())

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises `ReadError` when it is missing, damaged or larger than it says."""
        return b"".join(self._chunks(member))

    def xml(self, member: str) -> etree._Element:
        """The root of an XML member. Raises `ReadError` as `read` does, and for XML that is broken or unsafe."""
        return parse_xml(_rename(self.read(member), self._aliases), self._called(member))

    def children(
        self, member: str, container: str, watched: Collection[str] = ()
    ) -> Iterator[tuple[etree._Element, Sequence[etree._Element]]]:
        """The children of the first `container` of an XML member, in turn, and the `watched` elements in each.

        A child is gone soon after the next is asked for, so memory is bounded by the largest child, not by the member.
        Watching costs next to nothing, as the parser does it. Nothing is yielded when there is no such container.
        Raises `ReadError` as `xml` does, on the way.
        """
        called = self._called(member)
        parser = etree.XMLPullParser(
            events=("start",),
            tag=(container, *watched),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        parent: etree._Element | None = None
        held: dict[etree._Element, list[etree._Element]] = {}  # by the child that holds them, and by each of them
        before = b""
        for number, chunk in enumerate(self._chunks(member)):
            if parent is None:  # entities are defined before the first element, if anywhere
                _refuse_entities(before + chunk, called)
                before = chunk[-_LONGEST_ENTITY:]
            with _complaining_of_xml(called):
                parser.feed(chunk if number else _rename(chunk, self._aliases))
            for _, event in parser.read_events():
                element = cast(etree._Element, event)
                if parent is None:
                    parent = element if element.tag == container else None
                else:
                    _hold(element, parent, held)
            if parent is not None and len(parent) > 1:
                # The last child may still be growing: the parser has not seen its end. Forgetting the others one by
                # one takes twice as long as all at once, and as long again while something holds elements in them.
                for child in list(parent)[:-1]:
                    yield child, held.get(child, ())
                child = parent[-1]
                held = {child: held[child]} if child in held else {}
                del parent[:-1]
        with _complaining_of_xml(called):
            parser.close()
        for child in parent if parent is not None else ():
            yield child, held.get(child, ())

    def _chunks(self, member: str) -> Iterator[bytes]:
        info = self._members.get(member)
        if info is None:
            raise ReadError(
                f"{self.name} is not whole: it has no {member}. Open it in its own program and save it again."
            )
        size = 0
        try:
            with self._archive.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    if size > info.file_size:
                        break
                    yield chunk
        except _DAMAGE as error:
            raise ReadError(
                f"{self.name} is damaged: its part {member} cannot be unpacked. Ask for it again, or open and save it."
            ) from error
        if size != info.file_size:
            raise ReadError(f"{self.name} is not to be trusted: its part {member} is not as large as it says.")

    def _called(self, member: str) -> str:
        return f"{self.name} ({member})"


def _hold(element: etree._Element, parent: etree._Element, held: dict[etree._Element, list[etree._Element]]) -> None:
    """Adds a watched element to those of the child of `parent` in which it stands, or which it is, if in any.

    Elements come in document order, so the way up mostly ends at one that is there already.
    """
    around, above = element, element.getparent()
    while above is not parent:
        if above is None:
            return
        if above in held:
            around = above
            break
        around, above = above, above.getparent()
    found = held[element] = held.setdefault(around, [])
    found.append(element)


def open_package(data: bytes, name: str, *, aliases: Mapping[bytes, bytes] | None = None) -> Package:
    """Opens the bytes of a zip file; `aliases` as in `Package`.

    Raises `ReadError`, before unpacking anything, for what is no zip file or a cut off one, for passwords, for too many
    members, for sizes no document has, and for member names that lead out of the package.
    """
    if data.count(_ENTRY) > MOST_MEMBERS:
        raise ReadError(f"{name} holds more parts than any document has. It is not read.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise ReadError(f"{name} is damaged or was cut off: it cannot be unpacked. Ask for it again.") from error
    for complaint in _complaints(archive.infolist()):
        raise ReadError(f"{name} {complaint}")
    return Package(archive, name, aliases or {})


def _complaints(members: list[zipfile.ZipInfo]) -> Iterator[str]:
    if any(info.flag_bits & _ENCRYPTED for info in members):
        yield "is protected with a password. Save a copy without one, then run this again."
    if any(info.compress_type not in _PACKED for info in members):
        yield "is packed in a way no document is. Unpack it and look what it is."
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
_LONGEST_ENTITY = 16
_ROOT_TAG = re.compile(rb"<[A-Za-z_][^>]*>")


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of an XML file of somebody else's.

    No document type is loaded, nothing fetched, and files that define entities are refused, since those in attributes
    would be expanded all the same. Raises `ReadError` for those, for broken XML, and for elements nested deeper than
    256 (libxml2's own limit).
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    _refuse_entities(data, name)
    with _complaining_of_xml(name):
        return etree.fromstring(data, parser)


def _refuse_entities(data: bytes, name: str) -> None:
    if any(entity in data for entity in _ENTITY):
        raise ReadError(f"{name} defines entities, which documents have no need of. It is not read.")


@contextmanager
def _complaining_of_xml(name: str) -> Iterator[None]:
    try:
        yield
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise ReadError(
                f"{name} has tables or boxes in one another, deeper than any document needs. It is not damaged, but "
                "not read either. Take the innermost out of the others, then run this again."
            ) from error
        raise _damaged(name) from error
    except (ValueError, LookupError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> ReadError:
    return ReadError(
        f"{name} is damaged: what it holds breaks off or is garbled. Open it in its own program and save it again."
    )


def _rename(data: bytes, aliases: Mapping[bytes, bytes]) -> bytes:
    """The data with the namespaces of its root element renamed; the text in it is left alone, whatever it quotes."""
    root = _ROOT_TAG.search(data) if aliases else None
    if root is None:
        return data
    tag = root.group()
    for alias, namespace in aliases.items():
        tag = tag.replace(b'"' + alias + b'"', b'"' + namespace + b'"')
    return data[: root.start()] + tag + data[root.end() :]
