"""The staff's papers with few, many, no and odd people, read back by other programs."""

import logging
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import pytest

from planner.core.language import Lang
from planner.papers.pdf import House, document_of
from tests.paper import faults_of, outline_of, reader, sizes_of, text_by_pdfium, text_of, words_of
from tests.papers import staff_samples as samples

pytestmark = pytest.mark.pdf

HOUSE = House("https://traff.example.org", "Demonätverket")
A4, LANDSCAPE = (210, 297), (297, 210)
NUMBER = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="[\d.]+">\d+</word>'
"""Where a number stands, as poppler writes it down, in points."""
SAMPLES = {
    ("run-book", "small"): (samples.BOOK, 3),
    ("run-book", "empty"): (samples.EMPTY_BOOK, 4),
    ("run-book", "odd"): (samples.ODD_BOOK, 6),
    ("run-book", "large"): (samples.LARGE_BOOK, 17),
    ("sign-in", "nobody"): (samples.sign_in(0), 2),
    ("sign-in", "small"): (samples.sign_in(8), 3),
    ("sign-in", "large"): (samples.sign_in(400), 26),
    ("sign-in", "odd"): (samples.ODD_SHEETS, 2),
    ("sign-in-parts", "small"): (samples.sign_in(9, funded=False), 3),
    ("bus-list", "nobody"): (samples.buses(0), 2),
    ("bus-list", "small"): (samples.buses(9), 2),
    ("bus-list", "large"): (samples.buses(400), 25),
    ("bus-list", "odd"): (samples.ODD_BUSES, 1),
    ("kitchen", "small"): (samples.KITCHEN, 1),
    ("kitchen", "large"): (samples.MUCH_TO_COOK, 8),
    ("kitchen", "odd"): (samples.ERASED, 1),
}
"""What is printed, and on how many pages."""


