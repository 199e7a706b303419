"""Use cases of the published programme: publish, and carry what cannot wait to the public."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from planner.core.actor import SYSTEM, require
from planner.core.errors import Conflict
from planner.core.language import say
from planner.core.outbox import ask
from planner.core.work import Work, tell
from planner.meetings.queries import gate_of, lock_gate_of
from planner.meetings.rules import Status
from planner.meetings.services import set_status
from planner.programmes.models import ProgrammeRow
from planner.programmes.news import ProgrammePublished
from planner.programmes.permissions import may_publish
from planner.programmes.queries import draft_of, newest
from planner.programmes.snapshot import (
    Draft,
    Programme,
    digests_of,
    facts_to_json,
    follow,
    from_json,
    in_same_words,
    to_json,
    without,
)
from planner.speakers.services import forget_shown, note_shown

PRINT = "print-programme"
"""The errand that prints a new version ahead of its first reader."""


def publish(
    work: Work,
    slug: str,
    *,
    preliminary: bool,
    with_agenda: bool,
    note: str = "",
    seen_number: int | None = None,
    quiet: bool = True,
) -> int:
    """Freeze the draft as the next version; gives its number. A draft gathering becomes a save the date.

    `seen_number` is the version the lead compared with: Conflict when a newer one is out. Unless `quiet`, those whom
    it concerns are told by letter: by a higher slice, which hears of it.
    """
    require(may_publish(work.actor), work.actor)
    # Locked, or two who publish at once would both compare with the same version.
    gate = lock_gate_of(work.db, slug)
    previous = newest(work.db, gate.meeting_id)
    if seen_number is not None and seen_number != (previous.number if previous else 0):
        raise Conflict(say("Somebody else published in the meantime. Look at the differences again."))
    draft = draft_of(work.db, slug)
    programme = follow(
        previous, draft, published_at=work.now, preliminary=preliminary, with_agenda=with_agenda, note=note
    )
    _freeze(work, programme, quiet=quiet)
    if gate.status is Status.DRAFT:
        set_status(work, slug, Status.SAVE_THE_DATE)
    return programme.number


def carry_state(work: Work, slug: str, *, moved: bool) -> int | None:
    """Publish that a gathering is cancelled, on again, or moved, in the words last published; None if no news."""
    require(may_publish(work.actor), work.actor)
    gate = gate_of(work.db, slug)
    previous = newest(work.db, gate.meeting_id)
    draft = draft_of(work.db, slug)
    if previous is None:
        return None if gate.status is Status.DRAFT else _first(work, draft)
    said = in_same_words(previous, draft, moved=moved)
    if said.facts == previous.facts and not moved:
        return None
    programme = follow(
        previous, said, published_at=work.now, preliminary=previous.preliminary, with_agenda=previous.with_agenda
    )
    _freeze(work, programme)
    return programme.number


def forget(work: Work, meeting_id: int, person_id: int | None, digests: Collection[str]) -> None:
    """All versions forget these pictures and files, and what this speaker said of themselves, for they are erased.

    The newest is published anew in the same words, so that what readers and caches have is old at once. The use case
    that erased them has asked whether it may.
    """
    of_meeting = select(ProgrammeRow).where(ProgrammeRow.meeting_id == meeting_id).order_by(ProgrammeRow.number)
    shows = False
    for row in work.db.scalars(of_meeting):
        whole = from_json(row.snapshot)
        rest = without(whole, person_id, digests)
        shows = rest != whole  # in the end: whether the newest did
        if shows:
            row.snapshot = to_json(rest)
    forget_shown(work, meeting_id, digests)
    work.db.flush()
    if shows and (last := newest(work.db, meeting_id)) is not None:
        said = in_same_words(last, draft_of(work.db, last.facts.slug), moved=False)
        again = follow(
            last,
            said,
            published_at=work.now,
            preliminary=last.preliminary,
            with_agenda=last.with_agenda,
            note=last.note,
        )
        _freeze(work, again)


def publish_times(work: Work, slug: str, times: Mapping[str, tuple[datetime, datetime]], *, note: str) -> int:
    """Publish other times for some entries (uid → starts, ends), in the words last published; gives the number.

    For a day that runs late: what the lead is still writing stays in the draft. Conflict when nothing is out yet.
    """
    require(may_publish(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    previous = newest(work.db, gate.meeting_id)
    if previous is None or not previous.with_agenda:
        raise Conflict(say("No programme is published yet."))
    said = in_same_words(previous, draft_of(work.db, slug), moved=False)
    entries = (replace(e, starts_at=times[e.uid][0], ends_at=times[e.uid][1]) if e.uid in times else e
               for e in said.entries)  # fmt: skip
    in_order = tuple(sorted(entries, key=lambda entry: entry.starts_at))
    programme = follow(
        previous, replace(said, entries=in_order), published_at=work.now, preliminary=previous.preliminary, note=note
    )
    _freeze(work, programme)
    return programme.number


def _first(work: Work, draft: Draft) -> int:
    programme = follow(None, draft, published_at=work.now, with_agenda=False)
    _freeze(work, programme)
    return programme.number


def _freeze(work: Work, programme: Programme, *, quiet: bool = True) -> None:
    facts = programme.facts
    row = ProgrammeRow(
        meeting_id=facts.meeting_id,
        number=programme.number,
        published_at=programme.published_at,
        published_by=work.actor.name or SYSTEM.name,
        preliminary=programme.preliminary,
        with_agenda=programme.with_agenda,
        note=programme.note,
        first_day=facts.days[0].held_on,
        last_day=facts.days[-1].held_on,
        facts=facts_to_json(facts),
        snapshot=to_json(programme),
    )
    work.db.add(row)
    work.db.flush()
    note_shown(work, facts.meeting_id, digests_of(programme))
    for lang in ("sv", "en"):
        ask(work, PRINT, f"{row.id}.{lang}.")
    tell(work, ProgrammePublished(facts.meeting_id, row.id, programme.number, quiet))
