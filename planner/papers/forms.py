"""What a lead says of a gathering afterwards."""

from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms import DateField, FieldList, FormField, HiddenField, IntegerField
from wtforms.validators import NumberRange, Optional

from planner.core.language import Words, in_language, language, say
from planner.papers.queries import Mark, ProofNote
from planner.papers.queries.note import LEAST_TOP, MOST_ANSWERS, MOST_MARKS, MOST_NOTE, MOST_TOP, TOP_MARK, TOP_WORDS
from planner.web.form import Form, Row, english, line, prose, seen_number

ROWS = 3


class MarkRow(Row):
    """The mean of one question."""

    question = line(say("Question"))
    mean = line(say("Mean"), most=6)

    def validate(self, extra_validators: Any = None) -> bool:
        """Both or neither: an empty row is none."""
        fine = super().validate(extra_validators)
        for one, other in ((self.question, self.mean), (self.mean, self.question)):
            if fine and not one.data and other.data:
                one.errors = [in_language(say("This needs an answer."), language())]
                return False
        if fine and self.mean.data and self.number() is None:
            self.mean.errors = [in_language(say("Write a number, such as 4.3."), language())]
            return False
        return fine

    def number(self) -> Decimal | None:
        """4,3 and 4.3 are both understood, two decimals at most."""
        try:
            found = Decimal((self.mean.data or "").replace(",", "."))
        except InvalidOperation:
            return None
        return found.quantize(Decimal("0.01")) if found.is_finite() and 0 <= found <= MOST_TOP else None


class NoteForm(Form):
    """Purpose and evaluation."""

    revision = HiddenField()
    purpose_sv = prose(
        say("Purpose"), most=MOST_NOTE, hint=say("Left empty, the gathering’s own description stands there.")
    )
    purpose_en = prose(english(say("Purpose")), most=MOST_NOTE)
    evaluation_sv = prose(
        say("How it was judged"), most=MOST_NOTE, hint=say("A few sentences. Markdown works, as in other texts.")
    )
    evaluation_en = prose(english(say("How it was judged")), most=MOST_NOTE)
    answers = IntegerField(
        say("Number of answers"), [Optional(), NumberRange(0, MOST_ANSWERS, say("Write a whole number."))]
    )
    top_mark = IntegerField(
        say("Highest mark"),
        [NumberRange(LEAST_TOP, MOST_TOP, TOP_WORDS)],
        default=TOP_MARK,
    )
    invitation = prose(
        say("The invitation, if it went another way"),
        most=MOST_NOTE,
        hint=say("Copy the letter’s text. Left empty, the letters that were sent from here stand there."),
    )
    invited_on = DateField(say("Sent on"), [Optional()])
    recipients = IntegerField(
        say("To how many"), [Optional(), NumberRange(0, MOST_ANSWERS, say("Write a whole number."))]
    )
    marks = FieldList(FormField(MarkRow), min_entries=ROWS, max_entries=MOST_MARKS, label=say("Mean marks"))

    def show(self, note: ProofNote) -> None:
        self.revision.data = str(note.revision)
        self.purpose_sv.data, self.purpose_en.data = note.purpose.sv, note.purpose.en
        self.evaluation_sv.data, self.evaluation_en.data = note.evaluation.sv, note.evaluation.en
        self.answers.data, self.top_mark.data = note.answers, note.top_mark
        self.invitation.data, self.invited_on.data = note.invitation, note.invited_on
        self.recipients.data = note.recipients
        while len(self.marks.entries) < min(max(ROWS, len(note.marks) + 1), MOST_MARKS):
            self.marks.append_entry()
        for entry, mark in zip(self.marks, note.marks, strict=False):
            entry.form.question.data = mark.question
            entry.form.mean.data = str(mark.mean).replace(".", "," if language() == "sv" else ".")

    def note(self) -> ProofNote:
        rows = [(entry.form.question.data, entry.form.number()) for entry in self.marks]
        return ProofNote(
            purpose=Words(self.purpose_sv.data or "", self.purpose_en.data or ""),
            evaluation=Words(self.evaluation_sv.data or "", self.evaluation_en.data or ""),
            answers=self.answers.data,
            invitation=(self.invitation.data or "").replace("\r\n", "\n"),
            invited_on=self.invited_on.data,
            recipients=self.recipients.data,
            top_mark=self.top_mark.data or TOP_MARK,
            marks=tuple(Mark(question, mean) for question, mean in rows if question and mean is not None),
            revision=seen_number(self.revision.data),
        )
