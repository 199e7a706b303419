"""Signs for doors and tables, and certificates: read back by other programs."""

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

import pypdfium2
import pytest

from planner.core.language import Lang, Words
from planner.meetings.rules import DayHours
from planner.papers.pdf import DOCUMENTS, document_of
from planner.papers.pdf.document import Group
from planner.papers.pdf.staff.certificates import press_certificate
from planner.papers.pdf.staff.doors import SIZES, signs_of
from planner.papers.queries import Attended, Certificates, Published, Seated
from planner.press import pages_in
from tests.paper import faults_of, outline_of, reader, sizes_of, text_by_pdfium, text_of, words_of
from tests.papers.samples import PICTURES, SAMPLES
from tests.papers.wearers import HOUSE, SEAMLESS, SIXTY

pytestmark = pytest.mark.pdf
FIRST, SECOND = date(2026, 10, 14), date(2026, 10, 15)
A4, LANDSCAPE = (210, 297), (297, 210)
LONG = "Kompetenscentrum för gröna näringar i Småland och på öarna"
SEATED = Seated(
    Words("Höstens träff", "The autumn gathering"),
    (DayHours(FIRST, time(9), time(16)),),
    "Demo Lind",
    40,
    ("Agroväst", LONG),
)
PEOPLE = (
    Attended(1, "Anna Ek", "Vreta Kluster", ((FIRST, 420), (SECOND, 255)), 0),
    Attended(2, SIXTY, LONG, ((FIRST, 90),), 2),
    Attended(0, SEAMLESS * 3, "", ((SECOND, 255),), 0),
)
NOTED = datetime(2026, 10, 16, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _press_is_silent(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever WeasyPrint warns of is a mistake of ours."""
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        yield
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []


@pytest.fixture(scope="module")
def poppler() -> str:
    return reader()


def value_for(key: str, sample: str) -> Any:
    if key == "certificates":
        return Certificates(SAMPLES[sample], PICTURES, PEOPLE, 4, NOTED)
    return SEATED if key in ("tables-clusters", "tables-numbers") else Published(SAMPLES[sample], PICTURES, None, None)


@lru_cache(maxsize=32)
def printed(key: str, sample: str = "small", lang: Lang = "sv") -> bytes:
    return document_of(key).press(value_for(key, sample), lang, HOUSE, progress=lambda done, of_all: None)


PAGES = {
    ("doors", "small"): 12, ("doors", "large"): 20, ("doors", "odd"): 4, ("doors", "cancelled"): 12,
    ("tables-themes", "small"): 3, ("tables-clusters", "small"): 2, ("tables-numbers", "small"): 8,
    ("certificates", "small"): 4, ("certificates", "odd"): 4,
}  # fmt: skip


@pytest.mark.parametrize(("key", "sample"), PAGES)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_paper_bears_every_programme(key: str, sample: str, lang: Lang) -> None:
    pdf = printed(key, sample, lang)
    assert faults_of(pdf, lang) == ()
    assert sizes_of(pdf) == [LANDSCAPE if key == "doors" else A4] * PAGES[key, sample]
    assert pages_in(pdf) == PAGES[key, sample]


@pytest.mark.parametrize("key", ["doors", "tables-clusters", "certificates"])
def test_same_value_same_bytes(key: str) -> None:
    again = document_of(key).press(value_for(key, "small"), "sv", HOUSE, progress=lambda done, of_all: None)
    assert again == printed(key)


def test_a_sign_has_the_room_the_day_and_its_items_in_the_order_of_time(poppler: str) -> None:
    with pypdfium2.PdfDocument(printed("doors")) as document:
        by_pdfium = words_of(document[0].get_textpage().get_text_range())
    wanted = (
        "Nätverksträff för gröna kluster i Gamleby", "Aulan", "Onsdag 14 oktober", "10.00", "Välkommen till Gamleby",
        "Kompetensförsörjning i de gröna näringarna", "11.20", "Livsmedelsberedskap på gårdsnivå", "Beredskap",
    )  # fmt: skip
    for words in (words_of(text_of(printed("doors"), poppler, "-raw", "-l", "1")), by_pdfium):
        found = [words.find(each) for each in wanted]
        assert -1 not in found
        assert found == sorted(found)


def test_no_letter_on_a_door_is_too_small_to_be_read_from_two_metres() -> None:
    for sample in ("small", "large", "odd"):
        with pypdfium2.PdfDocument(printed("doors", sample)) as document:
            for page in document:
                text = page.get_textpage()
                heights = {}
                for at in range(text.count_chars()):
                    _, bottom, _, top = text.get_charbox(at)
                    if text.get_text_range(at, 1).isdigit() and top < page.get_height() - 120 and bottom > 60:
                        heights[at] = top - bottom
                # A figure is 0.65 em high: 11 points and more, which is the detail under a title of 19.
                assert min(heights.values()) > 0.6 * 0.62 * 0.62 * SIZES[-1]


def test_what_does_not_fit_on_one_sign_goes_on_another_that_says_so() -> None:
    signs = [sign for sign in signs_of(SAMPLES["large"], "sv") if sign.room == "Sal Vindö" and sign.held_on == FIRST]
    assert [(sign.number, sign.of_all, sign.step) for sign in signs] == [(1, 2, 4), (2, 2, 4)]
    starts = [item.starts for sign in signs for item in sign.items]
    assert (starts, len(starts)) == (sorted(starts), 10)


def test_what_is_cancelled_says_so_and_rooms_online_have_no_door(poppler: str) -> None:
    assert "INSTÄLLT Hur samhällets krisberedskap" in words_of(text_of(printed("doors", "odd"), poppler))
    doors = document_of("doors")
    assert [doors.suits(value_for("doors", sample)) for sample in ("small", "webinar", "series", "early")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_a_tent_says_the_same_on_both_sides_one_of_them_upside_down(poppler: str) -> None:
    pdf = printed("tables-clusters")
    assert text_of(pdf, poppler, "-raw", "-l", "1").count("Agroväst") == 2
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        search, places = text.search("Agroväst"), []
        while (hit := search.get_next()) is not None:
            first, last = text.get_charbox(hit[0]), text.get_charbox(hit[0] + hit[1] - 1)
            places.append((first[0] < last[0], first[1] < document[0].get_height() / 2))
    # (reads to the right, in the lower half)
    assert sorted(places) == [(False, False), (True, True)]
    assert [title for title, _ in outline_of(pdf)] == ["Agroväst", LONG]


def test_numbers_and_themes_have_a_word_beside_them(poppler: str) -> None:
    numbers, themes = (words_of(text_of(printed(key), poppler, "-raw")) for key in ("tables-numbers", "tables-themes"))
    assert [f"Bord {number}" in numbers for number in (1, 8, 9)] == [True, True, False]
    assert "Tema Beredskap" in themes
    assert document_of("tables-themes").suits(value_for("tables-themes", "early")) is False


def test_a_certificate_says_who_what_days_and_hours(poppler: str) -> None:
    pages = text_of(printed("certificates"), poppler, "-raw").split("\f")
    anna = words_of(pages[1])
    for words in ("Intyg om deltagande Anna Ek Vreta Kluster deltog i Nätverksträff för gröna kluster i Gamleby",
                  "Onsdag 14 oktober 7 tim", "Torsdag 15 oktober 4 tim 15 min", "Sammanlagt 11 tim 15 min",
                  "Ort och datum", "Europa investerar i landsbygdsområden."):  # fmt: skip
        assert words in anna
    assert "Schemalagd tid för de 2 programpunkter där närvaro är noterad." in words_of(pages[2])
    assert "3 intyg följer" in words_of(pages[0])
    assert "4 anmälda har ingen noterad närvaro" in words_of(pages[0])
    assert "".join(SEAMLESS * 3) in "".join(text_by_pdfium(printed("certificates")).split())


def test_ones_own_certificate_is_one_page_with_a_heading_of_its_own() -> None:
    value = Certificates(SAMPLES["small"], PICTURES, PEOPLE[:1], 0, NOTED)
    pdf = press_certificate(value, "sv", HOUSE, progress=lambda done, of_all: None)
    assert (faults_of(pdf, "sv"), sizes_of(pdf)) == ((), [A4])


def test_certificates_stand_afterwards_and_the_others_with_those_who_arrange() -> None:
    keys = {"doors": Group.STAFF, "tables-numbers": Group.STAFF, "certificates": Group.AFTERWARDS}
    found = {document.key: (document.group, document.holds_people) for document in DOCUMENTS if document.key in keys}
    assert found == {key: (group, key == "certificates") for key, group in keys.items()}
