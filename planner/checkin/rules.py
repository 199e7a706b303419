"""What a tick says, which of several holds, when the door is open, and who is counted. Pure."""

import hmac
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from planner.core.language import Lang, Words, short_day_words
from planner.core.timespan import end_of_day, local
from planner.core.tokens import Keys
from planner.meetings.rules import Mode
from planner.registrations.rules import PartKind

MOST_TICKS_AT_ONCE = 4000
"""A sheet of paper of more is refused; so is what could not be sent as one form anyway."""
MOST_FROM_PHONE = 500
"""A phone sends the rest in its next sending."""
OLDEST = timedelta(days=7)
"""A tick cannot have waited longer for a network: what claims to is taken for this old."""
GRACE = timedelta(hours=12)
"""Ticks from a door that has closed are taken so long, for phones that get their network late."""
CODE_PURPOSE, DOOR_PURPOSE = "door-code", "door"
TICK_KEY = re.compile(r"[0-9a-zA-Z.-]{16,64}")
_WHO = re.compile(r"([rv])([1-9][0-9]{0,9})")
_CODE = re.compile(r"([1-9][0-9]{0,9})-([a-z2-7]{20})")


class TickState(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"
    UNSET = "unset"
    """Taken back: nobody has said anything."""


class TickWay(StrEnum):
    """How it was noted."""

    PHONE = "phone"
    QR = "qr"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True, order=True)
class Who:
    """Somebody who may come: by the number of their registration, or of the row made for them at the door."""

    kind: str
    """r: registered; v: came without a seat of their own."""
    number: int

    @property
    def key(self) -> str:
        return f"{self.kind}{self.number}"

    @property
    def registration_id(self) -> int | None:
        return self.number if self.kind == "r" else None

    @property
    def visitor_id(self) -> int | None:
        return self.number if self.kind == "v" else None


def who_in(key: str) -> Who | None:
    """r12 or v3 as somebody; None for anything else, also for numbers that no row has."""
    found = _WHO.fullmatch(key)
    return Who(found[1], int(found[2])) if found and int(found[2]) < 2**31 else None


@dataclass(frozen=True, slots=True)
class Tick:
    """Something that was noted of somebody at a part, as it is kept."""

    key: str
    """Made where it was ticked: what arrives twice is one."""
    who: Who
    part_id: int
    state: TickState
    ticked_at: datetime
    received_at: datetime
    number: int
    """Rises in the order they are received, also where several come at one instant."""


def states_of(ticks: Iterable[Tick]) -> dict[tuple[Who, int], TickState]:
    """How everybody stands at each part: the newest tick holds, by when it was ticked, not by when it arrived.

    Ticked at the same instant, the one received last holds. Neither order nor repetition of `ticks` matters.
    """
    newest: dict[tuple[Who, int], Tick] = {}
    for tick in ticks:
        kept = newest.setdefault((tick.who, tick.part_id), tick)
        if _age(tick) > _age(kept):
            newest[tick.who, tick.part_id] = tick
    return {place: tick.state for place, tick in newest.items() if tick.state is not TickState.UNSET}


def _age(tick: Tick) -> tuple[datetime, datetime, int]:
    return tick.ticked_at, tick.received_at, tick.number


def ticked_at(received_at: datetime, said: datetime | None) -> datetime:
    """When it was ticked: as the phone says, by the server's clock as it knows it. None: now. Never in the future."""
    return min(max(said or received_at, received_at - OLDEST), received_at)


@dataclass(frozen=True, slots=True)
class DoorPart:
    """A day, or something else one comes to, that can be ticked."""

    part_id: int
    kind: PartKind
    held_on: date
    name: Words
    starts: time | None

    @property
    def is_day(self) -> bool:
        return self.kind is PartKind.DAY

    def title(self, lang: Lang) -> str:
        """tisdag 14 oktober · Middag, tisdag 14 oktober"""
        day = short_day_words(self.held_on, lang)
        return day if self.is_day else f"{self.name.in_(lang)}, {day}"


def part_now(parts: Sequence[DoorPart], now: datetime, zone: str) -> DoorPart | None:
    """The day it is where the gathering is held; before it the first, after it the last. None: nothing to tick."""
    days = [part for part in parts if part.is_day] or list(parts)
    if not days:
        return None
    today = local(now, zone).date()
    return next((part for part in reversed(days) if part.held_on <= today), days[0])


def is_expected(mode: Mode, gathering: Mode) -> bool:
    """Whether somebody who takes part in this way comes to the door: on site, or as all do where it is held online."""
    return mode is Mode.ON_SITE or gathering is Mode.ONLINE


class DoorState(StrEnum):
    EARLY = "early"
    OPEN = "open"
    LATE = "late"
    """Closed, but ticks that waited for a network are taken."""
    CLOSED = "closed"


