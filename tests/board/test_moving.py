"""The board: what its script is told, moves by form and by script, two leads at once, undo and history."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from planner.agenda.queries import agenda_of, items_of
from planner.agenda.services import note_wishes
from planner.core.actor import SYSTEM
from planner.network.services import RoomDetails, VenueDetails, add_room, add_venue
from planner.programmes.services import publish
from planner.web.entry import reading
from tests.builders import Cast, a_meeting, an_item, many_items

As = Callable[[str], FlaskClient]
WorkAs = Callable[..., Any]
AGENDA = "/plan/meetings/grona-kluster-i-gamleby-2026/agenda"
SCRIPT = {"Accept": "application/json", "X-Board": "0"}
ELEVEN = {"held_on": "2026-10-14", "starts": "11:00", "minutes": "45", "room_id": ""}


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast) -> str:
    """A gathering in two rooms, with the items 1 and 2 from ten o'clock on, one after the other."""
    with work_as(cast.alice) as work:
        venue_id = add_venue(work, VenueDetails("Gamleby folkhögskola"))
        for name in ("Stora salen", "Lilla salen"):
            add_room(work, venue_id, RoomDetails(name))
        slug = a_meeting(work, venue_id=venue_id)
        an_item(work, slug, "Vatten", room_id=1)
        an_item(work, slug, "Jorden", starts=time(10, 45), minutes=30, room_id=2)
        return slug


def agenda() -> list[tuple[str, date, time, int, int | None]]:
    """(title, day, start, minutes, room) of each placed item."""
    with reading(SYSTEM) as work:
        return [
            (i.title.sv, i.details.held_on, i.details.starts, i.details.minutes, i.details.room_id)
            for i in agenda_of(work.db, 1, "Europe/Stockholm")
        ]


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


FIRST = date(2026, 10, 14)
AS_BUILT = [("Vatten", FIRST, time(10), 45, 1), ("Jorden", FIRST, time(10, 45), 30, 2)]


def test_a_script_moves_an_item_and_is_told_what_changed(as_: As, slug: str) -> None:
    alice = as_("alice")
    answer = alice.post(f"{AGENDA}/1/move", data=ELEVEN | {"revision": "1"}, headers=SCRIPT | {"X-Board": "2"})
    told = answer.get_json()
    assert answer.status_code == 200
    assert agenda()[1] == ("Vatten", FIRST, time(11), 45, None)
    assert (told["number"], list(told["cards"]), told["gone"], told["news"]) == (3, ["1"], [], [])
    assert (told["undo"], told["redo"], told["said"]) == ("Flyttade ”Vatten”", "", "Flyttade ”Vatten”")
    assert 'data-at="660" data-for="45" data-room="" data-rev="2"' in told["cards"]["1"]
    assert "1 ändring" not in told["unpublished"]


def test_the_same_move_by_form_comes_back_to_the_board(as_: As, slug: str) -> None:
    alice = as_("alice")
    page = text(alice.get(f"/en{AGENDA}/1/move"))
    assert 'name="revision"' in page
    assert "Split it into parallel items" in page
    answer = alice.post(f"{AGENDA}/1/move", data=ELEVEN | {"revision": "1"})
    assert (answer.status_code, answer.location) == (303, AGENDA)
    assert agenda()[1] == ("Vatten", FIRST, time(11), 45, None)


def test_the_later_of_two_leads_gets_the_others_state(as_: As, slug: str) -> None:
    alice, dora = as_("alice"), as_("dora")
    assert dora.post(f"{AGENDA}/1/move", data=ELEVEN | {"revision": "1"}, headers=SCRIPT).status_code == 200
    answer = alice.post(
        f"{AGENDA}/1/move", data=ELEVEN | {"starts": "14:00", "revision": "1"}, headers=SCRIPT | {"X-Board": "2"}
    )
    told = answer.get_json()
    assert answer.status_code == 409
    assert "”Vatten”" in told["words"]
    assert told["news"] == ["Dora kl. 10.00: Flyttade ”Vatten”"]
    assert 'data-at="660"' in told["cards"]["1"]
    assert 'data-rev="2"' in told["cards"]["1"]
    assert agenda()[1][2] == time(11)


