"""The draft agenda: adding, changing, removing, copying, and following a gathering that moves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from planner.agenda.queries import AgendaItem, agenda_of, wishes_of
from planner.agenda.rules import Giver, ItemDetails, WishedTopic
from planner.agenda.services import add_item, change_item, copy_item, drop_wishes, note_wishes, remove_item
from planner.core.actor import ANONYMOUS
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.meetings.rules import DayHours, Status
from planner.meetings.services import move_meeting, set_status
from tests.builders import Cast, a_meeting, an_item
from tests.conftest import Clock

WorkAs = Callable[..., Any]
ANNA = Giver("Demo Anna", "vd", "Demo AB", on_link=True)


def items(work: Work, slug: str) -> tuple[AgendaItem, ...]:
    gate = gate_of(work.db, slug)
    return agenda_of(work.db, gate.meeting_id, gate.zone)


def only(work: Work, slug: str) -> AgendaItem:
    (item,) = items(work, slug)
    return item


def test_what_is_added_is_there_as_it_was_said(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug, givers=(ANNA, Giver("Demo Bo")), notes="Ring", capacity=12)
        item = only(work, slug)
    assert (item.starts_at, item.ends_at) == (
        datetime(2026, 10, 14, 8, 0, tzinfo=UTC),
        datetime(2026, 10, 14, 8, 45, tzinfo=UTC),
    )
    assert (item.details.givers, item.details.notes, item.details.capacity) == ((ANNA, Giver("Demo Bo")), "Ring", 12)
    assert (item.details.held_on, item.details.starts) == (date(2026, 10, 14), time(10))


def test_only_planners_touch_an_agenda(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        item_id = an_item(work, slug)
        details = only(work, slug).details
    for actor, refusal in ((cast.bob, NotAllowed), (ANONYMOUS, NotSignedIn)):
        with work_as(actor) as work:
            for attempt in (
                lambda work=work: add_item(work, slug, details),
                lambda work=work: change_item(work, slug, item_id, details, revision=1),
                lambda work=work: remove_item(work, slug, item_id),
                lambda work=work: copy_item(work, slug, item_id),
            ):
                with pytest.raises(refusal):
                    attempt()


def test_a_change_is_refused_when_somebody_else_was_before(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        item_id = an_item(work, slug)
        seen = only(work, slug)
    clock.forward(minutes=1)
    with work_as(cast.dora) as work:
        change_item(work, slug, item_id, replace(seen.details, title=Words("Doras")), revision=seen.revision)
    with work_as(cast.alice) as work, pytest.raises(Conflict, match="Doras"):
        change_item(work, slug, item_id, replace(seen.details, title=Words("Alices")), revision=seen.revision)
    with work_as(cast.alice) as work:
        assert only(work, slug).title == Words("Doras")


def test_a_change_of_speakers_alone_is_a_change(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        item_id = an_item(work, slug, givers=(ANNA, Giver("Demo Bo")))
        seen = only(work, slug)
    clock.forward(minutes=1)
    with work_as(cast.alice) as work:
        swapped = replace(seen.details, givers=(Giver("Demo Bo"), replace(ANNA, on_link=False)))
        change_item(work, slug, item_id, swapped, revision=seen.revision)
    with work_as(cast.alice) as work:
        item = only(work, slug)
    assert item.details.givers == swapped.givers
    assert item.revision == seen.revision + 1


def test_a_speaker_is_found_again_by_name_and_organisation(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug, givers=(ANNA,))
        an_item(work, slug, starts=time(11), givers=(Giver("demo anna", "", "demo ab"),))
        an_item(work, slug, starts=time(12), givers=(Giver("Demo Anna", "", "En annan firma"),))
        first, second, third = (item.giver_ids for item in items(work, slug))
    assert first == second != third


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"minutes": 4}, ["minutes"]),
        ({"minutes": 1441}, ["minutes"]),
        ({"givers": (ANNA, Giver("demo anna", "", "DEMO AB"))}, ["givers"]),
        ({"held_on": date(2026, 3, 29), "starts": time(2, 30)}, ["starts"]),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    work_as: WorkAs, cast: Cast, wrong: dict[str, Any], fields: list[str]
) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        with pytest.raises(Invalid) as refused:
            an_item(work, slug, **wrong)
    assert list(refused.value.fields) == fields


def test_a_copy_starts_where_the_first_ends_and_is_its_own(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        copied = copy_item(work, slug, an_item(work, slug, givers=(ANNA,), notes="Ring"))
        first, second = items(work, slug)
    assert second.item_id == copied
    assert second.uid != first.uid
    assert second.starts_at == first.ends_at
    assert second.details == replace(first.details, starts=time(10, 45))


def test_a_removed_item_is_gone_and_says_what_it_was_called(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        assert remove_item(work, slug, an_item(work, slug, "Lunch", givers=(ANNA,))) == "Lunch"
        assert items(work, slug) == ()


def test_an_item_of_another_gathering_is_not_there(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug, other = a_meeting(work), a_meeting(work, title=Words("En annan"))
        item_id = an_item(work, slug)
        details: ItemDetails = only(work, slug).details
        for attempt in (
            lambda: change_item(work, other, item_id, details, revision=1),
            lambda: remove_item(work, other, item_id),
            lambda: copy_item(work, other, item_id),
        ):
            with pytest.raises(NotFound):
                attempt()


def test_items_follow_a_gathering_over_the_change_of_the_clock(work_as: WorkAs, cast: Cast) -> None:
    days = (DayHours(date(2026, 10, 21), time(9), time(17)), DayHours(date(2026, 10, 23), time(9), time(17)))
    with work_as(cast.alice) as work:
        slug = a_meeting(work, days=days)
        an_item(work, slug, "Första", held_on=date(2026, 10, 21))
        an_item(work, slug, "Mellan", held_on=date(2026, 10, 22))
        an_item(work, slug, "Andra", held_on=date(2026, 10, 23), starts=time(8, 30))
        set_status(work, slug, Status.OPEN)
        move_meeting(work, slug, date(2026, 11, 4))
        moved = [(i.title.sv, i.details.held_on, i.details.starts) for i in items(work, slug)]
    assert moved == [
        ("Första", date(2026, 11, 4), time(10)),
        ("Mellan", date(2026, 11, 5), time(10)),
        ("Andra", date(2026, 11, 6), time(8, 30)),
    ]


def test_new_wishes_take_the_place_of_the_same_persons_old_ones(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        meeting_id = gate_of(work.db, a_meeting(work)).meeting_id
        other_id = gate_of(work.db, a_meeting(work, title=Words("En annan träff"))).meeting_id
    with work_as(ANONYMOUS) as work:
        note_wishes(work, meeting_id, "registration:1", cast.vreta_id, ["Vatten", "Ull"])
        note_wishes(work, meeting_id, "registration:2", cast.agrovast_id, ["Beredskap"])
        note_wishes(work, other_id, "registration:1", None, ["Skog"])
        note_wishes(work, meeting_id, "registration:1", cast.vreta_id, [" beredskap.", "", "Vatten", "vatten!", "–"])
        assert wishes_of(work.db, meeting_id) == (WishedTopic("Beredskap", 2, 2), WishedTopic("Vatten", 1, 1))
        drop_wishes(work, meeting_id, "registration:2")
        note_wishes(work, meeting_id, "registration:1", cast.vreta_id, [])
        assert wishes_of(work.db, meeting_id) == ()
        assert wishes_of(work.db, other_id) == (WishedTopic("Skog", 1, 0),)


def test_many_wishes_take_as_many_statements_as_one(work_as: WorkAs, cast: Cast, statements: Callable[[], Any]) -> None:
    with work_as(cast.alice) as work:
        meeting_id = gate_of(work.db, a_meeting(work)).meeting_id
        sent = []
        for number in (1, 30):
            with statements() as seen:
                note_wishes(work, meeting_id, f"registration:{number}", None, [f"Ämne {n}" for n in range(number)])
                wishes_of(work.db, meeting_id)
            sent.append(len(seen))
    assert sent == [3, 3]
