"""A programme without its entries, for lists and calendars of many gatherings."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from planner.programmes.snapshot.values import MeetingFacts, Programme, ThemeMark


@dataclass(frozen=True, slots=True)
class _Brief:
    """A Programme's fields but for the entries: the decoder passes over those, which are nearly all of the text."""

    number: int
    published_at: datetime
    preliminary: bool
    with_agenda: bool
    note: str
    facts: MeetingFacts
    themes: tuple[ThemeMark, ...]
    sequence: int
    changed_at: datetime
    created_at: datetime


_decoder = msgspec.json.Decoder(_Brief)


def brief_from_json(text: str) -> Programme:
    """The programme of a row's JSON text, as if it had no entries."""
    brief = _decoder.decode(text)
    return Programme(
        number=brief.number,
        published_at=brief.published_at,
        preliminary=brief.preliminary,
        with_agenda=brief.with_agenda,
        note=brief.note,
        facts=brief.facts,
        themes=brief.themes,
        entries=(),
        sequence=brief.sequence,
        changed_at=brief.changed_at,
        created_at=brief.created_at,
    )
