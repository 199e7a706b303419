"""What a calendar of one's own holds."""

import re
from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
import vobject
from flask.testing import FlaskClient

from planner.agenda.rules import ItemKind
from planner.agenda.services import remove_item
from planner.core.actor import Actor
from planner.meetings import services as meetings
from planner.meetings.rules import Mode, Status
from planner.network.rules import RoomKind
from planner.network.services import RoomDetails, VenueDetails, add_room, add_venue
from planner.programmes.services import publish
from planner.registrations import services
from planner.registrations.rules import DayChoice
from tests.builders import Cast, an_item
from tests.choices.scene import FARM, SOIL, WATER, a_block, a_workshop_day, choose, republish
from tests.mypage.following import entries, own_address, shown_address, titles
from tests.registrations.scene import FIRST, ONLINE, SECOND, a_gathering, come

WorkAs = Callable[[Actor], Any]
LINK = "https://video.example.org/rum"


@pytest.fixture
def day(cast: Cast, work_as: WorkAs) -> Any:
    """Three workshops to choose among on the first day, with a plenary before, and one more on the second day."""
    with work_as(cast.alice) as work:
        made = a_workshop_day(work, is_published=False)
        an_item(work, made.slug, "Välkomna", held_on=FIRST, starts=time(10), minutes=30)
        an_item(work, made.slug, "Fika", kind=ItemKind.BREAK, held_on=FIRST, starts=time(12), minutes=30)
        an_item(work, made.slug, "Hem", held_on=SECOND, starts=time(9), minutes=60)
        publish(work, made.slug, preliminary=True, with_agenda=True)
        return made


