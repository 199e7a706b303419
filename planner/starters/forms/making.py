"""The form of a new gathering, and the one that lays a starter on an agenda."""

from collections.abc import Mapping
from typing import Any

from wtforms import FieldList, FormField, HiddenField, RadioField, SelectField
from wtforms.validators import Optional

from planner.core.language import Words, in_language, language, say
from planner.meetings.forms import MOST_DAYS, DayRow, FactsForm
from planner.meetings.rules import KIND_WORDS, MODE_WORDS, DayHours, MeetingDetails, MeetingKind, Mode
from planner.starters.rules import Pattern, SaidDay, days_for
from planner.web.form import Clock, Form, choose, given


class StartDayRow(DayRow):
    """A day, perhaps without its hours: those may follow from how the gathering goes."""

    opens = Clock(say("From"), [Optional()])
    closes = Clock(say("To"), [Optional()])
    needs_hours = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Where nothing says what hours are usual, they are needed."""
        fine = super().validate(extra_validators)
        for field in (self.opens, self.closes) if self.needs_hours else ():
            if field.data is None and not field.errors:
                field.errors = [in_language(say("This needs an answer."), language())]
                fine = False
        return fine


class StartForm(FactsForm):
    """One screen from nothing to an address that can be sent, with an agenda if the lead says how it usually goes."""

    how = RadioField(say("How it usually goes"), [Optional()], choices=[], default="")
    days = FieldList(FormField(StartDayRow), min_entries=1, max_entries=MOST_DAYS, label=say("Days"))
    kind = SelectField(
        say("Kind"),
        [Optional()],
        choices=choose(((k.value, w) for k, w in KIND_WORDS.items()), nothing=say("What usually goes with it")),
    )
    mode = SelectField(
        say("How it is held"),
        [Optional()],
        choices=choose(((m.value, w) for m, w in MODE_WORDS.items()), nothing=say("What usually goes with it")),
    )

    patterns: Mapping[str, Pattern]

    def offer_ways(self, patterns: Mapping[str, Pattern], names: Mapping[str, str]) -> None:
        """How it may go: by key, with the names; called before anything is read from the form."""
        self.patterns = patterns
        empty = in_language(say("I make the agenda myself, or later"), language())
        self.how.choices = choose(names.items(), nothing=empty)

    def validate(self, extra_validators: Any = None) -> bool:
        """Without a way to go by, each day needs its hours."""
        rows: list[Any] = [entry.form for entry in self.days]
        for row in rows:
            row.needs_hours = self.pattern is None
        return super().validate(extra_validators)

    @property
    def pattern(self) -> Pattern | None:
        """How it is to go; None: the lead makes the agenda."""
        return self.patterns.get(self.how.data or "")

    def days_said(self) -> tuple[DayHours, ...]:
        if self.pattern is None:
            return super().days_said()
        return days_for(self.pattern, [_said(entry.form) for entry in self.days])

    def details(self, zone: str, contact: tuple[str, str]) -> MeetingDetails:
        """What was filled in; what was not follows from how it goes. `contact` is a name and an address."""
        usual = self.pattern
        kind = usual.kind if usual else MeetingKind.NETWORK
        mode = usual.mode if usual else Mode.ON_SITE
        return MeetingDetails(
            title=Words(self.title_sv.data or "", self.title_en.data or ""),
            kind=MeetingKind(self.kind.data) if self.kind.data else kind,
            days=self.days_said(),
            mode=Mode(self.mode.data) if self.mode.data else mode,
            zone=zone,
            venue_id=int(self.venue_id.data) if self.venue_id.data else None,
            contact_name=contact[0],
            contact_email=contact[1],
        )


def _said(row: DayRow) -> SaidDay:
    return SaidDay(given(row.held_on.data), row.opens.data, row.closes.data)


class UseForm(Form):
    """To lay a starter on an agenda: what stood there when the lead looked."""

    seen = HiddenField()