def test_the_later_of_two_leads_by_form_keeps_what_was_typed(as_: As, slug: str) -> None:
    as_("dora").post(f"{AGENDA}/1/move", data=ELEVEN | {"revision": "1"})
    answer = as_("alice").post(f"/en{AGENDA}/1/move", data=ELEVEN | {"starts": "14:35", "revision": "1"})
    page = text(answer)
    assert answer.status_code == 409
    assert "Somebody else changed" in page
    assert 'value="14:35"' in page
    assert 'name="revision" type="hidden" value="2"' in page
    again = as_("alice").post(f"{AGENDA}/1/move", data=ELEVEN | {"starts": "14:35", "revision": "2"})
    assert (again.status_code, agenda()[1][2]) == (303, time(14, 35))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"minutes": "0"}, "En programpunkt varar från 5 minuter till ett dygn."),
        ({"starts": "tjugo"}, "Skriv ett klockslag, till exempel 10.00."),
        ({"held_on": "2027-01-01"}, "Välj ett av alternativen."),
        ({"room_id": "77"}, "Välj ett av alternativen."),
    ],
)
def test_a_move_that_cannot_be_is_refused_in_words(as_: As, slug: str, wrong: dict[str, str], said: str) -> None:
    sent = ELEVEN | {"revision": "1"} | wrong
    by_form = as_("alice").post(f"{AGENDA}/1/move", data=sent)
    by_script = as_("alice").post(f"{AGENDA}/1/move", data=sent, headers=SCRIPT)
    assert (by_form.status_code, by_script.status_code) == (422, 422)
    assert said in text(by_form)
    assert by_script.get_json()["words"] == said
    assert agenda() == AS_BUILT


def test_parking_takes_an_item_off_the_programme_and_back_to_its_place(as_: As, slug: str, work_as: WorkAs) -> None:
    alice = as_("alice")
    alice.post(f"{AGENDA}/1/move", data=ELEVEN | {"parked": "y", "revision": "1"}, headers=SCRIPT)
    assert [line[0] for line in agenda()] == ["Jorden"]
    page = text(alice.get(AGENDA))
    assert page.index("data-parking") < page.index('id="item-1"')
    assert 'name="parked" type="checkbox" value="y"' in text(alice.get(f"{AGENDA}/1/move"))
    alice.post(f"{AGENDA}/1/move", data=ELEVEN | {"starts": "10:00", "room_id": "1", "revision": "2"}, headers=SCRIPT)
    assert agenda() == AS_BUILT


