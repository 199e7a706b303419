"""The printed programme, read back by other programs: pikepdf for its structure, poppler for its text."""

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from icalendar import Calendar
from PIL import Image

from planner.core.language import Lang, speaking, translate
from planner.programmes.pdf import print_programme
from planner.programmes.snapshot import Programme
from tests.builders import a_programme
from tests.paper import elements, faults_of, opened, outline_of, reader, text_of
from tests.papers.samples import with_people
from tests.programmes.samples import FLAG, GAMLEBY_MEETS, ITEMS, SAVE_THE_DATE, WEBINAR, item

pytestmark = pytest.mark.pdf

URL = "https://traff.example.org"
ICS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Demo//Demo//SV\r\nEND:VCALENDAR\r\n"
A4_POINTS = (595.3, 841.9)


@pytest.fixture(autouse=True)
def _press_is_silent(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever WeasyPrint warns of is a mistake of ours."""
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        yield
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []


def flag() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (FLAG.width, FLAG.height), "#003399").save(picture, "PNG")
    return picture.getvalue()


def print_(programme: Programme, lang: Lang = "sv", **more: Any) -> bytes:
    return print_programme(programme, lang, base_url=URL, network="Demonätverket", **more)


@pytest.fixture(scope="module")
def gamleby() -> bytes:
    return print_(GAMLEBY_MEETS, logos={FLAG.digest: flag()}, ics=ICS)


@pytest.fixture(scope="module")
def poppler() -> str:
    return reader()


def said(words: str, lang: Lang = "sv") -> str:
    with speaking(lang):
        return translate(words)


# What the document says of itself.


def test_document_says_what_it_is(gamleby: bytes) -> None:
    pdf = opened(gamleby)
    root = pdf.Root
    assert (str(root.Lang), bool(root.MarkInfo.Marked), bool(root.ViewerPreferences.DisplayDocTitle)) == (
        "sv",
        True,
        True,
    )
    assert (str(pdf.docinfo.Title), str(pdf.docinfo.Author)) == (
        "Nätverksträff för gröna kluster i Gamleby",
        "Demonätverket, Vreta Kluster",
    )
    with pdf.open_metadata() as xmp:
        claims = [xmp.get(key) for key in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")]
        assert (claims, xmp["dc:creator"]) == (["3", "A", "1"], ["Demonätverket", "Vreta Kluster"])


def test_two_days_take_two_to_four_pages_of_a4(gamleby: bytes) -> None:
    pdf = opened(gamleby)
    pages = pdf.pages
    assert 2 <= len(pages) <= 4
    sizes = {tuple(round(float(edge), 1) for edge in page.mediabox) for page in pages}
    assert sizes == {(0.0, 0.0, *A4_POINTS)}


def test_bookmarks_are_the_days_with_their_items_and_what_follows(gamleby: bytes) -> None:
    outline = outline_of(gamleby)
    assert [title for title, _ in outline] == [
        "onsdag 14 oktober",
        "torsdag 15 oktober",
        said("Theme by theme"),
        said("Practical information"),
        said("Contact and latest version"),
    ]
    assert outline[0][1][1] == "10.00 Välkommen till Gamleby"
    assert [len(items) for _, items in outline] == [14, 10, 0, 0, 0]


def test_headings_begin_with_the_title_and_skip_no_level(gamleby: bytes) -> None:
    pdf = opened(gamleby)
    levels = [int(str(e.S)[2]) for e in elements(pdf) if str(e.S) in ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_header_cells_say_what_they_head(gamleby: bytes) -> None:
    pdf = opened(gamleby)
    scopes = [str(e.A.get("/Scope")) for e in elements(pdf) if e.S == "/TH"]
    assert set(scopes) == {"/Row", "/Column"}


def test_lists_hold_list_items_only(gamleby: bytes) -> None:
    pdf = opened(gamleby)
    held = {str(kid.S) for e in elements(pdf) if e.S == "/L" for kid in e.K}
    assert held == {"/LI"}


def test_pictures_have_words(gamleby: bytes) -> None:
    pdf = opened(gamleby)
    assert [str(e.get("/Alt")) for e in elements(pdf) if e.S == "/Figure"] == [
        said("QR code with the address of the gathering's page"),
        said("QR code with the address of the gathering's calendar"),
        FLAG.alt,
    ]


def test_letters_are_embedded_and_known(gamleby: bytes) -> None:
    pdf = opened(gamleby)
    fonts = {
        str(font.BaseFont): ("/ToUnicode" in font, "/FontFile2" in font.DescendantFonts[0].FontDescriptor)
        for page in pdf.pages
        for font in page.Resources.Font.values()
    }
    assert fonts
    assert all("Source-Sans" in name for name in fonts)
    assert set(fonts.values()) == {(True, True)}


def test_everything_drawn_is_in_the_structure_or_an_artifact(gamleby: bytes) -> None:
    pdf = opened(gamleby)
    reached = {e.objgen for e in elements(pdf)}
    listed = list(pdf.Root.StructTreeRoot.ParentTree.Nums)[1::2]
    owners = [owner for entry in listed if isinstance(entry, pikepdf.Array) for owner in entry if owner is not None]
    assert owners
    assert all(owner.objgen in reached for owner in owners)
    marked: list[str] = []
    for page in pdf.pages:
        marked += [str(i.operands[1].get("/Type")) for i in pikepdf.parse_content_stream(page) if artifact(i)]
    assert marked.count("/Pagination") >= 2 * len(pdf.pages)


def artifact(instruction: Any) -> bool:
    return str(instruction.operator) == "BDC" and str(instruction.operands[0]) == "/Artifact"


def test_words_in_the_other_language_say_so() -> None:
    pdf = opened(print_(GAMLEBY_MEETS, "en"))
    assert str(pdf.Root.Lang) == "en"
    titles = [str(e.get("/Lang")) for e in elements(pdf) if e.S == "/H3"]
    assert titles.count("sv") == len(ITEMS)
    assert [e.get("/Lang") for e in elements(pdf) if e.S == "/H1"] == [None]


def test_calendar_file_is_attached(gamleby: bytes) -> None:
    pdf = opened(gamleby)
    assert list(pdf.attachments) == ["program.ics"]
    attached = pdf.attachments["program.ics"].get_file()
    assert (attached.mime_type, attached.read_bytes()) == ("text/calendar", ICS)
    assert Calendar.from_ical(attached.read_bytes()).name == "VCALENDAR"
    assert list(opened(print_(WEBINAR)).attachments) == []


def test_links_lead_to_the_page_the_contact_and_the_items(gamleby: bytes) -> None:
    pdf = opened(gamleby)
    annotations = [a for page in pdf.pages for a in page.get("/Annots", ())]
    assert {str(a.A.URI) for a in annotations if "/A" in a} == {
        f"{URL}/meetings/hostens-traff",
        f"{URL}/meetings/hostens-traff/calendar",
        f"{URL}/meetings/hostens-traff#program",
        f"{URL}/skolan",
        "mailto:demo.lind@example.org",
        "tel:070-0000000",
    }
    assert len([a for a in annotations if "/Dest" in a]) == sum(1 for entry in ITEMS if entry.theme)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_paper_keeps_what_every_paper_keeps(lang: Lang) -> None:
    assert faults_of(print_(GAMLEBY_MEETS, lang, logos={FLAG.digest: flag()}, ics=ICS), lang) == ()


# What a reader gets.


def test_those_who_say_who_they_are_stand_by_name_with_their_items(poppler: str) -> None:
    words = " ".join(text_of(print_(with_people(GAMLEBY_MEETS)), poppler, "-raw").split())
    assert f"{said('Speakers')} Demo Åkesson projektledare, Landsbygdsnätverket Arbetar med vattenvård" in words
    assert said("Speakers") not in text_of(print_(GAMLEBY_MEETS), poppler)
    alone = text_of(print_(with_people(GAMLEBY_MEETS), theme="kompetens"), poppler)
    assert ("Arbetar med vattenvård" in alone, "Demo Åkesson" in alone) == (True, False)


def test_text_comes_in_the_order_of_time_and_nothing_is_missing(gamleby: bytes, poppler: str) -> None:
    words = " ".join(text_of(gamleby, poppler, "-raw").replace("-\n", "").split())
    found = [words.find(entry.title.sv) for entry in ITEMS]
    assert -1 not in found
    starts = [entry.starts_at for entry in ITEMS]
    by_place = [start for _, start in sorted(zip(found, starts, strict=True))]
    assert by_place == sorted(starts)
    wanted = {entry.room for entry in ITEMS} | {s.name for entry in ITEMS for s in entry.speakers}
    assert [name for name in sorted(wanted) if name and name not in words] == []


def test_speakers_come_with_title_organisation_and_link(gamleby: bytes, poppler: str) -> None:
    words = " ".join(text_of(gamleby, poppler, "-raw").split())
    assert "Demo Åkesson, projektledare, Landsbygdsnätverket" in words
    assert f"Demo Sjö, vattenrådgivare, Demo vattenråd ({said('on link')})" in words


def test_a_broken_word_is_found_whole(gamleby: bytes, poppler: str) -> None:
    broken = [line for line in text_of(gamleby, poppler, "-raw").splitlines() if line.endswith("-")]
    assert broken
    assert "\u2010" not in text_of(gamleby, poppler)
    whole = text_of(gamleby, poppler).replace("-\n", "")
    assert "verksamhetsplanering" in whole
    assert "avrinningsområdet" in whole


def test_what_is_cancelled_says_so_in_words(gamleby: bytes, poppler: str) -> None:
    assert f"{said('CANCELLED')} Utlysningar och stöd" in text_of(gamleby, poppler, "-raw")
    called_off = print_(replace(GAMLEBY_MEETS, facts=replace(GAMLEBY_MEETS.facts, cancelled=True)))
    assert f"{said('CANCELLED')} Nätverksträff" in " ".join(text_of(called_off, poppler, "-raw").split())


def test_every_page_says_what_it_is_a_page_of(gamleby: bytes, poppler: str) -> None:
    pages = text_of(gamleby, poppler).split("\f")[:-1]
    for number, page in enumerate(pages, 1):
        with speaking("sv"):
            assert translate("Page %(number)s of %(pages)s") % {"number": number, "pages": len(pages)} in page
        assert "Nätverksträff för gröna kluster i Gamleby" in page


def test_a_day_over_two_pages_has_its_head_on_both(poppler: str) -> None:
    talks = [
        item(n, f"14 {8 + n // 4}.{n % 4 * 15:02}–{8 + n // 4}.{n % 4 * 15 + 10}", "talk", f"Kort {n}")
        for n in range(30)
    ]
    pages = text_of(print_(a_programme(*talks)), poppler).split("\f")[:-1]
    assert len(pages) == 2
    assert ["Onsdag 14 oktober" in page for page in pages] == [True, True]


def test_preliminary_is_marked(poppler: str) -> None:
    assert said("PRELIMINARY") in text_of(print_(WEBINAR), poppler)
    assert said("PRELIMINARY") not in text_of(print_(replace(WEBINAR, preliminary=False)), poppler)


def test_a_theme_alone(poppler: str) -> None:
    pdf = print_(GAMLEBY_MEETS, theme="beredskap")
    assert str(opened(pdf).docinfo.Title) == "Nätverksträff för gröna kluster i Gamleby: Beredskap"
    words = text_of(pdf, poppler)
    assert "Fem dygn utan el" in words
    assert "Vatten i landskapet" not in words


def test_before_there_is_a_programme_one_page_has_the_facts(poppler: str) -> None:
    pdf = print_(SAVE_THE_DATE)
    words = " ".join(text_of(pdf, poppler).split())
    assert len(opened(pdf).pages) == 1
    with speaking("sv"):
        assert translate("The programme comes by %(date)s.") % {"date": "tisdag 15 september"} in words
    assert "Gamleby folkhögskola" in words


def test_a_logo_that_is_lost_is_named(poppler: str) -> None:
    assert FLAG.alt in text_of(print_(WEBINAR), poppler)


# How it is made.


def test_same_programme_same_bytes(gamleby: bytes) -> None:
    print_(WEBINAR, "en")
    assert print_(GAMLEBY_MEETS, logos={FLAG.digest: flag()}, ics=ICS) == gamleby


def test_what_people_wrote_is_text_not_markup(poppler: str) -> None:
    title = "<img src='https://example.org/x.png'> & <b>fet</b>"
    entry = replace(ITEMS[0], title=replace(ITEMS[0].title, sv=title))
    pdf = print_(replace(GAMLEBY_MEETS, entries=(entry,), themes=()))
    assert title in " ".join(text_of(pdf, poppler, "-raw").split())


def test_rows_higher_than_a_page_are_parted_rather_than_not_printed(poppler: str) -> None:
    words = "Vi räknar på det tillsammans, steg för steg. " * 60
    tall = [
        item(n, "14 10.00–11.00" if n < 6 else "14 11.00–12.00", "workshop", f"Pass {n}", f"Sal {n}", abstract=words)
        for n in range(1, 11)
    ]
    coffee = item(11, "14 9.30–10.00", "break", "Kaffe")
    for entries in (tall, [coffee, *tall]):
        printed = text_of(print_(a_programme(*entries)), poppler)
        assert [n for n in range(1, 11) if f"Pass {n}" not in printed] == []
