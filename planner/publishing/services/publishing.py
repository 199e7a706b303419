"""Publishing now, or by itself at an instant."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from planner.accounts.queries import account
from planner.core.actor import SYSTEM, require
from planner.core.errors import Conflict, NotFound
from planner.core.language import Text, say
from planner.core.outbox import ask
from planner.core.work import Work
from planner.entries.services import count_reached
from planner.mail.services import post
from planner.meetings.queries import Gate, gate_of, lock_gate, lock_gate_of
from planner.meetings.rules import Status
from planner.programmes import services as programmes
from planner.programmes.changes import Change, changes, told
from planner.programmes.queries import draft_of, newest
from planner.programmes.snapshot import Programme
from planner.publishing import letters
from planner.publishing.letters import Frame, Notice
from planner.publishing.models import ScheduledPublication
from planner.publishing.permissions import may_publish
from planner.publishing.queries.audience import audience_of
from planner.publishing.queries.notices import scheduled_of, scheduled_row
from planner.publishing.rules import (
    News,
    Publication,
    Recipient,
    Scheduled,
    coming_of,
    due_instant,
    mark_of_coming,
    news_of,
    recipients_of,
    usual,
)

PUBLISH_LATER = "publish-later"
"""The errand that publishes by itself; its payload is the gathering's id and the instant it was scheduled for."""


@dataclass(frozen=True)
class Plan:
    """What publishing now would do: what a planner looks at first."""

    gate: Gate
    wanted: Publication
    scheduled: Scheduled | None
    """What is to be published by itself."""
    previous: Programme | None
    coming: Programme
    mark: str
    """Of what the draft says: whoever publishes says which one they have looked at."""
    changes: tuple[Change, ...]
    news: News
    recipients: tuple[Recipient, ...]
    """Who would be told, by name."""
    unwilling: int
    """How many more it concerns who want no letters about changes."""
    notice: Notice
    """For seeing a letter before it leaves."""
    calendars: int
    """How many people's mailed calendar entries change, whether letters are wanted or not."""


def plan_publishing(work: Work, slug: str, wanted: Publication | None = None) -> Plan:
    """What would change for the public, and who would be told. In a fixed number of statements.

    `wanted`: what the lead says; None: what is scheduled, or what is usual.
    """
    require(may_publish(work.actor), work.actor)
    gate = gate_of(work.db, slug)
    previous, draft = newest(work.db, gate.meeting_id), draft_of(work.db, slug)
    scheduled = scheduled_of(work.db, gate.meeting_id)
    wanted = wanted or (scheduled.publication if scheduled else usual(previous, draft))
    coming = coming_of(previous, draft, wanted, work.now)
    news = news_of(previous, coming)
    recipients, everybody = _recipients(work, gate, previous, coming, news)
    return Plan(
        gate=gate,
        wanted=wanted,
        scheduled=scheduled,
        previous=previous,
        coming=coming,
        mark=mark_of_coming(previous, draft, work.now),
        changes=changes(previous, coming),
        news=news,
        recipients=recipients,
        unwilling=everybody - len(recipients),
        notice=Notice(Frame(work.site, gate, coming.facts), news, wanted.note),
        calendars=count_reached(work, gate, coming),
    )


@dataclass(frozen=True)
class PublishingStand:
    """How far what is published lies behind the draft."""

    programme: Programme | None
    """The newest version, if any."""
    unpublished: int
    """How many changes readers do not see yet."""
    due_at: datetime | None
    """When the draft is published by itself."""


def standing_of(work: Work, gate: Gate) -> PublishingStand:
    """What of the draft is not published, and whether it will be by itself. In a fixed number of statements."""
    require(may_publish(work.actor), work.actor)
    previous, draft = newest(work.db, gate.meeting_id), draft_of(work.db, gate.slug)
    scheduled = scheduled_of(work.db, gate.meeting_id)
    wanted = scheduled.publication if scheduled else usual(previous, draft)
    coming = coming_of(previous, draft, wanted, work.now)
    lines = told(changes(previous, coming), coming)
    return PublishingStand(previous, len(lines), scheduled.due_at if scheduled else None)


def _recipients(
    work: Work, gate: Gate, previous: Programme | None, coming: Programme, news: News
) -> tuple[tuple[Recipient, ...], int]:
    """Who would be told, and how many there would be if nobody had said no to letters."""
    if not news or gate.status is Status.CANCELLED:
        return (), 0
    audience = audience_of(work.db, gate, previous, coming)
    willing = replace(audience, attendees=tuple(replace(each, of_changes=True) for each in audience.attendees))
    return recipients_of(news, audience), len(recipients_of(news, willing))


def _require_seen(work: Work, gate: Gate, seen_mark: str) -> None:
    """Conflict unless the draft still says what the lead has looked at; without a mark nothing was looked at."""
    if seen_mark:
        previous, draft = newest(work.db, gate.meeting_id), draft_of(work.db, gate.slug)
        if seen_mark != mark_of_coming(previous, draft, work.now):
            raise Conflict(
                say("Somebody else changed the draft or published meanwhile. Look at the differences again.")
            )


