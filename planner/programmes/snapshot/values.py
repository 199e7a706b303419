"""What a published programme consists of, and its JSON text. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import msgspec

from planner.core.language import Words
from planner.meetings.rules import DayHours

_NEVER = datetime.min.replace(tzinfo=UTC)
_SILENCE = Words()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the gathering is held. Coordinates are WGS 84 degrees, both or none."""

    name: str
    address: str
    place: str
    latitude: float | None
    longitude: float | None
    website: str
    directions: Words


@dataclass(frozen=True, slots=True)
class ThemeMark:
    """A theme as it was called when this was published. `hue` is one of the palette's eight."""

    code: str
    name: Words
    short: Words
    hue: str


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """Somebody who gives an item. What came later has a default: older versions are read as they were written."""

    name: str
    title: str
    organisation: str
    on_link: bool
    bio: Words = _SILENCE
    """Markdown, as all texts; only of those who have confirmed, as their picture."""
    picture: str = ""
    """SHA-256 digest: the picture's bytes are served under it. Empty: none."""
    person_id: int = 0
    """Tells speakers of one name apart; 0: not known when this was published."""


@dataclass(frozen=True, slots=True)
class FileMark:
    """A file of an item; its bytes are served under their SHA-256 `digest` and this name. Size in bytes."""

    name: str
    digest: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class HostMark:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class LogoMark:
    """A funder's logo; its bytes are served under their SHA-256 `digest`. Size in pixels."""

    digest: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """The gathering itself. Texts called Markdown in meetings/models.py are Markdown here too."""

    meeting_id: int
    slug: str
    uid: str
    kind: str
    title: Words
    summary: Words
    description: Words
    audience: Words
    practical: Words
    zone: str
    mode: str
    place: Place | None
    days: tuple[DayHours, ...]
    """In order, at least one."""
    hosts: tuple[HostMark, ...]
    contact: Contact
    funding: Words
    logos: tuple[LogoMark, ...]
    programme_by: date | None
    cancelled: bool
    moved_from: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the programme. Instants are UTC; theme is a code in Programme.themes, or empty."""

    item_id: int
    uid: str
    kind: str
    theme: str
    title: Words
    abstract: Words
    suits: Words
    starts_at: datetime
    ends_at: datetime
    room: str
    room_kind: str
    capacity: int | None
    speakers: tuple[SpeakerLine, ...]
    cancelled: bool = False
    sequence: int = 0
    """Raised when time or place changed, never lowered (RFC 5545 3.8.7.4)."""
    changed_at: datetime = _NEVER
    created_at: datetime = _NEVER
    files: tuple[FileMark, ...] = ()
    item_number: int | None = None
    """Among the items that have one, in the order of the programme. What was taken off has none."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be published now: entries in the order of their starts, with sequence and instants unset."""

    facts: MeetingFacts
    themes: tuple[ThemeMark, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """One published version, numbered from 1."""

    number: int
    published_at: datetime
    preliminary: bool
    with_agenda: bool
    note: str
    facts: MeetingFacts
    themes: tuple[ThemeMark, ...]
    """Those that an entry has, in the network's order."""
    entries: tuple[Entry, ...]
    """In the order of their starts; cancelled ones stay."""
    sequence: int
    """Of the whole gathering's calendar entry."""
    changed_at: datetime
    """When the whole gathering's calendar entry last changed."""
    created_at: datetime

    def theme(self, code: str) -> ThemeMark | None:
        return next((theme for theme in self.themes if theme.code == code), None)


def to_json(programme: Programme) -> str:
    """The programme as JSON text, for its row."""
    return msgspec.json.encode(programme).decode()


def facts_to_json(facts: MeetingFacts) -> str:
    """The gathering's facts alone, for lists."""
    return msgspec.json.encode(facts).decode()


def facts_from_json(text: str) -> MeetingFacts:
    """A gathering's facts as they were stored with a version."""
    return _facts_decoder.decode(text)


_decoder = msgspec.json.Decoder(Programme)
_facts_decoder = msgspec.json.Decoder(MeetingFacts)


def from_json(text: str) -> Programme:
    """The programme of a row's JSON text."""
    return _decoder.decode(text)
