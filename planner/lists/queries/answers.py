"""What people answered to the gathering's own questions, for those who plan; and chosen items."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.choices.queries import boards_of, source_of
from planner.core.errors import NotFound
from planner.core.language import Words
from planner.meetings.queries import Gate
from planner.questions.queries import versions_of
from planner.questions.rules import Asked, sensitive_versions
from planner.registrations.models import Answer, Registration


@dataclass(frozen=True)
class Answered:
    """What one person answered to one question, and the version that they were asked."""

    registration_id: int
    asked: Asked
    value: str
    has_file: bool


@dataclass(frozen=True)
class OwnAnswers:
    """The questions that are asked now, or that somebody answered, and every answer."""

    questions: tuple[Asked, ...]
    """In their order, in the newest version."""
    sensitive: frozenset[int]
    """Questions whose answers are for few eyes."""
    answers: tuple[Answered, ...]


def answers_to(db: Session, meeting_id: int) -> OwnAnswers:
    """Everybody's answers. Two statements."""
    versions = versions_of(db, meeting_id)
    rows = db.execute(
        select(Answer.registration_id, Answer.question_id, Answer.version, Answer.value, Answer.file_id)
        .join(Registration, Registration.id == Answer.registration_id)
        .where(Registration.meeting_id == meeting_id)
    ).all()
    newest = {question_id: asked for (question_id, _), asked in versions.items()}
    sensitive = sensitive_versions(versions)
    return OwnAnswers(
        questions=tuple(newest.values()),
        sensitive=frozenset(question_id for question_id, _ in sensitive),
        answers=tuple(
            Answered(
                row.registration_id,
                versions.get((row.question_id, row.version), newest[row.question_id]),
                row.value,
                row.file_id is not None,
            )
            for row in rows
        ),
    )


def is_sensitive(db: Session, meeting_id: int, question_id: int) -> bool:
    """Whether answers to this question are for few eyes. One statement."""
    return any(number == question_id for number, _ in sensitive_versions(versions_of(db, meeting_id)))


@dataclass(frozen=True)
class ItemChosen:
    """How many have one item, on what block's page they stand, and how many of each cluster."""

    block_id: int
    item_id: int
    title: Words
    room: str
    clock: tuple[object, object]
    capacity: int | None
    chosen: int
    clusters: Counter[int | None]


def items_chosen(db: Session, gate: Gate) -> tuple[ItemChosen, ...]:
    """Every item that can be chosen, in the order of the programme."""
    return tuple(
        ItemChosen(
            block_id=board.block.block_id,
            item_id=option.entry.item_id,
            title=option.title,
            room=option.room,
            clock=(option.entry.starts_at, option.entry.ends_at),
            capacity=option.capacity,
            chosen=len(holding),
            clusters=Counter(person.cluster_id for person in holding),
        )
        for board in boards_of(db, gate, source_of(db, gate), with_wishes=False)
        for option in board.block.standing
        if option.entry is not None
        for holding in (board.holding(option.option_id),)
    )


def meeting_of_person(db: Session, registration_id: int) -> tuple[int, int | None]:
    """(gathering, cluster) of a registration; NotFound if there is none."""
    row = db.execute(
        select(Registration.meeting_id, Registration.cluster_id).where(Registration.id == registration_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row.meeting_id, row.cluster_id