def publish_now(work: Work, slug: str, wanted: Publication, *, seen_number: int, seen_mark: str = "") -> int:
    """Freeze the draft as the next version; gives its number. What was scheduled is done with.

    Conflict when a newer version is out than the one, `seen_number`, that the lead compared with, or when the draft
    says something else than what had the mark `seen_mark` (Plan.mark).
    """
    require(may_publish(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    _require_seen(work, gate, seen_mark)
    number = programmes.publish(
        work,
        slug,
        preliminary=wanted.preliminary,
        with_agenda=wanted.with_agenda,
        note=wanted.note,
        seen_number=seen_number,
        quiet=wanted.quiet,
    )
    row = scheduled_row(work.db, gate.meeting_id, lock=True)
    if row is not None:
        if row.account_id != work.actor.account_id:
            _refuse(work, gate, row, _overtaken(work.actor.name, number))
        work.db.delete(row)
        work.db.flush()
    return number


def schedule(
    work: Work, slug: str, wanted: Publication, *, at: tuple[date, time], seen_number: int, seen_mark: str = ""
) -> datetime:
    """Have the draft published by itself, as it is then, at a day and time on the gathering's clock; gives the instant.

    What was scheduled before is replaced. Raises Invalid for a time that is past or skipped, Conflict like
    publish_now().
    """
    require(may_publish(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    due_at = due_instant(*at, gate.zone, work.now)
    previous = newest(work.db, gate.meeting_id)
    if seen_number != (previous.number if previous else 0):
        raise Conflict(say("Somebody else published in the meantime. Look at the differences again."))
    _require_seen(work, gate, seen_mark)
    row = scheduled_row(work.db, gate.meeting_id, lock=True) or ScheduledPublication(meeting_id=gate.meeting_id)
    row.due_at, row.seen_number = due_at, seen_number
    row.with_agenda, row.preliminary, row.quiet, row.note = (
        wanted.with_agenda,
        wanted.preliminary,
        wanted.quiet,
        wanted.note,
    )
    row.scheduled_at, row.scheduled_by, row.account_id = work.now, work.actor.name, work.actor.account_id
    work.db.add(row)
    work.db.flush()
    ask(work, PUBLISH_LATER, f"{gate.meeting_id} {due_at.isoformat()}", due_at=due_at)
    return due_at


def unschedule(work: Work, slug: str) -> None:
    """Publish nothing by itself. Conflict when nothing is scheduled (any more)."""
    require(may_publish(work.actor), work.actor)
    gate = gate_of(work.db, slug)
    row = scheduled_row(work.db, gate.meeting_id, lock=True)
    if row is None:
        raise Conflict(say("No publication is scheduled any more."))
    work.db.delete(row)
    work.db.flush()


def publish_scheduled(work: Work, meeting_id: int, due_at: datetime) -> int | None:
    """Publish what was scheduled for this instant; gives the version's number.

    None, and a letter to whoever scheduled it, when somebody published meanwhile or there is nothing new; None when it
    was done, changed or cancelled before. Bears repetition.
    """
    require(work.actor.is_system, work.actor)
    gate = lock_gate(work.db, meeting_id)
    row = scheduled_row(work.db, meeting_id, lock=True)
    if row is None or row.due_at != due_at:
        return None
    wanted = Publication(row.with_agenda, row.preliminary, row.quiet, row.note)
    previous = newest(work.db, meeting_id)
    number = None
    if previous is not None and previous.number != row.seen_number:
        _refuse(work, gate, row, _overtaken("", previous.number))
    elif previous is not None and not changes(
        previous, coming_of(previous, draft_of(work.db, gate.slug), wanted, work.now)
    ):
        _refuse(work, gate, row, say("There is nothing new to publish: the draft says what is published already."))
    else:
        # Published in the name of whoever decided it.
        doer = replace(work, actor=replace(SYSTEM, name=row.scheduled_by))
        number = programmes.publish(
            doer, gate.slug, preliminary=wanted.preliminary, with_agenda=wanted.with_agenda, note=wanted.note,
            quiet=wanted.quiet,
        )  # fmt: skip
    work.db.delete(row)
    work.db.flush()
    return number


def _overtaken(by: str, number: int) -> Text:
    if by:
        return say("%(name)s has published version %(number)s meanwhile.", name=by, number=number)
    return say("Version %(number)s was published meanwhile. Look at the differences again.", number=number)


def _refuse(work: Work, gate: Gate, row: ScheduledPublication, reason: Text) -> None:
    """Tell whoever scheduled a publication that it was not carried out; nobody, when the account is gone."""
    try:
        lead = account(work.db, row.account_id or 0)
    except NotFound:
        return
    post(work, letters.refused(work.site, gate, lead, reason))
