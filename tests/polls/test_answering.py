"""What clusters answer, by their link or through a lead, and until when."""

from collections.abc import Callable
from typing import Any

import pytest

from planner.core.actor import ANONYMOUS, Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from planner.core.timespan import end_of_day
from planner.polls import services
from planner.polls.queries import Other, asked, asked_actor, poll_of
from planner.polls.rules import PollStatus
from planner.polls.services import Answer
from planner.web.entry import acting
from tests.builders import Cast
from tests.conftest import Clock
from tests.polls.scene import (
    FIRST,
    LAST_DAY,
    NO,
    PERHAPS,
    SECOND,
    THIRD,
    YES,
    ZONE,
    a_poll,
    ask_of,
    holder,
    marks_of,
    poll_token,
    reasons,
    says,
    sent,
)

WorkAs = Callable[..., Any]


@pytest.fixture
def poll_id(work_as: WorkAs, cast: Cast) -> int:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.send(work, poll_id)
        return poll_id


def answered(work: Any, poll_id: int) -> list[tuple[str, str, str, str, list[str]]]:
    """(cluster, who answered, comment, who noted it, marks in the order of the dates) of those who have."""
    poll = poll_of(work.db, poll_id)
    return [
        (a.cluster, a.answered_by, a.comment, a.noted_by, [a.marks[d.date_id].value for d in poll.dates])
        for a in poll.asks
        if a.has_answered
    ]


def test_an_answer_by_the_link_is_kept_and_may_be_changed(work_as: WorkAs, cast: Cast, poll_id: int) -> None:
    with work_as(cast.alice) as work:
        says(work, poll_id, cast.vreta_id, YES, PERHAPS, NO, comment="Inte före tio.")
        assert answered(work, poll_id) == [
            ("Vreta Kluster", "Demo Anna", "Inte före tio.", "", ["yes", "if_needed", "no"])
        ]
        says(work, poll_id, cast.vreta_id, NO, NO, YES, by="Demo Bo")
        assert answered(work, poll_id) == [("Vreta Kluster", "Demo Bo", "", "", ["no", "no", "yes"])]
        assert reasons(work, poll_id) == [
            (THIRD, "1 ja, 1 har inte svarat; Agroväst, som måste med, har inte svarat"),
            (FIRST, "0 ja, 1 nej, 1 har inte svarat; Agroväst, som måste med, har inte svarat"),
            (SECOND, "0 ja, 1 nej, 1 har inte svarat; Agroväst, som måste med, har inte svarat"),
        ]


def test_each_date_wants_an_answer_and_a_name(work_as: WorkAs, cast: Cast, poll_id: int) -> None:
    with work_as(cast.alice) as work:
        poll = poll_of(work.db, poll_id)
        ask_id = ask_of(work, poll_id, cast.vreta_id)
        theirs = acting(work, holder(ask_id))
        one = poll.dates[0].date_id
        with pytest.raises(Invalid) as refusal:
            services.answer(theirs, ask_id, Answer({one: YES}, " ", "x" * 1001), revision=0)
        rest = [f"date_{each.date_id}" for each in poll.dates[1:]]
        assert sorted(refusal.value.fields) == sorted(["answered_by", "comment", *rest])
        everything = {**marks_of(poll, YES, YES, YES), 4711: YES}
        with pytest.raises(Invalid):
            services.answer(theirs, ask_id, Answer(everything, "Demo Anna"), revision=0)
        assert answered(work, poll_id) == []


def test_the_second_of_two_colleagues_is_told_and_nothing_is_lost(work_as: WorkAs, cast: Cast, poll_id: int) -> None:
    with work_as(cast.alice) as work:
        says(work, poll_id, cast.vreta_id, YES, YES, YES)
        poll, ask_id = poll_of(work.db, poll_id), ask_of(work, poll_id, cast.vreta_id)
        with pytest.raises(Conflict):
            services.answer(
                acting(work, holder(ask_id)), ask_id, Answer(marks_of(poll, NO, NO, NO), "Demo Bo"), revision=0
            )
        assert [who for _, who, *_ in answered(work, poll_id)] == ["Demo Anna"]


