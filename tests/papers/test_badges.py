"""Badges on every kind of sheet, read back by other programs: what stands on them, and that both sides meet."""

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from planner.checkin.rules import code_of
from planner.core.language import Lang
from planner.meetings.rules import DayHours
from planner.papers.pdf import DOCUMENTS
from planner.papers.pdf.document import STYLES
from planner.papers.pdf.staff.badges import BLANKS, Layout, press_badges
from planner.papers.pdf.staff.brief import Brief, Space
from planner.papers.pdf.staff.labels import (
    A4_HEIGHT,
    A7,
    A7_FOLDED,
    C32011,
    L7418,
    SHEETS,
    Sheet,
    line_fitted,
    name_step,
)
from planner.papers.rules import BadgeOrder
from planner.press import Cancelled, pages_in, qr_picture
from tests.paper import faults_of, opened, outline_of, reader, sizes_of, text_by_pdfium, text_of, words_of
from tests.papers.wearers import CROWDS, FEW, HOUSE, SEAMLESS, SIXTY, bearer

pytestmark = pytest.mark.pdf
MILLIMETRE = 72 / 25.4


@pytest.fixture(autouse=True)
def _press_is_silent(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever WeasyPrint warns of is a mistake of ours."""
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        yield
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []


@pytest.fixture(scope="module")
def poppler() -> str:
    return reader()


@lru_cache(maxsize=32)
def printed(sheet: Sheet, crowd: str = "few", lang: Lang = "sv", order: BadgeOrder = BadgeOrder.CLUSTER) -> bytes:
    return press_badges(CROWDS[crowd], lang, HOUSE, progress=lambda done, of_all: None, layout=Layout(sheet, order))


def sheets_of(people: int, sheet: Sheet) -> int:
    return -(-(people + BLANKS) // sheet.people)


def places_of(page: Any, words: str) -> list[tuple[float, float, float, float]]:
    """Where the first letter of `words` stands, each time: left, top, right, bottom; millimetres from the top left."""
    text = page.get_textpage()
    search, found = text.search(words, match_case=True), []
    while (hit := search.get_next()) is not None:
        left, bottom, right, top = (edge / MILLIMETRE for edge in text.get_charbox(hit[0]))
        found.append((left, A4_HEIGHT - top, right, A4_HEIGHT - bottom))
    return found


def cell_of(sheet: Sheet, left: float, top: float) -> tuple[int, int, float]:
    """(column, row, how far from the cell's left edge) of a point."""
    column, row = (
        int((left - sheet.left) // (sheet.width + sheet.gap_x)),
        int((top - sheet.top) // (sheet.height + sheet.gap_y)),
    )
    return column, row, left - sheet.left - column * (sheet.width + sheet.gap_x)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.style)
def test_the_press_is_told_the_grid_of_each_sheet_which_stands_in_the_middle(sheet: Sheet) -> None:
    written = (STYLES / f"staff/badges-{sheet.style}.css").read_text().partition("\n")[2]
    assert written == sheet.style_sheet()
    right = 210 - sheet.left - sheet.columns * sheet.width - (sheet.columns - 1) * sheet.gap_x
    assert (round(right - sheet.left, 6), sheet.left >= 0, sheet.top >= 0) == (0, True, True)


BEARING = [
    *((L7418, crowd, "sv") for crowd in CROWDS),
    *((sheet, crowd, "en") for sheet in (C32011, A7, A7_FOLDED) for crowd in ("few", "odd")),
]


@pytest.mark.parametrize(("sheet", "crowd", "lang"), BEARING, ids=lambda value: getattr(value, "style", value))
def test_every_sheet_bears_everybody(sheet: Sheet, crowd: str, lang: Lang) -> None:
    pdf = printed(sheet, crowd, lang)
    assert faults_of(pdf, lang) == ()
    sides = 1 if sheet.is_folded else 2
    pages = sides * (1 + sheets_of(len(CROWDS[crowd].bearers), sheet))
    assert sizes_of(pdf) == [(210, 297)] * pages
    assert pages_in(pdf) == pages


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.style)
def test_a_name_and_what_is_behind_it_meet_when_the_sheet_is_turned_or_folded(sheet: Sheet) -> None:
    with pypdfium2.PdfDocument(printed(sheet)) as document:
        for first in ("Anna Ek", "Åsa", "Anna-Märta", "Wolfe", "Bo Ć", "Örjan"):
            here = [
                (number, *cell_of(sheet, box[0], box[1]))
                for number in range(1 if sheet.is_folded else 2, len(document))
                for box in places_of(document[number], first)
            ]
            (front, column, row, from_left), (back, other, other_row, other_left) = sorted(here)[:2]
            if sheet.is_folded:
                assert (back, column, other, other_row) == (front, 0, 1, row)
            else:
                assert (front % 2, back) == (0, front + 1)
                assert (other, other_row) == (sheet.columns - 1 - column, row)
            # Both begin as far from the left edge of their own cell: 1.1 em, but for the letter's own side.
            assert abs(from_left - other_left) < 1


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.style)
def test_no_letter_stands_outside_of_its_badge(sheet: Sheet) -> None:
    outside = []
    for crowd in ("few", "odd"):
        with pypdfium2.PdfDocument(printed(sheet, crowd)) as document:
            for number in range(1 if sheet.is_folded else 2, len(document)):
                text = document[number].get_textpage()
                for at in range(text.count_chars()):
                    left, bottom, right, top = (edge / MILLIMETRE for edge in text.get_charbox(at))
                    if right <= left or not text.get_text_range(at, 1).strip():
                        continue
                    _, row, start = cell_of(sheet, left, A4_HEIGHT - top)
                    low = A4_HEIGHT - bottom - sheet.top - row * (sheet.height + sheet.gap_y)
                    if not (start >= 0 and start + right - left <= sheet.width and low <= sheet.height):
                        outside.append((crowd, number, text.get_text_range(at, 1)))
    assert outside == []


def solid(words: str) -> str:
    """Without blanks, and without hyphens, which readers take for a word's break."""
    return "".join(letter for letter in words if letter.isalnum())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.style)
