"""What the press takes and gives: letters and pictures from its own shelf, files inside, the house's look."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from planner.press import Attached, Engine, engine, load_press

pytestmark = pytest.mark.pdf

AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
BARE = '<html lang="sv"><head><title>Prov</title></head><body><h1>Prov</h1>{}</body></html>'


def pressed(inside: str = "", **more: object) -> bytes:
    made = engine()
    assert isinstance(made, Engine)
    return made.press(BARE.format(inside), base_url="https://traff.example.org/", at=AT, **more)


def test_press_fetches_nothing_but_letters_and_the_pictures_given() -> None:
    from_outside = ["https://example.org/logo.png", "file:///etc/hostname", "logo:other", "letters:../x", "data:,x"]
    shelf = load_press().Shelf({"known": b"picture"})
    assert (shelf.fetch("logo:known").read(), shelf.fetch("picture:known").read()) == (b"picture", b"picture")
    assert shelf.fetch("letters:source-sans-bold").read()[:4] == b"\x00\x01\x00\x00"
    for address in from_outside:
        with pytest.raises(ValueError, match="fetches nothing"):
            shelf.fetch(address)


def test_files_of_any_name_and_kind_are_attached_in_order() -> None:
    files = (
        Attached("program.ics", b"BEGIN:VCALENDAR", "Kalender"),
        Attached("deltagare.csv", b"namn;kluster\r\n", "Deltagare", relationship="Data"),
        Attached("bilaga å.txt", b"text", "Bilaga", relationship="Unspecified"),
    )
    pdf = pikepdf.open(io.BytesIO(pressed(attachments=files)))
    found = [
        (spec.filename, spec.get_file().read_bytes(), spec.description, str(spec.obj.AFRelationship))
        for spec in pdf.attachments.values()
    ]
    assert sorted(found) == sorted((f.name, f.content, f.words, f"/{f.relationship}") for f in files)
    assert len(pdf.Root.AF) == 3


def test_a_document_needs_no_file_inside() -> None:
    assert list(pikepdf.open(io.BytesIO(pressed())).attachments) == []


def test_a_picture_is_shown_with_its_words() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (30, 20), "#003399").save(picture, "PNG")
    inside = '<p><img src="picture:flag" alt="Flagga"></p>'
    pdf = pikepdf.open(io.BytesIO(pressed(inside, pictures={"flag": picture.getvalue()})))
    assert [image.Width for image in pdf.pages[0].Resources.XObject.values()] == [30]


def test_a_sheet_of_the_document_comes_after_the_houses_own(tmp_path: Path) -> None:
    sheet = tmp_path / "small.css"
    sheet.write_text("@page { size: A5 }")
    pdf = pikepdf.open(io.BytesIO(pressed(styles=(sheet,))))
    assert [[round(float(edge)) for edge in page.mediabox] for page in pdf.pages] == [[0, 0, 420, 595]]


def test_same_document_same_bytes() -> None:
    files = (Attached("a.csv", b"a", "A"), Attached("b.csv", b"b", "B"))
    assert pressed("<p>Å</p>", attachments=files) == pressed("<p>Å</p>", attachments=files)


def test_sheet_and_screen_have_the_same_hues() -> None:
    root = Path(__file__).parents[2] / "planner"
    paper = (root / "press" / "print.css").read_text()
    screen = (root / "static" / "style.css").read_text()
    names = {"wheat": "grain"}
    for hue in ("pine", "lake", "wheat", "rowan", "heather", "lingon", "clay", "slate"):
        name = names.get(hue, hue)
        ink, line = (screen.split(f"--{part}: ")[1][:7] for part in (name, f"{name}-line"))
        assert f".theme-{hue} {{ --theme-ink: {ink}; --theme-line: {line}; }}" in paper
