"""The forms in which the lead says what people can say yes to."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import DateField, FieldList, FormField, HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from planner.core.errors import Invalid
from planner.core.language import Words, in_language, language, say
from planner.registrations.rules import PART_WORDS, PartDetails, PartKind, PartOffer, Stop
from planner.web.form import Clock, Form, Row, choose, english, given, line

MOST_STOPS = 20


class StopRow(Row):
    """Where a bus stops, and when it leaves."""

    stop_id = HiddenField()
    name = line(say("Stop"), needed=True, most=120)
    leaves = Clock(say("Leaves at"), [Optional()])

    @property
    def is_empty(self) -> bool:
        return not any(raw for field in (self.name, self.leaves) for raw in field.raw_data or ())

    def stop(self) -> Stop:
        number = self.stop_id.data or ""
        known = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None
        return Stop(self.name.data or "", self.leaves.data, known)


class DayForm(Form):
    """What a lead says of a day of the gathering."""

    capacity = IntegerField(
        say("Places"),
        [Optional(), NumberRange(1, 100_000, say("Write a number from 1 to 100 000, or nothing for no limit."))],
        description=say("Leave empty for no limit. Fewer places take nothing from anybody."),
    )
    last_day = DateField(
        say("Last day to say yes or no"),
        [Optional()],
        description=say("Until 23.59. Empty: as long as the registration can be changed."),
    )
    price_sv = line(say("Price"), most=120, hint=say("In your own words, such as “350 kr”. Nothing is paid here."))
    price_en = line(english(say("Price")), most=120)

    def show(self, details: PartDetails) -> None:
        """Fill the form with what is said of it now."""
        self.capacity.data, self.last_day.data = details.capacity, details.last_day
        self.price_sv.data, self.price_en.data = details.price.sv, details.price.en

    def details_of_day(self, held_on: date) -> PartDetails:
        """What was filled in of a day."""
        return PartDetails(
            PartKind.DAY,
            held_on,
            Words(),
            capacity=self.capacity.data,
            last_day=self.last_day.data,
            price=Words(self.price_sv.data or "", self.price_en.data or ""),
        )


class PartForm(DayForm):
    """A part that is no day: a meal, a dinner, a night, a bus, a side meeting."""

    kind = SelectField(
        say("Kind"), choices=choose((k.value, w) for k, w in PART_WORDS.items() if k is not PartKind.DAY)
    )
    name_sv = line(say("Name"), needed=True, most=120, hint=say("As people see it, such as “Middag på Slottet”."))
    name_en = line(english(say("Name")), most=120)
    held_on = DateField(say("Day"), [InputRequired(say("This needs an answer."))])
    starts = Clock(say("Begins at"), [Optional()])
    stops = FieldList(FormField(StopRow), max_entries=MOST_STOPS, label=say("Bus stops"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A stop that was emptied is a stop less."""
        self.stops.entries[:] = [entry for entry in self.stops.entries if not entry.form.is_empty]
        return super().validate(extra_validators)

    def show(self, details: PartDetails) -> None:
        super().show(details)
        self.kind.data, self.held_on.data, self.starts.data = details.kind.value, details.held_on, details.starts
        self.name_sv.data, self.name_en.data = details.name.sv, details.name.en
        for stop in details.stops:
            self.stops.append_entry({"stop_id": str(stop.stop_id), "name": stop.name, "leaves": stop.leaves})

    def details(self) -> PartDetails:
        """What was filled in."""
        return PartDetails(
            kind=PartKind(self.kind.data),
            held_on=given(self.held_on.data),
            name=Words(self.name_sv.data or "", self.name_en.data or ""),
            starts=self.starts.data,
            capacity=self.capacity.data,
            last_day=self.last_day.data,
            price=Words(self.price_sv.data or "", self.price_en.data or ""),
            stops=tuple(entry.form.stop() for entry in self.stops),
        )

    def refuse(self, error: Invalid) -> None:
        """Like Form.refuse; what is wrong with the stops stands by the first of them."""
        fields = dict(error.fields)
        if "stops" in fields and self.stops.entries:
            self.stops.entries[0].form.name.errors = [in_language(fields.pop("stops"), language())]
        super().refuse(Invalid(fields))


def part_form(offer: PartOffer | None, days: Sequence[date]) -> DayForm:
    """The form of one part, as it stands or as it was sent; None: of a new one, the first day's."""
    if offer is not None and offer.details.kind is PartKind.DAY:
        day_form = DayForm()
        if not day_form.is_submitted():
            day_form.show(offer.details)
        return day_form
    form = PartForm()
    if not form.is_submitted():
        if offer is None:
            form.held_on.data = days[0]
        else:
            form.show(offer.details)
    return form
