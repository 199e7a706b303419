"""Who wears a badge, and what stands on it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.accounts.models import Account
from planner.choices.queries.board import Source, boards_of, source_of
from planner.core.actor import Role
from planner.core.language import Words
from planner.meetings.queries import Gate
from planner.meetings.rules import DayHours, Mode
from planner.network.models import Cluster, Person
from planner.papers.queries.prints import Made
from planner.papers.rules import BadgeRole, asks_of_pictures, wants_no_pictures
from planner.programmes.snapshot import Entry, SpeakerLine
from planner.questions.queries import versions_of
from planner.questions.rules import sensitive_versions
from planner.registrations.models import Answer, Part, Registration, RegistrationPart
from planner.registrations.rules import PartKind, PartState, RegistrationStatus
from planner.registrations.rules.keeping import NOBODY


@dataclass(frozen=True)
class Bearer:
    """Somebody who wears a badge."""

    name: str
    cluster: str
    organisation: str
    role: BadgeRole
    number: int = 0
    """Of their registration; 0: not registered, and so without a code for the door."""
    salt: str = ""
    """What the code is made from."""
    days: tuple[date, ...] = ()
    """On which they come; empty: all."""
    passed: tuple[str, ...] = ()
    """Uids of parallel items that they passed by for another."""
    no_pictures: bool = False


@dataclass(frozen=True)
class Badges:
    """Everybody's badges, and the gathering's programme for their backs."""

    title: Words
    slug: str
    zone: str
    days: tuple[DayHours, ...]
    contact: str
    phone: str
    entries: tuple[Entry, ...]
    """What is not called off."""
    bearers: tuple[Bearer, ...]
    asked: tuple[Words, ...]
    """The questions about pictures that the marks were read from."""
    at: datetime
    """When any of it last changed."""


@dataclass(frozen=True)
class _Who:
    """A registered person as the tables have them."""

    row: Registration
    cluster: str


def badges(db: Session, gate: Gate) -> Made:
    """Of everybody who has a place and comes to the house, of who speaks there, and of the contact person.

    Of the published programme, or of the draft while there is none. A fixed number of statements.
    """
    source = source_of(db, gate)
    people = _people(db, gate)
    addresses = _addresses(db, source)
    no_pictures, asked = _no_pictures(db, gate)
    value = Badges(
        title=gate.title,
        slug=gate.slug,
        zone=gate.zone,
        days=gate.days,
        contact=gate.contact_name,
        phone=gate.contact_phone,
        entries=tuple(entry for entry in source.entries if not entry.cancelled),
        bearers=(
            *_registered(people, _roles(db, gate, people, addresses), _facts(db, gate, source), no_pictures),
            *_others(gate, people, addresses),
        ),
        asked=asked,
        at=_changed_at(gate, source, people),
    )
    return Made(hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:40], value)


def _people(db: Session, gate: Gate) -> list[_Who]:
    rows = db.execute(
        select(Registration, Cluster.name)
        .outerjoin(Cluster, Cluster.id == Registration.cluster_id)
        .where(Registration.meeting_id == gate.meeting_id, Registration.status == RegistrationStatus.CONFIRMED)
        .order_by(Registration.id)
    )
    return [_Who(row, cluster or "") for row, cluster in rows if row.name != NOBODY]


@dataclass(frozen=True)
class _Facts:
    """By registration: the days on site, whether they take part online only, and the items they passed by."""

    days: Mapping[int, tuple[date, ...]]
    online: frozenset[int]
    passed: Mapping[int, tuple[str, ...]]


def _facts(db: Session, gate: Gate, source: Source) -> _Facts:
    rows = db.execute(
        select(RegistrationPart.registration_id, Part.held_on, RegistrationPart.mode)
        .join(Part, Part.id == RegistrationPart.part_id)
        .where(
            Part.meeting_id == gate.meeting_id,
            Part.kind == PartKind.DAY,
            RegistrationPart.state == PartState.GRANTED,
        )
        .order_by(RegistrationPart.registration_id, Part.held_on)
    ).all()
    days: defaultdict[int, list[date]] = defaultdict(list)
    for number, held_on, mode in rows:
        days[number] += [held_on] if mode is not Mode.ONLINE else []
    whole = len(gate.days)
    return _Facts(
        days={number: tuple(theirs) if len(theirs) < whole else () for number, theirs in days.items()},
        online=frozenset(number for number, theirs in days.items() if not theirs),
        passed=_passed(db, gate, source),
    )


def _passed(db: Session, gate: Gate, source: Source) -> dict[int, tuple[str, ...]]:
    passed: defaultdict[int, list[str]] = defaultdict(list)
    for board in boards_of(db, gate, source, with_wishes=False):
        uids = {option.option_id: option.uid for option in board.block.standing}
        for pick in board.picks:
            if pick.option_id in uids:
                mine = uids[pick.option_id]
                passed[pick.registration_id] += [uid for uid in uids.values() if uid != mine]
    return {number: tuple(theirs) for number, theirs in passed.items()}


def _no_pictures(db: Session, gate: Gate) -> tuple[frozenset[int], tuple[Words, ...]]:
    """Who wants no pictures taken, and by which questions that is known."""
    every = versions_of(db, gate.meeting_id)
    secret = sensitive_versions(every)
    versions = {key: asked for key, asked in every.items() if asks_of_pictures(asked) and key not in secret}
    rows = db.execute(
        select(Answer.registration_id, Answer.question_id, Answer.version, Answer.value).where(
            Answer.question_id.in_({question_id for question_id, _ in versions})
        )
    )
    found = frozenset(
        row.registration_id
        for row in rows
        if (asked := versions.get((row.question_id, row.version))) and wants_no_pictures(asked, row.value)
    )
    return found, tuple(dict.fromkeys(asked.label for asked in versions.values()))


def _addresses(db: Session, source: Source) -> dict[SpeakerLine, str]:
    """Everybody who gives an item in the house, with their address, or none."""
    speakers = [speaker for entry in source.entries if not entry.cancelled for speaker in entry.speakers]
    numbers = {speaker.person_id for speaker in speakers if speaker.person_id}
    known = {
        row.id: row.email.lower() for row in db.execute(select(Person.id, Person.email).where(Person.id.in_(numbers)))
    }
    return {speaker: known.get(speaker.person_id, "") for speaker in speakers if not speaker.on_link}


def _roles(db: Session, gate: Gate, people: list[_Who], addresses: Mapping[SpeakerLine, str]) -> dict[int, BadgeRole]:
    """Those who are more than participants, by registration.

    A speaker is whoever registered with the address that is known of them; else whoever has that name and may come
    from where they do.
    """
    leads = set(db.scalars(select(Account.email).where(Account.role != Role.STAFF, Account.is_active)))
    registered = {who.row.email for who in people}
    others = [speaker for speaker, address in addresses.items() if address not in registered]
    found = {}
    for who in people:
        if who.row.email in leads or _same(who.row.name, gate.contact_name):
            found[who.row.id] = BadgeRole.ORGANISER
        elif who.row.email in addresses.values() or any(_may_be(who, speaker) for speaker in others):
            found[who.row.id] = BadgeRole.SPEAKER
    return found


def _registered(
    people: list[_Who], roles: Mapping[int, BadgeRole], facts: _Facts, no_pictures: frozenset[int]
) -> Iterator[Bearer]:
    for who in people:
        if who.row.id not in facts.online:
            yield Bearer(
                name=who.row.name,
                cluster=who.cluster,
                organisation=who.row.organisation,
                role=roles.get(who.row.id, BadgeRole.PARTICIPANT),
                number=who.row.id,
                salt=who.row.salt,
                days=facts.days.get(who.row.id, ()),
                passed=facts.passed.get(who.row.id, ()),
                no_pictures=who.row.id in no_pictures,
            )


def _others(gate: Gate, people: list[_Who], addresses: Mapping[SpeakerLine, str]) -> Iterator[Bearer]:
    """Who comes without being registered: speakers who are not on link, and the contact person."""
    seen, registered = {who.row.name.casefold() for who in people}, {who.row.email for who in people}
    written: set[str] = set()
    if gate.contact_name and gate.contact_name.casefold() not in seen:
        written.add(gate.contact_name.casefold())
        yield Bearer(gate.contact_name, "", "", BadgeRole.ORGANISER)
    for speaker, address in addresses.items():
        is_there = address in registered or any(_may_be(who, speaker) for who in people)
        if not is_there and not _same(speaker.name, gate.contact_name) and speaker.name.casefold() not in written:
            written.add(speaker.name.casefold())
            yield Bearer(speaker.name, "", speaker.organisation, BadgeRole.SPEAKER)


def _may_be(who: _Who, speaker: SpeakerLine) -> bool:
    """Whether a registered person is this speaker, as far as names tell: namesakes come from elsewhere."""
    comes_from = {word.casefold() for word in (who.cluster, who.row.organisation) if word}
    is_from_there = not comes_from or not speaker.organisation or speaker.organisation.casefold() in comes_from
    return _same(who.row.name, speaker.name) and is_from_there


def _same(one: str, other: str) -> bool:
    return bool(one) and one.casefold() == other.casefold()


def _changed_at(gate: Gate, source: Source, people: list[_Who]) -> datetime:
    first_day = datetime.combine(gate.days[0].held_on, time(), UTC)
    changed = [*(who.row.changed_at for who in people), *(entry.changed_at for entry in source.entries)]
    return max((at for at in changed if at.year > 1), default=first_day)
