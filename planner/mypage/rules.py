"""What of a gathering concerns one person. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from planner.calendars.ical import Portions
from planner.choices.rules.blocks import standing_together
from planner.meetings.rules import Mode
from planner.programmes.snapshot import Programme

FEED, PAGE = "calendar", "calendar-page"
"""Purposes of the tokens of a calendar's address, and of the page of a calendar of everything."""
PAUSE_MINUTES = 10
"""The link to that page is sent no more often: anybody could ask for it."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A gathering that somebody has a place at, as far as a calendar must know it."""

    meeting_id: int
    programme_id: int
    """Of the newest version."""
    days: Mapping[date, Mode]
    """Those they come on, and how."""
    chosen: tuple[str, ...]
    """In order. Uids of the items that they have among parallel ones."""
    blocks: str
    """What people choose among: for items_by_choice()."""
    online_link: str


def days_in(text: str) -> dict[date, Mode]:
    """2026-10-14=on_site,2026-10-15=online, in any order, as the days they are."""
    pairs = (part.partition("=") for part in sorted(text.split(",")) if part)
    return {date.fromisoformat(day): Mode(mode) for day, _, mode in pairs}


def their_days(coming: Coming, portions: Portions, *, online: bool) -> list[bytes]:
    """The entries of a gathering that stand in this person's calendar, of the days they come in this way.

    What everybody comes to, and of what people choose among what they have.
    """
    return [
        entry.lines
        for entry in portions.entries
        if (mode := coming.days.get(entry.held_on)) is not None
        and (mode is Mode.ONLINE) is online
        and (not entry.choice or entry.choice in coming.chosen)
    ]


def items_by_choice(programme: Programme, blocks: str) -> frozenset[str]:
    """Uids of the items that only those have who chose them. `blocks`: block=opened for=uid, comma between, any order.

    An item that parted from its block, because it moved, can no longer be chosen: it is everybody's, as any other. One
    that was called off stands in the calendars of those who had it.
    """
    entries = {entry.uid: entry for entry in programme.entries}
    by_block: dict[tuple[str, str], list[str]] = {}
    for part in sorted(filter(None, blocks.split(","))):
        block, opened_for, uid = part.split("=")
        by_block.setdefault((block, opened_for), []).append(uid)
    found: set[str] = set()
    for (_, opened_for), uids in by_block.items():
        there = [entries[uid] for uid in uids if uid in entries]
        standing = standing_together(there, _instant(opened_for))
        found |= {entry.uid for entry in standing} | {entry.uid for entry in there if entry.cancelled}
    return frozenset(found)


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
