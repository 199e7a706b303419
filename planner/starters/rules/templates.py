"""A template: an agenda without its dates, kept as JSON with a version number, and laid on other days. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any

import msgspec

from planner.agenda.rules import Giver, ItemDetails, ItemKind
from planner.core.errors import Conflict, Invalid
from planner.core.language import Text, Words, say, say_many
from planner.meetings.rules import DayHours, MeetingKind, Mode
from planner.starters.rules.fitting import is_skipped, past_the_gap, skipped_words
from planner.starters.rules.values import Fitted, Ground, Hours, Parked, parked

VERSION = 1
"""Of what is written now. Whoever changes what stands in it raises this and teaches read() the older ones."""
MOST_NAME = 120
NO_WORDS = Words()


class Keep(StrEnum):
    """What of an agenda goes into a template, beside titles, kinds, themes and times."""

    TEXTS = "texts"
    SPEAKERS = "speakers"
    ROOMS = "rooms"
    NOTES = "notes"
    HOURS = "hours"


KEEP_WORDS: dict[Keep, Text] = {
    Keep.TEXTS: say("What the items are about, and whom they suit"),
    Keep.SPEAKERS: say("Speakers"),
    Keep.ROOMS: say("Rooms and places"),
    Keep.NOTES: say("Notes for planners"),
    Keep.HOURS: say("From when to when the days go"),
}


@dataclass(frozen=True)
class SavedDay:
    """A day, so many after the first; without hours when they were not kept."""

    after: int
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True)
class SavedItem:
    """An item, so many days after the first (before it: less than 0), on the clock of wherever it is used."""

    after: int
    starts: time
    minutes: int
    kind: ItemKind
    title: Words
    theme: str = ""
    """The theme's code."""
    room_id: int | None = None
    room: str = ""
    """The room's name, for venues that have one called the same."""
    capacity: int | None = None
    abstract: Words = NO_WORDS
    suits: Words = NO_WORDS
    notes: str = ""
    givers: tuple[Giver, ...] = ()
    parked: bool = False


@dataclass(frozen=True)
class Saved:
    """What stands in a template."""

    kind: MeetingKind
    mode: Mode
    days: tuple[SavedDay, ...]
    items: tuple[SavedItem, ...]
    version: int = VERSION

    @property
    def offsets(self) -> tuple[int, ...]:
        return tuple(day.after for day in self.days)

    def hours_for(self, number: int) -> tuple[Hours | None, ...]:
        """The hours of each day of a gathering with so many; further days go like the last one."""
        days = [*self.days, *([self.days[-1]] * number)][:number]
        return tuple((day.opens, day.closes) if day.opens and day.closes else None for day in days)


@dataclass(frozen=True)
class Placed:
    """An item of an agenda with the words that outlast its numbers: the theme's code and the room's name."""

    details: ItemDetails
    theme: str
    room: str


def saved(
    items: Iterable[Placed], days: Sequence[DayHours], how: tuple[MeetingKind, Mode], keep: Collection[Keep]
) -> Saved:
    """An agenda as a template, with what of it is to be kept."""
    first = days[0].held_on
    return Saved(
        kind=how[0],
        mode=how[1],
        days=tuple(
            SavedDay((day.held_on - first).days, day.opens, day.closes)
            if Keep.HOURS in keep
            else SavedDay((day.held_on - first).days)
            for day in days
        ),
        items=tuple(_kept(placed, first, keep) for placed in items),
    )


def _kept(placed: Placed, first: date, keep: Collection[Keep]) -> SavedItem:
    said = placed.details
    item = SavedItem(
        after=(said.held_on - first).days,
        starts=said.starts,
        minutes=said.minutes,
        kind=said.kind,
        title=said.title,
        theme=placed.theme,
        parked=said.parked,
    )
    more: dict[Keep, dict[str, Any]] = {
        Keep.TEXTS: {"abstract": said.abstract, "suits": said.suits},
        Keep.SPEAKERS: {"givers": said.givers},
        Keep.ROOMS: {"room_id": said.room_id, "room": placed.room, "capacity": said.capacity},
        Keep.NOTES: {"notes": said.notes},
    }
    for kind, fields in more.items():
        item = replace(item, **fields) if kind in keep else item
    return item


