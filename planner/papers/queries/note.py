"""What a lead says of a gathering afterwards: its purpose, and how it was judged."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.core.errors import Invalid
from planner.core.language import Text, Words, say
from planner.papers.models import ProofMarkRow, ProofNoteRow

TOP_MARK = 5
LEAST_TOP, MOST_TOP = 2, 10
TOP_WORDS = say("Marks go to a number from %(least)s to %(most)s.", least=LEAST_TOP, most=MOST_TOP)
MOST_MARKS = 8
MOST_ANSWERS = 100_000
MOST_NOTE = 10_000


@dataclass(frozen=True)
class Mark:
    """The mean of what was answered to one question; two decimals at most."""

    question: str
    mean: Decimal


@dataclass(frozen=True)
class ProofNote:
    """Purpose and evaluation, in Markdown."""

    purpose: Words = field(default_factory=Words)
    """Empty: what the gathering says of itself stands there."""
    evaluation: Words = field(default_factory=Words)
    answers: int | None = None
    invitation: str = ""
    """As it was sent another way than from here, in plain text; counts only where nothing was sent from here."""
    invited_on: date | None = None
    recipients: int | None = None
    top_mark: int = TOP_MARK
    """Marks go from 1 to this."""
    marks: tuple[Mark, ...] = ()
    revision: int = 0
    """0: nothing is saved yet."""
    saved_at: datetime | None = None
    saved_by: str = ""

    @property
    def is_judged(self) -> bool:
        return bool(self.evaluation or self.answers is not None or self.marks)


def check_note(note: ProofNote) -> None:
    """Raises Invalid, by the fields of forms.NoteForm, for what cannot be."""
    wrong: dict[str, Text] = {}
    for name, text in (
        ("purpose_sv", note.purpose.sv), ("purpose_en", note.purpose.en),
        ("evaluation_sv", note.evaluation.sv), ("evaluation_en", note.evaluation.en), ("invitation", note.invitation),
    ):  # fmt: skip
        if len(text) > MOST_NOTE:
            wrong[name] = say("At most %(most)s characters.", most=MOST_NOTE)
    if not LEAST_TOP <= note.top_mark <= MOST_TOP:
        wrong["top_mark"] = TOP_WORDS
    elif not all(0 <= mark.mean <= note.top_mark for mark in note.marks):
        wrong["marks"] = say("A mean lies between 0 and %(most)s.", most=note.top_mark)
    for name, number in (("answers", note.answers), ("recipients", note.recipients)):
        if number is not None and not 0 <= number <= MOST_ANSWERS:
            wrong[name] = say("Write a whole number.")
    if note.invitation and note.invited_on is None:
        wrong["invited_on"] = say("Say when the invitation was sent.")
    if len(note.marks) > MOST_MARKS or not all(mark.question and len(mark.question) <= 200 for mark in note.marks):
        wrong["marks"] = say("Say what each mean is of, in at most %(most)s rows.", most=MOST_MARKS)
    if wrong:
        raise Invalid(wrong)


def note_of(db: Session, meeting_id: int) -> ProofNote:
    """What was saved of a gathering. Two statements."""
    row = db.scalars(select(ProofNoteRow).where(ProofNoteRow.meeting_id == meeting_id)).one_or_none()
    marks = db.execute(
        select(ProofMarkRow.question, ProofMarkRow.hundredths)
        .where(ProofMarkRow.meeting_id == meeting_id)
        .order_by(ProofMarkRow.place)
    ).all()
    if row is None:
        return ProofNote()
    return ProofNote(
        purpose=Words(row.purpose_sv, row.purpose_en),
        evaluation=Words(row.evaluation_sv, row.evaluation_en),
        answers=row.answers,
        invitation=row.invitation,
        invited_on=row.invited_on,
        recipients=row.recipients,
        top_mark=row.top_mark,
        marks=tuple(Mark(question, Decimal(hundredths) / 100) for question, hundredths in marks),
        revision=row.revision,
        saved_at=row.saved_at,
        saved_by=row.saved_by,
    )
