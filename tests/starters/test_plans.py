"""What a copy of an earlier gathering takes along, and what becomes of its dates."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from planner.agenda.rules import Giver, ItemDetails, ItemKind
from planner.core.language import Words
from planner.meetings.rules import DayHours, MeetingDetails, MeetingKind, Mode
from planner.registrations.rules import ClusterSeats, PartDetails, PartKind, Stop, Terms
from planner.starters.rules import CopyPlan, DateLine, Parked, Source, Take, next_time, plan_copy, plan_fill, title_for

FIRST, SECOND = date(2026, 10, 14), date(2026, 10, 15)
TODAY = date(2026, 9, 1)
DETAILS = MeetingDetails(
    title=Words("Höstträff 2026", "Autumn 2026"),
    kind=MeetingKind.NETWORK,
    days=(DayHours(FIRST, time(9, 30), time(21)), DayHours(SECOND, time(8, 30), time(13))),
    mode=Mode.HYBRID,
    zone="Europe/Stockholm",
    venue_id=5,
    summary=Words("Kort"),
    description=Words("Lång"),
    audience=Words("Alla"),
    practical=Words("Stövlar"),
    programme_by=date(2026, 9, 14),
    last_day=date(2026, 9, 30),
    capacity=60,
    contact_name="Demo Lind",
    contact_email="lind@example.org",
    contact_phone="070",
    host_ids=(2, 1),
    funding=Words("Med stöd"),
    erase_needs_on=date(2026, 12, 1),
)
TALK = ItemDetails(
    ItemKind.TALK, Words("Vatten"), FIRST, time(10), 45, theme_id=7, room_id=3, notes="Ring", givers=(Giver("Demo Ek"),)
)
EVE = ItemDetails(ItemKind.SOCIAL, Words("Kvällen innan"), FIRST - timedelta(days=1), time(19), 60)
CLOSING = ItemDetails(ItemKind.OTHER, Words("Avslutning"), SECOND, time(12), 30)
BUS = PartDetails(
    PartKind.BUS, FIRST, Words("Buss"), time(7), 50, date(2026, 10, 1), stops=(Stop("Torget", time(7), stop_id=4),)
)
DAY = PartDetails(PartKind.DAY, SECOND, Words(), capacity=40)
TERMS = Terms(
    offer_hours=24,
    release_on=date(2026, 10, 1),
    erase_people_on=date(2027, 10, 15),
    asks_invoice=True,
    seats=(ClusterSeats(1, 3, 1),),
    revision=4,
)
SOURCE = Source("hosttraff-2026", DETAILS, (EVE, TALK, CLOSING), 2, (BUS, DAY), TERMS, 1)
NEXT = date(2027, 10, 13)
YEAR = timedelta(weeks=52)
NEW_DAYS = (DayHours(NEXT, time(9, 30), time(21)), DayHours(date(2027, 10, 14), time(8, 30), time(13)))
TITLE = Words("Höstträff 2027")
DRAFT = MeetingDetails(
    title=Words("Utkast"),
    kind=MeetingKind.CLUSTER,
    days=(DayHours(date(2027, 3, 1), time(10), time(16)),),
    mode=Mode.ON_SITE,
    zone="Europe/Stockholm",
)


def copied(*takes: Take, source: Source = SOURCE, first_day: date = NEXT) -> CopyPlan:
    return plan_copy(source, TITLE, first_day, takes, TODAY)


def test_everything_comes_along_with_all_its_dates_moved() -> None:
    plan = copied(*Take)
    assert plan.details == replace(
        DETAILS,
        title=TITLE,
        days=NEW_DAYS,
        programme_by=date(2027, 9, 13),
        last_day=date(2027, 9, 29),
        erase_needs_on=date(2027, 11, 30),
    )
    assert plan.items == tuple(replace(item, held_on=item.held_on + YEAR) for item in (EVE, TALK, CLOSING))
    assert plan.parts == (
        replace(BUS, held_on=NEXT, last_day=date(2027, 9, 30), stops=(Stop("Torget", time(7)),)),
        replace(DAY, held_on=date(2027, 10, 14)),
    )
    assert plan.terms == replace(TERMS, release_on=date(2027, 9, 30), erase_people_on=date(2028, 10, 13), revision=0)
    assert (plan.parked, plan.remarks) == ((), ())


def test_without_a_tick_only_what_sort_it_is_and_its_days_come_along() -> None:
    plan = copied()
    assert plan == CopyPlan(
        details=MeetingDetails(
            title=TITLE,
            kind=MeetingKind.NETWORK,
            days=NEW_DAYS,
            mode=Mode.HYBRID,
            zone="Europe/Stockholm",
            programme_by=date(2027, 9, 13),
            last_day=date(2027, 9, 29),
            erase_needs_on=date(2027, 11, 30),
        ),
        items=(),
        parked=(),
        parts=(),
        terms=None,
        takes=frozenset({Take.DAYS}),
        dates=plan.dates,
        remarks=(),
    )
    assert not plan.with_logos
    assert not plan.with_questions


@pytest.mark.parametrize(
    ("take", "names"),
    [
        (Take.TEXTS, ("summary", "description", "audience", "practical", "funding")),
        (Take.VENUE, ("venue_id",)),
        (Take.HOSTS, ("host_ids", "contact_name", "contact_email", "contact_phone")),
        (Take.SEATS, ("capacity",)),
    ],
)
def test_a_tick_takes_its_facts_and_no_others(take: Take, names: tuple[str, ...]) -> None:
    assert copied(take).details == replace(copied().details, **{name: getattr(DETAILS, name) for name in names})


def test_speakers_rooms_and_notes_come_with_the_agenda_only_when_ticked() -> None:
    bare = replace(TALK, held_on=NEXT, room_id=None, notes="", givers=())
    assert copied(Take.AGENDA).items[1] == bare
    assert copied(Take.AGENDA, Take.SPEAKERS).items[1] == replace(bare, givers=TALK.givers)
    assert copied(Take.AGENDA, Take.NOTES).items[1] == replace(bare, notes="Ring")
    assert copied(Take.SPEAKERS, Take.ROOMS, Take.NOTES).items == ()


def test_rooms_come_along_only_with_their_venue() -> None:
    assert copied(Take.AGENDA, Take.ROOMS).items[1].room_id is None
    assert copied(Take.AGENDA, Take.ROOMS, Take.VENUE).items[1].room_id == 3


def test_an_item_keeps_its_clock_and_comes_an_hour_later_where_the_clocks_skip_it() -> None:
    night = replace(TALK, starts=time(2, 30))
    plan = copied(Take.AGENDA, source=replace(SOURCE, items=(night, TALK)), first_day=date(2027, 3, 28))
    assert [(item.held_on, item.starts) for item in plan.items] == [
        (date(2027, 3, 28), time(3, 30)),
        (date(2027, 3, 28), time(10)),
    ]
    assert plan.remarks[-1] == "“Vatten” begins at 03:30, since the clocks skip 02:30 on Sunday 28 March 2027."


def test_the_dates_stand_beside_each_other() -> None:
    said = [(str(line.what), line.before, line.after) for line in copied(Take.PARTS, Take.SEATS).dates]
    assert said == [
        ("Day 1", FIRST, NEXT),
        ("Day 2", SECOND, date(2027, 10, 14)),
        ("Programme promised by", date(2026, 9, 14), date(2027, 9, 13)),
        ("Last day to register", date(2026, 9, 30), date(2027, 9, 29)),
        ("Diet and needs are erased on", date(2026, 12, 1), date(2027, 11, 30)),
        ("Last day to say yes or no: Buss", date(2026, 10, 1), date(2027, 9, 30)),
        ("Clusters’ unused seats are released on", date(2026, 10, 1), date(2027, 9, 30)),
        ("Names and addresses are erased on", date(2027, 10, 15), date(2028, 10, 13)),
    ]


def test_other_weekdays_and_dates_that_have_passed_are_said() -> None:
    soon = copied(first_day=date(2026, 9, 11))
    assert [str(text) for text in soon.remarks] == [
        "The days fall on other weekdays than before.",
        "“Programme promised by” comes to lie in the past. Change it before you open registration.",
        "“Last day to register” comes to lie in the past. Change it before you open registration.",
    ]


def test_terms_that_nobody_set_are_not_set_by_a_copy() -> None:
    assert copied(Take.SEATS, source=replace(SOURCE, terms=Terms(revision=3))).terms is None


def test_a_draft_keeps_what_is_written_in_it() -> None:
    own = replace(DRAFT, summary=Words("Eget"), capacity=10, contact_email="own@example.org", last_day=date(2027, 2, 1))
    plan = plan_fill(SOURCE, own, set(Take), TODAY)
    assert plan.details == replace(
        DETAILS,
        title=Words("Utkast"),
        kind=MeetingKind.CLUSTER,
        mode=Mode.ON_SITE,
        days=(
            DayHours(date(2027, 3, 1), time(9, 30), time(21)),
            DayHours(date(2027, 3, 2), time(8, 30), time(13)),
        ),
        summary=Words("Eget"),
        capacity=10,
        contact_name="",
        contact_email="own@example.org",
        contact_phone="",
        programme_by=date(2027, 1, 30),
        last_day=date(2027, 2, 1),
        erase_needs_on=date(2027, 4, 18),
    )
    assert plan.remarks[0] == "It gets other days or hours than it has now: those of the earlier gathering."


def test_without_its_days_what_comes_along_lies_on_the_drafts_own() -> None:
    plan = plan_fill(SOURCE, DRAFT, set(Take) - {Take.DAYS}, TODAY)
    assert plan.details.days == DRAFT.days
    assert (plan.details.last_day, plan.details.programme_by, plan.details.erase_needs_on) == (None, None, None)
    assert [(item.title.sv, item.held_on) for item in plan.items] == [
        ("Kvällen innan", date(2027, 2, 28)),
        ("Vatten", date(2027, 3, 1)),
    ]
    assert [(one.details.title.sv, str(one.why)) for one in plan.parked] == [
        ("Avslutning", "The gathering has no such day.")
    ]
    assert plan.parked == (Parked(replace(CLOSING, held_on=date(2027, 3, 1), parked=True), plan.parked[0].why),)
    assert [part.held_on for part in plan.parts] == [date(2027, 3, 1)]
    assert plan.dates[0] == DateLine(plan.dates[0].what, FIRST, date(2027, 3, 1))


def test_the_next_time_is_the_same_weekday_in_a_year_to_come() -> None:
    assert next_time(FIRST, TODAY) == NEXT
    assert next_time(date(2020, 2, 29), TODAY) == date(2027, 2, 20)
    assert next_time(date(2025, 9, 2), TODAY + timedelta(days=0)) == date(2027, 8, 31)


def test_the_year_in_a_title_follows() -> None:
    assert title_for(DETAILS.title, FIRST, NEXT) == Words("Höstträff 2027", "Autumn 2027")
    assert title_for(Words("Höstträff 2019"), FIRST, NEXT) == Words("Höstträff 2019")


def test_a_title_without_a_year_gets_one() -> None:
    assert title_for(Words("Höstträff"), FIRST, NEXT) == Words("Höstträff 2027")
    assert title_for(Words("Höstträff", "Autumn"), FIRST, NEXT) == Words("Höstträff 2027", "Autumn 2027")
