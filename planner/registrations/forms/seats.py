"""The form in which the lead says how places are given."""

from collections.abc import Sequence
from typing import Any, cast

from wtforms import BooleanField, DateField, HiddenField, IntegerField, RadioField
from wtforms.validators import NumberRange, Optional

from planner.core.language import language, say
from planner.registrations.queries.standing import ClusterLine
from planner.registrations.rules import ClusterSeats, Terms
from planner.registrations.rules.terms import MOST_OFFER_HOURS
from planner.web.form import Form, choose, seen_number

AT_ONCE, OFFERED = "at_once", "offered"
USUAL_OFFER_HOURS = 48


def _number(label: str, *, most: int = 10_000, description: str = "", **more: Any) -> IntegerField:
    words = say("Write a whole number from 0 to %(most)s.", most=most)
    return IntegerField(label, [Optional(), NumberRange(0, most, words)], description=description, **more)


class SeatsForm(Form):
    """How places are given; seats_form() adds two numbers for each cluster."""

    lines: Sequence[ClusterLine]

    revision = HiddenField()
    fill_seats = _number(say("Own places for every cluster"))
    fill_funded = _number(say("of them paid by the network"))
    release_on = DateField(
        say("Open to all from"),
        [Optional()],
        description=say("From this day clusters’ unused places are open to all. Empty: they are kept to the end."),
    )
    freed = RadioField(
        say("A place that comes free"),
        choices=choose(
            (
                (AT_ONCE, say("goes to the first in line at once")),
                (OFFERED, say("is offered to the first in line, who must take it in time")),
            )
        ),
        default=AT_ONCE,
    )
    offer_hours = _number(
        say("Hours to take it"), most=MOST_OFFER_HOURS, description=say("Only when it is offered. 48 hours is usual.")
    )
    asks_invoice = BooleanField(say("Ask for an invoice address when people register"))
    erase_people_on = DateField(
        say("Names and addresses are erased on"),
        [Optional()],
        description=say("If you leave it empty: two years after the last day."),
    )

    def seats_field(self, line: ClusterLine) -> Any:
        """Where a cluster's own places are written."""
        return self[f"seats_{line.cluster_id}"]

    def funded_field(self, line: ClusterLine) -> Any:
        """Where it is written how many of them the network pays for."""
        return self[f"funded_{line.cluster_id}"]

    def show(self, terms: Terms) -> None:
        """Fill the form with what goes now; clusters' numbers are there already."""
        self.revision.data = str(terms.revision)
        self.release_on.data, self.erase_people_on.data = terms.release_on, terms.erase_people_on
        self.freed.data = AT_ONCE if terms.offer_hours is None else OFFERED
        self.offer_hours.data = terms.offer_hours
        self.asks_invoice.data = terms.asks_invoice

    def fill(self) -> None:
        """Write the same numbers at every cluster that is not dormant; the rest stays as it was typed."""
        for line in self.lines:
            if not line.is_dormant:
                _write(self.seats_field(line), self.fill_seats.data)
                _write(self.funded_field(line), self.fill_funded.data)

    def terms(self) -> Terms:
        """What was filled in."""
        return Terms(
            offer_hours=self._hours(),
            release_on=self.release_on.data,
            erase_people_on=self.erase_people_on.data,
            asks_invoice=bool(self.asks_invoice.data),
            seats=tuple(
                ClusterSeats(line.cluster_id, self.seats_field(line).data or 0, self.funded_field(line).data or 0)
                for line in self.lines
                if line.cluster_id is not None
            ),
            revision=seen_number(self.revision.data),
        )

    def _hours(self) -> int | None:
        if self.freed.data != OFFERED:
            return None
        return USUAL_OFFER_HOURS if self.offer_hours.data is None else int(self.offer_hours.data)


def seats_form(lines: Sequence[ClusterLine]) -> SeatsForm:
    """The form with a row of numbers for each cluster."""
    lang = language()
    fields: dict[str, Any] = {"lines": lines}
    for line in lines:
        own = say("Own places: %(cluster)s", cluster=line.name).in_(lang)
        paid = say("Paid places: %(cluster)s", cluster=line.name).in_(lang)
        fields[f"seats_{line.cluster_id}"] = _number(own, default=line.own or None)
        fields[f"funded_{line.cluster_id}"] = _number(paid, default=line.funded or None)
    return cast(SeatsForm, type("GatheringSeatsForm", (SeatsForm,), fields)())


def _write(field: IntegerField, number: int | None) -> None:
    # What was typed would otherwise be shown again.
    field.data, field.raw_data = number, None