def test_nobody_answers_for_another_cluster(work_as: WorkAs, cast: Cast, poll_id: int) -> None:
    with work_as(cast.alice) as work:
        poll = poll_of(work.db, poll_id)
        vreta, agrovast = (ask_of(work, poll_id, each) for each in (cast.vreta_id, cast.agrovast_id))
        said = Answer(marks_of(poll, YES, YES, YES), "Demo Anna")
        refused: tuple[tuple[Actor, type[Exception]], ...] = (
            (holder(agrovast), NotSignedIn), (cast.bob, NotAllowed), (ANONYMOUS, NotSignedIn),
        )  # fmt: skip
        for actor, refusal in refused:
            with pytest.raises(refusal):
                services.answer(acting(work, actor), vreta, said, revision=0)
        assert answered(work, poll_id) == []


def test_answers_are_taken_until_23_59_and_a_lead_may_note_one_later(
    work_as: WorkAs, cast: Cast, poll_id: int, clock: Clock
) -> None:
    over = end_of_day(LAST_DAY, ZONE)
    clock.set(over.replace(hour=21, minute=59))
    with work_as(cast.alice) as work:
        says(work, poll_id, cast.vreta_id, YES, YES, YES)
    clock.set(over)
    with work_as(cast.alice) as work:
        with pytest.raises(Conflict):
            says(work, poll_id, cast.agrovast_id, NO, NO, NO)
        poll, ask_id = poll_of(work.db, poll_id), ask_of(work, poll_id, cast.agrovast_id)
        services.answer(work, ask_id, Answer(marks_of(poll, YES, NO, YES), "Demo Cia"), revision=0)
        assert answered(work, poll_id) == [
            ("Agroväst", "Demo Cia", "", "Alice", ["yes", "no", "yes"]),
            ("Vreta Kluster", "Demo Anna", "", "", ["yes", "yes", "yes"]),
        ]


def test_closed_early_it_takes_no_answers_until_it_is_opened_again(
    work_as: WorkAs, cast: Cast, poll_id: int, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        services.close(work, poll_id)
        with pytest.raises(Conflict):
            says(work, poll_id, cast.vreta_id, YES, YES, YES)
        with pytest.raises(Conflict):
            services.close(work, poll_id)
        with pytest.raises(Conflict):
            services.remind(work, poll_id)
        for day in (FIRST, LAST_DAY.replace(month=8)):
            with pytest.raises(Invalid):
                services.reopen(work, poll_id, day)
        services.reopen(work, poll_id, LAST_DAY)
        with pytest.raises(Conflict):
            services.reopen(work, poll_id, LAST_DAY)
        says(work, poll_id, cast.vreta_id, YES, YES, YES)
    clock.set(end_of_day(LAST_DAY, ZONE))
    with work_as(cast.alice) as work:
        services.reopen(work, poll_id, LAST_DAY.replace(day=20))
        assert poll_of(work.db, poll_id).status(clock.now) is PollStatus.OPEN


def test_once_a_date_is_picked_nobody_notes_an_answer(work_as: WorkAs, cast: Cast, poll_id: int) -> None:
    with work_as(cast.alice) as work:
        poll, ask_id = poll_of(work.db, poll_id), ask_of(work, poll_id, cast.vreta_id)
        services.pick(work, poll_id, poll.dates[0].date_id)
        with pytest.raises(Conflict):
            services.answer(work, ask_id, Answer(marks_of(poll, YES, YES, YES), "Demo Anna"), revision=0)
        with pytest.raises(Conflict):
            services.reopen(work, poll_id, LAST_DAY)


def test_a_link_works_once_its_letter_has_left(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        ask_id = ask_of(work, poll_id, cast.vreta_id)
        token = poll_token(work, ask_id)
        for wrong in (token, "made-up"):
            with pytest.raises(NotFound):
                asked(work.db, wrong)
        sent(work, poll_id)
        assert asked_actor(work.db, token) == holder(ask_id)
        assert (asked(work.db, token).cluster, asked(work.db, token).others) == ("Vreta Kluster", None)


def test_clusters_see_each_others_marks_only_when_the_lead_says_so(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast, shows_answers=True)
        first, *rest = (each.date_id for each in sent(work, poll_id).dates)
        says(work, poll_id, cast.agrovast_id, YES, NO, PERHAPS, by="Demo Hemlig", comment="Hemligt")
        me = asked(work.db, poll_token(work, ask_of(work, poll_id, cast.vreta_id)))
        assert me.others == {
            first: (Other("Agroväst", YES),),
            rest[0]: (Other("Agroväst", NO),),
            rest[1]: (Other("Agroväst", PERHAPS),),
        }
        assert "Hemlig" not in repr(me)
