"""What was changed today, in sentences for those who are there already. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from planner.core.language import LANGUAGES, Lang, Text, Words, clock, days_words, say, say_many, short_day_words
from planner.programmes.snapshot import Entry, MeetingFacts, Programme

LEAST_TOGETHER = 3
"""So many items that moved alike, and nothing after them that did not, are told in one sentence."""


class DayChangeKind(StrEnum):
    GATHERING = "gathering"
    TIME = "time"
    ROOM = "room"
    CANCELLED = "cancelled"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class DayChange:
    """One change that somebody would go to another place for, or at another time."""

    kind: DayChangeKind
    words: Text


@dataclass(frozen=True, slots=True)
class _Pair:
    """An item as it was and as it is."""

    old: Entry
    new: Entry

    @property
    def shift(self) -> timedelta:
        return self.new.starts_at - self.old.starts_at

    @property
    def is_moved_whole(self) -> bool:
        return bool(self.shift) and self.new.ends_at - self.old.ends_at == self.shift


def changed_today(previous: Programme, programme: Programme, at: datetime) -> tuple[DayChange, ...]:
    """What differs from `previous` of times, rooms, and what takes place: the gathering's first, then in time's order.

    Other days than that of `at` are named.
    """
    facts = programme.facts
    gathering = tuple(_of_gathering(previous.facts, facts))
    if _dates(previous.facts) != _dates(facts) or previous.facts.cancelled:
        return gathering
    today = _Today(at.astimezone(ZoneInfo(facts.zone)).date(), ZoneInfo(facts.zone))
    before = {entry.uid: entry for entry in previous.entries}
    pairs = [_Pair(before[entry.uid], entry) for entry in programme.entries if entry.uid in before]
    together = _moved_together([pair for pair in pairs if not (pair.old.cancelled or pair.new.cancelled)], today)
    found = [*gathering, *(_in_one(group, today) for group in together)]
    in_one = {pair.new.uid for group in together for pair in group}
    for entry in programme.entries:
        found.extend(_of_entry(before.get(entry.uid), entry, today, is_told=entry.uid in in_one))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Today:
    day: date
    zone: ZoneInfo

    def day_of(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    def when(self, instant: datetime) -> Words:
        """The clock; with its day in front of it when that is another."""
        return _in_each(lambda lang: self._when(instant, lang))

    def _when(self, instant: datetime, lang: Lang) -> str:
        local = instant.astimezone(self.zone)
        day = "" if local.date() == self.day else f"{short_day_words(local.date(), lang)} "
        return day + clock(local, lang)


def _of_gathering(old: MeetingFacts, new: MeetingFacts) -> Iterator[DayChange]:
    if old.cancelled:
        yield DayChange(DayChangeKind.GATHERING, say("The gathering takes place after all."))
    if _dates(old) != _dates(new):
        days = _in_each(lambda lang: days_words(_dates(new), lang))
        yield DayChange(DayChangeKind.GATHERING, say("The gathering is moved to %(days)s.", days=days))
    was, now = (facts.place.name if facts.place else "" for facts in (old, new))
    if now and was and was != now:
        yield DayChange(
            DayChangeKind.GATHERING, say("The gathering is at %(place)s instead of %(old)s.", place=now, old=was)
        )
    elif now and not was:
        yield DayChange(DayChangeKind.GATHERING, say("The gathering is at %(place)s.", place=now))


def _moved_together(pairs: Sequence[_Pair], today: _Today) -> list[list[_Pair]]:
    """Runs to the end of a day in which everything moved by the same time, on that day."""
    found = []
    for day in dict.fromkeys(today.day_of(pair.old.starts_at) for pair in pairs):
        of_day = sorted((p for p in pairs if today.day_of(p.old.starts_at) == day), key=lambda p: p.old.starts_at)
        shift = of_day[-1].shift
        moved = [pair for pair in of_day if pair.is_moved_whole and pair.shift == shift]
        begins = min((pair.old.starts_at for pair in moved), default=None)
        stays = all(today.day_of(pair.new.starts_at) == day for pair in moved)
        whole = [pair for pair in of_day if begins is not None and pair.old.starts_at >= begins]
        if len(moved) >= LEAST_TOGETHER and moved == whole and stays:
            found.append(moved)
    return found


def _in_one(group: Sequence[_Pair], today: _Today) -> DayChange:
    minutes = int(group[0].shift.total_seconds() // 60)
    begins = today.when(min(pair.old.starts_at for pair in group))
    if minutes > 0:
        words = say_many(
            "What was to begin at %(clock)s or after that begins %(n)s minute later.",
            "What was to begin at %(clock)s or after that begins %(n)s minutes later.",
            minutes,
            clock=begins,
        )
    else:
        words = say_many(
            "What was to begin at %(clock)s or after that begins %(n)s minute earlier.",
            "What was to begin at %(clock)s or after that begins %(n)s minutes earlier.",
            -minutes,
            clock=begins,
        )
    return DayChange(DayChangeKind.TIME, words)


def _of_entry(old: Entry | None, new: Entry, today: _Today, *, is_told: bool) -> Iterator[DayChange]:
    title, starts = new.title, today.when(new.starts_at)
    if new.cancelled:
        if old is not None and not old.cancelled:
            words = say("“%(title)s”, %(clock)s, is cancelled.", title=title, clock=today.when(old.starts_at))
            yield DayChange(DayChangeKind.CANCELLED, words)
    elif old is None or old.cancelled:
        words = say("New: “%(title)s”, %(clock)s.", title=title, clock=starts)
        if new.room:
            words = say("New: “%(title)s”, %(clock)s, %(room)s.", title=title, clock=starts, room=new.room)
        yield DayChange(DayChangeKind.NEW, words)
    else:
        if not is_told:
            yield from _of_time(_Pair(old, new), today)
        yield from _of_room(old, new)


def _of_time(pair: _Pair, today: _Today) -> Iterator[DayChange]:
    old, new = pair.old, pair.new
    if pair.shift:
        clocks = {"new": today.when(new.starts_at), "old": today.when(old.starts_at)}
        words = say("“%(title)s” begins at %(new)s instead of %(old)s.", title=new.title, **clocks)
        yield DayChange(DayChangeKind.TIME, words)
    elif old.ends_at != new.ends_at:
        clocks = {"new": today.when(new.ends_at), "old": today.when(old.ends_at)}
        words = say("“%(title)s” ends at %(new)s instead of %(old)s.", title=new.title, **clocks)
        yield DayChange(DayChangeKind.TIME, words)


def _of_room(old: Entry, new: Entry) -> Iterator[DayChange]:
    if old.room == new.room or not new.room:
        return
    if old.room:
        blanks = {"title": new.title, "room": new.room, "old": old.room}
        yield DayChange(DayChangeKind.ROOM, say("“%(title)s” is in another room: %(room)s, not %(old)s.", **blanks))
    else:
        yield DayChange(DayChangeKind.ROOM, say("“%(title)s” is here: %(room)s.", title=new.title, room=new.room))


def _dates(facts: MeetingFacts) -> tuple[date, ...]:
    return tuple(day.held_on for day in facts.days)


def _in_each(words: Callable[[Lang], str]) -> Words:
    return Words(**{lang: words(lang) for lang in LANGUAGES})
