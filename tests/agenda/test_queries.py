"""The draft as one plan: what stands in it, and how few statements it takes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from planner.agenda.queries import agenda_of, plan_of
from planner.agenda.rules import ClashKind, Engagement, Giver, ItemKind, Known, Plan, PlannedItem, PlannedRoom, clashes
from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.meetings.rules import DayHours, Status
from planner.meetings.services import set_status
from planner.network.queries import people_named
from planner.network.rules import RoomKind
from planner.network.services import RoomDetails, VenueDetails, add_room, add_venue
from planner.web.entry import reading
from tests.builders import GAMLEBY_DETAILS, Cast, a_meeting, an_item, many_items

WorkAs = Callable[..., Any]
ANNA = Giver("Demo Anna", organisation="Demo AB")


def planned(work: Work, slug: str, known: Known | None = None) -> Plan:
    gate = gate_of(work.db, slug)
    agenda = agenda_of(work.db, gate.meeting_id, gate.zone)
    return plan_of(work.db, gate, agenda, *([known] if known else []))


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast) -> str:
    """Two days in Gamleby, at a venue with two rooms in two buildings."""
    with work_as(cast.alice) as work:
        venue_id = add_venue(work, VenueDetails("Gamleby folkhögskola"))
        add_room(work, venue_id, RoomDetails("Stora salen", RoomKind.ROOM, 120, building="Herrgården"))
        add_room(work, venue_id, RoomDetails("Loftet", building="Ladan"))
        add_room(work, add_venue(work, VenueDetails("Ett annat hus")), RoomDetails("Hallen"))
        return a_meeting(work, venue_id=venue_id)


def test_a_plan_holds_items_days_and_the_rooms_of_the_venue(work_as: WorkAs, cast: Cast, slug: str) -> None:
    known = Known(coming={date(2026, 10, 14): 40})
    with work_as(cast.alice) as work:
        item_id = an_item(work, slug, room_id=1, capacity=30, givers=(ANNA, Giver("Demo Bo", on_link=True)))
        anna, bo = (person.id for person in people_named(work.db))
        hall = PlannedRoom(1, "Stora salen", RoomKind.ROOM, 120, "Herrgården")
        assert planned(work, slug, known) == Plan(
            zone="Europe/Stockholm",
            days=GAMLEBY_DETAILS.days,
            items=(
                PlannedItem(
                    item_id=item_id,
                    title=Words("Vatten när det är torrt"),
                    kind=ItemKind.TALK,
                    starts_at=datetime(2026, 10, 14, 8, 0, tzinfo=UTC),
                    ends_at=datetime(2026, 10, 14, 8, 45, tzinfo=UTC),
                    room=hall,
                    capacity=30,
                    speakers=((anna, "Demo Anna"), (bo, "Demo Bo")),
                    on_link=frozenset({bo}),
                ),
            ),
            rooms=(hall, PlannedRoom(2, "Loftet", RoomKind.ROOM, None, "Ladan")),
            known=known,
        )


def test_what_a_speaker_gives_at_other_gatherings_meanwhile_is_found(work_as: WorkAs, cast: Cast, slug: str) -> None:
    with work_as(cast.alice) as work:
        an_item(work, slug, givers=(ANNA,))
        other = a_meeting(work, title=Words("Vårträffen", "Spring"))
        an_item(work, other, "Jord", starts=time(10, 30), givers=(ANNA,))
        an_item(work, other, "Långt senare", held_on=date(2026, 12, 1), givers=(ANNA,))
        an_item(work, other, "Av en annan", givers=(Giver("Demo Bo"),))
        plan = planned(work, slug)
        (anna,) = (person_id for person_id, _ in plan.items[0].speakers)
        there = Engagement(
            starts_at=datetime(2026, 10, 14, 8, 30, tzinfo=UTC),
            ends_at=datetime(2026, 10, 14, 9, 15, tzinfo=UTC),
            gathering=Words("Vårträffen", "Spring"),
            title=Words("Jord"),
        )
        assert plan.elsewhere == {anna: (there,)}
        assert ClashKind.ELSEWHERE in {clash.kind for clash in clashes(plan)}
        assert [len(theirs) for theirs in planned(work, other).elsewhere.values()] == [1]


def test_a_cancelled_gathering_keeps_nobody(work_as: WorkAs, cast: Cast, slug: str) -> None:
    with work_as(cast.alice) as work:
        an_item(work, slug, givers=(ANNA,))
        other = a_meeting(work, title=Words("Vårträffen"))
        an_item(work, other, givers=(ANNA,))
        set_status(work, other, Status.SAVE_THE_DATE)
        assert len(planned(work, slug).elsewhere) == 1
        set_status(work, other, Status.CANCELLED)
        assert planned(work, slug).elsewhere == {}


def test_an_item_that_began_the_day_before_elsewhere_is_still_on(work_as: WorkAs, cast: Cast) -> None:
    night = (DayHours(date(2026, 10, 14), time(0), time(12)),)
    with work_as(cast.alice) as work:
        here = a_meeting(work, title=Words("Natten"), days=night)
        there = a_meeting(work, title=Words("Kvällen"))
        an_item(work, here, starts=time(0), givers=(ANNA,))
        an_item(work, there, held_on=date(2026, 10, 13), starts=time(0, 5), minutes=1440, givers=(ANNA,))
        assert [clash.kind for clash in clashes(planned(work, here))].count(ClashKind.ELSEWHERE) == 1


def test_a_gathering_without_venue_and_items_is_an_empty_plan(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        assert planned(work, a_meeting(work)) == Plan("Europe/Stockholm", GAMLEBY_DETAILS.days, (), rooms_matter=False)


def test_rooms_matter_as_long_as_a_gathering_with_a_venue_is_not_held(work_as: WorkAs, cast: Cast, slug: str) -> None:
    with work_as(cast.alice) as work:
        assert planned(work, slug).rooms_matter
        set_status(work, slug, Status.OPEN)
        set_status(work, slug, Status.CLOSED)
        set_status(work, slug, Status.HELD)
        assert not planned(work, slug).rooms_matter


def test_a_plan_takes_the_same_four_statements_for_one_item_and_for_400(
    work_as: WorkAs, cast: Cast, slug: str, statements: Callable[[], Any]
) -> None:
    counts = []
    for number in (1, 399):
        with work_as(cast.alice) as work:
            many_items(work, slug, number)
        with reading(SYSTEM) as work:
            gate = gate_of(work.db, slug)
            with statements() as seen:
                plan = plan_of(work.db, gate, agenda_of(work.db, gate.meeting_id, gate.zone))
        counts.append((len(plan.items), len(seen)))
    assert counts == [(1, 4), (400, 4)]
