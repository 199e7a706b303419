"""What a copy of an earlier gathering takes along, and what becomes of its dates. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from planner.agenda.rules import ItemDetails
from planner.core.language import Text, Words, say
from planner.meetings.rules import DayHours, MeetingDetails
from planner.registrations.rules import PART_WORDS, PartDetails, PartKind, Stop, Terms
from planner.starters.rules.fitting import is_skipped, past_the_gap
from planner.starters.rules.values import Parked, parked

NO_WORDS = Words()


class Take(StrEnum):
    """What of an earlier gathering comes along. Never what people answered."""

    TEXTS = "texts"
    VENUE = "venue"
    HOSTS = "hosts"
    DAYS = "days"
    AGENDA = "agenda"
    SPEAKERS = "speakers"
    ROOMS = "rooms"
    NOTES = "notes"
    QUESTIONS = "questions"
    PARTS = "parts"
    SEATS = "seats"


TAKE_WORDS: dict[Take, Text] = {
    Take.TEXTS: say("Texts of the page, the funding sentence and logos"),
    Take.VENUE: say("Venue"),
    Take.HOSTS: say("Hosts and contact person"),
    Take.DAYS: say("Days and hours, last day to register and other dates"),
    Take.AGENDA: say("Agenda"),
    Take.SPEAKERS: say("Speakers of the agenda"),
    Take.ROOMS: say("Rooms of the agenda, if the venue comes along"),
    Take.NOTES: say("Notes for planners"),
    Take.QUESTIONS: say("Own questions"),
    Take.PARTS: say("Parts: meals, nights, buses with their stops"),
    Take.SEATS: say("Number of places, and how they are shared out"),
}
TEXTS = ("summary", "description", "audience", "practical", "funding")
CONTACT = ("contact_name", "contact_email", "contact_phone")
DATES = ("programme_by", "last_day", "erase_needs_on")


@dataclass(frozen=True)
class Source:
    """An earlier gathering: all that can be taken from it."""

    slug: str
    details: MeetingDetails
    items: tuple[ItemDetails, ...] = ()
    questions: int = 0
    parts: tuple[PartDetails, ...] = ()
    """Days too."""
    terms: Terms = field(default_factory=Terms)
    logos: int = 0

    @property
    def dates(self) -> tuple[date, ...]:
        return tuple(day.held_on for day in self.details.days)


@dataclass(frozen=True)
class Shift:
    """Where the days of a gathering come to lie in its copy."""

    days: timedelta
    """From one first day to the other; what lies on no day of the gathering moves as far."""
    onto: Mapping[date, date | None]
    """Old day → new day; None: the copy has none for it."""

    def of(self, day: date) -> date | None:
        """Where that day comes to lie; None: nowhere."""
        return self.onto[day] if day in self.onto else day + self.days


@dataclass(frozen=True)
class DateLine:
    """A date of the earlier gathering and of the copy."""

    what: Text | Words
    before: date
    after: date


@dataclass(frozen=True)
class CopyPlan:
    """Everything that the copy will be."""

    details: MeetingDetails
    items: tuple[ItemDetails, ...]
    parked: tuple[Parked, ...]
    """Those for whose day the copy has none."""
    parts: tuple[PartDetails, ...]
    terms: Terms | None
    """None: they stay as they are."""
    takes: frozenset[Take]
    dates: tuple[DateLine, ...]
    remarks: tuple[Text, ...]

    @property
    def wanted(self) -> tuple[ItemDetails, ...]:
        """Everything that comes onto the draft, parked or not."""
        return (*self.items, *(one.details for one in self.parked))

    @property
    def with_logos(self) -> bool:
        return Take.TEXTS in self.takes

    @property
    def with_questions(self) -> bool:
        return Take.QUESTIONS in self.takes


def moved_by(source: Source, first_day: date) -> Shift:
    """All days keep their distance from each other."""
    days = first_day - source.dates[0]
    return Shift(days, {day: day + days for day in source.dates})


def moved_onto(source: Source, days: Sequence[DayHours]) -> Shift:
    """The first day onto the first of `days`, the second onto the second, as far as there are any."""
    onto: dict[date, date | None] = dict.fromkeys(source.dates)
    onto.update(zip(source.dates, (day.held_on for day in days), strict=False))
    return Shift(days[0].held_on - source.dates[0], onto)


def plan_copy(source: Source, title: Words, first_day: date, takes: Collection[Take], today: date) -> CopyPlan:
    """A new gathering like the earlier one, so many days later. Its days and dates always come along."""
    shift = moved_by(source, first_day)
    said = source.details
    bare = MeetingDetails(title=title, kind=said.kind, days=_days(source, shift), mode=said.mode, zone=said.zone)
    return _plan(source, bare, shift, frozenset(takes) | {Take.DAYS}, today)


def plan_fill(source: Source, own: MeetingDetails, takes: Collection[Take], today: date) -> CopyPlan:
    """What `own`, a gathering that there is, lacks is taken from the earlier one; what somebody wrote there stays.

    Without the earlier one's days, what comes along lies on its own: the first day's on the first.
    """
    if Take.DAYS not in takes:
        return _plan(source, own, moved_onto(source, own.days), frozenset(takes), today)
    shift = moved_by(source, own.days[0].held_on)
    days = _days(source, shift)
    plan = _plan(source, replace(own, days=days), shift, frozenset(takes), today)
    if days == own.days:
        return plan
    remark = say("It gets other days or hours than it has now: those of the earlier gathering.")
    return replace(plan, remarks=(remark, *plan.remarks))


def _days(source: Source, shift: Shift) -> tuple[DayHours, ...]:
    return tuple(replace(day, held_on=day.held_on + shift.days) for day in source.details.days)


def _plan(source: Source, own: MeetingDetails, shift: Shift, takes: frozenset[Take], today: date) -> CopyPlan:
    details = _details(source, own, shift, takes)
    items, without, later = _items(source, details, shift, takes)
    parts = _parts(source, details, shift) if Take.PARTS in takes else ()
    has_terms = replace(source.terms, revision=0) != Terms()
    terms = _terms(source.terms, details, shift) if has_terms and Take.SEATS in takes else None
    dates = tuple(_dates(source, details, shift, parts, terms))
    return CopyPlan(details, items, without, parts, terms, takes, dates, (*_about(dates, shift, today), *later))


def _details(source: Source, own: MeetingDetails, shift: Shift, takes: frozenset[Take]) -> MeetingDetails:
    said = source.details
    wanted = {
        Take.TEXTS: TEXTS,
        Take.VENUE: ("venue_id",),
        Take.HOSTS: ("host_ids",) if own.contact_email else ("host_ids", *CONTACT),
        Take.SEATS: ("capacity",),
    }
    found = {name: getattr(said, name) for take, names in wanted.items() if take in takes for name in names}
    if Take.DAYS in takes:
        found |= {name: day + shift.days for name in DATES if (day := getattr(said, name)) is not None}
    return replace(own, **{name: value for name, value in found.items() if not getattr(own, name)})


def _items(
    source: Source, details: MeetingDetails, shift: Shift, takes: frozenset[Take]
) -> tuple[tuple[ItemDetails, ...], tuple[Parked, ...], tuple[Text, ...]]:
    """(items, those without a day, what is said of clock times that are skipped)."""
    items: list[ItemDetails] = []
    without: list[Parked] = []
    remarks: list[Text] = []
    with_rooms = Take.ROOMS in takes and details.venue_id == source.details.venue_id
    for item in source.items if Take.AGENDA in takes else ():
        bare = replace(
            item,
            givers=item.givers if Take.SPEAKERS in takes else (),
            room_id=item.room_id if with_rooms else None,
            notes=item.notes if Take.NOTES in takes else "",
        )
        held_on = shift.of(item.held_on)
        if held_on is None:
            last = replace(bare, held_on=details.days[-1].held_on)
            without.append(parked(last, say("The gathering has no such day.")))
            continue
        placed, remark = _on_the_clock(replace(bare, held_on=held_on), details.zone)
        items.append(placed)
        remarks += [remark] if remark else []
    return tuple(items), tuple(without), tuple(remarks)


def _on_the_clock(item: ItemDetails, zone: str) -> tuple[ItemDetails, Text | None]:
    """The item at its clock time; an hour later when the clocks skip that."""
    if not is_skipped(item.held_on, item.starts, zone):
        return item, None
    later = past_the_gap(item)
    remark = say(
        "“%(title)s” begins at %(later)s, since the clocks skip %(time)s on %(day)s.",
        title=item.title,
        later=later.starts,
        time=item.starts,
        day=item.held_on,
    )
    return later, remark


def _parts(source: Source, details: MeetingDetails, shift: Shift) -> tuple[PartDetails, ...]:
    last = max(day.held_on for day in details.days)
    parts = []
    for part in source.parts:
        held_on = shift.of(part.held_on)
        if held_on is not None:
            last_day = part.last_day and min(part.last_day + (held_on - part.held_on), max(held_on, last))
            stops = tuple(Stop(stop.name, stop.leaves) for stop in part.stops)
            parts.append(replace(part, held_on=held_on, last_day=last_day, stops=stops))
    return tuple(parts)


def _terms(terms: Terms, details: MeetingDetails, shift: Shift) -> Terms:
    last = max(day.held_on for day in details.days)
    erase = terms.erase_people_on and terms.erase_people_on + shift.days
    return replace(
        terms,
        release_on=terms.release_on and min(terms.release_on + shift.days, last),
        erase_people_on=erase if erase and erase > last else None,
        revision=0,
    )


def _dates(
    source: Source, details: MeetingDetails, shift: Shift, parts: Iterable[PartDetails], terms: Terms | None
) -> Iterable[DateLine]:
    words = {
        "programme_by": say("Programme promised by"),
        "last_day": say("Last day to register"),
        "erase_needs_on": say("Diet and needs are erased on"),
    }
    for number, day in enumerate(source.dates, 1):
        if after := shift.of(day):
            yield DateLine(say("Day %(number)s", number=number), day, after)
    for name, said in words.items():
        before, after = getattr(source.details, name), getattr(details, name)
        if before and after:
            yield DateLine(said, before, after)
    kept = {(part.kind, part.held_on, part.name): part for part in parts}
    for part in source.parts:
        found = kept.get((part.kind, shift.of(part.held_on) or part.held_on, part.name))
        if part.last_day and found and found.last_day:
            called = part.name if part.kind is not PartKind.DAY else PART_WORDS[part.kind]
            yield DateLine(say("Last day to say yes or no: %(part)s", part=called), part.last_day, found.last_day)
    if terms and terms.release_on and source.terms.release_on:
        yield DateLine(say("Clusters’ unused seats are released on"), source.terms.release_on, terms.release_on)
    if terms and terms.erase_people_on and source.terms.erase_people_on:
        yield DateLine(say("Names and addresses are erased on"), source.terms.erase_people_on, terms.erase_people_on)


def _about(dates: Sequence[DateLine], shift: Shift, today: date) -> Iterable[Text]:
    if shift.days.days % 7:
        yield say("The days fall on other weekdays than before.")
    past = [line.what for line in dates if line.after < today]
    for what in past:
        yield say("“%(what)s” comes to lie in the past. Change it before you open registration.", what=what)
