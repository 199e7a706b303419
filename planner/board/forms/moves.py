"""Where an item goes, and what else moves."""

from collections.abc import Iterable
from datetime import date, time

from wtforms import BooleanField, HiddenField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from planner.agenda.queries import AgendaItem
from planner.agenda.rules import ItemDetails, Placement
from planner.core.language import clock, in_language, language, say, short_day_words
from planner.core.timespan import local
from planner.network.queries import RoomValue
from planner.web.form import Clock, Form, choose, given, required

Pairs = list[tuple[str, str]]


def day_choices(days: tuple[date, ...]) -> Pairs:
    """(2026-10-14, onsdag 14 oktober)"""
    return [(day.isoformat(), short_day_words(day, language())) for day in days]


def room_choices(rooms: Iterable[RoomValue]) -> Pairs:
    """(number, name and how many it holds)"""
    return [(str(r.id), f"{r.name} ({r.capacity})" if r.capacity else r.name) for r in rooms]


def item_choices(items: Iterable[AgendaItem], zone: str, *, but: int = 0) -> Pairs:
    """(number, day, time and title) of items, except item `but`."""
    lang = language()
    return [
        (
            str(item.item_id),
            f"{short_day_words(item.details.held_on, lang)} {clock(local(item.starts_at, zone), lang)} "
            f"{item.title.in_(lang)}",
        )
        for item in items
        if item.item_id != but
    ]


class PlaceForm(Form):
    """Day, time, length and room of one item; or the parking column."""

    revision = HiddenField()
    held_on = SelectField(say("Day"), choices=[])
    starts = Clock(say("Starts"), [InputRequired(say("This needs an answer."))])
    minutes = IntegerField(
        say("Length in minutes"),
        [required(), NumberRange(5, 1440, say("An item lasts from 5 minutes to a day."))],
    )
    room_id = SelectField(say("Room"), [Optional()], choices=[])
    parked = BooleanField(
        say("In the parking column"), description=say("On the draft, but not in the programme until it is placed.")
    )

    def offer(self, *, days: tuple[date, ...], rooms: Pairs, own: ItemDetails, own_room: str) -> None:
        """What can be chosen, the item's own day and room always among it."""
        lang = language()
        offered = days if own.held_on in days else tuple(sorted({*days, own.held_on}))
        self.held_on.choices = choose(day_choices(offered))
        mine = [(str(own.room_id), own_room)] if own.room_id and str(own.room_id) not in dict(rooms) else []
        self.room_id.choices = choose([*rooms, *mine], nothing=in_language(say("No room yet"), lang))

    def show(self, details: ItemDetails, revision: int) -> None:
        self.held_on.data, self.starts.data, self.minutes.data = (
            details.held_on.isoformat(),
            details.starts,
            details.minutes,
        )
        self.room_id.data = str(details.room_id or "")
        self.parked.data = details.parked
        self.revision.data = str(revision)

    def placement(self) -> Placement:
        return Placement(
            date.fromisoformat(self.held_on.data),
            given(self.starts.data),
            given(self.minutes.data),
            int(self.room_id.data) if self.room_id.data else None,
            bool(self.parked.data),
        )


class Seen(Form):
    """A form about the whole agenda as it was seen."""

    seen = HiddenField()


class ShiftForm(Seen):
    """Everything from an item on, so much later or earlier."""

    shift_minutes = IntegerField(
        say("Minutes"),
        [required(), NumberRange(-720, 720, say("Write a number of minutes from -720 to 720."))],
        default=10,
        description=say("A minus moves everything earlier."),
    )


class SwapForm(Seen):
    """With which item to change places."""

    other_id = SelectField(say("Swap with"), choices=[])


class BreakForm(Seen):
    """How long a break."""

    break_minutes = IntegerField(
        say("Minutes"), [required(), NumberRange(5, 240, say("A break lasts from 5 to 240 minutes."))], default=15
    )


class SplitForm(Seen):
    """Into how many parallel items."""

    parts = IntegerField(
        say("Parallel items"),
        [required(), NumberRange(2, 8, say("Choose from 2 to %(most)s parallel items.", most=8))],
        default=3,
    )


class RoomsForm(Seen):
    """Which two rooms change places."""

    room_id = SelectField(say("Room"), choices=[])
    other_room_id = SelectField(say("And"), choices=[])
    day = SelectField(say("Day"), [Optional()], choices=[])

    def offer(self, days: tuple[date, ...], rooms: Pairs) -> None:
        """What can be chosen; called before anything is read from the form."""
        self.room_id.choices = choose(rooms)
        self.other_room_id.choices = choose(rooms)
        self.day.choices = choose(day_choices(days), nothing=in_language(say("All days"), language()))


class BlockForm(Seen):
    """Which items go to which day."""

    item_ids = SelectMultipleField(
        say("Items"), choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    to_day = SelectField(say("To"), choices=[])

    def offer(self, days: tuple[date, ...], items: Pairs) -> None:
        """What can be chosen; called before anything is read from the form."""
        self.item_ids.choices = choose(items)
        self.to_day.choices = choose(day_choices(days))


def clock_of(text: str) -> time | None:
    """09:30 or 0930 of an address as a time; None when it is none."""
    digits = text.replace(":", "").replace(".", "")
    if len(digits) != 4 or not (digits.isascii() and digits.isdigit()):
        return None
    hour, minute = int(digits[:2]), int(digits[2:])
    return time(hour, minute) if hour < 24 and minute < 60 else None
