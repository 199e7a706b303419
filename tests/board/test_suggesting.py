"""Suggestions on the board: looked at with their reasons, done only when they still are what was seen."""

import re
from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.agenda.queries import agenda_of, items_of
from planner.agenda.rules import ItemKind
from planner.board.queries import wants_of
from planner.core.actor import SYSTEM
from planner.meetings.queries import gate_of
from planner.network.services import RoomDetails, VenueDetails, add_room, add_venue
from planner.programmes.services import publish
from planner.web.entry import reading
from tests.builders import Cast, an_item, many_items
from tests.choices.scene import FIRST, a_block, a_ranked_block, choose, guests, wish
from tests.registrations.scene import a_gathering

As = Callable[[str], FlaskClient]
WorkAs = Callable[..., Any]
EARLY, LATE = ("Bin", "Frukt"), ("Ull", "Lin")


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast) -> str:
    """Two rooms; Bin and Frukt at ten, Ull and Lin at one, each pair a block that people choose in."""
    with work_as(cast.alice) as work:
        venue_id = add_venue(work, VenueDetails("Ett hus"))
        rooms = [add_room(work, venue_id, RoomDetails(name)) for name in ("Stora salen", "Lilla salen")]
        slug = a_gathering(work, venue_id=venue_id, capacity=50)
        for titles, starts in ((EARLY, time(10)), (LATE, time(13))):
            for title, room_id in zip(titles, rooms, strict=True):
                an_item(work, slug, title, kind=ItemKind.WORKSHOP, held_on=FIRST, starts=starts, room_id=room_id)
        publish(work, slug, preliminary=True, with_agenda=True)
        return slug


def wanted_by_three(work_as: WorkAs, cast: Cast, slug: str) -> None:
    """Three people want both Bin and Frukt, which are at the same time, and nobody wants Ull beside Lin."""
    with work_as(cast.alice) as work:
        block_id = a_ranked_block(work, slug, EARLY)
        a_block(work, slug, LATE)
    with work_as(SYSTEM) as work:
        for registration_id in guests(work, slug, "anna", "bo", "cecilia").values():
            wish(work, slug, block_id, registration_id, "Bin", "Frukt")


def starts(slug: str) -> dict[str, time]:
    with reading(SYSTEM) as work:
        gate = gate_of(work.db, slug)
        return {i.title.sv: i.details.starts for i in agenda_of(work.db, gate.meeting_id, gate.zone)}


def page_of(client: FlaskClient, slug: str) -> str:
    return client.get(f"/en/plan/meetings/{slug}/agenda/suggest").get_data(as_text=True)


def takes(client: FlaskClient, slug: str, what: str, page: str) -> Any:
    """Press the button of one suggestion."""
    form = page.split(f"agenda/suggest/{what}")[1]
    sent = {name: re.findall(f'name="{name}" value="([^"]*)"', form)[0] for name in ("seen", "mark")}
    return client.post(f"/en/plan/meetings/{slug}/agenda/suggest/{what}", data=sent)


def test_a_swap_is_suggested_with_its_reason_and_done_when_the_lead_says_so(
    as_: As, slug: str, work_as: WorkAs, cast: Cast
) -> None:
    wanted_by_three(work_as, cast, slug)
    alice = as_("alice")
    page = page_of(alice, slug)
    assert "People who lose a choice: 3 now, 0 with these swaps." in page
    assert re.search(r"3 → 0 people lose a choice", page)
    before = starts(slug)
    assert before == {"Bin": time(10), "Frukt": time(10), "Ull": time(13), "Lin": time(13)}  # looking moves nothing
    assert takes(alice, slug, "parallel", page).status_code == 303
    after = starts(slug)
    assert after["Bin"] != after["Frukt"]
    assert sorted(after.values()) == sorted(before.values())
    alice.post(f"/plan/meetings/{slug}/agenda/undo")
    assert starts(slug) == before


def test_what_people_have_counts_as_wanted_too(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        first, second = a_ranked_block(work, slug, EARLY), a_block(work, slug, LATE)
    with work_as(SYSTEM) as work:
        anna = guests(work, slug, "anna")["anna"]
        wish(work, slug, first, anna, "Frukt", "Bin")
        choose(work, slug, second, anna, "Lin")
        gate = gate_of(work.db, slug)
        titles = {i.item_id: i.title.sv for i in items_of(work.db, gate.meeting_id, gate.zone)}
        wants = wants_of(work.db, gate.meeting_id)
    assert {titles[item]: weight for item, weight in wants[anna]} == {"Frukt": 10, "Bin": 9, "Lin": 11}


def test_parked_items_get_a_first_place_with_its_reason(as_: As, slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        an_item(work, slug, "Parkerad", held_on=FIRST, parked=True)
    alice = as_("alice")
    page = page_of(alice, slug)
    assert re.findall("“Parkerad”: [^<]*", page) == ["“Parkerad”: Wednesday 14 October 10:45–11:30 in Stora salen."]
    assert page.count("Parkerad") == 1
    assert re.search(r"Warnings: \d+ before, \d+ after\.", page)
    assert takes(alice, slug, "parking", page).status_code == 303
    assert "Parkerad" in starts(slug)


def test_a_suggestion_is_not_taken_once_the_agenda_has_changed(as_: As, slug: str, work_as: WorkAs, cast: Cast) -> None:
    wanted_by_three(work_as, cast, slug)
    alice = as_("alice")
    page = page_of(alice, slug)
    with work_as(cast.dora) as work:
        an_item(work, slug, "Nytt", held_on=FIRST, starts=time(15))
    before = starts(slug)
    answer = takes(alice, slug, "parallel", page)
    assert answer.location.endswith("/suggest")
    assert "changed" in alice.get(answer.location).get_data(as_text=True)
    assert starts(slug) == before


def test_there_is_nothing_to_suggest_where_nobody_wishes_and_nothing_is_parked(as_: As, slug: str) -> None:
    page = page_of(as_("alice"), slug)
    assert "Nothing is parked." in page
    assert "Make these swaps" not in page
    assert as_("alice").post(f"/plan/meetings/{slug}/agenda/suggest/magic").status_code == 404


def test_suggestions_take_the_same_statements_for_few_and_many(
    as_: As, slug: str, work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    alice, counts = as_("alice"), []
    for number in (1, 30):
        with work_as(cast.alice) as work:
            many_items(work, slug, number)
        with statements() as seen:
            page_of(alice, slug)
        counts.append(len(seen))
    assert counts[0] == counts[1]