def test_it_holds_the_days_until_there_is_an_agenda(cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        only_second = (DayChoice(SECOND, Mode.ON_SITE),)
        anna, bo = come(work, slug, "anna"), come(work, slug, "bo", days=only_second)
    assert titles(client, own_address(client, anna.token)) == [
        "The autumn gathering, day 1 of 2",
        "The autumn gathering, day 2 of 2",
    ]
    assert titles(client, own_address(client, bo.token)) == ["The autumn gathering, day 2 of 2"]


def test_it_holds_what_all_come_to_and_what_one_has_chosen(
    day: Any, cast: Cast, work_as: WorkAs, client: FlaskClient
) -> None:
    with work_as(cast.alice) as work:
        anna, bo = come(work, day.slug, "anna"), come(work, day.slug, "bo", days=(DayChoice(FIRST, Mode.ON_SITE),))
    annas, bos = own_address(client, anna.token), own_address(client, bo.token)
    # As long as nobody can choose, everybody has all of it.
    assert titles(client, bos) == ["Välkomna", "Fika", FARM, SOIL, WATER]
    with work_as(cast.alice) as work:
        block = a_block(work, day.slug)
        choose(work, day.slug, block, anna.registration_id, SOIL)
    assert titles(client, annas) == ["Välkomna", "Fika", SOIL, "Hem"]
    assert titles(client, bos) == ["Välkomna", "Fika"]
    with work_as(cast.alice) as work:
        choose(work, day.slug, block, anna.registration_id, WATER)
    assert titles(client, annas) == ["Välkomna", "Fika", WATER, "Hem"]


def test_a_chosen_item_that_is_called_off_stays_as_cancelled_and_nobody_else_hears_of_it(
    day: Any, cast: Cast, work_as: WorkAs, client: FlaskClient
) -> None:
    with work_as(cast.alice) as work:
        anna, bo = come(work, day.slug, "anna"), come(work, day.slug, "bo")
        block = a_block(work, day.slug)
        choose(work, day.slug, block, anna.registration_id, SOIL)
        choose(work, day.slug, block, bo.registration_id, FARM)
    annas, bos = own_address(client, anna.token), own_address(client, bo.token)
    with work_as(cast.alice) as work:
        remove_item(work, day.slug, day.items[SOIL])
        republish(work, day.slug)
    assert titles(client, annas) == ["Välkomna", "Fika", f"CANCELLED: {SOIL}", "Hem"]
    assert titles(client, bos) == ["Välkomna", "Fika", FARM, "Hem"]
    (event,) = [e for e in vobject.readOne(client.get(annas).text).vevent_list if SOIL in e.summary.value]
    assert (event.status.value, event.sequence.value) == ("CANCELLED", "1")


def test_a_cancelled_gathering_stays_as_cancelled(day: Any, cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        anna = come(work, day.slug, "anna")
    address = own_address(client, anna.token)
    with work_as(cast.alice) as work:
        meetings.set_status(work, day.slug, Status.CANCELLED)
    found = vobject.readOne(client.get(address).text).vevent_list
    assert {(event.status.value, event.summary.value.partition(":")[0]) for event in found} == {
        ("CANCELLED", "CANCELLED")
    }


def test_whoever_waits_or_cancels_has_an_empty_calendar_that_is_still_one(
    cast: Cast, work_as: WorkAs, client: FlaskClient
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=1)
        anna, bo = come(work, slug, "anna"), come(work, slug, "bo")
    annas = own_address(client, anna.token)
    client.post(f"/en/r/{bo.token}/calendar")
    with work_as(cast.alice) as work:
        services.cancel(work, anna.registration_id)
    answer = client.get(annas)
    assert (answer.status_code, entries(answer.data)) == (200, [])
    assert b"BEGIN:VTIMEZONE" in answer.data  # RFC 5545 3.6: a calendar has at least one component
    assert titles(client, shown_address(client.get(f"/en/r/{bo.token}").text)) != []  # bo has the place now


def test_only_who_takes_part_online_gets_the_link_and_on_those_days_alone(
    cast: Cast, work_as: WorkAs, client: FlaskClient
) -> None:
    with work_as(cast.alice) as work:
        venue_id = add_venue(work, VenueDetails("Gamleby folkhögskola", "Kastalgatan 1", "Gamleby"))
        add_room(work, venue_id, RoomDetails("På nätet", RoomKind.ONLINE, online_link=LINK))
        slug = a_gathering(work, venue_id=venue_id)
        mixed = (DayChoice(FIRST, Mode.ON_SITE), DayChoice(SECOND, Mode.ONLINE))
        here, both = come(work, slug, "anna"), come(work, slug, "bo", days=mixed)
        online = come(work, slug, "cia", days=ONLINE)
    told = {}
    for name, person in (("here", here), ("both", both), ("online", online)):
        calendar = vobject.readOne(client.get(own_address(client, person.token)).text)
        told[name] = [
            (e.location.value, LINK in e.description.value, e.contents.get("conference") is not None)
            for e in calendar.vevent_list
        ]
    on_site, away = (("Gamleby folkhögskola, Kastalgatan 1, Gamleby", False, False), ("Online", True, True))
    assert told == {"here": [on_site] * 2, "both": [on_site, away], "online": [away] * 2}


def test_a_calendar_names_nobody(day: Any, cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        anna = come(work, day.slug, "anna")
    content = client.get(own_address(client, anna.token)).text.replace("\r\n ", "").lower()
    assert "anna" not in content
    assert re.findall(r"^(?:method|organizer|attendee|begin:valarm)", content, re.MULTILINE) == []


def test_it_reminds_those_who_ask_for_it_but_not_of_breaks(
    day: Any, cast: Cast, work_as: WorkAs, client: FlaskClient
) -> None:
    with work_as(cast.alice) as work:
        anna = come(work, day.slug, "anna", days=(DayChoice(FIRST, Mode.ON_SITE),))
    address = own_address(client, anna.token)
    before = client.get(address).headers["ETag"]
    assert client.post(f"/en/r/{anna.token}/calendar/alarm", data={"alarm": "30"}).status_code == 303
    answer = client.get(address, headers={"If-None-Match": before})
    found = {e.summary.value: e.contents.get("valarm", []) for e in vobject.readOne(answer.text).vevent_list}
    assert {title: [str(alarm.trigger.value) for alarm in alarms] for title, alarms in found.items()} == {
        "Välkomna": ["-1 day, 23:30:00"],
        "Fika": [],
        FARM: ["-1 day, 23:30:00"],
        SOIL: ["-1 day, 23:30:00"],
        WATER: ["-1 day, 23:30:00"],
    }
    client.post(f"/en/r/{anna.token}/calendar/alarm", data={"alarm": "31"})
    assert client.get(address).data == answer.data  # not one of the few
