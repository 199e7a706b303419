"""What a gathering asks, as values."""

from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.core.errors import NotFound
from planner.core.language import Words
from planner.meetings.models import Meeting, MeetingDay
from planner.questions.models import Question, QuestionVersion
from planner.questions.rules import Asked, Option


@dataclass(frozen=True)
class AskingMeeting:
    """A gathering that has questions, to copy from."""

    slug: str
    title: Words
    first_day: date
    questions: int


def asked_of(db: Session, meeting_id: int) -> tuple[Asked, ...]:
    """The questions of a gathering in their order, each in its newest version. One statement."""
    rows = db.scalars(
        select(QuestionVersion)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(
            Question.meeting_id == meeting_id,
            Question.removed_at.is_(None),
            QuestionVersion.number == Question.newest,
        )
        .order_by(Question.position, Question.id)
    )
    return tuple(asked_from(row) for row in rows)


def versions_of(db: Session, meeting_id: int) -> dict[tuple[int, int], Asked]:
    """Every version of every question by (question id, number), also of the removed ones, in the questions' order and
    the oldest first: what old answers are shown with. One statement."""
    rows = db.scalars(
        select(QuestionVersion)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(Question.meeting_id == meeting_id)
        .order_by(Question.position, Question.id, QuestionVersion.number)
    )
    return {(row.question_id, row.number): asked_from(row) for row in rows}


def asked_from(row: QuestionVersion) -> Asked:
    """A row as a value."""
    return Asked(
        question_id=row.question_id,
        version=row.number,
        kind=row.kind,
        label=Words(row.label_sv, row.label_en),
        hint=Words(row.hint_sv, row.hint_en),
        options=msgspec.json.decode(row.options, type=tuple[Option, ...]),
        is_required=row.is_required,
        is_sensitive=row.is_sensitive,
        if_question_id=row.if_question_id,
        if_option=row.if_option,
        if_mode=row.if_mode,
    )


def question_rows(db: Session, meeting_id: int) -> list[Question]:
    """The rows of the questions that are asked now, in their order, for use cases."""
    return list(
        db.scalars(
            select(Question)
            .where(Question.meeting_id == meeting_id, Question.removed_at.is_(None))
            .order_by(Question.position, Question.id)
        )
    )


def meetings_that_ask(db: Session, *, but: int) -> tuple[AskingMeeting, ...]:
    """The other gatherings that ask something, the latest first. One statement."""
    counted = (
        select(Question.meeting_id, func.count().label("questions"))
        .where(Question.removed_at.is_(None), Question.meeting_id != but)
        .group_by(Question.meeting_id)
        .subquery()
    )
    first_day = (
        select(func.min(MeetingDay.held_on)).where(MeetingDay.meeting_id == Meeting.id).scalar_subquery().label("first")
    )
    rows = db.execute(
        select(Meeting.slug, Meeting.title_sv, Meeting.title_en, first_day, counted.c.questions)
        .join(counted, counted.c.meeting_id == Meeting.id)
        .order_by(first_day.desc(), Meeting.id.desc())
    )
    return tuple(AskingMeeting(row.slug, Words(row.title_sv, row.title_en), row.first, row.questions) for row in rows)


def question_in(asked: tuple[Asked, ...], question_id: int) -> Asked:
    """The question with this id among those that are asked; NotFound if it is none of them."""
    found = next((question for question in asked if question.question_id == question_id), None)
    if found is None:
        raise NotFound
    return found
