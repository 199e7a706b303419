"""Warnings that look beyond the agenda: other gatherings, and how many come or chose."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.agenda.rules import Giver
from planner.agenda.services import shift_after
from planner.board.queries import known_of
from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.meetings.queries import gate_of
from planner.network.services import RoomDetails, VenueDetails, add_room, add_venue
from planner.programmes.services import publish
from planner.web.entry import reading
from tests.builders import Cast, an_item, many_items
from tests.choices.scene import SOIL, a_block, a_workshop_day, choose, guests
from tests.registrations.scene import FIRST, ONLINE, SECOND, a_gathering, come

As = Callable[[str], FlaskClient]
WorkAs = Callable[..., Any]
SCRIPT = {"Accept": "application/json", "X-Board": "0"}


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast) -> str:
    """A gathering in a room for three, with Demo Ek at ten."""
    with work_as(cast.alice) as work:
        venue_id = add_venue(work, VenueDetails("Ett hus"))
        add_room(work, venue_id, RoomDetails("Kammaren", capacity=3))
        slug = a_gathering(work, venue_id=venue_id, capacity=50)
        an_item(work, slug, "Vatten", held_on=FIRST, room_id=1, givers=(Giver("Demo Ek"),))
        return slug


def page_of(client: FlaskClient, slug: str) -> str:
    return client.get(f"/en/plan/meetings/{slug}/agenda/warnings").get_data(as_text=True)


def test_a_speaker_who_is_at_another_gathering_is_warned_of(as_: As, slug: str, work_as: WorkAs, cast: Cast) -> None:
    alice = as_("alice")
    assert "Demo Ek" not in page_of(alice, slug)
    with work_as(cast.alice) as work:
        other = a_gathering(work, title=Words("Vårens träff"))
        an_item(work, other, "Regn", held_on=FIRST, starts=time(10, 30), givers=(Giver("Demo Ek"),))
        parked = a_gathering(work, title=Words("Nästa träff"))
        an_item(work, parked, "Snö", held_on=FIRST, starts=time(10, 30), givers=(Giver("Demo Ek"),), parked=True)
    page = page_of(alice, slug)
    assert "Vårens träff" in page
    assert "Nästa träff" not in page


def test_those_who_come_need_room(as_: As, slug: str, work_as: WorkAs, cast: Cast) -> None:
    alice = as_("alice")
    with work_as(SYSTEM) as work:
        for name in ("anna", "bo", "cecilia"):
            come(work, slug, name)
    assert known(slug).coming == {FIRST: 3, SECOND: 3}
    assert "Kammaren" not in page_of(alice, slug)
    with work_as(SYSTEM) as work:
        come(work, slug, "david")
    assert known(slug).coming == {FIRST: 4, SECOND: 4}
    assert "“Vatten” is for everybody, and 4 people come" in page_of(alice, slug)


def test_those_who_chose_an_item_are_counted_if_they_need_a_chair(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        day = a_workshop_day(work)
        block_id = a_block(work, day.slug)
    with work_as(SYSTEM) as work:
        there = guests(work, day.slug, "anna", "bo") | guests(work, day.slug, "cecilia", days=ONLINE)
        for registration_id in there.values():
            choose(work, day.slug, block_id, registration_id, SOIL)
    assert known(day.slug).chosen == {day.items[SOIL]: 2}


def known(slug: str) -> Any:
    with reading(SYSTEM) as work:
        return known_of(work.db, gate_of(work.db, slug))


def test_the_board_marks_cards_with_how_many_warnings_they_have(
    as_: As, slug: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        an_item(work, slug, "Jorden", held_on=FIRST, starts=time(10, 15), room_id=1)
        an_item(work, slug, "Skogen", held_on=FIRST, starts=time(14), minutes=30)
    told = as_("alice").get(f"/en/plan/meetings/{slug}/agenda/warnings", headers=SCRIPT).get_json()
    assert told["marks"]["1"][1] is True
    assert told["marks"]["2"][1] is True
    assert told["marks"]["3"][1] is False
    assert "“Vatten” and “Jorden” are in Kammaren at the same time." in told["warnings"]


def test_warnings_take_the_same_statements_for_few_and_many(
    as_: As, slug: str, work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    alice, counts = as_("alice"), []
    for number in (1, 60):
        with work_as(cast.alice) as work:
            many_items(work, slug, number)
        with statements() as seen:
            page_of(alice, slug)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 10


def test_the_board_marks_what_is_not_published_and_how_speakers_stand(
    as_: As, slug: str, work_as: WorkAs, cast: Cast
) -> None:
    alice = as_("alice")
    address = f"/en/plan/meetings/{slug}/agenda/warnings"
    with work_as(cast.alice) as work:
        an_item(work, slug, "Jorden", held_on=FIRST, starts=time(13))
        publish(work, slug, preliminary=False, with_agenda=True)
    told = alice.get(address, headers=SCRIPT).get_json()
    assert (told["changed"], told["speakers"]) == ({}, {"1": ["not_asked", "Not asked"]})
    assert "All of it is published." in told["unpublished"]
    with work_as(cast.alice) as work:
        shift_after(work, slug, datetime(2026, 10, 14, 10, 0, tzinfo=UTC), 10)
        an_item(work, slug, "Skogen", held_on=FIRST, starts=time(15))
    told = alice.get(address, headers=SCRIPT).get_json()
    assert told["changed"] == {"2": ["moved", "Moved, not published"], "3": ["added", "New, not published"]}
    assert "2 changes not published" in told["unpublished"]
