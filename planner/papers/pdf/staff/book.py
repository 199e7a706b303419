"""The run book as rows: what happens when and where, who gives it, what must be there, what is still open. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from planner.agenda.queries import AgendaItem
from planner.agenda.rules import KIND_WORDS, LIGHT
from planner.core.language import Lang, Text, clock, date_part, say, short_day_words
from planner.core.timespan import local
from planner.meetings.rules import Mode
from planner.papers.pdf.staff.frame import DayMark, day_mark
from planner.papers.queries.staff import Helper, RunBook
from planner.programmes.snapshot import Entry
from planner.speakers.rules import STATUS_WORDS, SpeakerStatus

NOT_PUBLISHED = say("Not published")
TALL = 1000
"""So many letters of notes and needs may fill much of a page."""
TO_BE_ASKED = {
    SpeakerStatus.DECLINED: say("Have declined, but stand in the programme"),
    SpeakerStatus.ASKED: say("Have not answered"),
    SpeakerStatus.NOT_ASKED: say("Are not asked"),
}


@dataclass(frozen=True)
class GiverLine:
    """Somebody who gives an item."""

    name: str
    phone: str
    is_on_link: bool
    doubt: str
    """How it stands with them, unless they have said yes."""


@dataclass(frozen=True)
class BookRow:
    """An item of the draft, as staff read it."""

    starts: str
    ends: str
    number: int | None
    title: str
    tongue: Lang | None
    kind: str
    is_light: bool
    room: str
    lacks_room: bool
    before: str
    """Since when the room is free; empty where no room is said."""
    givers: tuple[GiverLine, ...]
    needs: tuple[tuple[str, str], ...]
    """(who, what they want to be there)"""
    people: str
    notes: tuple[str, ...]
    published: tuple[str, ...]
    """What the public reads instead."""

    @property
    def is_tall(self) -> bool:
        """It may need more than a page, and is broken where that ends."""
        written = (*self.notes, *(needs for _, needs in self.needs))
        return sum(map(len, written)) > TALL


@dataclass(frozen=True)
class BookDay:
    mark: DayMark
    anchor: str
    hours: str
    parts: str
    """How many are there, and at each meal."""
    rows: tuple[BookRow, ...]


@dataclass(frozen=True)
class Open:
    """A kind of thing that is still to be settled."""

    words: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """A run book in one language."""

    value: RunBook
    lang: Lang

    @cached_property
    def helpers(self) -> dict[int, Helper]:
        return {helper.person_id: helper for helper in self.value.helpers}

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """What is published and stands, by uid."""
        programme = self.value.programme
        return {entry.uid: entry for entry in programme.entries if not entry.cancelled} if programme else {}

    @cached_property
    def days(self) -> tuple[BookDay, ...]:
        """Every day on which something happens, the gathering's own and others."""
        held = {day.held_on for day in self.value.head.days} | {item.details.held_on for item in self.value.items}
        hours = {day.held_on: day for day in self.value.head.days}
        return tuple(
            BookDay(
                mark=day_mark(day, self.lang),
                anchor=f"day-{day.isoformat()}",
                hours=f"{self._clock(hours[day].opens)}–{self._clock(hours[day].closes)}" if day in hours else "",
                parts=" · ".join(self._part_words(day)),
                rows=tuple(self._row(item) for item in self.value.items if item.details.held_on == day),
            )
            for day in sorted(held)
        )

    @property
    def differing(self) -> int:
        """How many items are not as they are published, those taken off included."""
        return sum(bool(row.published) for day in self.days for row in day.rows) + len(self._taken_off())

    @cached_property
    def open(self) -> tuple[Open, ...]:
        """What is still to be settled, the most pressing first."""
        found = (*self._open_people(), *self._open_items(), *self._open_seats())
        return tuple(Open(words.in_(self.lang), lines) for words, lines in found if lines)

    def _open_people(self) -> Iterator[tuple[Text, tuple[str, ...]]]:
        for status, words in TO_BE_ASKED.items():
            yield words, tuple(helper.name for helper in self.value.helpers if helper.status is status)
        yield (
            say("Cannot be reached by telephone"),
            tuple(h.name for h in self.value.helpers if not h.phone and h.status is not SpeakerStatus.DECLINED),
        )

    def _open_items(self) -> Iterator[tuple[Text, tuple[str, ...]]]:
        yield say("Without a room"), tuple(self._at(item) for item in self.value.items if self._lacks_room(item))
        yield say("Not placed in the agenda"), tuple(title.in_(self.lang) for title in self.value.parked)
        if self.value.programme is not None:
            yield say("Published, but taken off the draft"), self._taken_off()

    def _open_seats(self) -> Iterator[tuple[Text, tuple[str, ...]]]:
        titles = {item.item_id: item for item in self.value.items}
        yield (
            say("More have chosen than there are places"),
            tuple(
                f"{self._at(titles[item_id])}: {chosen}/{places}"
                for item_id, chosen, places in self.value.chosen
                if places is not None and chosen > places and item_id in titles
            ),
        )
        waiting = [(say("The gathering").in_(self.lang), self.value.waiting)]
        waiting += [
            (f"{part.details.name.in_(self.lang)}, {short_day_words(part.details.held_on, self.lang)}", part.waiting)
            for part in self.value.parts
            if part.details.name
        ]
        yield say("Wait for a place"), tuple(f"{name}: {number}" for name, number in waiting if number)

    def _taken_off(self) -> tuple[str, ...]:
        standing = {item.uid for item in self.value.items}
        return tuple(
            f"{self._instant(entry.starts_at, with_day=True)} {entry.title.in_(self.lang)}"
            for entry in self.entries.values()
            if entry.uid not in standing
        )

    def _row(self, item: AgendaItem) -> BookRow:
        details, numbers = item.details, dict(self.value.numbers)
        givers = [self.helpers[person_id] for person_id in item.giver_ids if person_id in self.helpers]
        on_link = {person_id for person_id, giver in zip(item.giver_ids, details.givers, strict=True) if giver.on_link}
        return BookRow(
            starts=self._instant(item.starts_at),
            ends=self._instant(item.ends_at),
            number=numbers.get(item.item_id),
            title=item.title.in_(self.lang),
            tongue=item.title.tongue(self.lang),
            kind=KIND_WORDS[details.kind].in_(self.lang),
            is_light=details.kind in LIGHT,
            room=", ".join(filter(None, (item.room, item.room_building))),
            lacks_room=self._lacks_room(item),
            before=self._before(item),
            givers=tuple(GiverLine(h.name, h.phone, h.person_id in on_link, self._doubt(h)) for h in givers),
            needs=tuple((h.name, " ".join(h.room_needs.split())) for h in givers if h.room_needs.strip()),
            people=self._people(item),
            notes=tuple(line.strip() for line in details.notes.splitlines() if line.strip()),
            published=tuple(words.in_(self.lang) for words in self._published(item)),
        )

    def _lacks_room(self, item: AgendaItem) -> bool:
        is_content = item.details.kind not in LIGHT
        return self.value.rooms_matter and is_content and not item.room and self.value.head.mode is not Mode.ONLINE

    def _before(self, item: AgendaItem) -> str:
        """Since when one can set up in its room that day."""
        if not item.room:
            return ""
        before = [
            other.ends_at
            for other in self.value.items
            if other.details.room_id == item.details.room_id
            and other.details.held_on == item.details.held_on
            and other.starts_at < item.starts_at
        ]
        if not before:
            return say("First in the room that day").in_(self.lang)
        free = max(before)
        if free > item.starts_at:
            return say("The room is taken until %(time)s", time=self._instant(free)).in_(self.lang)
        if free == item.starts_at:
            return say("Straight after the item before").in_(self.lang)
        return say("The room is free from %(time)s", time=self._instant(free)).in_(self.lang)

    def _doubt(self, helper: Helper) -> str:
        is_sure = helper.status is SpeakerStatus.CONFIRMED
        return "" if is_sure else STATUS_WORDS[helper.status].in_(self.lang)

    def _people(self, item: AgendaItem) -> str:
        for item_id, chosen, places in self.value.chosen:
            if item_id == item.item_id:
                return f"{chosen}/{places}" if places is not None else str(chosen)
        return ""

    def _published(self, item: AgendaItem) -> Iterator[Text]:
        if self.value.programme is None:
            return
        entry = self.entries.get(item.uid)
        if entry is None:
            yield NOT_PUBLISHED
            return
        if (entry.starts_at, entry.ends_at) != (item.starts_at, item.ends_at):
            is_other_day = local(entry.starts_at, self.value.head.zone).date() != item.details.held_on
            times = f"{self._instant(entry.starts_at, with_day=is_other_day)}–{self._instant(entry.ends_at)}"
            yield say("Published: %(what)s", what=times)
        if entry.room != item.room:
            yield say("Published: %(what)s", what=entry.room or say("no room"))
        if entry.title != item.title:
            yield say("Published: %(what)s", what=say("“%(words)s”", words=entry.title))
        names = [speaker.name for speaker in entry.speakers]
        if names != [giver.name for giver in item.details.givers]:
            yield say("Published with: %(names)s", names=", ".join(names) or say("nobody"))

    def _part_words(self, day: date) -> Iterator[str]:
        for part in self.value.parts:
            details = part.details
            if details.held_on != day:
                continue
            name = details.name.in_(self.lang) or say("On site").in_(self.lang)
            at = f" {self._clock(details.starts)}" if details.starts else ""
            yield f"{name}{at}: {part.on_site}"
            if part.online:
                yield say("online: %(n)s", n=part.online).in_(self.lang)

    def _at(self, item: AgendaItem) -> str:
        return f"{self._instant(item.starts_at, with_day=True)} {item.title.in_(self.lang)}"

    def _instant(self, at: datetime, *, with_day: bool = False) -> str:
        there = local(at, self.value.head.zone)
        day = f"{date_part(there.date(), 'EEE d', self.lang)} " if with_day and len(self.value.head.days) > 1 else ""
        return f"{day}{self._clock(there)}"

    def _clock(self, at: datetime | time) -> str:
        return clock(at, self.lang)
