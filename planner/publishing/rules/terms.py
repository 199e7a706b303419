"""What publishing is made of: what is to be published, who may be told of it, and of what. Pure."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from planner.core.language import Lang, Words
from planner.programmes.snapshot import Entry, MeetingFacts, SpeakerLine


class NoticeKind(StrEnum):
    """Of what people are told: changes of what they come to, or that a day runs late, or no longer does."""

    CHANGES = "changes"
    LATE = "late"
    BACK = "back"


@dataclass(frozen=True)
class Publication:
    """What the lead says of a version when publishing it."""

    with_agenda: bool = True
    preliminary: bool = False
    quiet: bool = True
    """Nobody is told by letter."""
    note: str = ""


@dataclass(frozen=True)
class Scheduled:
    """A publication to come."""

    meeting_id: int
    publication: Publication
    due_at: datetime
    seen_number: int
    scheduled_at: datetime
    scheduled_by: str
    account_id: int | None


@dataclass(frozen=True)
class Attendee:
    """Somebody whose registration stands."""

    registration_id: int
    name: str
    email: str
    lang: Lang
    salt: str
    comes_from: str
    days: frozenset[date]
    """Those on which they have a place."""
    held: frozenset[str] = frozenset()
    """Of the items that people choose among, those (by uid) that they have, or wish for and may still get."""
    of_changes: bool = True
    """Whether they want letters about changes."""
    on_the_day: bool = False
    """Whether they also want to know on the day itself that it runs late."""


@dataclass(frozen=True)
class Giver:
    """Somebody of the address book who can be written to."""

    person_id: int
    name: str
    organisation: str
    email: str


@dataclass(frozen=True)
class Lost:
    """An item that somebody had chosen, and that stands no more where they chose it."""

    uid: str
    title: Words


@dataclass(frozen=True)
class Audience:
    """Everybody who might be told of a version."""

    zone: str
    attendees: tuple[Attendee, ...]
    givers: tuple[Giver, ...] = ()
    chosen_among: frozenset[str] = frozenset()
    """Items (by uid) that concern only those who have them or wish for them."""
    lost: dict[int, tuple[Lost, ...]] = field(default_factory=dict)
    """What is gone by this version of what people had chosen; by registration."""


@dataclass(frozen=True)
class ItemNews:
    """What is worth a letter about an item: how it was and how it is; None where it was not, or is no longer, held."""

    uid: str
    old: Entry | None
    new: Entry | None

    @property
    def entry(self) -> Entry:
        """As it is, or was last."""
        found = self.new or self.old
        assert found is not None
        return found


@dataclass(frozen=True)
class News:
    """All of a new version that is worth a letter."""

    facts: MeetingFacts
    was: MeetingFacts | None
    """The facts before; None: there was no version before."""
    told_facts: tuple[str, ...]
    """Which of the facts concern everybody who comes."""
    items: tuple[ItemNews, ...]
    """In order of time. When the programme is out for the first time, all that it holds."""
    is_first: bool
    """The programme is out for the first time."""
    givers: tuple[SpeakerLine, ...] = ()
    """Who gives anything that is held: what concerns everybody concerns them too."""

    def __bool__(self) -> bool:
        return bool(self.told_facts or self.items or self.is_first)


@dataclass(frozen=True)
class Recipient:
    """Somebody who is told, and of what."""

    key: str
    """r and the registration, or p and the person of the address book."""
    name: str
    email: str
    lang: Lang
    comes_from: str
    salt: str
    """Of their own page; empty for those who are not registered."""
    told_facts: tuple[str, ...]
    items: tuple[ItemNews, ...]
    lost: tuple[Lost, ...] = ()
    speaks: bool = False
    """Gives something of it."""
