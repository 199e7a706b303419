"""Who may be there, who was there at which item, and whose names are due to be erased."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from planner.agenda.rules import LIGHT, ItemKind, numbers_of
from planner.core.language import Words
from planner.core.timespan import local
from planner.meetings.models import Meeting
from planner.meetings.queries import Gate
from planner.network.models import Cluster
from planner.network.rules import by_letters
from planner.presence.models import Presence, PresenceSheet
from planner.presence.rules import Attender, PresenceState, Sheet, SheetItem, Ticked
from planner.programmes.queries import draft_items, newest
from planner.registrations.models import Registration
from planner.registrations.queries.privacy import due_among
from planner.registrations.rules import RegistrationStatus
from planner.registrations.rules.keeping import NOBODY


@dataclass(frozen=True)
class Noted:
    """Somebody at an item, as it was noted."""

    who: Attender
    state: PresenceState


def items_of(db: Session, gate: Gate) -> tuple[SheetItem, ...]:
    """What one can be present at: content of the newest programme, or of the draft as long as there is none.

    What is called off is not among it.
    """
    programme = newest(db, gate.meeting_id)
    if programme is not None and programme.with_agenda:
        entries = [entry for entry in programme.entries if not entry.cancelled]
        numbers = {entry.uid: entry.item_number for entry in entries}
    else:
        entries = list(draft_items(db, gate.meeting_id, gate.zone)[0])
        numbers = {}
        if gate.has_numbers:
            numbers.update(numbers_of((entry.uid, ItemKind(entry.kind)) for entry in entries))
    return tuple(
        SheetItem(entry.uid, numbers.get(entry.uid), entry.title, starts.date(), starts.time())
        for entry in entries
        if ItemKind(entry.kind) not in LIGHT
        for starts in (local(entry.starts_at, gate.zone),)
    )


def sheet_of(db: Session, gate: Gate) -> Sheet:
    """The sheet of a gathering: who comes, and whoever else was noted. A fixed number of statements."""
    items = items_of(db, gate)
    shown = {item.uid for item in items}
    ticks: defaultdict[Attender, set[str]] = defaultdict(set)
    for attender in _coming(db, gate.meeting_id):
        ticks[attender] = set()
    for uid, noted in noted_at(db, gate.meeting_id).items():
        for each in noted if uid in shown else ():
            ticks[each.who] |= {uid} if each.state.is_there else set()
    lines = [Ticked(who, frozenset(uids)) for who, uids in ticks.items()]
    saved = db.get(PresenceSheet, gate.meeting_id)
    return Sheet(
        items=items,
        lines=tuple(sorted(lines, key=lambda line: _in_order(line.who))),
        revision=saved.revision if saved else 0,
        saved_at=saved.saved_at if saved else None,
        saved_by=saved.saved_by if saved else "",
    )


def noted_at(db: Session, meeting_id: int) -> dict[str, tuple[Noted, ...]]:
    """By item's uid, everybody who was noted at it, there or not, by name. One statement."""
    rows = db.execute(
        select(
            Presence.item_uid, Presence.state, Presence.registration_id, Presence.name, Registration.name,
            Cluster.name, Registration.organisation,
        )
        .outerjoin(Registration, Registration.id == Presence.registration_id)
        .outerjoin(Cluster, Cluster.id == Registration.cluster_id)
        .where(Presence.meeting_id == meeting_id)
        .order_by(Presence.id)
    )  # fmt: skip
    found: defaultdict[str, list[Noted]] = defaultdict(list)
    for uid, state, registration_id, guest, name, cluster, organisation in rows:
        who = Attender(registration_id, guest or name, cluster or organisation or "")
        found[uid].append(Noted(who, state))
    return {uid: tuple(sorted(noted, key=lambda each: _in_order(each.who))) for uid, noted in found.items()}


def noted_of(db: Session, gate: Gate, registration_id: int) -> tuple[tuple[Words, PresenceState], ...]:
    """(item, state) of one person, in the order of the programme."""
    states = {
        row.item_uid: row.state
        for row in db.execute(
            select(Presence.item_uid, Presence.state).where(Presence.registration_id == registration_id)
        )
    }
    if not states:
        return ()
    return tuple((item.title, states[item.uid]) for item in items_of(db, gate) if item.uid in states)


def meetings_to_forget(db: Session, now: datetime) -> tuple[int, ...]:
    """Gatherings whose people are due to be erased, and where somebody is noted by a name alone. One statement."""
    named = exists().where(Presence.meeting_id == Meeting.id, Presence.name.not_like(f"{NOBODY}%"))
    return due_among(db, now, named)


def guests_of(db: Session, meeting_id: int) -> list[str]:
    """The names of those who are noted without being registered, each once."""
    rows = db.scalars(
        select(Presence.name).where(Presence.meeting_id == meeting_id, Presence.name.is_not(None)).distinct()
    )
    return sorted((name for name in rows if name is not None), key=by_letters)


def _coming(db: Session, meeting_id: int) -> list[Attender]:
    """Everybody who has a place."""
    rows = db.execute(
        select(Registration.id, Registration.name, Cluster.name, Registration.organisation)
        .outerjoin(Cluster, Cluster.id == Registration.cluster_id)
        .where(Registration.meeting_id == meeting_id, Registration.status == RegistrationStatus.CONFIRMED)
    )
    return [Attender(id, name, cluster or organisation) for id, name, cluster, organisation in rows]


def _in_order(who: Attender) -> tuple[bool, str, int]:
    return who.registration_id is None, by_letters(who.name), who.registration_id or 0