def test_names_are_never_cut_for_two_readers(sheet: Sheet, poppler: str) -> None:
    pdf = printed(sheet, "odd")
    names = [SIXTY, SEAMLESS, "Åsa Lindqvist-Öberg", "Bo Ćirić", " ".join(["Ćirić"] * 33)]
    for words in (text_of(pdf, poppler, "-raw"), text_by_pdfium(pdf)):
        run = solid(words)
        # In front and behind.
        assert [name for name in names if run.count(solid(name)) < 2] == []


def test_roles_and_marks_are_words_so_that_black_and_white_tells_them_too(poppler: str) -> None:
    front = [text_of(printed(L7418, "few", lang), poppler, "-f", "3", "-l", "3") for lang in ("sv", "en")]
    for page, words in zip(front, ("Deltagare Talare Arrangör", "Participant Speaker Organiser"), strict=True):
        assert [page.count(word) for word in words.split()] == [6, 1, 1]
    assert [page.count(mark) for page, mark in zip(front, ("Ingen bild", "No pictures"), strict=True)] == [1, 1]


@pytest.mark.parametrize(
    ("order", "first", "marks"),
    [
        (BadgeOrder.CLUSTER, "Wolfe", ["Agroväst", "Kompetenscentrum för gröna näringar i Småland och på öarna",
                                       "Vreta Kluster", "Från inget kluster", "Utan namn"]),
        (BadgeOrder.NAME, "Anna Ek", ["A", "B", "D", "W", "Å", "Ö", "Utan namn"]),
    ],
)  # fmt: skip
def test_they_lie_in_order_with_a_bookmark_where_another_cluster_or_letter_begins(
    order: BadgeOrder, first: str, marks: list[str], poppler: str
) -> None:
    pdf = printed(L7418, "few", "sv", order)
    page = words_of(text_of(pdf, poppler, "-raw", "-f", "3", "-l", "3"))
    assert page.startswith(f"Nätverksträff för gröna kluster i Gamleby {first}")
    assert [title for title, _ in outline_of(pdf)] == marks


def test_bookmarks_of_all_parts_lead_to_pages_of_their_own() -> None:
    pdf = opened(printed(L7418, "many"))
    pages = [page.obj.objgen for page in pdf.pages]
    with pdf.open_outline() as outline:
        places: list[Any] = [entry.destination for entry in outline.root]
        targets = [pages.index(place[0].objgen) for place in places]
    assert [entry.title for entry in outline.root] == [
        "Agroväst", "Gröna kluster i Gamleby", "Vreta Kluster", "Från inget kluster", "Utan namn",
    ]  # fmt: skip
    assert targets == sorted(targets)
    assert targets[0] == 2


def test_two_readers_find_the_badges_in_the_order_of_the_sheet(poppler: str) -> None:
    names = ["Anna Ek", "Anna-Märta", "Bo Ćirić", "Demo Lind", "Wolfe", "Åsa", "Örjan"]
    pdf = printed(C32011, "few", "sv", BadgeOrder.NAME)
    with pypdfium2.PdfDocument(pdf) as document:
        by_pdfium = words_of(document[2].get_textpage().get_text_range())
    for words in (words_of(text_of(pdf, poppler, "-raw", "-f", "3", "-l", "3")), by_pdfium):
        found = [words.find(name) for name in names]
        assert -1 not in found
        assert found == sorted(found)


