"""What is worth knowing of a day before one asks whether it suits, in words. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from planner.core.language import Text, Words, joined, say, say_many
from planner.polls.rules.breaks import Break, break_on
from planner.polls.rules.free import holiday_on, is_bridge, is_free

FEW = 4
"""So many counties are named; more are counted."""


class RemarkKind(StrEnum):
    """What a remark is about, the gravest first."""

    RED = "red"
    WEEKEND = "weekend"
    GATHERING = "gathering"
    BRIDGE = "bridge"
    BREAK = "break"
    ACTIVITY = "activity"


@dataclass(frozen=True)
class Remark:
    kind: RemarkKind
    words: Text


@dataclass(frozen=True)
class Around:
    """Something that takes place already."""

    kind: RemarkKind
    """GATHERING or ACTIVITY."""
    title: Words
    days: tuple[date, ...]
    clusters: tuple[str, ...] = ()
    """Whose it is."""
    is_draft: bool = False
    """A gathering that only planners know of."""


@dataclass(frozen=True)
class DayLine:
    """One day of a list to choose from."""

    day: date
    is_free: bool
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class WeekLines:
    """The days of one ISO week that fall in what is shown."""

    days: tuple[DayLine, ...]
    remarks: tuple[Remark, ...] = ()
    """On breaks that hold for all its working days, which then do not say so themselves."""

    @property
    def dates(self) -> tuple[date, ...]:
        return tuple(line.day for line in self.days)


def remarks_of(days: Sequence[date], counties: Collection[str], around: Iterable[Around]) -> tuple[Remark, ...]:
    """Everything worth knowing of these days, each thing once, the gravest first."""
    there = tuple(around)
    found: dict[Remark, None] = {}
    for day in days:
        for remark in _of_day(day, counties, there):
            found.setdefault(remark)
    order = list(RemarkKind)
    return tuple(sorted(found, key=lambda remark: order.index(remark.kind)))


def weeks_of(first: date, last: date, counties: Collection[str], around: Iterable[Around]) -> tuple[WeekLines, ...]:
    """The days from `first` to `last`, week by week, each with what is worth knowing."""
    there = tuple(around)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    weeks: dict[tuple[int, int], list[DayLine]] = {}
    for day in days:
        iso = day.isocalendar()
        # The day's own name says that it is a weekend.
        remarks = tuple(r for r in remarks_of([day], counties, there) if r.kind is not RemarkKind.WEEKEND)
        line = DayLine(day, is_free(day), remarks)
        weeks.setdefault((iso.year, iso.week), []).append(line)
    return tuple(_lifted(lines) for lines in weeks.values())


def _lifted(lines: Sequence[DayLine]) -> WeekLines:
    """A week whose breaks are said once."""
    working = [line for line in lines if not line.is_free]
    breaks = {remark: None for line in working for remark in line.remarks if remark.kind is RemarkKind.BREAK}
    common = tuple(remark for remark in breaks if all(remark in line.remarks for line in working))
    days = (replace(line, remarks=tuple(r for r in line.remarks if r not in common)) for line in lines)
    return WeekLines(tuple(days), common)


def _of_day(day: date, counties: Collection[str], around: Sequence[Around]) -> Iterable[Remark]:
    holiday = holiday_on(day)
    if holiday is not None:
        yield Remark(RemarkKind.RED, say("Public holiday: %(name)s", name=holiday))
    elif day.weekday() >= 5:
        yield Remark(RemarkKind.WEEKEND, say("Weekend"))
    elif is_bridge(day):
        yield Remark(RemarkKind.BRIDGE, say("A working day between two free days"))
    for each in around:
        if day in each.days:
            yield Remark(each.kind, _takes_place(each))
    closed = break_on(day, counties)
    if closed is not None and day.weekday() < 5 and holiday is None:
        yield Remark(RemarkKind.BREAK, _closed(*closed))


def _takes_place(each: Around) -> Text:
    if each.kind is RemarkKind.GATHERING:
        if each.is_draft:
            return say("Gathering, not published: %(title)s", title=each.title)
        return say("Gathering: %(title)s", title=each.title)
    return say("%(clusters)s: %(title)s", clusters=", ".join(each.clusters), title=each.title)


def _closed(which: Break, counties: tuple[str, ...]) -> Text:
    if which is Break.WINTER:
        if len(counties) > FEW:
            return say_many(
                "Winter break is usually now in %(n)s county", "Winter break is usually now in %(n)s counties",
                len(counties),
            )  # fmt: skip
        names = [county.removesuffix(" län").removesuffix("s") for county in counties]
        return say(
            "Winter break is usually now in %(counties)s", counties=Words(joined(names, "sv"), joined(names, "en"))
        )
    return _EVERYWHERE[which]


_EVERYWHERE: dict[Break, Text] = {
    Break.EASTER: say("Easter break is usually the week before or after Easter"),
    Break.SUMMER: say("Summer holidays are usually now"),
    Break.AUTUMN: say("Autumn break is usually this week"),
    Break.CHRISTMAS: say("Christmas break is usually now"),
}
