"""What a day must bear: its hours, its length, its breaks and meals. Pure."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from planner.agenda.rules.clashes.kinds import Clash, ClashKind, about
from planner.agenda.rules.items import ItemKind
from planner.agenda.rules.plan import Plan, PlannedItem
from planner.agenda.rules.words import day_named, length
from planner.core.language import say
from planner.core.timespan import local
from planner.meetings.rules import DayHours

LONGEST_DAY = timedelta(hours=10)
LONGEST_STRETCH = timedelta(hours=3)
LEAST_REST = timedelta(minutes=15)
"""So long with nothing planned is a pause, though nobody calls it one."""
BEFORE_MEAL, AFTER_MEAL = time(11, 30), time(13, 30)
MEAL_FROM, MEAL_TO = time(11), time(14)
FREE = frozenset({ItemKind.MEAL, ItemKind.SOCIAL})
"""Kinds that are no work: they make no day longer, and an evening may lie outside its hours."""
LAST_MINUTE = time(23, 59)


def outside(plan: Plan, items: Sequence[PlannedItem]) -> Iterator[Clash]:
    """Of each item outside the gathering's days, or outside its day's hours."""
    hours = {day.held_on: day for day in plan.days}
    for item in items:
        starts, ends = local(item.starts_at, plan.zone), local(item.ends_at, plan.zone)
        last = (ends - timedelta(microseconds=1)).date() if ends.time() == time(0) else ends.date()
        if starts.date() not in hours or last not in hours:
            words = say("“%(title)s” lies outside the gathering's days.", title=item.title)
            yield about(plan, ClashKind.OUTSIDE_DAYS, item, words)
        elif item.kind not in FREE and item.kind is not ItemKind.TRAVEL:
            yield from _outside_hours(plan, item, (starts, ends), hours[starts.date()])


def _outside_hours(plan: Plan, item: PlannedItem, span: tuple[datetime, datetime], hours: DayHours) -> Iterator[Clash]:
    starts, ends = span
    if starts.time() < hours.opens:
        words = say(
            "“%(title)s” begins at %(at)s, before the day does at %(opens)s.",
            title=item.title,
            at=starts.time(),
            opens=hours.opens,
        )
        yield about(plan, ClashKind.OUTSIDE_HOURS, item, words)
    ends_later = ends.date() > hours.held_on
    if (ends.time() > hours.closes or ends_later) and not (ends.time() == time(0) and hours.closes == LAST_MINUTE):
        words = say(
            "“%(title)s” ends at %(at)s, after the day does at %(closes)s.",
            title=item.title,
            at=ends.time(),
            closes=hours.closes,
        )
        yield about(plan, ClashKind.OUTSIDE_HOURS, item, words)


def long_days(plan: Plan, items: Sequence[PlannedItem]) -> Iterator[Clash]:
    """Of each day from whose first to whose last item it is too long; meals and evenings together do not count."""
    for day, of_day in _by_day(plan, [item for item in items if item.kind not in FREE]).items():
        first, last = of_day[0], max(of_day, key=lambda item: (item.ends_at, item.item_id))
        if last.ends_at - first.starts_at > LONGEST_DAY:
            words = say(
                "The programme of %(day)s lasts %(length)s, from %(starts)s to %(ends)s: more than %(most)s.",
                day=day_named(day),
                length=length(last.ends_at - first.starts_at),
                starts=local(first.starts_at, plan.zone).time(),
                ends=local(last.ends_at, plan.zone).time(),
                most=length(LONGEST_DAY),
            )
            yield Clash(ClashKind.LONG_DAY, _ids(last, first), words, first.starts_at, day)


def missing_meals(plan: Plan, items: Sequence[PlannedItem]) -> Iterator[Clash]:
    """Of each day with items before and after noon, and no meal in between."""
    for day, of_day in _by_day(plan, items).items():
        spans = [(local(item.starts_at, plan.zone), local(item.ends_at, plan.zone), item) for item in of_day]
        before = [item for starts, _, item in spans if starts.time() < BEFORE_MEAL and item.kind not in FREE]
        after = [
            item for _, ends, item in spans if item.kind not in FREE and (ends.date() > day or ends.time() > AFTER_MEAL)
        ]
        fed = any(
            starts.time() < MEAL_TO and (ends.date() > day or ends.time() > MEAL_FROM)
            for starts, ends, item in spans
            if item.kind is ItemKind.MEAL
        )
        if before and after and not fed:
            words = say(
                "There is no meal on %(day)s between %(starts)s and %(ends)s, though there are items before and after.",
                day=day_named(day),
                starts=MEAL_FROM,
                ends=MEAL_TO,
            )
            yield Clash(ClashKind.NO_MEAL, _ids(after[0], before[-1]), words, after[0].starts_at, day)


def long_stretches(plan: Plan, items: Sequence[PlannedItem]) -> Iterator[Clash]:
    """Of each stretch of content that goes on for too long without a break, a meal or anything else that is light."""
    for starts_at, ends_at, during in _stretches(items):
        if ends_at - starts_at > LONGEST_STRETCH:
            day = local(starts_at, plan.zone).date()
            words = say(
                "There is no break on %(day)s from %(starts)s to %(ends)s: %(length)s in a row, more than %(most)s.",
                day=day_named(day),
                starts=local(starts_at, plan.zone).time(),
                ends=local(ends_at, plan.zone).time(),
                length=length(ends_at - starts_at),
                most=length(LONGEST_STRETCH),
            )
            yield Clash(ClashKind.LONG_STRETCH, _ids(*during), words, starts_at, day)


def _stretches(items: Sequence[PlannedItem]) -> list[tuple[datetime, datetime, list[PlannedItem]]]:
    """Content in a row: (from, to, which items), in the order of time."""
    rests = _merged([(item.starts_at, item.ends_at) for item in items if not item.is_content])
    found: list[tuple[datetime, datetime, list[PlannedItem]]] = []
    for starts_at, ends_at, item in sorted(_pieces(items, rests), key=lambda piece: (piece[0], piece[2].item_id)):
        if found:
            begun, until, during = found[-1]
            rested = starts_at - until >= LEAST_REST or _rests_between(rests, until, starts_at)
            if not rested:
                found[-1] = (begun, max(until, ends_at), during)
                during.append(item)
                continue
        found.append((starts_at, ends_at, [item]))
    return found


def _pieces(
    items: Sequence[PlannedItem], rests: Sequence[tuple[datetime, datetime]]
) -> Iterator[tuple[datetime, datetime, PlannedItem]]:
    """Items of content without what of them lies in a rest."""
    for item in items:
        if not item.is_content:
            continue
        at = item.starts_at
        place = max(0, bisect_right(rests, at, key=lambda rest: rest[0]) - 1)
        while place < len(rests) and rests[place][0] < item.ends_at:
            if rests[place][0] > at:
                yield at, rests[place][0], item
            at = max(at, rests[place][1])
            place += 1
        if at < item.ends_at:
            yield at, item.ends_at, item


def _rests_between(rests: Sequence[tuple[datetime, datetime]], until: datetime, starts_at: datetime) -> bool:
    """Whether a rest begins in a gap; those that reach into one have cut what stands beside."""
    place = bisect_right(rests, until, key=lambda rest: rest[1])
    return until < starts_at and place < len(rests) and rests[place][0] < starts_at


def _merged(spans: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Spans in the order of their starts, those that meet or touch made one."""
    found: list[tuple[datetime, datetime]] = []
    for starts_at, ends_at in spans:
        if found and starts_at <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends_at))
        else:
            found.append((starts_at, ends_at))
    return found


def _by_day(plan: Plan, items: Sequence[PlannedItem]) -> dict[date, list[PlannedItem]]:
    by_day: dict[date, list[PlannedItem]] = {}
    for item in items:
        by_day.setdefault(plan.day_of(item), []).append(item)
    return by_day


def _ids(*items: PlannedItem) -> tuple[int, ...]:
    return tuple(dict.fromkeys(item.item_id for item in items))
