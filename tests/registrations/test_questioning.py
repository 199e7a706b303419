"""Answers to a gathering's own questions: kept with what was asked, passed on as wishes, gone when they should be."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from planner.agenda.queries import wishes_of
from planner.core.actor import SYSTEM, Actor
from planner.core.errors import Invalid
from planner.core.language import Words
from planner.meetings.queries import gate_of
from planner.questions import services as questions
from planner.questions.queries import asked_of, versions_of
from planner.questions.rules import Given, QuestionDetails, QuestionKind, Upload, in_words
from planner.registrations import services
from planner.registrations.models import Answer, AnswerFile
from planner.registrations.queries.answers import file_of, given_by
from tests.registrations.scene import a_gathering, come, some_answers

WorkAs = Callable[[Actor], Any]
HOW = QuestionDetails(
    kind=QuestionKind.CHOICE,
    label=Words("Hur reser du?", "How do you travel?"),
    options=(Words("Tåg", "Train"), Words("Bil", "Car")),
    is_required=True,
)
WISH = QuestionDetails(kind=QuestionKind.WISH, label=Words("Vad vill du prata om?"))
CV = QuestionDetails(kind=QuestionKind.FILE, label=Words("Bifoga en fil"), is_sensitive=True)
PDF = Upload("plan.pdf", b"%PDF-1.7 demo")


def asking(work: Any, *details: QuestionDetails) -> tuple[str, list[int]]:
    slug = a_gathering(work)
    return slug, [questions.add_question(work, slug, said) for said in details]


def test_an_answer_keeps_what_was_asked(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug, (how,) = asking(work, HOW)
        meeting_id = gate_of(work.db, slug).meeting_id
        key = asked_of(work.db, meeting_id)[0].options[0].key
        who = come(work, slug, "anna", given=(Given(how, 1, key),))
        revision = asked_of(work.db, meeting_id)[0].version
        questions.change_question(
            work,
            slug,
            how,
            replace(HOW, label=Words("Hur tar du dig hem?"), options=(Words("Flyg"), Words("Bil"))),
            revision=revision,
        )
        given = given_by(work.db, who.registration_id)
        then = versions_of(work.db, meeting_id)[how, given[0].version]
        assert (then.label.sv, in_words(then, given[0].value, "sv")) == ("Hur reser du?", "Tåg")


def test_a_required_question_refuses_the_whole_party_and_colleagues_answer_later(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug, (how,) = asking(work, HOW)
        with pytest.raises(Invalid) as refused:
            come(work, slug, "anna", given=())
        assert list(refused.value.fields) == [f"question_{how}"]
        come(work, slug, "bo")  # not asked: named by somebody else, or read in from a list
        assert work.db.scalars(select(Answer)).all() == []


def test_wishes_stand_on_the_agenda_until_they_are_changed_or_withdrawn(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug, (wish,) = asking(work, WISH)
        meeting_id = gate_of(work.db, slug).meeting_id
        one = come(work, slug, "anna", given=(Given(wish, 1, "Våtmarker\nElpriset"),))
        come(work, slug, "bo", given=(Given(wish, 1, "våtmarker"),))
        assert [(topic.text, topic.people) for topic in wishes_of(work.db, meeting_id)] == [
            ("Våtmarker", 2),
            ("Elpriset", 1),
        ]
    with work_as(Actor(registration_id=one.registration_id)) as work:
        services.change(work, one.registration_id, some_answers("anna", given=(Given(wish, 1, "Mjölk"),)))
        assert [topic.text for topic in wishes_of(work.db, meeting_id)] == ["Mjölk", "våtmarker"]
        services.cancel(work, one.registration_id)
        assert [topic.text for topic in wishes_of(work.db, meeting_id)] == ["våtmarker"]


def test_a_file_stays_until_another_is_sent_or_the_seat_is_handed_over(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug, (cv,) = asking(work, CV)
        who = come(work, slug, "anna", given=(Given(cv, 1, "plan.pdf", PDF),)).registration_id
        assert file_of(work.db, who, cv) == ("plan.pdf", "application/pdf", PDF.content)
        gate = gate_of(work.db, slug)
        assert work.db.scalars(select(Answer.erase_on)).one() == gate.erase_needs_on
    with work_as(Actor(registration_id=who)) as work:
        services.change(work, who, some_answers("anna", given=(Given(cv, 1, "plan.pdf"),)))
        assert file_of(work.db, who, cv)[2] == PDF.content
        services.hand_over(work, who, "Demo Bo", "bo@example.org", "sv")
        assert (work.db.scalars(select(Answer)).all(), work.db.scalars(select(AnswerFile)).all()) == ([], [])
