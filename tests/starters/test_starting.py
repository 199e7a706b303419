"""A gathering made after how such usually go, and that laid on the agenda of one that there is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from planner.agenda.queries import items_of
from planner.agenda.services import undo
from planner.core.actor import ANONYMOUS
from planner.core.errors import Conflict, NotAllowed, NotFound, NotSignedIn
from planner.core.language import Words, speaking
from planner.core.work import Work
from planner.meetings.queries import gate_of, record_of
from planner.meetings.rules import DayHours, MeetingKind, Status
from planner.network.services import RoomDetails, VenueDetails, add_room, add_venue
from planner.registrations.queries.parts import offers_of
from planner.registrations.rules import PartKind
from planner.starters.rules import LUNCH_TO_LUNCH, STARTERS, mark_of
from planner.starters.services import start_meeting, use_pattern
from tests.builders import GAMLEBY_DETAILS, Cast, a_meeting, an_item
from tests.starters.scene import EARLIER, lines, placed

WorkAs = Callable[..., Any]
TRIP = replace(
    GAMLEBY_DETAILS,
    kind=MeetingKind.STUDY_TRIP,
    days=(DayHours(date(2026, 10, 14), time(7, 30), time(17, 30)),),
)
EMPTY = mark_of(())


def parked(work: Work, slug: str) -> list[str]:
    gate = gate_of(work.db, slug)
    return [i.title.sv for i in items_of(work.db, gate.meeting_id, gate.zone) if i.details.parked]


def seen(work: Work, slug: str) -> str:
    return mark_of((item.item_id, item.revision) for item in placed(work, slug))


def stops(work: Work, slug: str) -> list[tuple[str, time | None]]:
    offers = offers_of(work.db, gate_of(work.db, slug).meeting_id)
    return [(s.name, s.leaves) for o in offers if o.details.kind is PartKind.BUS for s in o.details.stops]


def test_a_new_gathering_has_its_agenda_at_once(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        started = start_meeting(work, GAMLEBY_DETAILS, "lunch-to-lunch")
        found = lines(work, started.slug)
        assert started.fitted is not None
        assert found == [(item.held_on, item.starts, item.title.sv) for item in started.fitted.items]
        assert parked(work, started.slug) == ["Middag och mingel"]
        assert record_of(work.db, started.slug).status is Status.DRAFT
    assert found[0] == (date(2026, 10, 14), time(9, 30), "Fika och registrering")
    assert found[-1] == (date(2026, 10, 15), time(12), "Lunch och hemresa")


def test_without_a_starter_the_agenda_is_empty(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        started = start_meeting(work, GAMLEBY_DETAILS, "")
        assert (started.fitted, lines(work, started.slug)) == (None, [])


def test_a_trip_brings_its_bus_once(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = start_meeting(work, TRIP, "study-trip").slug
        assert stops(work, slug) == [
            ("Hållplats 1", time(7, 30)),
            ("Hållplats 2", time(7, 50)),
            ("Hållplats 3", time(8, 10)),
        ]
        use_pattern(work, slug, "study-trip", seen=seen(work, slug), replace=True)
        assert len(stops(work, slug)) == 3


def test_items_come_to_lie_in_the_rooms_of_the_venue(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        venue_id = add_venue(work, VenueDetails("Gamleby"))
        add_room(work, venue_id, RoomDetails("Matsalen"))
        add_room(work, venue_id, RoomDetails("Stora salen"))
        slug = start_meeting(work, replace(GAMLEBY_DETAILS, venue_id=venue_id), "lunch-to-lunch").slug
        found = {item.title.sv: item.room for item in placed(work, slug)}
    assert (found["Välkommen"], found["Lunch"], found["Workshop B"]) == ("Stora salen", "Matsalen", "")


def test_notes_are_written_in_the_leads_language(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work, speaking("en"):
        slug = start_meeting(work, GAMLEBY_DETAILS, "lunch-to-lunch").slug
        notes = {item.details.notes for item in placed(work, slug)}
    assert "Who speaks? Ask them, and write their name." in notes


@pytest.mark.parametrize("key", [starter.key for starter in STARTERS])
def test_each_starter_can_be_used_on_an_empty_agenda(work_as: WorkAs, cast: Cast, key: str) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        fitted = use_pattern(work, slug, key, seen=EMPTY)
        assert len(lines(work, slug)) == len(fitted.items) > 3


def test_a_starter_is_added_to_what_is_there_or_takes_its_place(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug, "Egen")
        number = len(use_pattern(work, slug, "webinar", seen=seen(work, slug)).items)
        titles = [title for *_, title in lines(work, slug)]
        assert (len(titles), "Egen" in titles) == (number + 1, True)
        use_pattern(work, slug, "webinar", seen=seen(work, slug), replace=True)
        titles = [title for *_, title in lines(work, slug)]
        assert (len(titles), "Egen" in titles) == (number, False)


def test_one_undo_takes_a_starter_back_and_brings_again_what_it_took_the_place_of(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug, "Egen")
        an_item(work, slug, "Parkerad", parked=True)
        use_pattern(work, slug, "webinar", seen=seen(work, slug), replace=True)
        assert parked(work, slug) == ["Parkerad"]
        undo(work, slug)
        assert [title for *_, title in lines(work, slug)] == ["Egen"]
        assert parked(work, slug) == ["Parkerad"]


def test_an_agenda_that_changed_since_it_was_seen_is_left_alone(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        before = seen(work, slug)
        an_item(work, slug, "Doras")
        for replacing in (True, False):
            with pytest.raises(Conflict, match="changed since you looked"):
                use_pattern(work, slug, "webinar", seen=before, replace=replacing)
        assert [title for *_, title in lines(work, slug)] == ["Doras"]


def test_a_starter_that_is_used_twice_at_once_comes_once(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        use_pattern(work, slug, "webinar", seen=EMPTY)
        with pytest.raises(Conflict):
            use_pattern(work, slug, "webinar", seen=EMPTY)


@pytest.mark.parametrize("key", ["no-such", "saved-1", "saved-", "saved-x", "saved-²"])
def test_there_are_no_other_starters(work_as: WorkAs, cast: Cast, key: str) -> None:
    with work_as(cast.alice) as work, pytest.raises(NotFound):
        use_pattern(work, a_meeting(work), key, seen=EMPTY)


def test_only_planners_begin_gatherings_and_agendas(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        a_meeting(work, title=Words("Gröna kluster i Gamleby"))
    for actor, refusal in ((cast.bob, NotAllowed), (ANONYMOUS, NotSignedIn)):
        with work_as(actor) as work:
            for attempt in (
                lambda work=work: start_meeting(work, GAMLEBY_DETAILS, LUNCH_TO_LUNCH.key),
                lambda work=work: use_pattern(work, EARLIER, LUNCH_TO_LUNCH.key, seen=EMPTY),
            ):
                with pytest.raises(refusal):
                    attempt()
