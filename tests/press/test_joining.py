"""Several PDFs made one: what whoever listens, follows a link or a bookmark finds there."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from planner.press import engine, joined_pdf, pages_in
from tests.paper import elements, faults_of, opened, outline_of

pytestmark = pytest.mark.pdf
AT = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)


def part(*names: str, heading: str = "") -> bytes:
    title = f"<h1>{heading}</h1>" if heading else ""
    pieces = "".join(
        f'<section style="break-before: page"><h2 id="n{number}" style="bookmark-level: 1">{name}</h2>'
        f'<p>Se <a href="#n0">den första</a> och <a href="https://example.org/{name}">en sida</a>.</p></section>'
        for number, name in enumerate(names)
    )
    html = (
        '<html lang="sv"><head><title>Alla</title><meta name="author" content="Demo"></head>'
        f"<body>{title}<p>Här börjar en del.</p>{pieces}</body></html>"
    )
    return engine().ready().press(html, base_url="https://example.org/", at=AT)


@pytest.fixture(scope="module")
def whole() -> bytes:
    return joined_pdf(iter((part("Ett", "Två", heading="Alla"), part("Tre"), part("Fyra", "Fem"))))


def test_it_keeps_what_every_paper_keeps(whole: bytes) -> None:
    assert faults_of(whole, "sv") == ()
    assert pages_in(whole) == len(opened(whole).pages) == 8


def test_bookmarks_and_structure_are_in_the_order_of_the_parts(whole: bytes) -> None:
    assert [title for title, _ in outline_of(whole)] == ["Ett", "Två", "Tre", "Fyra", "Fem"]
    kinds = [str(element.S) for element in elements(opened(whole))]
    assert (kinds.count("/Document"), kinds.count("/H1"), kinds.count("/H2"), kinds.count("/Link")) == (1, 1, 5, 10)


def test_links_inside_a_part_lead_into_the_same_part(whole: bytes) -> None:
    pdf = opened(whole)
    names = list(pdf.Root.Names.Dests.Names)
    targets = {str(name): target[0].objgen for name, target in zip(names[::2], names[1::2], strict=True)}
    pages = [page.obj.objgen for page in pdf.pages]
    led = [
        (number, pages.index(targets[str(link.Dest)]))
        for number, page in enumerate(pdf.pages)
        for link in page.get("/Annots", ())
        if "/Dest" in link
    ]
    assert led == [(1, 1), (2, 1), (4, 4), (6, 6), (7, 6)]
    assert list(targets) == sorted(targets)


def test_each_part_is_asked_for_when_the_one_before_is_taken() -> None:
    order = []

    def parts() -> Iterator[bytes]:
        for number in range(3):
            order.append(number)
            yield part(f"Del {number}", heading="Alla" if number == 0 else "")

    assert (pages_in(joined_pdf(parts())), order) == (6, [0, 1, 2])


def test_same_parts_same_bytes() -> None:
    pieces = [part("Ett", heading="Alla"), part("Två")]
    assert joined_pdf(pieces) == joined_pdf(pieces)
    assert pages_in(joined_pdf(pieces[:1])) == 2
