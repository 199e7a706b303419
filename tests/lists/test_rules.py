"""Rooms, pages, totals, and what is understood of a list that is read in."""

from datetime import date, time

from planner.core.language import Words
from planner.core.tables import Matching, matching_of
from planner.lists.rules import (
    Alone,
    Grounds,
    Group,
    ImportRow,
    Line,
    Listing,
    Rooming,
    Sleeper,
    Total,
    columns_for,
    look_through,
    page_of,
    pair_up,
    totals_of,
)
from planner.meetings.rules import Mode
from planner.registrations.rules import (
    DayChoice,
    PartChoice,
    PartDetails,
    PartKind,
    PartOffer,
    RegistrationDetails,
    RoomType,
    Stop,
)

DAY = date(2026, 10, 14)
GROUNDS = Grounds(
    mode=Mode.HYBRID,
    days=(DAY, date(2026, 10, 15)),
    offers=(
        PartOffer(1, PartDetails(PartKind.DAY, DAY, Words()), 0, 0),
        PartOffer(2, PartDetails(PartKind.DINNER, DAY, Words("Middag", "Dinner")), 0, 0),
        PartOffer(3, PartDetails(PartKind.NIGHT, DAY, Words("Natt", "Night")), 0, 0),
        PartOffer(4, PartDetails(PartKind.BUS, DAY, Words("Buss", "Bus"), stops=(Stop("Gävle C", time(7), 9),)), 0, 0),
    ),
    clusters={"vreta kluster": 1},
    domains=(("agrovast.example", 2),),
    lasting=frozenset({1, 2}),
    known=frozenset({"bo@example.org"}),
    today=date(2026, 9, 1),
    lang="sv",
)


def a_sleeper(number: int, name: str, share_with: str = "", room: RoomType = RoomType.DOUBLE) -> Sleeper:
    return Sleeper(number, name, "", "", room, share_with)


def test_those_who_named_each_other_share_a_room() -> None:
    anna, bo = a_sleeper(1, "Anna Demo", "bo demo"), a_sleeper(2, "Bo Demo", "Anna Demo, Vreta")
    cia = a_sleeper(3, "Cia Demo", room=RoomType.SINGLE)
    assert pair_up([anna, bo, cia]) == Rooming((cia,), ((anna, bo),), ())


def test_whoever_stands_alone_is_told_why() -> None:
    people = [
        a_sleeper(1, "Anna Demo", "Bo Demo"),
        a_sleeper(2, "Bo Demo"),
        a_sleeper(3, "Cia Demo", "Anna Demo"),
        a_sleeper(4, "Dag Demo", "Nobody Known"),
        a_sleeper(5, "Eva Demo", "Demo"),
    ]
    rooming = pair_up(people)
    assert (rooming.pairs, rooming.singles) == ((), ())
    assert [(alone.sleeper.name, str(alone.words)) for alone in rooming.alone] == [
        ("Anna Demo", "Wishes to share with Bo Demo, who has named nobody."),
        ("Bo Demo", "Has named nobody to share with."),
        ("Cia Demo", "Wishes to share with Anna Demo, who has named somebody else."),
        ("Dag Demo", "Wishes to share with “Nobody Known”, whom no double room is booked for."),
        ("Eva Demo", "Wishes to share with “Demo”, which may be several."),
    ]
    assert rooming.people == 5
    assert isinstance(rooming.alone[0], Alone)


def test_a_page_breaks_within_a_group_and_its_heading_stands_again() -> None:
    lines = tuple(Line((str(n),), n, "Vreta", Mode.ON_SITE) for n in range(5))
    listing = Listing(("Name",), (Group("Stop A", lines[:3]), Group("Stop B", lines[3:])))
    first, second, beyond = (page_of(listing, number, 2) for number in (1, 2, 9))
    assert [(group.title, len(group.lines)) for group in first.groups] == [("Stop A", 2)]
    assert [(group.title, len(group.lines)) for group in second.groups] == [("Stop A", 1), ("Stop B", 1)]
    assert (beyond.number, beyond.pages, beyond.total) == (3, 3, 5)


