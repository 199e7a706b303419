"""The forms of the door: a tick, somebody who came unannounced, a link for a helper, a sheet of paper."""

import re
import secrets
from collections.abc import Sequence
from datetime import date

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from planner.checkin.rules import DoorPart, Roll, Said, TickState, sheet_changes, who_in
from planner.checkin.services import NewVisitor
from planner.core.language import day_words, language, say
from planner.network.queries import ClusterName
from planner.network.rules import ClusterStatus
from planner.web.form import Form, choose, line, mail_address

_KEY = re.compile(r"[0-9a-f]{32}")


def key_in(sent: str | None) -> str:
    """The key that a form was made with; a new one where it says none."""
    return sent if sent and _KEY.fullmatch(sent) else secrets.token_hex(16)


class TickForm(Form):
    """One button of the list, pressed without script: `who.part.state`."""

    key = HiddenField()
    tick = HiddenField()

    def said(self) -> Said | None:
        """The tick; None for what no button says."""
        who_key, _, rest = (self.tick.data or "").partition(".")
        part, _, state = rest.partition(".")
        who = who_in(who_key)
        if who is None or not (part.isascii() and part.isdigit() and len(part) < 10) or state not in list(TickState):
            return None
        # The page's key alone would not do: going back and pressing another button is another tick.
        return Said(f"{key_in(self.key.data)}.{who.key}.{state}", who, int(part), TickState(state))


class VisitorForm(Form):
    """Somebody who came without being registered."""

    form_key = HiddenField()
    name = line(say("Name"), needed=True)
    cluster = SelectField(say("Cluster"))
    organisation = line(say("Other organisation"), hint=say("If they come from no cluster."))
    email = mail_address(say("E-mail"))
    days = SelectMultipleField(
        say("Days"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    is_another = BooleanField(say("It is somebody else of the same name"))

    def offer(self, parts: Sequence[DoorPart], clusters: Sequence[ClusterName], today: date | None) -> None:
        """What can be chosen; the day it is is chosen already."""
        awake = [(str(c.id), c.name) for c in clusters if c.status is not ClusterStatus.DORMANT]
        self.cluster.choices = choose(awake, nothing=say("No cluster").in_(language()))
        days = [part.held_on for part in parts if part.is_day]
        self.days.choices = choose((day.isoformat(), day_words(day, language())) for day in days)
        if not self.is_submitted():
            self.form_key.data = secrets.token_hex(16)
            self.days.data = [today.isoformat()] if today in days else []

    def said(self) -> NewVisitor:
        return NewVisitor(
            name=self.name.data or "",
            email=self.email.data or "",
            cluster_id=int(self.cluster.data) if self.cluster.data else None,
            organisation=self.organisation.data or "",
            days=frozenset(date.fromisoformat(day) for day in self.days.data or ()),
            is_another=bool(self.is_another.data),
        )


class DoorForm(Form):
    """Who gets a link."""

    name = line(say("Who helps at the door?"), needed=True, most=100, hint=say("Stands beside what they tick."))


class SheetForm(Form):
    """Crosses of a sheet of paper: each is sent as `who.part`; `was` says which stood there when it was shown."""

    key = HiddenField()
    was = HiddenField()
    rest_absent = BooleanField(say("Whose cross I take away was not there"))

    def show(self, roll: Roll, parts: Sequence[DoorPart]) -> frozenset[str]:
        """Fill it with what is noted; gives the crosses."""
        crosses = {
            f"{person.who.key}.{part.part_id}"
            for person in roll.people
            for part in parts
            if roll.is_present(person, part.part_id)
        }
        self.key.data, self.was.data = secrets.token_hex(16), " ".join(sorted(crosses))
        return frozenset(crosses)

    def changes(self, there: Sequence[str]) -> tuple[Said, ...]:
        """The ticks that were set or taken away."""
        rest_absent = bool(self.rest_absent.data)
        return sheet_changes((self.was.data or "").split(), there, key=key_in(self.key.data), rest_absent=rest_absent)
