"""What people answered to the gathering's own questions."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.core.errors import NotFound
from planner.questions.rules import Given
from planner.registrations.models import Answer, AnswerFile


def answers_of(db: Session, registration_id: int) -> Sequence[Answer]:
    """The rows of one person, for a use case."""
    return db.scalars(
        select(Answer).where(Answer.registration_id == registration_id).order_by(Answer.question_id)
    ).all()


def given_by(db: Session, registration_id: int) -> tuple[Given, ...]:
    """What one person answered. One statement."""
    return tuple(Given(row.question_id, row.version, row.value) for row in answers_of(db, registration_id))


def file_of(db: Session, registration_id: int, question_id: int) -> tuple[str, str, bytes]:
    """(name, media type, content) of the file that somebody answered a question with; NotFound if there is none."""
    row = db.execute(
        select(AnswerFile.name, AnswerFile.media_type, AnswerFile.content)
        .join(Answer, Answer.file_id == AnswerFile.id)
        .where(Answer.registration_id == registration_id, Answer.question_id == question_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row.name, row.media_type, row.content