def test_behind_a_name_stand_ones_own_days_and_what_one_chose(poppler: str) -> None:
    backs = text_of(printed(L7418, "few", "sv"), poppler, "-raw", "-f", "4", "-l", "4")
    chosen = backs[backs.index("Örjan Demo") :].split("traff.example.org")[0]
    last_day = backs[backs.index("Bo Ćirić") :].split("traff.example.org")[0]
    assert ("Validering av yrkeskunskaper" in chosen, "3 parallella pass" in chosen) == (True, False)
    assert ("Onsdag 14 oktober" in last_day, "Torsdag 15 oktober" in last_day) == (False, True)


def test_days_for_which_there_is_no_room_are_counted() -> None:
    weekly = tuple(DayHours(date(2026, 10, 14) + timedelta(days=7 * n), time(9), time(12)) for n in range(14))
    brief = Brief(replace(CROWDS["few"], days=weekly, entries=()), "sv", Space(20, 20))
    # A name of three lines takes some of the room.
    days = [day for day, _ in brief.lines(taken=14)]
    assert (len(days), days[0], days[-1]) == (6, "Onsdag 14 oktober 09.00–12.00", "och 9 dagar till")
    assert [day for day, _ in brief.lines(taken=6)][-1] == "Onsdag 13 januari"


def test_the_codes_are_those_of_the_door() -> None:
    assert HOUSE.keys is not None
    with pypdfium2.PdfDocument(printed(L7418, "few", "sv", BadgeOrder.NAME)) as document:
        pictures = [
            thing.get_bitmap().to_pil().convert("1").tobytes()
            for thing in document[3].get_objects()
            if isinstance(thing, pypdfium2.PdfImage)
        ]
    # Columns the other way round; who is not registered has none, and those without a name neither.
    behind = (FEW[2], FEW[0], None, FEW[4], FEW[1], FEW[3], None, FEW[6])
    assert pictures == [_code(who.number, who.salt) for who in behind if who]


def _code(number: int, salt: str) -> bytes:
    assert HOUSE.keys is not None
    picture = qr_picture(f"https://traff.example.org/c/{code_of(HOUSE.keys, number, salt)}")
    return Image.open(io.BytesIO(picture)).convert("RGB").convert("1").tobytes()


def test_the_first_page_tells_how_many_there_are_and_what_the_marks_were_read_from(poppler: str) -> None:
    page = words_of(text_of(printed(L7418, "few", "sv"), poppler, "-l", "1"))
    assert "Namnskyltar, efter kluster och namn: 7. Utan namn, för dem som kommer oanmälda: 10." in page
    assert "1 av dem är inte anmäld" in page
    assert "1 vill inte vara med på bild" in page
    assert "Får vi ta bilder av dig?" in page
    assert "Ingen har fått frågan om bilder." in words_of(text_of(printed(L7418, "nobody"), poppler, "-l", "1"))


def test_same_people_same_bytes() -> None:
    again = press_badges(CROWDS["few"], "sv", HOUSE, progress=lambda done, of_all: None, layout=Layout(L7418))
    assert again == printed(L7418, "few")


def test_progress_is_told_and_it_stops_when_nobody_wants_it() -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, of_all: int) -> None:
        told.append((done, of_all))
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        press_badges(CROWDS["many"], "sv", HOUSE, progress=stop, layout=Layout(L7418))
    assert told == [(0, 100), (40, 100)]


def test_every_badge_names_people_and_goes_after_a_day() -> None:
    badges = [document for document in DOCUMENTS if document.key.startswith("badges")]
    assert [document.key for document in badges if not document.beside] == [f"badges-{sheet.style}" for sheet in SHEETS]
    assert {document.holds_people for document in badges} == {True}


def test_names_are_as_large_as_they_can_be() -> None:
    assert [name_step(name, L7418.room) for name in ("Bo Ek", "Åsa Lindqvist-Öberg", SIXTY, SEAMLESS)] == [1, 1, 4, 6]
    # Letters that the house's do not have are taken for wide ones.
    assert name_step("汉字", L7418.room) == 1
    words, step = line_fitted("Åäö " * 80, L7418.room)
    assert (words.endswith("…"), step) == (True, 3)
    assert bearer(1, "Bo").cluster == "Vreta Kluster"