def to_json(template: Saved) -> str:
    """As it stands in the database."""
    return msgspec.json.encode(template).decode()


def read(text: str) -> Saved:
    """What to_json() wrote. Conflict for a template of a version that is not known here."""
    if not is_readable(text):
        raise Conflict(say("This template was saved by a newer version of the program, and cannot be read here."))
    return msgspec.json.decode(text, type=Saved)


def is_readable(text: str) -> bool:
    """Whether a template is of a version that is known here."""
    return msgspec.json.decode(text, type=_Header).version == VERSION


@dataclass(frozen=True)
class _Header:
    version: int


def fit_template(template: Saved, ground: Ground) -> Fitted:
    """The template on the gathering's days: its first day on the first, its second on the second, at the same clock.

    What lay beside its days keeps its distance to the first. Items of days that the gathering does not have are parked,
    and what was parked is again. Whatever lies outside the hours of its day stays where it is, and is named.
    """
    where = _where(template, ground.dates)
    items: list[ItemDetails] = []
    without: list[Parked] = []
    for item in template.items:
        held_on = where(item.after)
        details = _details(item, held_on or ground.dates[-1], ground)
        if held_on is None:
            without.append(parked(details, say("The gathering has no such day.")))
        elif is_skipped(held_on, item.starts, ground.zone):
            without.append(parked(past_the_gap(details), skipped_words(held_on, item.starts)))
        elif item.parked:
            without.append(parked(details, say("So it is in the template.")))
        else:
            items.append(details)
    return Fitted(
        items=tuple(sorted(items, key=lambda item: (item.held_on, item.starts))),
        parked=tuple(without),
        remarks=(*_about_days(template, ground), *_about_hours(items, ground)),
    )


def _where(template: Saved, dates: Sequence[date]) -> Callable[[int], date | None]:
    onto: dict[int, date | None] = dict.fromkeys(template.offsets)
    onto.update(zip(template.offsets, dates, strict=False))

    def found(after: int) -> date | None:
        return onto[after] if after in onto else dates[0] + timedelta(days=after)

    return found


def _details(item: SavedItem, held_on: date, ground: Ground) -> ItemDetails:
    same = [room.id for room in ground.rooms if item.room and room.name.casefold() == item.room.casefold()]
    here = item.room_id if item.room_id in {room.id for room in ground.rooms} else None
    return ItemDetails(
        kind=item.kind,
        title=item.title,
        held_on=held_on,
        starts=item.starts,
        minutes=item.minutes,
        theme_id=ground.themes.get(item.theme),
        room_id=here or next(iter(same), None),
        abstract=item.abstract,
        suits=item.suits,
        capacity=item.capacity,
        notes=item.notes,
        givers=item.givers,
    )


def _about_days(template: Saved, ground: Ground) -> Iterable[Text]:
    if len(ground.days) < len(template.days):
        yield say("The gathering has fewer days than this usually has: what belongs to the others is parked.")
    elif len(ground.days) > len(template.days):
        yield say("The gathering has more days than this usually has: the later ones stay empty.")


def _about_hours(items: Iterable[ItemDetails], ground: Ground) -> Iterable[Text]:
    hours = {day.held_on: (_minutes(day.opens), _minutes(day.closes)) for day in ground.days}
    outside = [item.title.in_(ground.lang) for item in items if not _lies_within(item, hours)]
    if outside:
        yield say_many(
            "%(n)s item lies outside the hours of the gathering: %(titles)s.",
            "%(n)s items lie outside the hours of the gathering: %(titles)s.",
            len(outside),
            titles=", ".join(f"“{title}”" for title in outside),
        )


def _lies_within(item: ItemDetails, hours: Mapping[date, tuple[int, int]]) -> bool:
    opens, closes = hours.get(item.held_on, (0, 0))
    return opens <= _minutes(item.starts) and _minutes(item.starts) + item.minutes <= closes


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def check_name(name: str, others: Iterable[str]) -> None:
    """Raises Invalid for a template without a name, or with that of another."""
    if not name:
        raise Invalid({"name": say("This needs an answer.")})
    if len(name) > MOST_NAME:
        raise Invalid({"name": say("At most %(most)s characters.", most=MOST_NAME)})
    if name.casefold() in {other.casefold() for other in others}:
        raise Invalid({"name": say("There is already a template of that name.")})
