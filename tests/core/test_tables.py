"""What people paste becomes rows of cells, and the cells of a header or a look become columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.language import say
from planner.core.tables import (
    Cells,
    Column,
    Holds,
    Matching,
    RowProblem,
    TableRow,
    cells_of_text,
    matched,
    matching_of,
    name_and_address,
    read,
)

ADDRESS = "anna@example.org"
ANNA = ["Demo Anna", "anna@example.org"]
BO = ["Demo Bo", "bo@example.org"]

NAME = Column(
    "name",
    ("Namn", "För- och efternamn", "Name", "Full name"),
    needed=True,
    holds=Holds.NAME,
    parts=(("Förnamn", "First name"), ("Efternamn", "Last name", "Surname")),
)
MAIL = Column(
    "email", ("E-post", "Mejl", "E-postadress", "E-mail", "Email address"), needed=True, holds=Holds.MAIL,
    label=say("E-mail"),
)  # fmt: skip
CLUSTER = Column("cluster", ("Kluster", "Organisation", "Cluster"))
PHONE = Column("phone", ("Telefon", "Mobil", "Phone"), holds=Holds.PHONE)
COLUMNS = (NAME, MAIL, CLUSTER, PHONE)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", []),
        (" \n\n ", []),
        # From a spreadsheet: tabs, quotes around cells with line breaks, a stray quote.
        ("Demo Anna\tanna@example.org\r\nDemo Bo\tbo@example.org\r\n", [ANNA, BO]),
        ('Anna\t"first\nsecond ""line"""\nBo\t"x\n', [["Anna", 'first\nsecond "line"'], ["Bo", '"x']]),
        ("Demo Anna\t\tanna@example.org\t\t", [["Demo Anna", "", "anna@example.org"]]),
        ("Namn\tPris\nDemo, Anna\t3,50", [["Namn", "Pris"], ["Demo, Anna", "3,50"]]),
        # CSV, with either mark, and the line by which spreadsheets are told.
        ("Namn;E-post\n\nDemo Anna;anna@example.org", [["Namn", "E-post"], [], ANNA]),
        ('"Demo, Anna",anna@example.org\nDemo Bo,bo@example.org', [["Demo, Anna", ADDRESS], BO]),
        ("Demo, Anna;3,5\nDemo, Bo;2,0", [["Demo, Anna", "3,5"], ["Demo, Bo", "2,0"]]),
        ("sep=;\nDemo Anna;x", [[], ["Demo Anna", "x"]]),
        # As mail programs list people.
        ("Demo Anna <anna@example.org>; Demo Bo <bo@example.org>", [ANNA, BO]),
        ("Demo Anna <anna@example.org>, Demo Bo <bo@example.org>,", [ANNA, BO]),
        ("Demo Anna <anna@example.org>;\nDemo Bo <bo@example.org>;", [ANNA, BO]),
        ("Demo, Anna <anna@example.org>; 'Demo Bo' <mailto:bo@example.org>", [["Demo, Anna", ADDRESS], BO]),
        ('"Demo, Anna" <anna@example.org>, bo@example.org', [["Demo, Anna", ADDRESS], ["", "bo@example.org"]]),
        ("Demo Anna <anna@example.org>; bo@example.org", [ANNA, ["", "bo@example.org"]]),
        ("bo@example.org; Okänd; Demo Anna <anna@example.org>", [["", "bo@example.org"], ["Okänd"], ANNA]),
        ("anna@example.org\nbo@example.org", [["", "anna@example.org"], ["", "bo@example.org"]]),
        ("anna@example.org, bo@example.org", [["", "anna@example.org"], ["", "bo@example.org"]]),
        ("Demo Anna <anna@example.org>\f; \u00a0;", [ANNA]),
        # One a line, as people type.
        ("Demo Anna; anna@example.org", [ANNA]),
        ("Demo Anna, anna@example.org\nDemo Bo, bo@example.org", [ANNA, BO]),
        ("Demo Anna anna@example.org\nDemo Bo bo@example.org", [ANNA, BO]),
        ("cia@example.org\nDemo Bo; bo@example.org\n\nDemo Anna <anna@example.org>",
         [["", "cia@example.org"], BO, [], ANNA]),
        # Rows of a CSV file whose addresses have names around them stay rows.
        ("Anna <a@example.org>;Vreta\nBo <b@example.org>;Agro",
         [["Anna <a@example.org>", "Vreta"], ["Bo <b@example.org>", "Agro"]]),
    ],
)  # fmt: skip
def test_pasted_text_becomes_cells(text: str, cells: Cells) -> None:
    assert cells_of_text(text) == cells


