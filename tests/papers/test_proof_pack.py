"""The proof pack's paper, workbook and archive, read back by other programs."""

import hashlib
import io
import logging
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

import openpyxl
import pytest

from planner.core.language import Lang
from planner.papers.pdf import House
from planner.papers.pdf.proof import file_in
from planner.papers.pdf.proof.book import FIRST_ROW
from planner.papers.pdf.proof.pack import press_pack
from planner.papers.pdf.proof.tables import Cell, Table, shown, tables_of
from planner.press import pages_in
from tests.paper import faults_of, opened, outline_of, reader, sizes_of, text_by_pdfium, text_of, words_of
from tests.papers.proof_samples import AT, SAMPLES

pytestmark = pytest.mark.pdf

HOUSE = House("https://traff.example.org", "Demonätverket")
PAGES = {
    "small": 3,
    "named": 4,
    "nobody": 3,
    "before": 2,
    "bare": 2,
    "crowd": 12,
    "series": 5,
    "odd": 5,
    "told": 3,
    "webinar": 2,
}


@pytest.fixture(autouse=True)
def _press_is_silent(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever WeasyPrint warns of is a mistake of ours."""
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        yield
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []


@pytest.fixture(scope="module")
def poppler() -> str:
    return reader()


@lru_cache(maxsize=16)
def pack(sample: str = "small", lang: Lang = "sv") -> bytes:
    return press_pack(SAMPLES[sample], lang, HOUSE, progress=lambda done, of_all: None)


def paper(sample: str = "small", lang: Lang = "sv") -> bytes:
    return file_in(pack(sample, lang), "pdf", lang)


def attached_to(pdf: bytes) -> dict[str, tuple[bytes, str, str]]:
    """The files inside a PDF: name → bytes, relationship (ISO 32000-2 7.11.3), media type."""
    found = {}
    document = opened(pdf)
    for file in document.Root.AF:
        stream = file.EF.F
        found[str(file.UF)] = (stream.read_bytes(), str(file.AFRelationship), str(stream.Subtype))
    return found


def read_back(book: bytes, table: Table) -> tuple[list[Any], list[list[Any]], list[Any]]:
    """Heading, rows and totals of a table's sheet, as a spreadsheet reads them."""
    sheet = openpyxl.load_workbook(io.BytesIO(book))[table.title[:31]]
    width = len(table.columns)
    rows: list[list[Any]] = [[cell.value for cell in row[:width]] for row in sheet.iter_rows(min_row=FIRST_ROW + 1)]
    number = len(table.rows)
    return rows[0], rows[1 : number + 1], rows[number + 1] if table.total else []


def as_read(cell: Cell) -> Any:
    """What openpyxl makes of a cell of ours."""
    if cell is None:
        return "–"
    if isinstance(cell, Decimal):
        return float(cell)
    return cell


def same(read: Any, cell: Cell) -> bool:
    if isinstance(cell, timedelta):
        # openpyxl gives a time of day where it is less than one.
        minutes = read.total_seconds() / 60 if isinstance(read, timedelta) else read.hour * 60 + read.minute
        return bool(round(minutes) * 60 == cell.total_seconds())
    return bool(("" if read is None else read) == as_read(cell))


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_paper_bears_every_gathering(sample: str) -> None:
    pdf = paper(sample)
    assert faults_of(pdf, "sv") == ()
    assert sizes_of(pdf) == [(210, 297)] * PAGES[sample]
    assert pages_in(pack(sample)) == pages_in(pdf) == PAGES[sample]


def test_the_paper_speaks_english(poppler: str) -> None:
    pdf = paper("small", "en")
    assert faults_of(pdf, "en") == ()
    words = words_of(text_of(pdf, poppler))
    assert "Proof pack" in words
    assert "8 h 50 min" in words
    assert "Deltagare per" not in words


@pytest.mark.parametrize("sample", ["small", "named", "series", "before", "odd"])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_workbook_has_the_numbers_of_the_paper(sample: str, lang: Lang, poppler: str) -> None:
    pdf = paper(sample, lang)
    name = "redovisning.xlsx" if lang == "sv" else "proof.xlsx"
    book, relationship, media_type = attached_to(pdf)[name]
    assert book == file_in(pack(sample, lang), "xlsx", lang)
    assert (relationship, media_type.endswith("spreadsheetml.sheet")) == ("/Data", True)
    words = words_of(text_of(pdf, poppler, "-raw"))
    tables = tables_of(SAMPLES[sample], lang)
    assert openpyxl.load_workbook(io.BytesIO(book)).sheetnames == [table.title[:31] for table in tables]
    for table in tables:
        head, rows, total = read_back(book, table)
        assert head == list(table.columns)
        for read, row in [*zip(rows, table.rows, strict=True), *([(total, table.total)] if table.total else [])]:
            assert [cell for read_cell, cell in zip(read, row, strict=True) if not same(read_cell, cell)] == []
        for piece in table.split() if table.key != "summary" else ():
            for row in piece.rows[:40]:
                numbers = " ".join(shown(cell, lang) for cell in row[1:] if not isinstance(cell, str))
                assert numbers in words, (table.key, numbers)


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(file_in(pack(), "xlsx", "sv")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert "=1+1" in [cell.value for cell in cells]


def test_everything_a_funder_asks_for_stands_there_in_order(poppler: str) -> None:
    wanted = (
        "Nätverksträff för gröna kluster i Gamleby",
        "Syfte",
        "Att lära av varandra om beredskap.",
        "Kompetensförsörjning i de gröna näringarna",
        "Schemalagd tid",
        "8 tim 50 min",
        "Skickad till 24 adresser",
        "Vreta Kluster är inbjudet",
        "Deltagare per dag",
        "Deltagare per kluster",
        "Från 13 av nätverkets 19 kluster kom någon. 13 var inbjudna, och av dem nåddes 12.",
        "Serverade måltider",
        "Utvärdering",
        "31 svar",
        "4,35",
        "Europa investerar i landsbygdsområden.",
    )
    for words in (words_of(text_of(paper(), poppler, "-raw")), words_of(text_by_pdfium(paper()))):
        assert [each for each in wanted if each not in words] == []
        start = words.index("Syfte")
        places = [words.index(each, start) for each in wanted[1:]]
        assert places == sorted(places)


def test_the_sections_are_bookmarks() -> None:
    assert [title for title, _ in outline_of(paper())] == [
        "Syfte", "Program", "Schemalagd tid", "Inbjudan", "Deltagare per dag", "Deltagare per kluster", "Andra delar",
        "Serverade måltider", "Utvärdering", "Finansiering och underlag",
    ]  # fmt: skip


def test_what_is_not_known_is_a_dash_and_the_paper_says_that_it_is_preliminary(poppler: str) -> None:
    words = words_of(text_of(paper("before"), poppler, "-raw"))
    assert "PRELIMINÄRT Träffen är inte genomförd än" in words
    assert "onsdag 14 oktober 47 7 – –" in words
    assert "Ingen inbjudan skickades som brev." in words
    assert "PRELIMINÄRT" not in words_of(text_of(paper(), poppler))


def test_an_invitation_that_the_lead_wrote_down_stands_there_as_text(poppler: str) -> None:
    words = words_of(text_of(paper("told"), poppler, "-raw"))
    assert "Skickad till 80 adresser, 14 oktober 2026. Välkomna till <Gamleby>! Vi ses." in words
    assert "Punkter står för namn" not in words
    with zipfile.ZipFile(io.BytesIO(pack("told"))) as archive:
        letter = archive.read("inbjudan-sv.txt").decode()
    assert letter.splitlines()[:2] == ["Skickad: 14 oktober 2026", "Mottagare: 80"]


def test_names_stand_there_only_when_they_are_asked_for(poppler: str) -> None:
    named, plain = words_of(text_of(paper("named"), poppler)), words_of(text_of(paper(), poppler))
    assert ("Demo Person 07" in named, "Demo Person" in plain) == (True, False)
    assert "Namnet på ytterligare 1 som kom är raderat." in named
    with zipfile.ZipFile(io.BytesIO(pack())) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist() if not name.endswith((".pdf", ".xlsx")))
    assert b"Demo Person" not in inside


def test_same_gathering_same_bytes() -> None:
    again = press_pack(SAMPLES["small"], "sv", HOUSE, progress=lambda done, of_all: None)
    assert again == pack()


def test_the_archive_holds_every_source_and_a_list_with_checksums() -> None:
    with zipfile.ZipFile(io.BytesIO(pack("named"))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
        dates = {info.date_time for info in archive.infolist()}
    assert list(files) == [
        "redovisning.pdf", "redovisning.xlsx", "program-sv.pdf", "program-en.pdf", "program.ics", "inbjudan-sv.txt",
        "inbjudan-en.txt", "narvaro.csv", "deltagare.csv", "innehall.txt",
    ]  # fmt: skip
    assert dates == {(AT.year, AT.month, AT.day, AT.hour, AT.minute, 0)}
    listed = [line.split("  ") for line in files["innehall.txt"].decode().splitlines() if line and line[0] != "#"]
    assert listed == [[hashlib.sha256(files[name]).hexdigest(), name] for name in list(files)[:-1]]
    assert files["narvaro.csv"].decode("utf-8-sig").splitlines()[1] == "Agro Sörmland;20;18;18;17;16;14"
    assert files["deltagare.csv"].decode("utf-8-sig").splitlines()[1].startswith("Demo Person 00;Vreta Kluster;14 okt.")
    assert b"Recipients" not in files["inbjudan-en.txt"]
    assert files["inbjudan-sv.txt"].decode().splitlines()[0].startswith("Ämne: Inbjudan: ")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_programmes_in_the_archive_are_those_that_everybody_can_open(lang: Lang) -> None:
    with zipfile.ZipFile(io.BytesIO(pack("small", "en"))) as archive:
        pdf, ics = archive.read(f"programme-{lang}.pdf"), archive.read("programme.ics")
    assert faults_of(pdf, lang) == ()
    assert ics.startswith(b"BEGIN:VCALENDAR")


def test_it_says_how_far_it_has_come() -> None:
    told: list[tuple[int, int]] = []
    press_pack(SAMPLES["bare"], "sv", HOUSE, progress=lambda done, of_all: told.append((done, of_all)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_wide_table_is_split_and_keeps_what_its_rows_are_of() -> None:
    table = next(table for table in tables_of(SAMPLES["series"], "sv") if table.key == "clusters")
    pieces = table.split()
    assert [len(piece.columns) for piece in pieces] == [9, 9, 9, 7]
    assert {piece.rows[0][0] for piece in pieces} == {"Grönt kluster 0"}
    assert [words for piece in pieces for words in piece.columns if words != "Kluster"] == list(table.columns[1:])


@pytest.mark.parametrize(
    ("cell", "sv", "en"),
    [
        (timedelta(hours=5), "5 tim", "5 h"),
        (timedelta(hours=5, minutes=20), "5 tim 20 min", "5 h 20 min"),
        (timedelta(minutes=15), "15 min", "15 min"),
        (timedelta(), "0 tim", "0 h"),
        (Decimal("4.35"), "4,35", "4.35"),
        (Decimal("4.30"), "4,3", "4.3"),
        (Decimal("4"), "4,0", "4.0"),
        (None, "–", "–"),
        (0, "0", "0"),
        ("=1+1", "=1+1", "=1+1"),
    ],
)
def test_how_a_cell_is_read(cell: Cell, sv: str, en: str) -> None:
    assert (shown(cell, "sv"), shown(cell, "en")) == (sv, en)
