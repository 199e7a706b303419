"""Every document with small, large and odd programmes, read back by other programs."""

import logging
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import pytest

from planner.core.language import Lang
from planner.papers.pdf import DOCUMENTS, House, document_of
from planner.papers.pdf.personal import press_personal
from planner.papers.queries import Personal, Published, published
from planner.press import pages_in
from tests.paper import elements, faults_of, opened, outline_of, reader, sizes_of, text_by_pdfium, text_of, words_of
from tests.papers.samples import ODD, PICTURES, SAMPLES

pytestmark = pytest.mark.pdf

HOUSE = House("https://traff.example.org", "Demonätverket")
LAST_DAY = date(2026, 9, 25)
A3, A4, LANDSCAPE, A5 = (297, 420), (210, 297), (297, 210), (148, 210)
SIZES = {
    "overview": LANDSCAPE, "booklet": LANDSCAPE, "booklet-a5": A5, "poster": A4, "poster-a3": A3, "invitation": A4,
}  # fmt: skip
ONE_PAGE = ("overview", "poster", "poster-a3", "invitation")


@pytest.fixture(autouse=True)
def _press_is_silent(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever WeasyPrint warns of is a mistake of ours."""
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        yield
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []


@pytest.fixture(scope="module")
def poppler() -> str:
    return reader()


@lru_cache(maxsize=64)
def printed(key: str, sample: str = "small", lang: Lang = "sv") -> bytes:
    value = Published(SAMPLES[sample], PICTURES, LAST_DAY, 60)
    return document_of(key).press(value, lang, HOUSE, progress=lambda done, of_all: None)


def test_the_sizes_of_all_documents_are_known() -> None:
    assert list(SIZES) == [document.key for document in DOCUMENTS if document.fetch is published]


BEARING = [
    *((key, sample) for key in ("overview", "booklet-a5", "poster", "invitation") for sample in SAMPLES),
    # The same pages, laid out otherwise.
    *(("booklet", sample) for sample in ("small", "large", "early")),
    ("poster-a3", "odd"),
]


@pytest.mark.parametrize(("key", "sample"), BEARING)
def test_every_document_bears_every_programme(key: str, sample: str) -> None:
    pdf = printed(key, sample)
    assert faults_of(pdf, "sv") == ()
    sizes = sizes_of(pdf)
    is_upright = key == "overview" and len(SAMPLES[sample].facts.days) == 1
    assert set(sizes) == {A4 if is_upright else SIZES[key]}
    assert pages_in(pdf) == len(sizes)
    if key in ONE_PAGE:
        assert len(sizes) == 1


@pytest.mark.parametrize("key", SIZES)
def test_every_document_speaks_english(key: str, poppler: str) -> None:
    pdf = printed(key, "small", "en")
    assert faults_of(pdf, "en") == ()
    assert "The green clusters meet in Gamleby" in words_of(text_of(pdf, poppler))
    assert ("oktober" in text_of(pdf, poppler), "October" in text_of(pdf, poppler)) == (False, True)


@pytest.mark.parametrize("key", SIZES)
def test_same_programme_same_bytes(key: str) -> None:
    value = Published(SAMPLES["small"], PICTURES, LAST_DAY, 60)
    again = document_of(key).press(value, "sv", HOUSE, progress=lambda done, of_all: None)
    assert again == printed(key)


@pytest.mark.parametrize("key", SIZES)
def test_two_readers_find_the_title_the_place_the_address_and_the_funder(key: str, poppler: str) -> None:
    pdf = printed(key)
    wanted = (
        "Nätverksträff för gröna kluster i Gamleby",
        "Gamleby folkhögskola",
        "traff.example.org/meetings/hostens-traff",
        "Europa investerar i landsbygdsområden.",
    )
    for words in (words_of(text_of(pdf, poppler)), words_of(text_by_pdfium(pdf))):
        assert [each for each in wanted if each not in words] == []


@pytest.mark.parametrize("key", ["overview", "booklet-a5"])
@pytest.mark.parametrize("sample", ["small", "large", "wide"])
def test_every_item_of_content_is_there_in_the_order_of_time(key: str, sample: str, poppler: str) -> None:
    entries = [entry for entry in SAMPLES[sample].entries if entry.kind in ("talk", "workshop", "panel")]
    for words in (
        words_of(text_of(printed(key, sample), poppler, "-raw")),
        words_of(text_by_pdfium(printed(key, sample))),
    ):
        found = [words.find(entry.title.sv) for entry in entries]
        assert [entry.title.sv for entry, at in zip(entries, found, strict=True) if at < 0] == []
        by_place = [entry.starts_at for _, entry in sorted(zip(found, entries, strict=True), key=lambda pair: pair[0])]
        assert by_place == sorted(by_place)


def test_what_is_cancelled_or_moved_says_so(poppler: str) -> None:
    for key in SIZES:
        assert "INSTÄLLT Nätverksträff" in words_of(text_of(printed(key, "cancelled"), poppler))
        assert "29–30 september 2026" in words_of(text_of(printed(key, "moved"), poppler))


def test_the_overview_says_what_it_leaves_out(poppler: str) -> None:
    def left_out(sample: str) -> str:
        words = words_of(text_of(printed("overview", sample), poppler))
        return words.partition("Utelämnat här: ")[2].partition(".")[0]

    assert left_out("small") == "beskrivningar"
    assert left_out("wide") == "beskrivningar, medverkande, sluttider, pauser och måltider, lokaler"


def test_parallel_items_stand_side_by_side_in_rows_with_their_time(poppler: str) -> None:
    page = text_of(printed("overview"), poppler, "-layout")
    lines = [line for line in page.splitlines() if "Fem dygn utan el" in line]
    assert [[word in line for word in ("13.30", "Validering", "Vatten i landskapet")] for line in lines] == [[True] * 3]


def test_the_booklet_folds_to_the_order_of_reading(poppler: str) -> None:
    """Outer side first: the back beside the cover, then the second page beside the last but one."""
    whole, folded = opened(printed("booklet-a5")), opened(printed("booklet"))
    assert len(folded.pages) * 2 % 4 == 0
    assert len(folded.pages) * 2 >= len(whole.pages)
    sides = text_of(printed("booklet"), poppler).split("\f")
    assert "Kontakt och senaste version" in sides[0]
    assert "onsdag–torsdag" in sides[0]
    assert "Sida 2 av" in sides[1]


def test_who_listens_to_the_folded_booklet_hears_it_in_the_order_of_reading() -> None:
    kinds = [[str(element.S) for element in elements(opened(printed(key)))] for key in ("booklet-a5", "booklet")]
    notes = len(kinds[1]) - len(kinds[0])
    assert kinds[1].count("/H3") == kinds[0].count("/H3")
    assert notes >= 0
    titles = [title for title, _ in outline_of(printed("booklet"))]
    assert titles == [title for title, _ in outline_of(printed("booklet-a5"))]
    assert titles[:2] == ["onsdag 14 oktober", "torsdag 15 oktober"]


def test_links_in_the_folded_booklet_lead_to_where_their_items_have_come() -> None:
    pdf = opened(printed("booklet"))
    names = list(pdf.Root.Names.Dests.Names)
    places = {
        str(name): (target[0].objgen, float(target[2])) for name, target in zip(names[::2], names[1::2], strict=True)
    }
    sheets = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    # The first item is on page 2: left on the inner side of the outermost sheet; the cover's half is the right one.
    (sheet, right) = places["item-1"]
    assert (sheets[sheet], right < 420) == (1, True)


def test_ones_own_programme_has_ones_own_items_and_no_name(poppler: str) -> None:
    mine = Personal(SAMPLES["small"], PICTURES, True, frozenset({7}))
    pdf = press_personal(mine, "sv", HOUSE, progress=lambda done, of_all: None)
    assert faults_of(pdf, "sv") == ()
    assert str(opened(pdf).docinfo.Title) == "Mitt program: Nätverksträff för gröna kluster i Gamleby"
    assert "Mitt program: de dagar jag kommer och det jag har valt" in words_of(text_of(pdf, poppler))


def test_what_people_wrote_is_text_not_markup(poppler: str) -> None:
    assert "<" not in ODD.facts.title.sv
    assert "förslag på nästa steg" in words_of(text_of(printed("poster", "odd"), poppler))
