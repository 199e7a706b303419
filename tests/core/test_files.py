"""What an uploaded file is, whatever it is called; and what it is called, whatever was sent."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.files import (
    MOST_INSIDE,
    MOST_NAME,
    TYPES,
    accepted,
    clean_name,
    is_what_it_says,
    media_type_of,
    size_words,
)

ODP = TYPES["odp"]


def a_zip(parts: dict[str, bytes], *, method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


SLIDES = a_zip({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"})
OPEN_SLIDES = a_zip({"mimetype": ODP.encode(), "content.xml": b"<c/>"})


def test_a_file_is_known_by_a_plain_name() -> None:
    names = {
        "anna\\bilder\\bild.png": "bild.png",
        "../../etc/bild.png": "bild.png",
        "bi\u202eld\n.png": "bild.png",
        f"{'x' * 300}.png": f"{'x' * (MOST_NAME - 4)}.png",
        ".png": "x.png",
        'a"; filename="b.html': 'a"; filename="b.html',
        "tom\0.pdf": "tom.pdf",
    }
    assert {name: clean_name(name) for name in names} == names


def test_the_ending_says_what_a_file_claims_to_be() -> None:
    names = ("bild.PDF", "bild.pdf.html", "pdf", "bild.", "bild.pptm", "bild.odp")
    assert [media_type_of(name, ("pdf", "odp")) for name in names] == [TYPES["pdf"], "", "", "", "", ODP]
    assert accepted(("pdf", "odp")) == ".pdf,.odp"


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("pdf", b"%PDF-1.7\n"),
        ("pptx", SLIDES),
        ("pptx", a_zip({"ppt/presentation.xml": b"<p/>"}, method=zipfile.ZIP_DEFLATED)),
        ("odp", OPEN_SLIDES),
        ("odt", a_zip({"mimetype": TYPES["odt"].encode()})),
        ("txt", "Åäö".encode()),
    ],
)
def test_a_file_is_what_it_says(ending: str, content: bytes) -> None:
    assert is_what_it_says(TYPES[ending], content)


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("pdf", b"<html>%PDF-"),
        ("pdf", SLIDES),
        ("pptx", b"%PDF-1.7\n" + SLIDES),
        ("pptx", b"<script>alert(1)</script>" + SLIDES),
        ("pptx", OPEN_SLIDES),
        ("pptx", SLIDES[:-30]),
        ("pptx", a_zip({"word/document.xml": b""})),
        ("pptx", a_zip({"ppt/presentation.xml": b"", "ppt/vbaProject.bin": b"x"})),
        ("odp", SLIDES),
        ("odp", a_zip({"mimetype": ODP.encode() + b"-template"})),
        ("odp", a_zip({"mimetype": ODP.encode(), "Basic/Standard/Module1.xml": b"x"})),
        ("odp", a_zip({"mimetype": ODP.encode(), "Scripts/python/x.py": b"x"})),
        ("odp", OPEN_SLIDES.replace(b"application", b"applicatiom", 1)),
        ("txt", b"a\0b"),
    ],
    ids=[
        "page before", "slides as pdf", "pdf before", "script before", "other kind", "cut short", "letter", "macro",
        "slides as odp", "template", "basic", "python", "broken sum", "binary",
    ],
)  # fmt: skip
def test_a_file_that_is_something_else_is_seen_through(ending: str, content: bytes) -> None:
    assert not is_what_it_says(TYPES[ending], content)


def test_a_packed_file_of_very_many_parts_is_not_looked_through() -> None:
    parts = {f"ppt/{n}": b"" for n in range(MOST_INSIDE + 1)}
    assert not is_what_it_says(TYPES["pptx"], a_zip(parts))
    parts.popitem()
    assert is_what_it_says(TYPES["pptx"], a_zip(parts))


@given(
    st.sampled_from([SLIDES, OPEN_SLIDES]), st.binary(max_size=8), st.integers(0, 400), st.sampled_from(sorted(TYPES))
)
def test_a_damaged_file_is_answered_yes_or_no(whole: bytes, damage: bytes, at: int, ending: str) -> None:
    broken = whole[:at] + damage + whole[at + len(damage) :]
    assert is_what_it_says(TYPES[ending], broken) in (True, False)


def test_a_size_in_words() -> None:
    assert [(size_words(n, "sv"), size_words(n, "en")) for n in (1, 340_400, 999_400, 1_200_000, 25_000_000)] == [
        ("1 kB", "1 kB"),
        ("340 kB", "340 kB"),
        ("999 kB", "999 kB"),
        ("1,2 MB", "1.2 MB"),
        ("25,0 MB", "25.0 MB"),
    ]