@pytest.mark.parametrize(
    ("header", "places"),
    [
        (["Namn", "E-post", "Kluster", "Mobil"], {"name": (0,), "email": (1,), "cluster": (2,), "phone": (3,)}),
        (["EPOSTADRESS *", "  för och  efternamn:"], {"name": (1,), "email": (0,)}),
        (["Efternamn", "Förnamn", "Mejl"], {"name": (1, 0), "email": (2,)}),
        (["First name", "Surname", "E-Mail", "Organisation"], {"name": (0, 1), "email": (2,), "cluster": (3,)}),
        (["Namn på kluster", "Namn", "Din e-post"], {"name": (1,), "email": (2,), "cluster": (0,)}),
        (["Name of cluster", "Your full name"], {"name": (1,), "cluster": (0,)}),
        (["Vilket kluster hör du till?", "Förnamn"], {"cluster": (0,)}),
        (["Kost", "", "Övrigt"], {}),
    ],
)
def test_header_words_are_matched(header: list[str], places: dict[str, tuple[int, ...]]) -> None:
    found = matched(header, COLUMNS)
    assert dict(found.places) == places
    assert [column.key for column in found.lacks(COLUMNS)] == [k for k in ("name", "email") if k not in places]


def test_without_a_header_cells_are_known_by_their_looks() -> None:
    cells = [["Vreta", "070-123 45 67", *ANNA[::-1]], ["Agro", "+46 70 765 43 21", *BO[::-1]]]
    assert matching_of(cells, COLUMNS) == Matching((("name", (3,)), ("email", (2,)), ("phone", (1,))), None)


def test_next_to_addresses_stand_names_even_single_words() -> None:
    found = matching_of([["Anna", "anna@example.org"], ["Bo", "bo@example.org"]], COLUMNS)
    assert found == Matching((("name", (0,)), ("email", (1,))), None)


def test_a_header_may_stand_below_a_title() -> None:
    cells = [["Deltagare hösten 2026"], [], ["Namn", "Kluster", "Kontakt"], ["Demo Anna", "Vreta", ANNA[1]]]
    found = matching_of(cells, COLUMNS)
    assert found == Matching((("name", (0,)), ("email", (2,)), ("cluster", (1,))), 2)
    assert read(cells, COLUMNS, found).rows == (
        TableRow(4, (("name", "Demo Anna"), ("email", "anna@example.org"), ("cluster", "Vreta"), ("phone", ""))),
    )


def test_columns_are_overruled_by_hand() -> None:
    found = matched(["Namn", "E-post", "Mobil", "Bolag"], COLUMNS).by_hand({2: "", 3: "cluster", 0: "", 1: "name"})
    assert found == Matching((("name", (1,)), ("cluster", (3,))), 0)
    assert (found.of("name"), found.of("email")) == ((1,), ())


def test_a_row_is_used_or_told_why_not() -> None:
    cells = [
        ["Förnamn", "Efternamn", "E-post"],
        ["Anna", "Demo", "anna@example.org"],
        [],
        ["Bo", "", ""],
        ["", "", "Demo Cia <cia@example.org>"],
        ["Dan", "Demo", "dan.example.org"],
    ]
    table = read(cells, (NAME, MAIL), matching_of(cells, (NAME, MAIL)))
    assert table.rows == (
        TableRow(2, (("name", "Anna Demo"), ("email", "anna@example.org"))),
        TableRow(5, (("name", "Demo Cia"), ("email", "cia@example.org"))),
    )
    assert table.rows[0]["email"] == "anna@example.org"
    assert table.problems == (
        RowProblem(4, say("“%(column)s” is empty.", column=say("E-mail")), ("Bo", "", "")),
        RowProblem(
            6,
            say("“%(value)s” is not an e-mail address.", value="dan.example.org"),
            ("Dan", "Demo", "dan.example.org"),
        ),
    )


def test_a_name_around_an_address_is_told_from_it() -> None:
    assert name_and_address(' "Demo Anna" <anna@example.org>') == ("Demo Anna", "anna@example.org")
    assert name_and_address("<anna@example.org> (Demo Anna)") == ("(Demo Anna)", "anna@example.org")
    assert name_and_address("mailto:anna@example.org") == ("", "anna@example.org")
    assert name_and_address("Demo Anna") == ("", "Demo Anna")


PASTED = st.one_of(
    st.text(),
    st.text(alphabet='ab@.<>;,\t\n" '),
    st.lists(
        st.sampled_from(["Namn", "E-post", "Demo Anna", "a@b.se", "<a@b.se>", ";", ",", "\t", "\n", '"', " "])
    ).map("".join),
)


@given(PASTED)
def test_every_row_is_used_or_told_of_whatever_is_pasted(text: str) -> None:
    cells = cells_of_text(text)
    found = matching_of(cells, COLUMNS)
    table = read(cells, COLUMNS, found)
    below = 0 if found.header is None else found.header + 1
    told = sorted([row.number for row in table.rows] + [problem.number for problem in table.problems])
    assert told == [number for number, row in enumerate(cells, 1) if any(row) and number > below]


@given(PASTED)
def test_no_word_is_lost_on_the_way_into_cells(text: str) -> None:
    letters = [sign for sign in text if sign.isalnum()]
    cells = "".join(cell for row in cells_of_text(text) for cell in row)
    if not text.lstrip("\ufeff").lower().startswith("sep=") and "mailto" not in text:
        assert sorted(sign for sign in cells if sign.isalnum()) == sorted(letters)