@pytest.fixture(autouse=True)
def _press_is_silent(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever WeasyPrint warns of is a mistake of ours."""
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        yield
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []


@pytest.fixture(scope="module")
def poppler() -> str:
    return reader()


def pressed(key: str, value: object, lang: Lang = "sv") -> bytes:
    return document_of(key).press(value, lang, HOUSE, progress=lambda done, of_all: None)


@lru_cache(maxsize=64)
def printed(key: str, sample: str = "small", lang: Lang = "sv") -> bytes:
    return pressed(key, SAMPLES[key, sample][0], lang)


def both_readers(pdf: bytes, poppler: str) -> tuple[str, str]:
    return words_of(text_of(pdf, poppler, "-raw")), words_of(text_by_pdfium(pdf))


@pytest.mark.parametrize(("key", "sample"), SAMPLES)
def test_every_paper_bears_every_crowd(key: str, sample: str) -> None:
    pdf = printed(key, sample)
    assert faults_of(pdf, "sv") == ()
    sizes = sizes_of(pdf)
    assert set(sizes) == {LANDSCAPE if key == "run-book" else A4}
    assert len(sizes) == SAMPLES[key, sample][1]


@pytest.mark.parametrize("key", ["run-book", "sign-in", "sign-in-parts", "bus-list", "kitchen"])
def test_every_paper_speaks_english_and_is_the_same_when_it_is_printed_again(key: str, poppler: str) -> None:
    pdf = printed(key, "small", "en")
    assert faults_of(pdf, "en") == ()
    words = words_of(text_of(pdf, poppler))
    assert ("The autumn gathering" in words, "Latest change 3 October 2026 at 14:32" in words) == (True, True)
    assert "oktober" not in words
    assert pressed(key, SAMPLES[key, "small"][0], "en") == pdf


def test_names_are_read_in_the_order_in_which_sheets_are_entered_and_ten_rows_are_left(poppler: str) -> None:
    for words in both_readers(printed("sign-in", "large"), poppler):
        day, _, dinner = words.partition("Intygas")
        assert re.findall(r"Demo Person \d{3}", day) == samples.names(400)
        assert re.findall(r"Demo Person \d{3}", dinner) == samples.names(200)
        assert [str(n) in day.split() for n in range(401, 411)] == [True] * 10
        assert "411" not in day.split()


def test_the_head_of_the_table_and_the_day_stand_on_every_page(poppler: str) -> None:
    pages = text_of(printed("sign-in", "large"), poppler, "-layout").split("\f")[:-1]
    assert ["Underskrift" in page and "Onsdag" in page and "14 oktober" in page for page in pages] == [True] * 26
    assert [f"Sida {n} av 26" in page for n, page in enumerate(pages, 1)] == [True] * 26
    assert ["Middag" in page for page in pages] == [False] * 17 + [True] * 9


def test_there_is_room_for_a_pen_in_every_row(poppler: str) -> None:
    for sample in ("small", "large", "odd"):
        for page in text_of(printed("sign-in", sample), poppler, "-bbox").split("<page ")[1:]:
            tops = [float(top) for left, top in re.findall(NUMBER, page) if 45 < float(left) < 72]
            assert len(tops) >= 3
            assert [after - before for before, after in pairwise(tops) if after - before < 9 * 72 / 25.4] == []


@pytest.mark.parametrize("number", range(8, 18))
def test_nobody_certifies_a_page_without_rows(number: int, poppler: str) -> None:
    pages = text_of(pressed("sign-in", samples.sign_in(number)), poppler, "-layout").split("\f")[:-1]
    certified = [page for page in pages if "Intygas" in page]
    assert len(certified) == 2
    assert [bool(re.search(rf"^\s*{last + 10}\s*$", page, re.MULTILINE))
            for last, page in zip((number, number // 2), certified, strict=True)] == [True, True]  # fmt: skip


def test_the_funder_stands_on_the_sheets_of_a_funded_gathering(poppler: str) -> None:
    found = [
        "Europa investerar i landsbygdsområden." in words_of(text_of(printed(key), poppler))
        for key in ("sign-in", "sign-in-parts")
    ]
    assert found == [True, False]


def test_who_gets_on_first_stands_first_with_their_telephone(poppler: str) -> None:
    for words in both_readers(printed("bus-list"), poppler):
        there, _, back = words.partition("Buss hem")
        stops = [there.find(stop) for stop in ("07.15 Linköping C 5", "08.00 Norrköping 4", "Gamleby station 0")]
        assert stops == sorted(stops)
        assert stops[0] > 0
        assert re.findall(r"Demo Person \d{3}", there) == [
            f"Demo Person {n:03}" for n in (1, 3, 5, 7, 9, 2, 4, 6, 8)]  # fmt: skip
        assert "9 av 50 platser" in there
        assert "Ingen stiger på här." in there
        assert re.findall(r"Demo Person \d{3}", back) == samples.names(9)
        assert "Demo Person 002 070-000 00001" in back


def test_the_kitchen_reads_numbers_and_what_people_wrote(poppler: str) -> None:
    for words in both_readers(printed("kitchen"), poppler):
        for wanted in (
            "60 äter",
            "Inget särskilt 51",
            "Veganskt 3",
            "”Ingen lök” 2",
            "Ingen har önskat något särskilt.",
        ):
            assert wanted in words
    assert "Svaren har raderats" in words_of(text_of(printed("kitchen", "odd"), poppler))


def test_the_run_book_reads_in_the_order_of_time(poppler: str) -> None:
    titles = [item.title.sv for item in samples.LARGE_BOOK.items]
    for words in both_readers(printed("run-book", "large"), poppler):
        assert re.findall(r"Pass \d\d nummer \d\d", words[words.index("Onsdag 14"):]) == titles  # fmt: skip
    assert outline_of(printed("run-book"))[2:4] == [
        ("Onsdag 14 oktober", [
            "09.30 Fika och registrering", "10.00 1. Välkomna", "10.45 2. Vatten när det är torrt", "13.00 Ny punkt",
            "13.30 Flyttad punkt"]),
        ("Torsdag 15 oktober", ["09.00 Avslutning"]),
    ]  # fmt: skip


def test_the_run_book_says_what_the_public_reads_instead(poppler: str) -> None:
    words = words_of(text_of(printed("run-book"), poppler, "-raw"))
    for wanted in (
        "3 programpunkter skiljer sig från det publicerade programmet, version 3, 20 augusti 2026",
        "Ny punkt Demo Rut 070-111 11 11 Tackat nej Inte publicerad",
        "Flyttad punkt Publicerat: 14.00–14.45. Publicerat: Stora salen",
        "Publicerade men borttagna ur utkastet ons 14 18.00 Borttagen punkt",
    ):
        assert wanted in words
    assert words.count("Publicerat") == 2


def test_the_run_book_tells_what_is_open_and_what_must_be_there(poppler: str) -> None:
    words = words_of(text_of(printed("run-book"), poppler, "-raw"))
    for wanted in (
        "Har tackat nej men står i programmet Demo Rut",
        "Har inte svarat Demo Håkan",
        "Saknar telefonnummer Demo Håkan",
        "Saknar lokal ons 14 13.00 Ny punkt",
        "Inte inplacerade i programmet Önskat ämne",
        "Fler har valt än det finns platser ons 14 13.00 Ny punkt: 31/30",
        "Väntar på plats Träffen: 3 Middag, onsdag 14 oktober: 2",
        "Föredrag · Först i lokalen den dagen Behov: Projektor och ljud Lås upp kl. 8. Mikrofon.",
        "Direkt efter punkten före",
        "På plats: 64 · digitalt: 12 · Lunch 12.00: 60 · Middag 19.00: 45",
        "Projektledare Demo Lind · 070-000 00 00 · demo.lind@example.org",
        "onsdag 14 oktober: Från 12.00",
        "Stora salen Huvudbyggnaden 120",
        "Ta med stövlar.",
    ):
        assert wanted in words
    assert "Inget som systemet känner till." in words_of(text_of(printed("run-book", "empty"), poppler))


def test_what_people_wrote_is_text_not_markup(poppler: str) -> None:
    assert "<b>& Demo</b>" in words_of(text_of(printed("sign-in", "odd"), poppler))
    assert "<i>Ö</i>" in words_of(text_of(printed("bus-list", "odd"), poppler))
