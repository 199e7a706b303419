"""What the lead says when publishing, now or later."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField
from wtforms.validators import Optional

from planner.core.errors import Invalid
from planner.core.language import say
from planner.core.timespan import local
from planner.publishing.rules import Publication, Scheduled
from planner.web.form import Clock, Form, choose, prose

NOW, LATER = "now", "later"
MOST_NOTE = 500


class PublishForm(Form):
    """Publish what is drafted now, or what will be drafted at an instant."""

    scope = RadioField(
        say("What to publish"),
        choices=choose(
            [
                ("agenda", say("The page and the programme")),
                ("page", say("Only the page: the programme comes later")),
            ]
        ),
        default="agenda",
    )
    preliminary = BooleanField(
        say("Mark the programme as preliminary"), description=say("Says on page and PDF that it may still change.")
    )
    note = prose(
        say("A note to readers"),
        most=MOST_NOTE,
        hint=say("Stands with the version, and in the letters."),
    )
    quiet = BooleanField(
        say("Publish quietly: nobody gets a letter"),
        description=say("Pages, paper and calendars change all the same."),
    )
    when = RadioField(say("When"), choices=choose([(NOW, say("Now")), (LATER, say("Later, by itself"))]), default=NOW)
    on_day = DateField(say("Day"), [Optional()])
    at = Clock(say("Time"), [Optional()])
    to = SelectField(say("The letter to"), [Optional()], choices=[], validate_choice=False)
    was_due = HiddenField()
    """The day and time that stood there when the page was shown."""
    seen_number = HiddenField()
    seen_mark = HiddenField()
    """Of what the draft said when the page was shown."""

    def offer(self, recipients: Iterable[tuple[str, str]]) -> None:
        """Whose letter can be looked at: (key, name)."""
        self.to.choices = choose(recipients)

    def show(self, wanted: Publication, scheduled: Scheduled | None, zone: str) -> None:
        """What is usual, or what is scheduled."""
        self.scope.data = "agenda" if wanted.with_agenda else "page"
        self.preliminary.data, self.note.data, self.quiet.data = wanted.preliminary, wanted.note, wanted.quiet
        if scheduled is not None:
            there = local(scheduled.due_at, zone)
            self.when.data, self.on_day.data, self.at.data = LATER, there.date(), there.time()
            self.was_due.data = f"{there:%Y-%m-%d %H:%M}"

    def publication(self) -> Publication:
        return Publication(
            with_agenda=self.scope.data != "page",
            preliminary=bool(self.preliminary.data),
            quiet=bool(self.quiet.data),
            note=self.note.data or "",
        )

    def later(self) -> tuple[date, time] | None:
        """The day and time to publish at; None: now. Raises Invalid for half an answer, or for two."""
        if self.when.data == LATER:
            missing: dict[str, Any] = {"on_day": self.on_day.data, "at": self.at.data}
            wrong = {name: say("This needs an answer.") for name, value in missing.items() if value is None}
            if wrong:
                raise Invalid(wrong)
            return self.on_day.data, self.at.data  # type: ignore[return-value]
        given = " ".join(f"{part}" for part in (self.on_day.data, self.at.data and f"{self.at.data:%H:%M}") if part)
        if given and given != self.was_due.data:
            # Without style sheets the day and time stand there all the time: half an answer must not publish.
            raise Invalid({"when": say("Choose “Later” to publish at that day and time, or clear them.")})
        return None