def door_state(days: Sequence[date], zone: str, now: datetime) -> DoorState:
    """A door link works on the gathering's days, from midnight to midnight where it is held."""
    opens_at, closes_at = end_of_day(days[0] - timedelta(days=1), zone), end_of_day(days[-1], zone)
    if now < opens_at:
        return DoorState.EARLY
    if now < closes_at:
        return DoorState.OPEN
    return DoorState.LATE if now < closes_at + GRACE else DoorState.CLOSED


def kept_until(days: Sequence[date], zone: str, now: datetime) -> datetime | None:
    """Until when a phone may keep the list: the end of this day. None on days when there is no gathering."""
    today = local(now, zone).date()
    return end_of_day(today, zone) if days[0] <= today <= days[-1] else None


def code_of(keys: Keys, registration_id: int, salt: str) -> str:
    """What the square on somebody's page says: their number, signed. It goes with the salt of their private link."""
    return f"{registration_id}-{keys.token(CODE_PURPOSE, salt)[:20]}"


def number_in(code: str) -> int | None:
    """The registration that a code says it is of; whether that is true, is_code_of() knows."""
    found = _CODE.fullmatch(code)
    return int(found[1]) if found and int(found[1]) < 2**31 else None


def is_code_of(keys: Keys, code: str, registration_id: int, salt: str) -> bool:
    """Compared in constant time, so that nobody finds it letter by letter."""
    return hmac.compare_digest(code.encode(), code_of(keys, registration_id, salt).encode())


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the list of the door. Nothing more of them is shown there."""

    who: Who
    name: str
    comes_from: str
    """Cluster or organisation."""
    cluster_id: int | None
    part_ids: frozenset[int]
    """Where they are expected at the door."""
    had_seat: bool = False
    """Came with a seat that a colleague has taken over since."""

    @property
    def is_registered(self) -> bool:
        return self.who.kind == "r"

    @property
    def is_unannounced(self) -> bool:
        return not self.is_registered and not self.had_seat


States = Mapping[tuple[Who, int], TickState]


@dataclass(frozen=True)
class Roll:
    """Everybody who may come, by name, and how they stand."""

    parts: tuple[DoorPart, ...]
    people: tuple[Person, ...]
    states: States
    version: str
    """Changes with whatever is ticked, and with who is on it at the door."""

    def is_present(self, person: Person, part_id: int) -> bool:
        return self.states.get((person.who, part_id)) is TickState.PRESENT

    def days_of(self, person: Person) -> tuple[date, ...]:
        """The days on which somebody was there, at the day itself or at any part of it."""
        return tuple(sorted({part.held_on for part in self.parts if self.is_present(person, part.part_id)}))


@dataclass(frozen=True)
class Listed:
    """Those of a roll that one looks for at a part."""

    expected: tuple[Person, ...]
    others: tuple[Person, ...]
    """On the list of the gathering, but not of this part."""


def listed(roll: Roll, part_id: int, *, search: str = "", cluster_id: int | None = None) -> Listed:
    """Everybody whose name or organisation holds each word of `search`; `cluster_id` 0: from no cluster.

    Who is noted as there is among the expected, whatever they said beforehand.
    """
    words = search.casefold().split()
    found = [
        person
        for person in roll.people
        if all(word in f"{person.name} {person.comes_from}".casefold() for word in words)
        and (cluster_id is None or (person.cluster_id or 0) == cluster_id)
    ]
    here = [p for p in found if part_id in p.part_ids or roll.is_present(p, part_id)]
    return Listed(tuple(here), tuple(p for p in found if p not in set(here)))


@dataclass(frozen=True)
class Said:
    """A tick as somebody sends it."""

    key: str
    who: Who
    part_id: int
    state: TickState
    at: datetime | None = None
    """When it was ticked; None: now."""
    way: TickWay = TickWay.PHONE


class Outcome(StrEnum):
    """What became of a tick that was sent."""

    KEPT = "kept"
    KNOWN = "known"
    """It had arrived before."""
    REFUSED = "refused"
    """Nobody on the list, or no part of this gathering."""


def sheet_changes(was: Collection[str], there: Collection[str], *, key: str, rest_absent: bool) -> tuple[Said, ...]:
    """The ticks that a sheet of paper makes, in order: only of crosses that were set or taken away since it was shown.

    A cross is `r12.5`: who, and the part. So whatever others noted meanwhile stays as it is. With `rest_absent`
    whose cross was taken away was not there, instead of not being noted at all.
    """
    changes = []
    for cross in sorted(set(was) ^ set(there)):
        who_key, _, part = cross.partition(".")
        who = who_in(who_key)
        if who is None or not (part.isascii() and part.isdigit() and len(part) < 10):
            continue
        taken_back = TickState.ABSENT if rest_absent else TickState.UNSET
        state = TickState.PRESENT if cross in there else taken_back
        changes.append(Said(f"{key}.{cross}", who, int(part), state, way=TickWay.SHEET))
    return tuple(changes)
