"""What is on at one instant, what comes next, and what of the day is left. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from planner.programmes.rules.today import DayChange, changed_today
from planner.programmes.snapshot import Entry, Programme


class Phase(StrEnum):
    BEFORE = "before"
    ON = "on"
    BETWEEN = "between"
    """After one of its days and before another."""
    AFTER = "after"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One day of the gathering, from the first of its items that stands to the end of the last.

    A day without any lasts as long as its hours say. It may end after midnight; the date is that of its beginning.
    """

    held_on: date
    starts_at: datetime
    ends_at: datetime
    entries: tuple[Entry, ...]
    """In the order of their starts; cancelled ones too."""


@dataclass(frozen=True, slots=True)
class NowView:
    """A gathering as it stands at one instant."""

    phase: Phase
    day: Stretch | None = None
    """The one that is on, else the next one; None when nothing is to come, and when all of it is called off."""
    on: tuple[Entry, ...] = ()
    next: tuple[Entry, ...] = ()
    """What begins next on `day`: several, when they begin together."""
    later: tuple[Entry, ...] = ()
    """What begins after that on `day`; what is called off stands among it."""
    following: Stretch | None = None
    """The day after `day`."""
    changed: tuple[DayChange, ...] = ()
    """What is otherwise than when the day began; on the gathering's days only."""
    note: str = ""
    """What the lead wrote to readers with the version that is in force, when it came out today; on those days too."""


def now_of(programme: Programme, previous: Programme | None, at: datetime, *, note: str = "") -> NowView:
    """The gathering as it stands at `at`. `previous` is the version that stood when this day began, if any did."""
    if day_of(at, programme.facts.zone) not in {day.held_on for day in programme.facts.days}:
        previous, note = None, ""
    if programme.facts.cancelled:
        return NowView(Phase.CANCELLED, note=note)
    changed = changed_today(previous, programme, at) if previous is not None else ()
    stretches = tuple(stretches_of(programme))
    begun = [stretch for stretch in stretches if stretch.starts_at <= at]
    running = [stretch for stretch in begun if at < stretch.ends_at]
    to_come = [stretch for stretch in stretches if at < stretch.starts_at]
    if running:
        phase, day = Phase.ON, running[-1]
    elif to_come:
        phase, day = (Phase.BETWEEN if begun else Phase.BEFORE), to_come.pop(0)
    else:
        return NowView(Phase.AFTER, changed=changed, note=note)
    coming = [entry for entry in day.entries if at < entry.starts_at]
    first = min((entry.starts_at for entry in coming if not entry.cancelled), default=None)
    following = tuple(entry for entry in coming if entry.starts_at == first and not entry.cancelled)
    return NowView(
        phase=phase,
        day=day,
        on=tuple(e for e in day.entries if e.starts_at <= at < e.ends_at and not e.cancelled),
        next=following,
        later=tuple(entry for entry in coming if entry not in following),
        following=to_come[0] if to_come else None,
        changed=changed,
        note=note,
    )


def stretches_of(programme: Programme) -> Iterator[Stretch]:
    """The days of a gathering in their order, those that only an item lies on too."""
    zone = ZoneInfo(programme.facts.zone)
    hours = {day.held_on: day for day in programme.facts.days}
    by_day: dict[date, list[Entry]] = {}
    for entry in programme.entries:
        by_day.setdefault(entry.starts_at.astimezone(zone).date(), []).append(entry)
    for held_on in sorted(hours.keys() | by_day.keys()):
        entries = by_day.get(held_on, [])
        standing = [entry for entry in entries if not entry.cancelled]
        if standing:
            first, last = min(e.starts_at for e in standing), max(e.ends_at for e in standing)
        elif held_on in hours:
            first, last = (_instant(held_on, at, zone) for at in (hours[held_on].opens, hours[held_on].closes))
        else:
            continue
        yield Stretch(held_on, first, last, tuple(entries))


def is_by_the_minute(at: datetime, first_day: date, last_day: date, zone: str) -> bool:
    """Whether a page that shows the present changes with the minute: while the gathering is on, and a day on each side.

    An evening may begin before the first day, and end after the last.
    """
    return is_on_days(at, first_day - timedelta(days=1), last_day + timedelta(days=1), zone)


def midnight_of(at: datetime, zone: str) -> datetime:
    """When the day began in which `at` lies, on the clocks of `zone`."""
    return _instant(day_of(at, zone), time(0), ZoneInfo(zone))


def day_of(at: datetime, zone: str) -> date:
    """The date on the clocks of `zone`."""
    return at.astimezone(ZoneInfo(zone)).date()


def is_on_days(at: datetime, first_day: date, last_day: date, zone: str) -> bool:
    """Whether it is one of the gathering's days, or a day between them, where it is held."""
    return first_day <= day_of(at, zone) <= last_day


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
