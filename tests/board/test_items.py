"""The board's items: the form of one, and the list that a board is without script."""

import html
import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.agenda.queries import agenda_of
from planner.agenda.services import note_wishes
from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.rules import DayHours, MeetingKind
from planner.network.queries import themes_in_order
from planner.network.rules import Hue
from planner.network.services import (
    RoomDetails,
    ThemeDetails,
    VenueDetails,
    add_room,
    add_theme,
    add_venue,
    retire_theme,
)
from planner.web.entry import reading
from tests.builders import Cast, a_meeting, an_item, many_items

As = Callable[[str], FlaskClient]
WorkAs = Callable[..., Any]
AGENDA = "/plan/meetings/grona-kluster-i-gamleby-2026/agenda"
ITEM = {
    "title_sv": "Vatten i landskapet",
    "kind": "talk",
    "theme_id": "",
    "held_on": "2026-10-14",
    "starts": "10.15",
    "minutes": "45",
    "room_id": "",
    "givers-0-name": "Demo Anna",
    "givers-0-organisation": "Demo AB",
}


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast) -> str:
    with work_as(cast.alice) as work:
        return a_meeting(work)


def a_theme(work: Work, name: str) -> int:
    """A new theme; gives its number."""
    add_theme(work, ThemeDetails(Words(name), Words(name), Hue.PINE))
    return themes_in_order(work.db)[-1].id


def titles() -> list[tuple[str, time]]:
    with reading(SYSTEM) as work:
        return [(i.title.sv, i.details.starts) for i in agenda_of(work.db, 1, "Europe/Stockholm")]


def text(answer: Any) -> str:
    found: str = answer.get_data(as_text=True)
    return found


def test_only_planners_see_the_draft(as_: As, client: FlaskClient, slug: str) -> None:
    for address in (AGENDA, f"{AGENDA}/new"):
        assert as_("alice").get(address).status_code == 200
        assert as_("bob").get(address).status_code == 403
        assert client.get(address).status_code == 303
    assert as_("bob").post(f"{AGENDA}/new", data=ITEM).status_code == 403
    assert titles() == []


def test_an_item_is_added_with_a_point_in_its_time(as_: As, slug: str) -> None:
    answer = as_("alice").post(f"{AGENDA}/new", data=ITEM)
    assert (answer.status_code, answer.location) == (303, AGENDA)
    assert titles() == [("Vatten i landskapet", time(10, 15))]


def test_save_and_another_comes_back_to_an_empty_form_that_follows_on(as_: As, slug: str) -> None:
    alice = as_("alice")
    answer = alice.post(f"{AGENDA}/new", data=ITEM | {"and_another": "1"})
    assert answer.location == f"{AGENDA}/new"
    page = text(alice.get(answer.location))
    assert 'value="11:00"' in page
    assert "Vatten i landskapet" in page  # it says what was added


def test_a_new_item_follows_the_last_of_the_day_that_was_asked_for(
    as_: As, work_as: WorkAs, cast: Cast, slug: str
) -> None:
    with work_as(cast.alice) as work:
        an_item(work, slug, held_on=date(2026, 10, 15), starts=time(9), minutes=20)
    alice = as_("alice")
    assert 'value="09:20"' in text(alice.get(f"{AGENDA}/new"))
    assert 'value="09:20"' in text(alice.get(f"{AGENDA}/new?day=2026-10-15"))
    assert 'value="09:30"' in text(alice.get(f"{AGENDA}/new?day=2026-10-14"))
    assert 'value="09:20"' not in text(alice.get(f"{AGENDA}/new?day=nonsense"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title_sv": " "}, "Här behövs ett svar."),
        ({"starts": "tio"}, "Skriv ett klockslag, till exempel 10.00."),
        ({"minutes": "3"}, "En programpunkt varar från 5 minuter till ett dygn."),
        ({"minutes": "många"}, "Skriv ett heltal."),
        ({"held_on": "2026-12-24"}, "Välj ett av alternativen."),
        ({"room_id": "99"}, "Välj ett av alternativen."),
        ({"givers-1-name": "demo anna", "givers-1-organisation": "demo ab"}, "Samma person står där två gånger."),
        ({"givers-1-organisation": "Utan namn AB"}, "Här behövs ett svar."),
    ],
)
def test_a_refused_item_keeps_what_was_typed(as_: As, slug: str, wrong: dict[str, str], said: str) -> None:
    answer = as_("alice").post(f"{AGENDA}/new", data=ITEM | {"abstract_sv": "Skrivet med möda"} | wrong)
    page = text(answer)
    assert answer.status_code == 422
    assert said in page
    assert "Skrivet med möda" in page
    assert "Demo Anna" in page
    assert all(value in page for value in wrong.values() if value.strip() and value != "99" and value != "2026-12-24")


