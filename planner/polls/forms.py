"""Forms of date polls: what it says, its dates, an answer, and a new last day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from wtforms import BooleanField, DateField, HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional

from planner.core.errors import Invalid
from planner.core.language import Words, day_words, language, say, say_many
from planner.meetings.rules import KIND_WORDS, MODE_WORDS, MeetingKind, Mode
from planner.network.queries import ClusterName
from planner.network.rules import ClusterStatus
from planner.polls.queries import Candidate
from planner.polls.rules import (
    MARK_WORDS,
    MOST_COMMENT,
    MOST_DAYS,
    MOST_MESSAGE,
    MOST_REMIND_DAYS,
    Mark,
    PollTerms,
)
from planner.polls.services import Answer
from planner.web.form import Clock, Form, choose, given, line, prose, required, seen_number

REMIND_DAYS = 3
"""Usual, and stands in the form ready to be ticked."""
LENGTHS = tuple((n, say_many("%(n)s day", "%(n)s days", n)) for n in range(1, MOST_DAYS + 1))


class PollForm(Form):
    """Everything that is said of a poll, but for its dates."""

    revision = HiddenField()
    title_sv = line(say("Title"), needed=True, hint=say("Such as “Höstens nätverksträff”. It becomes the gathering’s."))
    title_en = line(say("Title, in English"))
    kind = SelectField(say("Kind"), choices=choose((k.value, w) for k, w in KIND_WORDS.items()))
    mode = SelectField(say("How it is held"), choices=choose((m.value, w) for m, w in MODE_WORDS.items()))
    length = RadioField(say("How long it lasts"), choices=choose(LENGTHS), coerce=int, default=2)
    opens = Clock(say("The first day begins at"), [required()], default=time(10))
    closes = Clock(say("The last day ends at"), [required()], default=time(15))
    last_day = DateField(
        say("Last day to answer"), [required()], description=say("Answers are taken until 23.59 that day.")
    )
    asked = SelectMultipleField(say("Ask"), coerce=int)
    required_ids = SelectMultipleField(say("Must be able to come"), coerce=int)
    message_sv = prose(say("Your own words"), most=MOST_MESSAGE, hint=say("Stands above the dates in the letter."))
    message_en = prose(say("Your own words, in English"), most=MOST_MESSAGE)
    shows_answers = BooleanField(
        say("Show the clusters each other’s answers"), description=say("Not who answered, and no comments.")
    )
    reminds = BooleanField(say("Remind those who are silent automatically"), default=True)
    remind_days = IntegerField(
        say("Days before the last day to answer"),
        [
            Optional(),
            NumberRange(1, MOST_REMIND_DAYS, say("Write a number of days from 1 to %(most)s.", most=MOST_REMIND_DAYS)),
        ],
        default=REMIND_DAYS,
    )
    clusters: Sequence[ClusterName] = ()

    def offer(self, clusters: Iterable[ClusterName]) -> None:
        """The clusters that can be asked; the active ones are ticked until somebody says otherwise."""
        self.clusters = tuple(clusters)
        named = choose([(cluster.id, cluster.name) for cluster in self.clusters])
        self.asked.choices, self.required_ids.choices = named, named

    def tick_usual(self) -> None:
        """All active clusters are asked."""
        self.asked.data = [each.id for each in self.clusters if each.status is ClusterStatus.ACTIVE]

    def show(self, terms: PollTerms, revision: int) -> None:
        """Fill the form with what is known."""
        self.revision.data = str(revision)
        for name in ("title", "message"):
            words = getattr(terms, name)
            self[f"{name}_sv"].data, self[f"{name}_en"].data = words.sv, words.en
        for name in ("length", "opens", "closes", "last_day", "shows_answers"):
            self[name].data = getattr(terms, name)
        self.kind.data, self.mode.data = terms.kind.value, terms.mode.value
        self.asked.data, self.required_ids.data = list(terms.asked), list(terms.required)
        self.reminds.data = terms.remind_days is not None
        self.remind_days.data = terms.remind_days or REMIND_DAYS

    def terms(self) -> PollTerms:
        """What was filled in."""
        return PollTerms(
            title=Words(self.title_sv.data or "", self.title_en.data or ""),
            kind=MeetingKind(self.kind.data),
            mode=Mode(self.mode.data),
            length=int(self.length.data),
            opens=given(self.opens.data),
            closes=given(self.closes.data),
            last_day=given(self.last_day.data),
            asked=frozenset(self.asked.data or ()),
            required=frozenset(self.required_ids.data or ()),
            message=Words(self.message_sv.data or "", self.message_en.data or ""),
            shows_answers=bool(self.shows_answers.data),
            remind_days=(self.remind_days.data or REMIND_DAYS) if self.reminds.data else None,
        )

    @property
    def seen(self) -> int:
        """The revision that was looked at."""
        return seen_number(self.revision.data)


class DatesForm(Form):
    """First days, each a tick that is sent as its ISO date; `go` says what is shown next."""

    days = SelectMultipleField(say("Dates"), choices=[], validate_choice=False)

    def chosen(self) -> tuple[date, ...]:
        """The days that were ticked. Raises Invalid for what is no date."""
        try:
            return tuple(date.fromisoformat(day) for day in self.days.data or ())
        except ValueError as error:
            raise Invalid({"days": say("Write a date, such as 2026-10-14.")}) from error


class AnswerForm(Form):
    """Who answers, and a comment; answer_form() adds a choice for each date."""

    revision = HiddenField()
    answered_by = line(say("Your name"), needed=True)
    comment = prose(say("Comment"), most=MOST_COMMENT, hint=say("Such as “only the first day”, or “not before 10”."))
    date_ids: tuple[int, ...] = ()

    def show(self, marks: Mapping[int, Mark], answered_by: str, comment: str, revision: int) -> None:
        """Fill the form with what was answered."""
        self.revision.data = str(revision)
        self.answered_by.data, self.comment.data = answered_by, comment
        for date_id, mark in marks.items():
            if f"date_{date_id}" in self:
                self[f"date_{date_id}"].data = mark.value

    def said(self) -> Answer:
        """What was filled in."""
        marks = {date_id: Mark(self[f"date_{date_id}"].data) for date_id in self.date_ids}
        return Answer(marks, self.answered_by.data or "", self.comment.data or "")

    @property
    def seen(self) -> int:
        """The revision that was looked at."""
        return seen_number(self.revision.data)


def answer_form(dates: Iterable[Candidate]) -> AnswerForm:
    """The form for these dates, in their order: yes, if need be or no to each."""
    from_words = choose((mark.value, words) for mark, words in MARK_WORDS.items())
    all_dates = tuple(dates)
    fields: dict[str, Any] = {
        f"date_{each.date_id}": RadioField(
            day_words(each.first_day, language()),
            [InputRequired(say("This needs an answer."))],
            choices=list(from_words),
        )
        for each in all_dates
    }
    kind = type("AnswerForm", (AnswerForm,), {**fields, "date_ids": tuple(each.date_id for each in all_dates)})
    form: AnswerForm = kind()
    return form


class ReopenForm(Form):
    """Until when answers are taken again."""

    last_day = DateField(
        say("Last day to answer"), [required()], description=say("Answers are taken until 23.59 that day.")
    )
