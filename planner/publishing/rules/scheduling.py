"""What would be published, what is usual, and when a version may be published by itself. Pure."""

import hashlib
from datetime import date, datetime, time

from planner.core.errors import Invalid
from planner.core.language import say
from planner.core.timespan import instant
from planner.programmes.changes import content
from planner.programmes.snapshot import Draft, Programme, follow, to_json
from planner.publishing.rules.terms import Publication


def usual(previous: Programme | None, draft: Draft) -> Publication:
    """What a version is, unless the lead says otherwise: like the last one. The first programme is preliminary, and
    nobody is told of it unless the lead wants it."""
    had_agenda = previous is not None and previous.with_agenda
    return Publication(
        with_agenda=had_agenda or bool(draft.entries),
        preliminary=previous is None or not had_agenda or previous.preliminary,
        quiet=not had_agenda,
    )


def coming_of(previous: Programme | None, draft: Draft, wanted: Publication, now: datetime) -> Programme:
    """The version that would be published now."""
    return follow(
        previous,
        draft,
        published_at=now,
        preliminary=wanted.preliminary,
        with_agenda=wanted.with_agenda,
        note=wanted.note,
    )


def mark_of_coming(previous: Programme | None, draft: Draft, now: datetime) -> str:
    """Changes with everything that publishing the draft would say, whatever the lead says of the version."""
    coming = coming_of(previous, draft, Publication(), now)
    return hashlib.sha256(to_json(content(coming)).encode()).hexdigest()[:16]


def due_instant(day: date, at: time, zone: str, now: datetime) -> datetime:
    """The instant of a day and time on the gathering's clock. Raises Invalid for what is past or skipped."""
    due_at = instant(day, at, zone, field="at")
    if due_at <= now:
        raise Invalid({"at": say("That time is past. Choose a later one.")})
    return due_at
