"""What is shown to whom, and kept of what they write."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as whenever
from hypothesis import strategies as st

from planner.core.errors import Invalid
from planner.meetings.rules import Mode
from planner.questions.rules import (
    Asked,
    Given,
    QuestionKind,
    check_given,
    shown,
)
from tests.questions.samples import (
    CAR,
    CHAIN,
    HOW,
    LUGGAGE,
    ON_SITE,
    ONLINE,
    STOP,
    TRAIN,
    asked,
    given,
)

BOTH = ON_SITE | ONLINE


@pytest.mark.parametrize(
    ("modes", "answers", "seen"),
    [
        (ON_SITE, [], (HOW,)),
        (ON_SITE, [given(1, "1")], (HOW,)),
        (ON_SITE, [given(1, "2")], (HOW, STOP, LUGGAGE)),
        (ON_SITE, [given(1, "2"), given(3, "3\n1")], CHAIN),
        (ONLINE, [given(1, "2"), given(3, "3\n1")], (HOW, STOP, LUGGAGE)),
        (BOTH, [given(1, "2"), given(3, "3\n1")], CHAIN),
        # What was answered before the bus was taken back shows nothing any more.
        (ON_SITE, [given(1, "1"), given(3, "1")], (HOW,)),
    ],
)
def test_what_hangs_on_an_answer_is_shown_with_it(
    modes: frozenset[Mode], answers: list[Given], seen: tuple[Asked, ...]
) -> None:
    assert shown(CHAIN, modes, answers) == seen


def test_what_hangs_on_a_question_that_is_gone_or_below_is_never_shown() -> None:
    answers = [given(1, "2"), given(2, "x")]
    assert shown([STOP, HOW], ON_SITE, answers) == (HOW,)
    assert shown([STOP], ON_SITE, answers) == ()
    assert shown([replace(HOW, options=(TRAIN, CAR)), STOP], ON_SITE, answers) == (replace(HOW, options=(TRAIN, CAR)),)


def test_what_is_not_shown_is_neither_required_nor_kept() -> None:
    answers = [given(1, "1"), given(2, "Resecentrum"), given(3, "1"), given(4, "")]
    assert check_given(CHAIN, answers, ON_SITE) == (given(1, "1"),)


def test_everything_that_is_shown_and_required_is_asked_for_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        check_given(CHAIN, [given(1, "2"), given(2, "  "), given(3, "1")], ON_SITE)
    assert list(refused.value.fields) == ["question_2", "question_4"]


def some_questions(draw: Any) -> list[Asked]:
    questions: list[Asked] = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        kind = draw(st.sampled_from([QuestionKind.TEXT, QuestionKind.CHOICE, QuestionKind.CHOICES]))
        # Any number at all: also questions below, itself, and none that there is.
        on = draw(st.none() | st.integers(1, 7))
        questions.append(
            asked(
                number,
                kind,
                is_required=draw(st.booleans()),
                if_question_id=on,
                if_option=draw(st.sampled_from(["1", "2", "9"])) if on else "",
                if_mode=draw(st.sampled_from([None, Mode.ON_SITE, Mode.ONLINE])),
            )
        )
    return questions


def is_shown(question: Asked, questions: list[Asked], modes: frozenset[Mode], values: dict[int, str]) -> bool:
    """The same decision from the end backwards, slow and simple."""
    if question.if_mode and question.if_mode not in modes:
        return False
    if question.if_question_id is None:
        return True
    above = questions[: questions.index(question)]
    on = [q for q in above if q.question_id == question.if_question_id and is_shown(q, questions, modes, values)]
    has_it = any(option.key == question.if_option for q in on for option in q.options)
    return has_it and question.if_option in values.get(question.if_question_id, "").split("\n")


@whenever(st.data())
def test_what_is_not_shown_is_never_required_and_never_stored(chosen: st.DataObject) -> None:
    questions = some_questions(chosen.draw)
    modes = chosen.draw(st.frozensets(st.sampled_from([Mode.ON_SITE, Mode.ONLINE])))
    values = chosen.draw(st.dictionaries(st.integers(1, 7), st.sampled_from(["", "1", "2", "1\n2", "3\n1", "bil"])))
    seen = {q.question_id for q in questions if is_shown(q, questions, modes, values)}
    answers = [given(number, value) for number, value in values.items()]
    assert {q.question_id for q in shown(questions, modes, answers)} == seen
    kept, refused = outcome_of(questions, answers, modes)
    assert refused | {answer.question_id for answer in kept} <= seen
    if not refused:
        assert {q.question_id for q in questions if q.is_required} & seen <= {a.question_id for a in kept}
        assert all(answer.value for answer in kept)
        # What is kept, sent once more, is kept unchanged.
        assert outcome_of(questions, kept, modes) == (kept, set())


def outcome_of(
    questions: list[Asked], answers: Sequence[Given], modes: frozenset[Mode]
) -> tuple[tuple[Given, ...], set[int]]:
    """What is kept, and the numbers of the questions whose answers are refused."""
    try:
        return check_given(questions, answers, modes), set()
    except Invalid as refusal:
        return (), {int(name.removeprefix("question_")) for name in refusal.fields}
