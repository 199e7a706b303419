"""The timetable as rows and cells, before it meets the press."""

import pytest
from markupsafe import Markup

from planner.core.errors import NotFound
from planner.programmes.pdf.sheet import BigDate, Block, sheet_of
from planner.programmes.snapshot import Programme
from tests.builders import a_programme
from tests.programmes.samples import GAMLEBY_MEETS, SAVE_THE_DATE, WEBINAR, item

URL = "https://traff.example.org"


def drawn(block: Block) -> list[tuple[str, str, int, list[tuple[list[str], int, int]]]]:
    """Each row's starts, ends and how far its time stands, then its boxes: titles, columns, rows."""
    return [
        (row.starts, row.ends, row.stands, [([c.title for c in b.cells], b.colspan, b.rowspan) for b in row.boxes])
        for row in block.rows
    ]


def blocks_of(programme: Programme) -> tuple[int, list[Block]]:
    (day,) = sheet_of(programme, "sv", base_url=URL).days
    return day.width, list(day.blocks)


def test_items_one_after_another_have_a_row_each() -> None:
    width, blocks = blocks_of(
        a_programme(item(1, "14 9.00–10.00", "talk", "Ett"), item(2, "14 10.00–10.15", "break", "Två"))
    )
    assert (width, [drawn(block) for block in blocks]) == (
        1,
        [[("09.00", "10.00", 1, [(["Ett"], 1, 1)])], [("10.00", "10.15", 1, [(["Två"], 1, 1)])]],
    )
    assert [block.rows[0].light for block in blocks] == [False, True]


def test_rooms_stand_side_by_side_and_a_longer_item_spans_the_rows_it_lasts() -> None:
    width, (plenary, parallel) = blocks_of(
        a_programme(
            item(1, "14 9.00–10.00", "talk", "Alla", "Aulan"),
            item(2, "14 10.00–11.00", "workshop", "Lång", "Sal B"),
            item(3, "14 10.00–10.30", "workshop", "Först", "Sal A"),
            item(4, "14 10.30–11.00", "workshop", "Sedan", "Sal A"),
        )
    )
    assert width == 2
    assert drawn(plenary) == [("09.00", "10.00", 1, [(["Alla"], 2, 1)])]
    assert drawn(parallel) == [
        ("10.00", "", 1, [(["Först"], 1, 1), (["Lång"], 1, 2)]),
        ("10.30", "11.00", 1, [(["Sedan"], 1, 1)]),
    ]
    assert [parallel.rows[0].facts_of(box.cells[0]) for box in parallel.rows[0].boxes] == [
        ("10.00–10.30", "Workshop", "Sal A"),
        ("10.00–11.00", "Workshop", "Sal B"),
    ]


def test_a_room_with_nothing_on_leaves_its_place_empty() -> None:
    _, (parallel,) = blocks_of(
        a_programme(
            item(1, "14 9.00–10.00", "talk", "Lång", "Sal B"),
            item(2, "14 9.00–9.20", "talk", "Kort", "Sal A"),
            item(3, "14 9.40–10.00", "talk", "Sen", "Sal A"),
        )
    )
    assert drawn(parallel) == [
        ("09.00", "", 1, [(["Kort"], 1, 1), (["Lång"], 1, 2)]),
        ("09.40", "10.00", 1, [(["Sen"], 1, 1)]),
    ]


def test_rows_of_two_and_of_three_share_one_table_of_six_columns() -> None:
    two = [item(n, "14 9.00–10.00", "workshop", f"T{n}", f"Sal {n}") for n in (1, 2)]
    three = [item(n, "14 10.00–11.00", "workshop", f"T{n}", f"Sal {n}") for n in (3, 4, 5)]
    width, blocks = blocks_of(a_programme(*two, *three))
    assert (width, [[box.colspan for box in block.rows[0].boxes] for block in blocks]) == (6, [[3, 3], [2, 2, 2]])


def test_more_than_four_rooms_stand_three_in_a_row() -> None:
    many = [item(n, "14 9.00–10.00", "workshop", f"T{n}", f"Sal {n}") for n in range(1, 6)]
    width, (block,) = blocks_of(a_programme(*many))
    assert width == 3
    assert drawn(block) == [
        ("09.00", "10.00", 2, [(["T1"], 1, 1), (["T2"], 1, 1), (["T3"], 1, 1)]),
        ("09.00", "10.00", 0, [(["T4"], 1, 1), (["T5"], 1, 1), ([], 1, 1)]),
    ]


def test_with_a_theme_only_its_items_are_printed_and_the_title_says_so() -> None:
    sheet = sheet_of(GAMLEBY_MEETS, "sv", base_url=URL, theme="vatten")
    titles = [
        cell.title for day in sheet.days for b in day.blocks for r in b.rows for box in r.boxes for cell in box.cells
    ]
    assert titles == ["Vatten i landskapet", "Fältvandring vid diket", "Bevattning i ett torrare klimat"]
    assert sheet.document_title == "Nätverksträff för gröna kluster i Gamleby: Vattenfrågor"
    assert sheet.overview == ()


def test_a_theme_that_no_item_has_is_not_found() -> None:
    with pytest.raises(NotFound):
        sheet_of(GAMLEBY_MEETS, "sv", base_url=URL, theme="skog")


def test_the_overview_wants_two_themes() -> None:
    overview = sheet_of(GAMLEBY_MEETS, "sv", base_url=URL).overview
    themes = [group.theme.code for group in overview if group.theme]
    assert themes == ["kompetens", "beredskap", "vatten"]
    assert [(day, cell.clock) for day, cell in overview[0].lines] == [
        ("ons 14 okt.", "10.20–11.00"),
        ("ons 14 okt.", "13.30–14.45"),
        ("tors 15 okt.", "09.50–10.35"),
    ]
    assert sheet_of(WEBINAR, "sv", base_url=URL).overview == ()


def test_an_english_sheet_points_to_the_english_page() -> None:
    assert sheet_of(SAVE_THE_DATE, "en", base_url=URL).shown_url == "traff.example.org/en/meetings/hostens-traff"


def test_the_big_date_is_the_days() -> None:
    assert sheet_of(GAMLEBY_MEETS, "sv", base_url=URL).big_date == BigDate("onsdag–torsdag", "14–15", "oktober 2026")
    assert sheet_of(WEBINAR, "en", base_url=URL).big_date == BigDate("Wednesday", "14", "October 2026")


def test_headings_in_prose_go_down_one_step_at_a_time_and_links_are_whole() -> None:
    sheet = sheet_of(GAMLEBY_MEETS, "sv", base_url=URL)
    written = Markup('<h3>A</h3><h5>B</h5><h5>C</h5><h4>D</h4><h3>E</h3><a href="#x">x</a>')
    assert sheet.prose(written, 2) == (
        "<h3>A</h3><h4>B</h4><h4>C</h4><h4>D</h4><h3>E</h3>"
        '<a href="https://traff.example.org/meetings/hostens-traff#x">x</a>'
    )
