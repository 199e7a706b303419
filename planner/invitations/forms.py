"""Forms of invitations: who is invited, what the letters say, and a colleague instead."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, FieldList, FormField, HiddenField, IntegerField, RadioField, SelectMultipleField
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from planner.core.errors import Invalid
from planner.core.language import Lang, Words, in_language, language, say
from planner.invitations.rules import (
    FIRST_DAYS,
    MOST_DAYS,
    MOST_GUESTS,
    MOST_MESSAGE,
    SECOND_DAYS,
    Guest,
    InvitingTerms,
    pasted_guests,
)
from planner.network.queries import ClusterName
from planner.web.form import Form, Row, choose, line, mail_address, prose, seen_number

LANGS = (("sv", say("Swedish")), ("en", say("English")))


class GuestRow(Row):
    """Somebody who is invited by name."""

    name = line(say("Name"))
    email = mail_address(say("E-mail"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Both or neither: an empty row is nobody."""
        fine = super().validate(extra_validators)
        for one, other in ((self.name, self.email), (self.email, self.name)):
            if fine and not one.data and other.data:
                one.errors = [in_language(say("This needs an answer."), language())]
                return False
        return fine


class AddForm(Form):
    """Clusters and persons to invite."""

    everybody = BooleanField(say("All clusters that are not invited yet"))
    clusters = SelectMultipleField(
        say("Clusters"), coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    guests = FieldList(FormField(GuestRow), min_entries=2, max_entries=MOST_GUESTS, label=say("Persons"))
    pasted = prose(
        say("Paste a list"),
        hint=say("Cells from a spreadsheet, or addresses from a mail program: Demo Anna <anna@example.org>."),
        most=100_000,
    )
    lang = RadioField(say("The persons' letters are in"), choices=choose(LANGS), default="sv")

    def offer(self, clusters: Iterable[ClusterName]) -> None:
        """The clusters that can be invited."""
        self.clusters.choices = choose([(cluster.id, cluster.name) for cluster in clusters])

    def chosen(self) -> list[int]:
        """The clusters that were ticked, or all."""
        offered: Any = self.clusters.choices
        return [choice.value for choice in offered] if self.everybody.data else list(self.clusters.data or [])

    def persons(self) -> tuple[Guest, ...]:
        """Those in rows and those of the pasted list. Raises Invalid for a list that cannot be read."""
        lang: Lang = "en" if self.lang.data == "en" else "sv"
        rows = [entry.form for entry in self.guests if entry.form.email.data]
        named = tuple(Guest(row.name.data or "", row.email.data or "", lang) for row in rows)
        found = named + pasted_guests(self.pasted.data or "", lang)
        if not found and not self.chosen():
            raise Invalid({"": say("Tick a cluster, or name somebody.")})
        return found


class MessageForm(Form):
    """What the invitations say in the lead's own words, and when the silent are reminded."""

    revision = HiddenField()
    message_sv = prose(say("Your own words"), most=MOST_MESSAGE, hint=say("Stands above the facts in the letter."))
    message_en = prose(say("Your own words, in English"), most=MOST_MESSAGE)
    reminds = BooleanField(say("Remind those who are silent automatically"))
    first_days = IntegerField(
        say("First reminder, days before the last day to register"),
        [Optional(), NumberRange(1, MOST_DAYS, say("Write a number of days from 1 to %(most)s.", most=MOST_DAYS))],
    )
    second_days = IntegerField(
        say("Second reminder, days before the last day to register"),
        [Optional(), NumberRange(1, MOST_DAYS, say("Write a number of days from 1 to %(most)s.", most=MOST_DAYS))],
        description=say("Leave it empty for one reminder only."),
    )

    def show(self, terms: InvitingTerms) -> None:
        self.revision.data = str(terms.revision)
        self.message_sv.data, self.message_en.data = terms.message.sv, terms.message.en
        self.reminds.data = terms.first_days is not None
        # Ready to be ticked, for whoever has turned them off.
        self.first_days.data = terms.first_days or FIRST_DAYS
        self.second_days.data = terms.second_days if terms.first_days else SECOND_DAYS

    def terms(self) -> InvitingTerms:
        reminds = bool(self.reminds.data)
        return InvitingTerms(
            message=Words(self.message_sv.data or "", self.message_en.data or ""),
            first_days=(self.first_days.data or FIRST_DAYS) if reminds else None,
            second_days=self.second_days.data if reminds else None,
            revision=seen_number(self.revision.data),
        )


class PersonForm(Form):
    """Somebody's name and address."""

    name = line(say("Name"), needed=True)
    email = mail_address(say("E-mail"), needed=True)
