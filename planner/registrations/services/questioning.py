"""Keeps what people answer to the gathering's own questions, and sends their wishes on to the agenda."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from planner.agenda.services import drop_wishes, note_wishes
from planner.core.work import Work
from planner.meetings.queries import Gate
from planner.questions.queries import asked_of
from planner.questions.rules import Asked, Given, QuestionKind, check_given
from planner.registrations.models import Answer, AnswerFile, Registration
from planner.registrations.queries import answers
from planner.registrations.rules import RegistrationDetails


@dataclass(frozen=True)
class OwnAnswers:
    """Answers that have been looked through, with the questions they answer."""

    asked: tuple[Asked, ...]
    given: tuple[Given, ...]


def read_given(work: Work, gate: Gate, details: RegistrationDetails) -> OwnAnswers | None:
    """The answers that can be kept; None when nothing was asked. Raises Invalid by `question_<id>`. One statement."""
    if details.given is None:
        return None
    asked = asked_of(work.db, gate.meeting_id)
    return OwnAnswers(asked, check_given(asked, details.given, {choice.mode for choice in details.days}))


def write_given(work: Work, gate: Gate, row: Registration, own: OwnAnswers | None, *, are_known: bool = True) -> None:
    """New answers for old. A file that was not sent anew stays. `are_known`: whether some may be there already."""
    if own is None or not own.asked:
        return
    questions = {question.question_id: question for question in own.asked}
    known = answers.answers_of(work.db, row.id) if are_known else ()
    before = {answer.question_id: answer.file_id for answer in known}
    files = {given.question_id: _file(work, row, given, before.get(given.question_id)) for given in own.given}
    if known:
        work.db.execute(delete(Answer).where(Answer.registration_id == row.id))
    work.db.add_all(
        Answer(
            registration_id=row.id,
            question_id=given.question_id,
            version=given.version,
            value=given.value,
            file_id=files[given.question_id],
            erase_on=gate.erase_needs_on if questions[given.question_id].is_sensitive else None,
        )
        for given in own.given
    )
    work.db.flush()
    if known:
        _drop_files(work, row, {file_id for file_id in files.values() if file_id})
    _pass_on_wishes(work, gate, row, own)


def forget_answers(work: Work, row: Registration) -> None:
    """What somebody answered goes, files and wishes too."""
    work.db.execute(delete(Answer).where(Answer.registration_id == row.id))
    _drop_files(work, row, ())
    drop_wishes(work, row.meeting_id, _origin(row))


def withdraw_wishes(work: Work, row: Registration) -> None:
    """Who does not come wishes for nothing any more."""
    drop_wishes(work, row.meeting_id, _origin(row))


def _file(work: Work, row: Registration, given: Given, kept: int | None) -> int | None:
    if given.upload is None:
        return kept
    file = AnswerFile(
        registration_id=row.id, name=given.value, media_type=given.upload.media_type, content=given.upload.content
    )
    work.db.add(file)
    work.db.flush()
    return file.id


def _drop_files(work: Work, row: Registration, kept: Collection[int]) -> None:
    work.db.execute(delete(AnswerFile).where(AnswerFile.registration_id == row.id, AnswerFile.id.not_in(kept)))


def _pass_on_wishes(work: Work, gate: Gate, row: Registration, own: OwnAnswers) -> None:
    # A sensitive wish is for few eyes, and the agenda has many.
    kinds = {q.question_id for q in own.asked if q.kind is QuestionKind.WISH and not q.is_sensitive}
    if not kinds:
        return
    wishes: Sequence[str] = [line for g in own.given if g.question_id in kinds for line in g.value.split("\n")]
    note_wishes(work, gate.meeting_id, _origin(row), row.cluster_id, wishes)


def _origin(row: Registration) -> str:
    return f"registration:{row.id}"
