"""The draft as an earlier version was: previewed, then written as one step."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from planner.agenda.queries import agenda_of
from planner.agenda.rules import Giver, ItemDetails, ItemKind
from planner.agenda.services import remove_item
from planner.core.actor import Actor
from planner.core.errors import Conflict, NotAllowed, NotFound
from planner.core.language import Words
from planner.core.timespan import local
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.network.services import RoomDetails, VenueDetails, add_room, add_venue, remove_room
from planner.programmes.snapshot import Programme, SpeakerLine
from planner.publishing import services
from planner.publishing.rules.restoring import DraftItem, Known, Restoration, mark_of, restoration
from tests.builders import Cast, a_programme, an_entry, an_item
from tests.programmes.agendas import programmes
from tests.publishing.scene import (
    FIRST,
    LUNCH,
    MILL,
    PAGE,
    PUBLISH,
    WATER,
    a_published_gathering,
    change,
    drafted_clocks,
    publish_loud,
    published,
    uid_of,
)

As = Callable[[str], FlaskClient]
WorkAs = Callable[[Actor], Any]
KNOWN = Known(themes={"vatten": 3}, rooms={"Stora salen": 5})
RESTORE = f"{PAGE}/restore/2"


def drafted(work: Work, slug: str) -> dict[str, ItemDetails]:
    """uid → what the draft says of each item."""
    gate = gate_of(work.db, slug)
    return {item.uid: item.details for item in agenda_of(work.db, gate.meeting_id, gate.zone)}


def item_id_of(work: Work, slug: str, title: str) -> int:
    gate = gate_of(work.db, slug)
    return next(i.item_id for i in agenda_of(work.db, gate.meeting_id, gate.zone) if i.title.sv == title)


def restore(work: Work, slug: str, number: int = 2, removed: tuple[str, ...] = ()) -> int:
    mark = services.plan_restoring(work, slug, number).mark
    return services.restore_version(work, slug, number, removed=removed, mark=mark)


def mess_up(work: Work, slug: str) -> None:
    """One item changes, one goes, one comes."""
    change(work, slug, WATER, starts=time(11), title=Words("Vattnet"), notes="Bara för oss")
    remove_item(work, slug, item_id_of(work, slug, MILL))
    an_item(work, slug, "Senare", held_on=FIRST, starts=time(15))


def test_items_are_changed_back_and_made_again_and_later_ones_stay_unless_ticked(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        before = drafted(work, slug)
        mess_up(work, slug)
        later = uid_of(work, "Senare")
        assert restore(work, slug) == 2
        now = drafted(work, slug)
        # The same items under the same uids; what planners noted for themselves stays.
        water = uid_of(work, WATER)
        assert now == before | {later: now[later], water: replace(before[water], notes="Bara för oss")}
        assert restore(work, slug, removed=(later,)) == 1
        assert later not in drafted(work, slug)
        assert published(work, slug).number == 2  # nothing is published by it


def test_calendars_know_an_item_again_that_is_made_again(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        uid = uid_of(work, MILL)
        remove_item(work, slug, item_id_of(work, slug, MILL))
        publish_loud(work, slug)
        restore(work, slug)
        publish_loud(work, slug)
        mill = next(entry for entry in published(work, slug).entries if entry.uid == uid)
        assert (mill.cancelled, mill.sequence) == (False, 2)  # off, and on again


def test_the_page_shows_what_would_change_and_writes_it(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        mess_up(work, slug)
        later = uid_of(work, "Senare")
    alice = as_("alice")
    page = alice.get(f"/en{RESTORE}").text
    words = " ".join(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1]).split())
    assert "Wednesday 14 October Vatten Time: from 11:00–11:45 to 10:00–10:45" in words
    assert "Title: from Vattnet to Vatten" in words
    assert "Thursday 15 October Kvarnen New: 09:00–09:45" in words
    assert "Take away what has come since What you do not tick stays in the draft. Senare" in words
    mark = re.search(r'name="mark"[^>]*value="(\w+)"', page)
    assert mark
    answer = alice.post(f"/en{RESTORE}", data={"mark": mark[1], "removed": [later]})
    assert (answer.status_code, answer.location) == (303, f"/en{PUBLISH}")
    assert "The draft is as version 2 was: 3 items were written." in alice.get(f"/en{PUBLISH}").text
    with work_as(cast.alice) as work:
        assert drafted_clocks(work, slug) == {WATER: "10.00–10.45", LUNCH: "12.00–13.00"}


def test_a_draft_that_somebody_changed_meanwhile_is_looked_at_again(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        mess_up(work, slug)
        plan = services.plan_restoring(work, slug, 2)
        change(work, slug, LUNCH, starts=time(12, 30))
        with pytest.raises(Conflict):
            services.restore_version(work, slug, 2, mark=plan.mark)
    answer = as_("alice").post(f"/en{RESTORE}", data={"mark": plan.mark})
    assert answer.status_code == 409
    assert "Somebody else changed the draft meanwhile." in answer.text
    mark = re.search(r'name="mark"[^>]*value="(\w+)"', answer.text)
    assert mark
    assert as_("alice").post(f"/en{RESTORE}", data={"mark": mark[1]}).status_code == 303


def test_a_room_that_is_no_longer_there_is_told_and_left_empty(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        venue_id = add_venue(work, VenueDetails("Gamleby folkhögskola"))
        room_id = add_room(work, venue_id, RoomDetails("Sal B"))
        slug = a_published_gathering(work, venue_id=venue_id)
        change(work, slug, WATER, room_id=room_id)
        publish_loud(work, slug)
        change(work, slug, WATER, room_id=None, starts=time(11))
        remove_room(work, venue_id, room_id)
        work.db.flush()
        assert services.plan_restoring(work, slug, 3).how.missing == ("Sal B",)
        restore(work, slug, 3)
        assert (drafted(work, slug)[uid_of(work, WATER)].room_id, drafted_clocks(work, slug)[WATER]) == (
            None,
            "10.00–10.45",
        )
    assert "no room “Sal B” any more" in as_("alice").get(f"/en{PAGE}/restore/3").text


def test_a_draft_that_is_so_already_needs_no_writing(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        assert restore(work, slug) == 0
    assert "Nothing: the draft has all that version 2 had, just so." in as_("alice").get(f"/en{RESTORE}").text


def test_there_is_nothing_to_restore_of_a_version_that_is_not_there(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        with pytest.raises(NotFound):
            services.plan_restoring(work, slug, 9)
    assert as_("alice").get(f"{PAGE}/restore/9").status_code == 404


def test_staff_restore_nothing(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
    with work_as(cast.bob) as work:
        for use in (
            lambda: services.plan_restoring(work, slug, 2),
            lambda: services.restore_version(work, slug, 2, mark=""),
        ):
            with pytest.raises(NotAllowed):
                use()


def test_what_is_wanted_of_an_item_keeps_what_is_planned_around_it() -> None:
    entry = an_entry(1, theme="vatten", speakers=(SpeakerLine("Demo Ek", "vd", "Demo AB", True),), capacity=9)
    ek = Giver("Demo Ek", "VD", "Demo AB", on_link=True)
    now = DraftItem(
        7, entry.uid, 4, ItemDetails(ItemKind.PANEL, Words("x"), FIRST, time(8), 5, notes="Hemligt", givers=(ek,))
    )
    ((item, wanted),) = restoration(a_programme(entry), [now], KNOWN).changed
    assert item == now
    assert wanted == ItemDetails(
        kind=ItemKind.TALK,
        title=entry.title,
        held_on=FIRST,
        starts=time(10),
        minutes=45,
        theme_id=3,
        room_id=5,
        capacity=9,
        notes="Hemligt",
        givers=(ek,),  # how the title is spelt belongs to the person
    )


@given(programmes(), st.data())
def test_once_restored_there_is_nothing_to_restore(programme: Programme, data: st.DataObject) -> None:
    held = [entry for entry in programme.entries if not entry.cancelled]
    known = [entry for entry in held if data.draw(st.booleans())]
    zone = programme.facts.zone
    items = [
        DraftItem(n, e.uid, 1, ItemDetails(ItemKind.TALK, Words("x"), local(e.starts_at, zone).date(), time(8), 5))
        for n, e in enumerate([*known, an_entry(99)])
    ]
    how = restoration(programme, items, KNOWN)
    written = {item.uid: details for item, details in how.changed} | dict(how.created)
    after = [
        *(replace(item, details=written.pop(item.uid, item.details)) for item in items),
        *(DraftItem(100 + n, uid, 1, details) for n, (uid, details) in enumerate(written.items())),
    ]
    again = restoration(programme, after, KNOWN)
    assert not again
    assert again == Restoration((), (), again.later, how.missing)
    assert [item.uid for item in again.later] == [f"{99:032x}"]
    assert {item.uid for item in after} == {entry.uid for entry in held} | {f"{99:032x}"}


def test_the_mark_changes_with_every_change_of_the_draft() -> None:
    item = DraftItem(1, "a", 1, ItemDetails(ItemKind.TALK, Words("x"), FIRST, time(8), 5))
    marks = {mark_of(items) for items in ([], [item], [replace(item, revision=2)], [item, replace(item, uid="b")])}
    assert len(marks) == 4
    assert mark_of([item, replace(item, uid="b")]) == mark_of([replace(item, uid="b"), item])
