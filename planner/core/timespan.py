"""Instants and the clock on the wall: from a meeting's local times to UTC and back."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from planner.core.errors import Invalid
from planner.core.language import say


def instant(day: date, at: time, zone: str, *, field: str = "starts") -> datetime:
    """The UTC instant of a wall clock time in `zone`. The first of the two in a repeated hour.

    Raises Invalid for `field` when the clock skips that time (the hour that summer time takes away).
    """
    local = datetime.combine(day, at, ZoneInfo(zone))
    utc = local.astimezone(UTC)
    if utc.astimezone(local.tzinfo).replace(fold=0) != local:
        raise Invalid({field: say("The clocks skip %(time)s on %(day)s.", time=at, day=day)})
    return utc


def local(at: datetime, zone: str) -> datetime:
    """The same instant as its wall clock shows it in `zone`."""
    return at.astimezone(ZoneInfo(zone))


def end_of_day(day: date, zone: str) -> datetime:
    """The instant right after 23.59 of `day`: what happens before it still happens that day."""
    following = date.fromordinal(day.toordinal() + 1)
    return datetime.combine(following, time(0), ZoneInfo(zone)).astimezone(UTC)
