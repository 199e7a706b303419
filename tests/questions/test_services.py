"""Asking: adding, changing, moving, removing and copying questions, and what is kept of how they were asked."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.core.actor import ANONYMOUS
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.meetings.rules import Mode
from planner.questions.queries import AskingMeeting, asked_of, meetings_that_ask, versions_of
from planner.questions.rules import MOST_QUESTIONS, Asked, Option, QuestionDetails, QuestionKind
from planner.questions.services import (
    add_question,
    change_question,
    copy_questions,
    move_question,
    remove_question,
)
from tests.builders import Cast, a_meeting
from tests.questions.samples import WAYS, details

WorkAs = Callable[..., Any]
STOP = details("Var stiger du på?", QuestionKind.TEXT)


def questions(work: Work, slug: str) -> tuple[Asked, ...]:
    return asked_of(work.db, gate_of(work.db, slug).meeting_id)


def labels(work: Work, slug: str) -> list[str]:
    return [question.label.sv for question in questions(work, slug)]


def hanging_on(question_id: int, label: str = "Var stiger du på?", **more: Any) -> QuestionDetails:
    """A question that is asked of those who go by bus."""
    return replace(details(label, QuestionKind.TEXT, **more), if_question_id=question_id, if_option="2")


def test_what_is_asked_is_there_as_it_was_said(work_as: WorkAs, cast: Cast) -> None:
    said = details(hint=Words("Vi ordnar bussar.", "We arrange buses."), is_required=True, if_mode=Mode.ON_SITE)
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        first = add_question(work, slug, said)
        second = add_question(work, slug, hanging_on(first, is_sensitive=True))
        found = questions(work, slug)
    assert found == (
        Asked(
            question_id=first,
            version=1,
            kind=QuestionKind.CHOICE,
            label=Words("Hur reser du?"),
            hint=Words("Vi ordnar bussar.", "We arrange buses."),
            options=WAYS,
            is_required=True,
            if_mode=Mode.ON_SITE,
        ),
        Asked(
            question_id=second,
            version=1,
            kind=QuestionKind.TEXT,
            label=Words("Var stiger du på?"),
            is_sensitive=True,
            if_question_id=first,
            if_option="2",
        ),
    )


def test_only_planners_decide_what_is_asked(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug, other = a_meeting(work), a_meeting(work, title=Words("En annan"))
        number = add_question(work, slug, details())
    for actor, refusal in ((cast.bob, NotAllowed), (ANONYMOUS, NotSignedIn)):
        with work_as(actor) as work:
            for attempt in (
                lambda work=work: add_question(work, slug, details()),
                lambda work=work: change_question(work, slug, number, STOP, revision=1),
                lambda work=work: remove_question(work, slug, number),
                lambda work=work: move_question(work, slug, number, up=True),
                lambda work=work: copy_questions(work, slug, other),
            ):
                with pytest.raises(refusal):
                    attempt()


def test_a_change_is_a_new_version_and_the_old_one_stays_as_it_was_asked(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        number = add_question(work, slug, details())
        (before,) = questions(work, slug)
        without_bus = replace(details("Hur tar du dig hit?"), options=(Words("Tåg"), Words("Egen bil"), Words("Cykel")))
        change_question(work, slug, number, without_bus, revision=1)
        (after,) = questions(work, slug)
        history = versions_of(work.db, gate_of(work.db, slug).meeting_id)
    assert after == replace(
        before,
        version=2,
        label=Words("Hur tar du dig hit?"),
        options=(Option("1", Words("Tåg")), Option("3", Words("Egen bil")), Option("4", Words("Cykel"))),
    )
    assert history == {(number, 1): before, (number, 2): after}


def test_saving_the_same_words_is_no_new_version(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        number = add_question(work, slug, details())
        change_question(work, slug, number, details(), revision=1)
        assert [question.version for question in questions(work, slug)] == [1]


def test_options_that_come_back_after_another_kind_have_their_keys(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        number = add_question(work, slug, details())
        change_question(work, slug, number, STOP, revision=1)
        assert questions(work, slug)[0].options == ()
        back = replace(details(), options=(Words("Cykel"), Words("Egen bil")))
        change_question(work, slug, number, back, revision=2)
        assert [(o.key, o.words.sv) for o in questions(work, slug)[0].options] == [("4", "Cykel"), ("3", "Egen bil")]


def test_a_change_is_refused_when_somebody_else_was_before(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        number = add_question(work, slug, details())
    with work_as(cast.dora) as work:
        change_question(work, slug, number, details("Doras"), revision=1)
    with work_as(cast.alice) as work, pytest.raises(Conflict, match="Doras"):
        change_question(work, slug, number, details("Alices"), revision=1)
    with work_as(cast.alice) as work:
        assert labels(work, slug) == ["Doras"]


def test_a_question_hangs_only_on_one_that_stands_above_in_the_same_gathering(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug, other = a_meeting(work), a_meeting(work, title=Words("En annan"))
        first, second = add_question(work, slug, details()), add_question(work, slug, details("Och hem?"))
        for place, question, on in ((slug, first, first), (slug, first, second)):
            with pytest.raises(Invalid) as refused:
                change_question(work, place, question, hanging_on(on), revision=1)
            assert list(refused.value.fields) == ["if_answer"]
        with pytest.raises(Invalid):
            add_question(work, other, hanging_on(first))
        change_question(work, slug, second, hanging_on(first), revision=1)
        assert [question.if_question_id for question in questions(work, slug)] == [None, first]


def test_what_another_question_hangs_on_stays_until_that_one_is_gone(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        first = add_question(work, slug, details())
        second = add_question(work, slug, hanging_on(first))
        with pytest.raises(Conflict, match="Var stiger du på"):
            remove_question(work, slug, first)
        with pytest.raises(Invalid):
            change_question(work, slug, first, STOP, revision=1)
        assert remove_question(work, slug, second) == Words("Var stiger du på?")
        assert remove_question(work, slug, first) == Words("Hur reser du?")
        assert questions(work, slug) == ()


def test_a_removed_question_is_still_known_for_its_answers(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        number = add_question(work, slug, details())
        before = questions(work, slug)[0]
        remove_question(work, slug, number)
        assert versions_of(work.db, gate_of(work.db, slug).meeting_id) == {(number, 1): before}
        for attempt in (
            lambda: remove_question(work, slug, number),
            lambda: change_question(work, slug, number, details(), revision=1),
            lambda: move_question(work, slug, number, up=True),
        ):
            with pytest.raises(NotFound):
                attempt()


def test_questions_change_places_one_step_at_a_time(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        ids = [add_question(work, slug, details(label)) for label in "ABCD"]
        remove_question(work, slug, ids[1])
        move_question(work, slug, ids[3], up=True)
        assert labels(work, slug) == ["A", "D", "C"]
        move_question(work, slug, ids[0], up=False)
        assert labels(work, slug) == ["D", "A", "C"]
        for number, up in ((ids[3], True), (ids[2], False)):
            move_question(work, slug, number, up=up)
        assert labels(work, slug) == ["D", "A", "C"]
        add_question(work, slug, details("E"))
        assert labels(work, slug) == ["D", "A", "C", "E"]


def test_a_question_does_not_move_past_the_one_it_hangs_on(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        first = add_question(work, slug, details())
        second = add_question(work, slug, hanging_on(first))
        for number, up in ((first, False), (second, True)):
            with pytest.raises(Conflict, match="must stand below"):
                move_question(work, slug, number, up=up)
        assert labels(work, slug) == ["Hur reser du?", "Var stiger du på?"]


def test_a_copy_asks_the_same_and_hangs_on_the_copies(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug, other = a_meeting(work), a_meeting(work, title=Words("En annan"))
        first = add_question(work, slug, details())
        change_question(work, slug, first, details("Hur tar du dig hit?"), revision=1)
        add_question(work, slug, hanging_on(first, if_mode=Mode.ON_SITE))
        remove_question(work, slug, add_question(work, slug, details("Borttagen")))
        add_question(work, other, details("Redan här"))
        assert copy_questions(work, slug, other) == 2
        original, copies = questions(work, slug), questions(work, other)[1:]
        assert copies == (
            replace(original[0], question_id=copies[0].question_id, version=1),
            replace(original[1], question_id=copies[1].question_id, if_question_id=copies[0].question_id),
        )
        assert {q.question_id for q in original} & {q.question_id for q in copies} == set()
        assert copy_questions(work, slug, other) == 0
        assert len(questions(work, other)) == 3


def test_a_copy_hangs_on_what_stood_here_in_the_same_words(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug, other = a_meeting(work), a_meeting(work, title=Words("En annan"))
        add_question(work, slug, hanging_on(add_question(work, slug, details())))
        here = add_question(work, other, details())
        assert copy_questions(work, slug, other) == 1
        assert questions(work, other)[1].if_question_id == here


def test_a_gathering_is_not_copied_onto_itself(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        with pytest.raises(Invalid) as refused:
            copy_questions(work, slug, slug)
        assert list(refused.value.fields) == ["from_slug"]
        with pytest.raises(NotFound):
            copy_questions(work, "there-is-none", slug)


def test_there_is_an_end_to_questions(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug, other = a_meeting(work), a_meeting(work, title=Words("En annan"))
        for number in range(MOST_QUESTIONS):
            add_question(work, slug, details(f"Fråga {number}"))
        add_question(work, other, details("En till"))
        with pytest.raises(Conflict, match="at most 60"):
            add_question(work, slug, details("En till"))
        with pytest.raises(Conflict, match="at most 60"):
            copy_questions(work, other, slug)


def test_a_question_of_another_gathering_is_not_there(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug, other = a_meeting(work), a_meeting(work, title=Words("En annan"))
        number = add_question(work, slug, details())
        for attempt in (
            lambda: change_question(work, other, number, details(), revision=1),
            lambda: remove_question(work, other, number),
            lambda: move_question(work, other, number, up=True),
        ):
            with pytest.raises(NotFound):
                attempt()


def test_other_gatherings_that_ask_something_are_offered_to_copy(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug, other = a_meeting(work), a_meeting(work, title=Words("En annan"))
        a_meeting(work, title=Words("En som inget frågar"))
        for label in ("A", "B"):
            add_question(work, slug, details(label))
        remove_question(work, other, add_question(work, other, details()))
        gate = gate_of(work.db, slug)
        there = gate_of(work.db, other).meeting_id
        assert meetings_that_ask(work.db, but=there) == (AskingMeeting(slug, gate.title, gate.days[0].held_on, 2),)
        assert meetings_that_ask(work.db, but=gate.meeting_id) == ()


def test_questions_are_read_in_one_statement_however_many(
    work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        meeting_id = gate_of(work.db, slug).meeting_id
        for number in range(30):
            add_question(work, slug, details(f"Fråga {number}"))
        queries: tuple[Callable[[], object], ...] = (
            lambda: asked_of(work.db, meeting_id),
            lambda: versions_of(work.db, meeting_id),
            lambda: meetings_that_ask(work.db, but=0),
        )
        for query in queries:
            with statements() as seen:
                query()
            assert len(seen) == 1


def test_thirty_questions_are_copied_in_as_many_statements_as_one(
    work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    counts = []
    with work_as(cast.alice) as work:
        for number in (1, 30):
            slug, other = a_meeting(work, title=Words(f"Från {number}")), a_meeting(work, title=Words(f"Till {number}"))
            for n in range(number):
                add_question(work, slug, details(f"Fråga {n}"))
            work.db.flush()
            with statements() as seen:
                assert copy_questions(work, slug, other) == number
            counts.append(len(seen))
            assert labels(work, other) == [f"Fråga {n}" for n in range(number)]
    assert counts[0] == counts[1]