def test_an_hour_that_does_not_exist_is_refused_at_its_field(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        night = a_meeting(work, title=Words("Natten 2026"), days=(DayHours(date(2026, 3, 29), time(1), time(9)),))
    answer = as_("alice").post(
        f"/plan/meetings/{night}/agenda/new", data=ITEM | {"held_on": "2026-03-29", "starts": "02:30"}
    )
    assert answer.status_code == 422
    assert 'href="#starts"' in text(answer)


def test_more_speakers_keeps_the_rest_and_stops_at_twelve(as_: As, slug: str) -> None:
    alice = as_("alice")
    answer = alice.post(f"{AGENDA}/new", data=ITEM | {"more_speakers": "1"})
    assert (answer.status_code, titles()) == (200, [])
    assert text(answer).count('-organisation"') >= 2
    rows = {f"givers-{n}-name": f"Demo {n}" for n in range(12)}
    answer = alice.post(f"{AGENDA}/new", data=ITEM | rows | {"more_speakers": "1"})
    assert answer.status_code == 200
    assert 'name="givers-12-name"' not in text(answer)
    assert alice.post(f"{AGENDA}/new", data=ITEM | rows).status_code == 303
    assert alice.get(f"{AGENDA}/1").status_code == 200


def test_saving_over_somebody_elses_change_is_a_conflict(as_: As, work_as: WorkAs, cast: Cast, slug: str) -> None:
    with work_as(cast.alice) as work:
        item_id = an_item(work, slug)
    for seen in ("7", "", "abc"):
        answer = as_("alice").post(f"/en{AGENDA}/{item_id}", data=ITEM | {"revision": seen})
        assert answer.status_code == 409
        assert "Somebody else changed" in text(answer)
        assert ITEM["title_sv"] in text(answer)
    assert titles() == [("Vatten när det är torrt", time(10))]
    assert as_("alice").post(f"{AGENDA}/{item_id}", data=ITEM | {"revision": "1"}).status_code == 303


def test_an_item_outside_the_days_is_not_moved_by_being_saved(as_: As, work_as: WorkAs, cast: Cast, slug: str) -> None:
    with work_as(cast.alice) as work:
        item_id = an_item(work, slug, held_on=date(2026, 10, 13))
    alice = as_("alice")
    assert '<option selected value="2026-10-13">' in text(alice.get(f"{AGENDA}/{item_id}"))
    answer = alice.post(f"{AGENDA}/{item_id}", data=ITEM | {"held_on": "2026-10-13", "revision": "1"})
    assert answer.status_code == 303
    with reading(SYSTEM) as work:
        assert agenda_of(work.db, 1, "Europe/Stockholm")[0].details.held_on == date(2026, 10, 13)


def test_a_retired_theme_and_a_room_of_another_venue_stay_with_their_item(
    as_: As, work_as: WorkAs, cast: Cast, slug: str
) -> None:
    with work_as(cast.alice) as work:
        theme_id = a_theme(work, "Skog")
        room_id = add_room(work, add_venue(work, VenueDetails("Ett annat hus")), RoomDetails("Ladan"))
        ids = {"theme_id": str(theme_id), "room_id": str(room_id)}
        item_id = an_item(work, slug, theme_id=theme_id, room_id=room_id)
        retire_theme(work, "skog")
    alice = as_("alice")
    page = text(alice.get(f"{AGENDA}/{item_id}"))
    assert f'<option selected value="{ids["theme_id"]}">Skog</option>' in page
    assert f'<option selected value="{ids["room_id"]}">Ladan</option>' in page
    assert alice.post(f"{AGENDA}/{item_id}", data=ITEM | ids | {"revision": "1"}).status_code == 303
    assert "Ladan" not in text(alice.get(f"{AGENDA}/new"))


def test_an_item_of_another_gathering_is_not_found(as_: As, work_as: WorkAs, cast: Cast, slug: str) -> None:
    with work_as(cast.alice) as work:
        item_id = an_item(work, slug)
        other = a_meeting(work, title=Words("En annan"))
    alice, there = as_("alice"), f"/plan/meetings/{other}/agenda/{item_id}"
    assert [alice.get(there).status_code, alice.post(there, data=ITEM).status_code] == [404, 404]
    assert [alice.post(f"{there}/{act}").status_code for act in ("remove", "copy")] == [404, 404]


def test_copy_and_remove(as_: As, work_as: WorkAs, cast: Cast, slug: str) -> None:
    with work_as(cast.alice) as work:
        item_id = an_item(work, slug)
    alice = as_("alice")
    answer = alice.post(f"{AGENDA}/{item_id}/copy")
    assert (answer.status_code, answer.location) == (303, f"{AGENDA}/{item_id + 1}")
    assert alice.post(f"{AGENDA}/{item_id}/remove").location == AGENDA
    assert titles() == [("Vatten när det är torrt", time(10, 45))]


def test_one_theme_alone(as_: As, work_as: WorkAs, cast: Cast, slug: str) -> None:
    with work_as(cast.alice) as work:
        theme_id = a_theme(work, "Skog")
        an_item(work, slug, "I skogen", theme_id=theme_id)
        an_item(work, slug, "Lunch", starts=time(12))
    day = text(as_("alice").get(f"{AGENDA}?theme=skog")).split("data-days")[1].split('id="warnings"')[0]
    assert "I skogen" in day
    assert "Lunch" not in day
    assert "Lunch" in text(as_("alice").get(AGENDA))


def test_without_a_venue_no_room_is_missed(as_: As, work_as: WorkAs, cast: Cast, slug: str) -> None:
    with work_as(cast.alice) as work:
        an_item(work, slug)
    assert "No room yet" not in text(as_("alice").get(f"/en{AGENDA}"))


def test_the_way_to_presence_stands_on_the_board_where_items_have_numbers(
    as_: As, work_as: WorkAs, cast: Cast, slug: str
) -> None:
    with work_as(cast.alice) as work:
        a_meeting(work, title=Words("Styrgrupp"), kind=MeetingKind.STEERING)
    alice = as_("alice")
    assert ">Närvaro</a>" in text(alice.get("/plan/meetings/styrgrupp-2026/agenda"))
    assert ">Närvaro</a>" not in text(alice.get(AGENDA))


def test_warnings_stand_by_kind(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        house = add_venue(work, VenueDetails("Ett hus"))
        hall = add_room(work, house, RoomDetails("Ladan"))
        slug = a_meeting(work, venue_id=house)
        an_item(work, slug)
        an_item(work, slug, "Jord & bete", starts=time(12), room_id=hall)
        an_item(work, slug, "Ull", starts=time(12, 30), room_id=hall)
    page = text(as_("alice").get(f"/en{AGENDA}"))
    assert page.count("1 clash and 1 thing to look at") == 2  # beside the buttons, and above the list
    both = "“Jord &amp; bete” and “Ull” are in Ladan at the same time."
    assert page.index("Same room at the same time") < page.index(f'<a href="#item-3">{both}</a>')
    assert page.index(both) < page.index("No room yet")
    assert [page.count(words) for words in (both, "“Vatten när det är torrt” has no room yet.")] == [1, 1]
    assert "1 krock och 1 sak att se över" in text(as_("alice").get(AGENDA))


def test_the_list_takes_the_same_statements_for_one_and_thirty(
    as_: As, work_as: WorkAs, cast: Cast, slug: str, statements: Callable[[], Any]
) -> None:
    alice, counts = as_("alice"), []
    for number in (1, 29):
        with work_as(cast.alice) as work:
            many_items(work, slug, number)
        with statements() as seen:
            assert alice.get(AGENDA).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_wished_topics_stand_below_the_agenda_and_become_items(as_: As, cast: Cast, slug: str, work_as: WorkAs) -> None:
    alice = as_("alice")
    assert "Wished topics" not in text(alice.get(f"/en{AGENDA}"))
    with work_as(SYSTEM) as work:
        note_wishes(work, 1, "registration:1", cast.vreta_id, ["Vatten & <jord>", "Ull"])
        note_wishes(work, 1, "registration:2", cast.agrovast_id, ["vatten & <jord>"])
    page = text(alice.get(f"/en{AGENDA}"))
    assert page.index("Vatten &amp; &lt;jord&gt;") < page.index("Wanted by 2 clusters") < page.index("Ull")
    assert "1 person." in page
    link = html.unescape(re.findall(r'href="([^"]*agenda/new\?title=[^"]*)"', page)[0])
    assert 'value="Vatten &amp; &lt;jord&gt;"' in text(alice.get(link))
    assert titles() == []


def test_a_title_that_comes_too_long_fits_the_field(as_: As, slug: str) -> None:
    page = text(as_("alice").get(f"{AGENDA}/new", query_string={"title": "x" * 1000}))
    assert f'value="{"x" * 200}"' in page


def test_the_agenda_takes_as_many_statements_for_30_topics_as_for_one(
    as_: As, slug: str, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    alice = as_("alice")
    sent = []
    for number in (1, 30):
        with work_as(SYSTEM) as work:
            note_wishes(work, 1, "registration:1", None, [f"Ämne {n}" for n in range(number)])
        with statements() as seen:
            assert text(alice.get(AGENDA)).count("agenda/new?title=") == number
        sent.append(len(seen))
    assert sent[0] == sent[1]
