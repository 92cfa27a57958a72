"""A PDF that is protected, damaged or hostile gives a sentence, never a traceback, and never takes long."""

from __future__ import annotations

import hashlib
import re
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docdiff.errors import ReadError
from docdiff.model import Document, Source
from docdiff.readers.pdf import MOST_PAGES, read

from .pdfs import assemble, lines, pdf, raised, rule, text

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
WHOLE = pdf(
    lines(70, 700, ["Een gewone bladzijde met", "wat tekst."]) + raised(70, 600, "En een noot.", "1"),
    text(70, 700, "a") + text(200, 700, "b") + rule(60, 710, 300, 710) + text(70, 60, "1 De noot.", size=8),
    info="/Title (Proef)",
    compress=True,
)


def document(data: bytes) -> Document:
    return read(data, Source("test.pdf"))


def complaint(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        document(data)
    return str(caught.value)


def test_a_password_is_asked_away() -> None:
    message = complaint(protected())
    assert "protected with a password" in message and "save it as a PDF without one" in message


def test_what_is_no_pdf_is_called_that() -> None:
    assert "is not a PDF" in complaint(b"Geachte heer,")


def test_a_file_cut_off_says_so() -> None:
    assert "stops in the middle" in complaint(WHOLE[:100])


def test_a_file_without_its_end_is_read_as_far_as_it_goes() -> None:
    found = document(WHOLE[: WHOLE.rindex(b"xref")])
    assert [problem.code for problem in found.problems] == ["damaged"]
    assert found.blocks[0].text == "Een gewone bladzijde met wat tekst."


@pytest.mark.parametrize(
    "objects",
    [
        [CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"],
        [
            CATALOG,
            b"<< /Type /Pages /Kids [3 0 R] /Count 5 >>",
            b"<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 5 >>",
        ],
        [CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"],
    ],
)
def test_a_loop_in_the_page_tree_is_damage(objects: list[bytes]) -> None:
    assert "none of its pages can be read" in complaint(assemble(objects))


def test_a_page_that_stands_in_the_file_a_million_times_is_refused() -> None:
    tree = [
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join([b"%d 0 R" % (at + 3)] * 10), 10 ** (6 - at))
        for at in range(6)
    ]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    assert f"at most {MOST_PAGES:,}" in complaint(assemble([CATALOG, *tree, page]))


def test_pages_that_are_promised_and_missing_are_a_problem() -> None:
    found = document(re.sub(rb"/Count 2", b"/Count 9000", WHOLE))
    assert "Pages 3–9000 of test.pdf cannot be read." in [problem.message for problem in found.problems]


@pytest.mark.parametrize("size", [b"[0 0 1e30 1e30]", b"[0 0 0 0]", b"[-1 -1 -9e9 9e9]", b"[a b]"])
def test_pages_of_an_impossible_size_are_read(size: bytes) -> None:
    assert document(pdf(text(70, 700, "Tekst")).replace(b"[0 0 595 842]", size)).blocks[0].text == "Tekst"


@pytest.mark.parametrize("size", [10**9, 2**31 - 1, 2**32, 10**30])
def test_a_stream_that_says_it_is_far_longer_than_the_file_is_read(size: int) -> None:
    data = re.sub(rb"/Length \d+", b"/Length %d" % size, WHOLE)
    assert document(data).blocks[0].text == "Een gewone bladzijde met wat tekst."


@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_unpacks_to_far_too_much_is_refused(times: int) -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 24)) for _ in range(8)) + packer.flush()
    filters = b"/FlateDecode"
    if times == 2:
        packed, filters = zlib.compress(packed, 9), b"[/FlateDecode /FlateDecode]"
    data = assemble(
        [
            CATALOG,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            b"<< /Filter %s /Length %d >>\nstream\n" % (filters, len(packed)) + packed + b"\nendstream",
        ]
    )
    start = time.process_time()
    assert "not to be trusted" in complaint(data)
    assert time.process_time() - start < 5


def test_many_shapes_and_letters_take_no_time_that_grows_with_their_square() -> None:
    shapes = "\n".join(rule(at % 590, at // 590 * 3, at % 590 + 1, at // 590 * 3) for at in range(4900))
    letters = "\n".join(text(70 + at % 400, 800 - at // 400, "x", size=1) for at in range(40_000))
    start = time.process_time()
    document(pdf(shapes + text(70, 700, "a") + text(300, 700, "b"), letters))
    assert time.process_time() - start < 5


# Anything at all


def survives(data: bytes) -> None:
    start = time.process_time()
    try:
        found = document(data)
    except ReadError:
        pass
    else:
        for block in found.blocks:
            assert all(0 <= mark.span.start <= mark.span.end <= len(block.text) for mark in block.marks)
    assert time.process_time() - start < 5


@given(st.integers(0, len(WHOLE)))
def test_a_file_cut_off_anywhere_is_read_or_refused(length: int) -> None:
    survives(WHOLE[:length])


@settings(max_examples=400)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_file_with_changed_bytes_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, value in changes:
        data[at] = value
    survives(bytes(data))


_OPERATORS = [
    "Tf",
    "Td",
    "TD",
    "Tm",
    "Tj",
    "TJ",
    "T*",
    "Tc",
    "Tw",
    "Tz",
    "Ts",
    "Tr",
    "cm",
    "q",
    "Q",
    "BT",
    "ET",
    "re",
    "f",
]


@settings(max_examples=400)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(_OPERATORS),
            st.sampled_from(["/F1", "/F9", "(tekst)", "(1)", "(a b)", "[(een)-2000(twee)]", "<FEFF0041>"]),
            st.floats(width=32).map(repr),
            st.integers(-900, 900).map(str),
        ),
        max_size=60,
    )
)
def test_any_content_is_read(operators: list[str]) -> None:
    survives(pdf("BT /F1 11 Tf 70 700 Td " + " ".join(operators) + " (slot) Tj ET"))


# A PDF with the weakest of the standard passwords (revision 2, RC4 with 40 bits), made by hand.

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def protected() -> bytes:
    """A PDF that opens with the password "geheim" only."""
    user = (b"geheim" + _PADDING)[:32]
    owner = rc4(hashlib.md5(user).digest()[:5], user)
    rights = (-4 & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5(user + owner + rights + b"0" * 16).digest()[:5]
    shown = rc4(key, _PADDING)
    lock = f"<< /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{shown.hex()}> /P -4 >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    objects = [CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, lock.encode()]
    return assemble(objects, f"/Root 1 0 R /Encrypt 4 0 R /ID [<{(b'0' * 16).hex()}> <{(b'0' * 16).hex()}>]")


def rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
