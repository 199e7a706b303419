"""Which mailed calendar entries are not as they should be, and what has to be sent. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planner.core.language import Lang
from planner.core.timespan import instant
from planner.programmes.snapshot import Entry, MeetingFacts


class EntryState(StrEnum):
    """What the last letter about an entry did: it was asked of somebody, or taken back."""

    HELD = "held"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What a letter about an entry does (RFC 5546 3.2.2, 3.2.5)."""

    ASK = "ask"
    UPDATE = "update"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Mailed:
    """What the last letter about an entry said."""

    uid: str
    address: str
    lang: Lang
    state: EntryState
    sequence: int
    told: str
    """Digest of time, place and online link."""
    mailed_at: datetime
    first_mailed_at: datetime
    item_uid: str | None = None
    registration_id: int | None = None
    person_id: int | None = None

    @property
    def is_held(self) -> bool:
        return self.state is EntryState.HELD


@dataclass(frozen=True)
class ItemHolder:
    """Somebody who should hold an entry of an item: who gives it, or has chosen it and wants the entry."""

    entry: Entry
    address: str
    """In small letters."""
    name: str
    lang: Lang
    online_link: str
    """Empty for those who are not to have it."""
    registration_id: int | None = None
    person_id: int | None = None
    """Of those who give the item."""

    @property
    def key(self) -> tuple[str, str]:
        return self.entry.uid, self.address


def step_between(mailed: Mailed | None, told: str | None) -> Step | None:
    """What has to be sent so that an entry tells `told`; None: nothing. `told` None: nobody is to hold it."""
    if told is None:
        return Step.CANCEL if mailed is not None and mailed.is_held else None
    if mailed is None or not mailed.is_held:
        return Step.ASK
    return Step.UPDATE if mailed.told != told else None


def next_sequence(mailed: Mailed | None, known: int = 0) -> int:
    """SEQUENCE of the next letter about an entry: higher than that of any before (RFC 5546 2.1.4)."""
    return max(known, mailed.sequence + 1) if mailed is not None else known


def is_over(facts: MeetingFacts, now: datetime) -> bool:
    """Whether the gathering has closed: then nothing in a calendar has to be mended any more."""
    last = facts.days[-1]
    return now >= instant(last.held_on, last.closes, facts.zone)


def items_to_come(entries: tuple[Entry, ...], now: datetime) -> dict[str, Entry]:
    """By uid the items that are not over, cancelled ones too."""
    return {entry.uid: entry for entry in entries if entry.ends_at > now}


def item_steps(
    mailed: Mapping[tuple[str, str], Mailed], due: Mapping[tuple[str, str], str], to_come: Mapping[str, Entry]
) -> dict[tuple[str, str], Step]:
    """What has to be sent about items, by (item, address): `due` says which digests people should hold.

    Of an item that is over nothing is sent, also when somebody should not hold it any more.
    """
    keys = (*due, *(key for key in mailed if key not in due))
    steps = {key: step_between(mailed.get(key), due.get(key)) for key in keys if key[0] in to_come}
    return {key: step for key, step in steps.items() if step is not None}