def test_totals_are_by_cluster_and_mode_with_no_cluster_last() -> None:
    lines = (
        Line(("a",), 1, "", Mode.ONLINE),
        Line(("b",), 2, "Vreta", Mode.ON_SITE),
        Line(("c",), 3, "Agroväst", Mode.ONLINE),
        Line(("d",), 4, "Vreta", Mode.ONLINE),
    )
    listing = Listing(("Name",), (Group("", lines),))
    assert totals_of(listing) == (Total("Agroväst", 0, 1), Total("Vreta", 1, 1), Total("", 0, 1))


def read(*rows: list[str]) -> list[ImportRow]:
    cells = list(rows)
    matching: Matching = matching_of(cells, columns_for(GROUNDS))
    return list(look_through(cells, matching, GROUNDS))


def test_a_row_says_who_comes_when_and_to_what() -> None:
    found = read(
        ["Namn", "E-post", "Kluster", "14 oktober", "15 oktober", "Middag", "Natt", "Buss", "Specialkost"],
        [
            "Demo Anna",
            "Anna@example.org",
            "vreta kluster",
            "ja",
            "digitalt",
            "x",
            "dubbel med Demo Bo",
            "Gävle C",
            "Nöt",
        ],
    )
    assert [row.details for row in found] == [
        RegistrationDetails(
            name="Demo Anna",
            email="Anna@example.org",
            cluster_id=1,
            days=(DayChoice(DAY, Mode.ON_SITE), DayChoice(date(2026, 10, 15), Mode.ONLINE)),
            parts=(
                PartChoice(2),
                PartChoice(3, room=RoomType.DOUBLE, share_with="Demo Bo"),
                PartChoice(4, stop_id=9),
            ),
            diet="Nöt",
        )
    ]
    assert found[0].is_new


def test_without_columns_for_days_everybody_comes_every_day() -> None:
    found = read(["Namn", "E-post"], ["Demo Anna", "anna@agrovast.example"])
    assert found[0].details == RegistrationDetails(
        name="Demo Anna",
        email="anna@agrovast.example",
        cluster_id=2,
        days=tuple(DayChoice(day, Mode.ON_SITE) for day in GROUNDS.days),
    )


def test_each_row_that_cannot_be_used_says_why() -> None:
    found = read(
        ["Namn", "E-post", "Kluster", "Organisation", "Deltar", "Natt"],
        ["Demo Anna", "anna@example.org", "Vretta", "", "", ""],
        ["Demo Bo", "BO@example.org", "Vreta Kluster", "", "", ""],
        ["Demo Cia", "cia@example.org", "Vreta Kluster", "", "", ""],
        ["Demo Cia", "cia@example.org", "Vreta Kluster", "", "", ""],
        ["", "dag@example.org", "Vreta Kluster", "", "", ""],
        ["Demo Eva", "nowhere", "Vreta Kluster", "", "", ""],
        ["Demo Fia", "fia@example.org", "", "", "", ""],
        ["Demo Gun", "gun@example.org", "", "Demo AB", "kanske", ""],
        ["Demo Hans", "hans@example.org", "", "Demo AB", "digitalt", "svit"],
    )
    assert [(row.number, str(row.problem or ""), row.is_known) for row in found] == [
        (2, "There is no cluster called “Vretta”.", False),
        (3, "", True),
        (4, "", False),
        (5, "cia@example.org stands in row 4 already.", False),
        (6, "“Name” is empty.", False),
        (7, "“nowhere” is not an e-mail address.", False),
        (8, "Neither a cluster nor an organisation is said.", False),
        (9, "“kanske” is no way of taking part.", False),
        (10, "“svit” says nothing about Night.", False),
    ]