def test_parked_items_are_not_published(work_as: WorkAs, cast: Cast, slug: str, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        an_item(work, slug, "Kanske", parked=True)
        publish(work, slug, preliminary=False, with_agenda=True)
    page = text(client.get(f"/meetings/{slug}/programme"))
    assert "Jorden" in page
    assert "Kanske" not in page


@pytest.mark.parametrize(
    ("deed", "sent", "after"),
    [
        ("shift", {"shift_minutes": "10"}, [(time(10, 10), 45, 1), (time(10, 55), 30, 2)]),
        ("shift", {"shift_minutes": "-15"}, [(time(9, 45), 45, 1), (time(10, 30), 30, 2)]),
        ("swap", {"other_id": "2"}, [(time(10), 30, 1), (time(10, 30), 45, 2)]),
        ("break", {"break_minutes": "20"}, [(time(10), 20, None), (time(10, 20), 45, 1), (time(11, 5), 30, 2)]),
        ("split", {"parts": "2"}, [(time(10), 45, 1), (time(10), 45, 2), (time(10, 45), 30, 2)]),
    ],
)
def test_what_moves_with_an_item(
    as_: As, slug: str, deed: str, sent: dict[str, str], after: list[tuple[time, int, int | None]]
) -> None:
    answer = as_("alice").post(f"{AGENDA}/1/{deed}", data=sent | {"seen": "2"})
    assert (answer.status_code, answer.location) == (303, AGENDA)
    assert [line[2:] for line in agenda()] == after
    as_("alice").post(f"{AGENDA}/undo")
    assert agenda() == AS_BUILT


def test_an_item_fills_the_time_until_the_next(as_: As, slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        an_item(work, slug, "Lunch", starts=time(12), minutes=60, room_id=2)
    assert as_("alice").post(f"{AGENDA}/2/fill").status_code == 303
    assert agenda()[1] == ("Jorden", FIRST, time(10, 45), 75, 2)
    refused = as_("alice").post(f"/en{AGENDA}/2/fill")
    assert refused.status_code == 422
    assert "There is no free time right after it." in text(refused)


@pytest.mark.parametrize(
    ("deed", "sent", "said"),
    [
        ("shift", {"shift_minutes": "900"}, "Write a number of minutes from -720 to 720."),
        ("shift", {"shift_minutes": "-700"}, "something would land on another day"),
        ("swap", {"other_id": "99"}, "Choose one of the options."),
        ("break", {"break_minutes": "1"}, "A break lasts from 5 to 240 minutes."),
        ("split", {"parts": "1"}, "Choose from 2 to 8 parallel items."),
    ],
)
def test_what_cannot_move_says_why(as_: As, slug: str, deed: str, sent: dict[str, str], said: str) -> None:
    answer = as_("alice").post(f"/en{AGENDA}/1/{deed}", data=sent | {"seen": "2"})
    assert answer.status_code == 422
    assert said in text(answer)
    assert agenda() == AS_BUILT


@pytest.mark.parametrize("deed", ["shift", "swap", "break", "split"])
def test_much_is_not_moved_on_an_agenda_that_has_changed(as_: As, slug: str, deed: str) -> None:
    sent = {"shift_minutes": "10", "other_id": "2", "break_minutes": "20", "parts": "2", "seen": "1"}
    answer = as_("alice").post(f"/en{AGENDA}/1/{deed}", data=sent)
    assert answer.status_code == 409
    assert "Somebody else changed the agenda meanwhile" in text(answer)
    assert agenda() == AS_BUILT
    assert 'name="seen" value="2"' in text(answer)


def test_rooms_are_swapped_and_a_block_goes_to_another_day(as_: As, slug: str) -> None:
    alice = as_("alice")
    assert "Swap the rooms" in text(alice.get(f"/en{AGENDA}/whole"))
    sent = {"room_id": "1", "other_room_id": "2", "day": "", "seen": "2"}
    assert alice.post(f"{AGENDA}/whole/rooms", data=sent).status_code == 303
    assert [line[4] for line in agenda()] == [2, 1]
    many = {"item_ids": ["1", "2"], "to_day": "2026-10-15", "seen": "3"}
    assert alice.post(f"{AGENDA}/whole/block", data=many).status_code == 303
    assert [line[1:3] for line in agenda()] == [(date(2026, 10, 15), time(10)), (date(2026, 10, 15), time(10, 45))]


def test_moves_of_much_are_refused_by_their_fields(as_: As, slug: str) -> None:
    alice = as_("alice")
    same = alice.post(f"/en{AGENDA}/whole/rooms", data={"room_id": "1", "other_room_id": "1", "day": "", "seen": "2"})
    assert (same.status_code, "Choose another room to swap with." in text(same)) == (422, True)
    late = alice.post(f"/en{AGENDA}/whole/block", data={"item_ids": ["1"], "to_day": "2026-10-15", "seen": "1"})
    assert (late.status_code, "Somebody else changed" in text(late)) == (409, True)
    assert agenda() == AS_BUILT


def test_undo_and_redo_by_script(as_: As, slug: str) -> None:
    alice = as_("alice")
    alice.post(f"{AGENDA}/1/move", data=ELEVEN | {"revision": "1"}, headers=SCRIPT)
    told = alice.post(f"{AGENDA}/undo", headers=SCRIPT | {"X-Board": "3"}).get_json()
    assert (told["said"], told["redo"], list(told["cards"])) == (
        "Ångrat: Flyttade ”Vatten”",
        "Flyttade ”Vatten”",
        ["1"],
    )
    assert agenda() == AS_BUILT
    told = alice.post(f"{AGENDA}/redo", headers=SCRIPT | {"X-Board": "4"}).get_json()
    assert (told["undo"], told["redo"]) == ("Flyttade ”Vatten”", "")
    refused = alice.post(f"{AGENDA}/redo", headers=SCRIPT)
    assert (refused.status_code, refused.get_json()["words"]) == (409, "Du har inget att göra om.")


def test_a_removed_item_is_gone_from_the_board_and_comes_back(as_: As, slug: str) -> None:
    alice = as_("alice")
    told = alice.post(f"{AGENDA}/1/remove", headers=SCRIPT | {"X-Board": "2"}).get_json()
    assert (told["cards"], told["gone"]) == ({}, [1])
    told = alice.post(f"{AGENDA}/undo", headers=SCRIPT | {"X-Board": "3"}).get_json()
    assert (list(told["cards"]), told["gone"]) == (["1"], [])
    assert agenda() == AS_BUILT


def test_a_script_that_asks_is_told_only_what_is_new(as_: As, slug: str) -> None:
    alice = as_("alice")
    assert alice.get(f"{AGENDA}/since/2").status_code == 204
    as_("dora").post(f"{AGENDA}/2/remove")
    told = alice.get(f"{AGENDA}/since/2").get_json()
    assert (told["number"], told["gone"], told["news"]) == (3, [2], ["Dora kl. 10.00: Tog bort ”Jorden”"])


def test_moving_what_somebody_removed_is_answered_with_words(as_: As, slug: str) -> None:
    as_("dora").post(f"{AGENDA}/2/remove")
    sent = ELEVEN | {"revision": "1"}
    answer = as_("alice").post(f"{AGENDA}/2/move", data=sent, headers=SCRIPT | {"X-Board": "2"})
    told = answer.get_json()
    assert (answer.status_code, told["gone"]) == (409, [2])
    assert told["words"] == "Någon annan tog bort programpunkten medan du skrev."
    assert as_("alice").post(f"{AGENDA}/2/move", data=sent).status_code == 404


def test_an_item_that_somebody_changed_is_not_removed_unseen(as_: As, slug: str) -> None:
    as_("dora").post(f"{AGENDA}/1/move", data=ELEVEN | {"revision": "1"})
    alice = as_("alice")
    by_form = alice.post(f"{AGENDA}/1/remove", data={"revision": "1"})
    by_script = alice.post(f"{AGENDA}/1/remove", data={"revision": "1"}, headers=SCRIPT)
    assert (by_form.location, by_script.status_code) == (f"{AGENDA}/1", 409)
    assert len(agenda()) == 2
    alice.post(f"{AGENDA}/1/remove", data={"revision": "2"})
    assert len(agenda()) == 1


def test_a_script_of_one_theme_is_told_of_that_theme(as_: As, slug: str) -> None:
    alice = as_("alice")
    alice.post(f"{AGENDA}/1/move", data=ELEVEN | {"revision": "1"}, headers=SCRIPT)
    told = alice.get(f"{AGENDA}/since/2", headers={"X-Theme": "vatten"}).get_json()
    assert (told["cards"], told["gone"]) == ({}, [1])


def test_what_one_can_undo_does_not_hang_on_what_others_do(as_: As, slug: str, work_as: WorkAs, cast: Cast) -> None:
    alice = as_("alice")
    alice.post(f"{AGENDA}/1/move", data=ELEVEN | {"revision": "1"}, headers=SCRIPT)
    with work_as(cast.dora) as work:
        many_items(work, slug, 70)
    assert "Flyttade ”Vatten”" in text(alice.get(AGENDA)).split("data-undo")[1].split("</form>")[0]
    assert alice.get(f"{AGENDA}/since/3").get_json()["reload"] is True
    assert alice.post(f"{AGENDA}/undo", headers=SCRIPT).get_json()["said"] == "Ångrat: Flyttade ”Vatten”"


def test_a_move_of_nothing_is_refused(as_: As, slug: str) -> None:
    answer = as_("alice").post(f"/en{AGENDA}/whole/block", data={"to_day": "2026-10-15", "seen": "2"})
    assert (answer.status_code, "Tick at least one item." in text(answer)) == (422, True)


def test_the_history_says_who_what_and_from_what_to_what(as_: As, slug: str) -> None:
    alice = as_("alice")
    alice.post(f"{AGENDA}/1/move", data=ELEVEN | {"minutes": "60", "room_id": "2", "revision": "1"})
    page = text(alice.get(f"/en{AGENDA}/history"))
    assert page.index("Moved “Vatten”") < page.index("New: “Jorden”") < page.index("New: “Vatten”")
    for line in (
        "Start: from <del>Wednesday 14 October 10:00</del> to <ins>Wednesday 14 October 11:00</ins>",
        "Length: from <del>45 minutes</del> to <ins>60 minutes</ins>",
        "Room: from <del>Stora salen</del> to <ins>Lilla salen</ins>",
    ):
        assert line in page
    assert "1 September 2026 10:00" in page
    assert "Alice" in page


def test_the_history_names_the_step_that_was_undone_and_done_again(as_: As, slug: str) -> None:
    alice = as_("alice")
    alice.post(f"{AGENDA}/1/move", data=ELEVEN | {"revision": "1"})
    alice.post(f"{AGENDA}/undo")
    alice.post(f"{AGENDA}/redo")
    page = text(alice.get(f"/en{AGENDA}/history"))
    assert "Undid: Moved “Vatten”" in page
    assert "Did again: Moved “Vatten”" in page


def test_an_earlier_state_is_looked_at_before_it_is_restored(as_: As, slug: str) -> None:
    alice = as_("alice")
    alice.post(f"{AGENDA}/1/move", data=ELEVEN | {"revision": "1"})
    alice.post(f"{AGENDA}/2/remove")
    page = text(alice.get(f"/en{AGENDA}/history/2"))
    assert "3 things would change" in page  # the start, the room, and an item that comes back
    assert alice.post(f"{AGENDA}/history/2", data={"seen": "3"}).location.endswith("/history")
    assert agenda() != AS_BUILT  # it was not the newest state that was seen
    assert alice.post(f"{AGENDA}/history/2", data={"seen": "4"}).location == AGENDA
    assert agenda() == AS_BUILT
    assert "The agenda is like that now." in text(alice.get(f"/en{AGENDA}/history/2"))


def test_any_step_is_undone_from_the_history_unless_something_was_built_on_it(as_: As, slug: str) -> None:
    alice = as_("alice")
    as_("dora").post(f"{AGENDA}/2/remove")
    alice.post(f"{AGENDA}/history/3/undo")
    assert agenda() == AS_BUILT
    alice.post(f"{AGENDA}/1/move", data=ELEVEN | {"revision": "1"})
    answer = alice.post(f"{AGENDA}/history/1/undo")
    assert "har ändrats sedan" in text(alice.get(answer.location))
    assert len(agenda()) == 2


def test_the_board_takes_eight_statements_and_150_kilobytes_for_400_items(
    as_: As, slug: str, work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    alice, sizes, counts = as_("alice"), [], []
    for number in (1, 397):
        with work_as(cast.alice) as work:
            many_items(work, slug, number)
            note_wishes(work, 1, f"registration:{number}", None, ["Ull"])
            publish(work, slug, preliminary=False, with_agenda=True)
        with statements() as seen:
            sizes.append(len(alice.get(AGENDA).data))
        counts.append(len(seen))
    assert counts == [8, 8]
    assert sizes[1] < 150_000
    with reading(SYSTEM) as work:
        assert len(items_of(work.db, 1, "Europe/Stockholm")) == 400


def test_a_move_on_a_board_of_400_takes_as_many_statements_as_on_a_small_one(
    as_: As, slug: str, work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    alice, counts = as_("alice"), []
    for number, at in ((1, "11:00"), (397, "12:00")):
        with work_as(cast.alice) as work:
            many_items(work, slug, number)
        sent = ELEVEN | {"starts": at, "revision": str(revision_of(1))}
        with statements() as seen:
            assert alice.post(f"{AGENDA}/1/move", data=sent, headers=SCRIPT).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def revision_of(item_id: int) -> int:
    with reading(SYSTEM) as work:
        return next(i.revision for i in items_of(work.db, 1, "Europe/Stockholm") if i.item_id == item_id)
