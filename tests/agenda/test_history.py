"""The history of an agenda: every change is a step; undo, redo and restore, and two leads at once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import delete

from planner.agenda import services
from planner.agenda.queries import last_number, state_of, states_of, steps_of
from planner.agenda.rules import Giver, ItemState, Placement, Verb
from planner.core.actor import Actor
from planner.core.errors import Conflict, NotAllowed
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.meetings.rules import Status
from planner.meetings.services import move_meeting, set_status
from planner.network.models import Person
from planner.network.services.people import person_called
from tests.builders import Cast, a_meeting, an_item

FIRST, SECOND = date(2026, 10, 14), date(2026, 10, 15)
Working = Callable[[Actor], Any]


def states(work: Work, slug: str) -> set[ItemState]:
    return set(states_of(work.db, gate_of(work.db, slug).meeting_id))


def verbs(work: Work, slug: str) -> list[Verb]:
    """What was done, the oldest first."""
    return [step.verb for step in reversed(steps_of(work.db, gate_of(work.db, slug).meeting_id, most=50))]


def place(work: Work, slug: str, item_id: int, starts: time, day: date = FIRST, minutes: int = 45) -> int | None:
    _, revision = state_of(work.db, gate_of(work.db, slug).meeting_id, item_id)
    return services.place_item(work, slug, item_id, Placement(day, starts, minutes), revision=revision)


def test_every_change_is_a_step_with_its_doer(cast: Cast, work_as: Working) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        item_id = an_item(work, slug)
        place(work, slug, item_id, time(11))
        place(work, slug, item_id, time(11), minutes=60)
        services.copy_item(work, slug, item_id)
        services.remove_item(work, slug, item_id)
        steps = steps_of(work.db, gate_of(work.db, slug).meeting_id, most=50)
    assert [(s.number, s.verb, s.made_by) for s in reversed(steps)] == [
        (1, Verb.ADD, "Alice"),
        (2, Verb.PLACE, "Alice"),
        (3, Verb.STRETCH, "Alice"),
        (4, Verb.COPY, "Alice"),
        (5, Verb.REMOVE, "Alice"),
    ]
    assert [step.words.in_("sv") for step in steps[:1]] == ["Tog bort ”Vatten när det är torrt”"]


def test_what_stays_as_it_was_is_no_step(cast: Cast, work_as: Working) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        item_id = an_item(work, slug)
        assert place(work, slug, item_id, time(10)) is None
        assert verbs(work, slug) == [Verb.ADD]


def test_undoing_everything_and_doing_it_again_passes_every_state(cast: Cast, work_as: Working) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        seen = [states(work, slug)]

        def did() -> None:
            seen.append(states(work, slug))

        first = an_item(work, slug, givers=(Giver("Demo Ek"),))
        did()
        second = an_item(work, slug, "Jorden", starts=time(11))
        did()
        services.swap_items(work, slug, first, second)
        did()
        services.insert_break(work, slug, datetime(2026, 10, 14, 8, 45, tzinfo=UTC), 15)
        did()
        services.split_item(work, slug, first, 3)
        did()
        services.move_block(work, slug, [first, second], SECOND)
        did()
        services.remove_item(work, slug, second)
        did()
        for before in reversed(seen[:-1]):
            services.undo(work, slug)
            assert states(work, slug) == before
        with pytest.raises(Conflict):
            services.undo(work, slug)
        for after in seen[1:]:
            services.redo(work, slug)
            assert states(work, slug) == after
        with pytest.raises(Conflict):
            services.redo(work, slug)


def test_nothing_is_done_again_after_something_new(cast: Cast, work_as: Working) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        item_id = an_item(work, slug)
        place(work, slug, item_id, time(11))
        services.undo(work, slug)
        place(work, slug, item_id, time(12))
        with pytest.raises(Conflict):
            services.redo(work, slug)


def test_everybody_undoes_their_own(cast: Cast, work_as: Working) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        first = an_item(work, slug)
    with work_as(cast.dora) as work:
        an_item(work, slug, "Jorden")
    with work_as(cast.alice) as work:
        assert services.undo(work, slug).number == 1
        assert [s.title.sv for s in states(work, slug)] == ["Jorden"]
        with pytest.raises(Conflict):
            services.undo(work, slug)
        services.redo(work, slug)
        assert state_of(work.db, gate_of(work.db, slug).meeting_id, first)[0].item_id == first


def test_what_another_lead_changed_since_is_not_undone_over(cast: Cast, work_as: Working) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        item_id = an_item(work, slug)
        place(work, slug, item_id, time(11))
    with work_as(cast.dora) as work:
        place(work, slug, item_id, time(12))
    with work_as(cast.alice) as work, pytest.raises(Conflict) as refusal:
        services.undo(work, slug)
    assert "Vatten när det är torrt" in str(refusal.value)


def test_an_earlier_state_is_restored_as_one_step_that_can_be_undone(cast: Cast, work_as: Working) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        first = an_item(work, slug)
        an_item(work, slug, "Jorden", starts=time(11))
        then = states(work, slug)
        number = last_number(work.db, gate_of(work.db, slug).meeting_id)
        place(work, slug, first, time(14), SECOND)
        services.remove_item(work, slug, first)
        an_item(work, slug, "Skogen", starts=time(13))
        now = states(work, slug)
        services.restore(work, slug, number)
        assert states(work, slug) == then
        services.undo(work, slug)
        assert states(work, slug) == now
        services.restore(work, slug, 0)
        assert states(work, slug) == set()
        assert verbs(work, slug)[-3:] == [Verb.RESTORE, Verb.UNDO, Verb.RESTORE]


def test_what_is_gone_from_the_network_is_left_out_of_what_comes_back(cast: Cast, work_as: Working) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        item_id = an_item(work, slug, givers=(Giver("Demo Ek"), Giver("Demo Al")))
        services.remove_item(work, slug, item_id)
        gone = person_called(work, "Demo Ek")
        work.db.execute(_forget(gone))
        services.undo(work, slug)
        state, _ = state_of(work.db, gate_of(work.db, slug).meeting_id, item_id)
        assert [giver.person_id for giver in state.givers] == [person_called(work, "Demo Al")]


def _forget(person_id: int) -> Any:
    return delete(Person).where(Person.id == person_id)


def test_the_later_of_two_leads_is_told(cast: Cast, work_as: Working) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        item_id = an_item(work, slug)
        meeting_id = gate_of(work.db, slug).meeting_id
        _, seen = state_of(work.db, meeting_id, item_id)
        services.place_item(work, slug, item_id, Placement(FIRST, time(11), 45), revision=seen)
    with work_as(cast.dora) as work:
        with pytest.raises(Conflict):
            services.place_item(work, slug, item_id, Placement(FIRST, time(12), 45), revision=seen)
        with pytest.raises(Conflict):
            services.shift_after(work, slug, datetime(2026, 10, 14, tzinfo=UTC), 10, seen=1)
        assert services.shift_after(work, slug, datetime(2026, 10, 14, tzinfo=UTC), 10, seen=2) == 3


def test_a_parked_item_keeps_its_place_for_when_it_comes_back(cast: Cast, work_as: Working) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        item_id = an_item(work, slug, starts=time(14))
        meeting_id = gate_of(work.db, slug).meeting_id
        before, revision = state_of(work.db, meeting_id, item_id)
        services.place_item(work, slug, item_id, Placement(SECOND, time(8), 5, parked=True), revision=revision)
        after, _ = state_of(work.db, meeting_id, item_id)
        assert (after.parked, after.starts_at, after.minutes) == (True, before.starts_at, 45)
        assert verbs(work, slug)[-1] is Verb.PARK


def test_items_that_follow_their_gathering_are_one_step(cast: Cast, work_as: Working) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug)
        an_item(work, slug, "Jorden", held_on=SECOND)
        set_status(work, slug, Status.SAVE_THE_DATE)
        move_meeting(work, slug, date(2026, 10, 28))
        assert verbs(work, slug) == [Verb.ADD, Verb.ADD, Verb.FOLLOW]
        assert {s.starts_at for s in states(work, slug)} == {
            datetime(2026, 10, 28, 9, 0, tzinfo=UTC),
            datetime(2026, 10, 29, 9, 0, tzinfo=UTC),
        }


@pytest.mark.parametrize("name", ["bob"])
def test_only_planners_touch_the_history(cast: Cast, work_as: Working, name: str) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug)
    with work_as(cast.account(name)) as work:
        for deed in (services.undo, services.redo, lambda w, s: services.restore(w, s, 0)):
            with pytest.raises(NotAllowed):
                deed(work, slug)


def test_a_shift_of_many_items_takes_as_many_statements_as_of_few(
    cast: Cast, work_as: Working, statements: Callable[[], Any]
) -> None:
    counted = []
    with work_as(cast.alice) as work:
        for many in (2, 40):
            slug = a_meeting(work, title=Words(f"Träff med {many}"))
            for n in range(many):
                an_item(work, slug, f"Punkt {n}", starts=time(8 + n // 6, n % 6 * 10), minutes=10)
            with statements() as seen:
                services.shift_after(work, slug, datetime(2026, 10, 14, tzinfo=UTC), 10)
            counted.append(len(seen))
    assert counted[0] == counted[1]
