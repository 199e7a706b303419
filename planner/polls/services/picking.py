"""Picking a date: the gathering is made, the poll closed, and those who answered told, in one go."""

import secrets
from dataclasses import dataclass

from planner.core.actor import require
from planner.core.database import insert_all
from planner.core.errors import Conflict
from planner.core.language import Lang, say
from planner.core.timespan import instant
from planner.core.work import Work
from planner.mail.letter import Letter
from planner.mail.services import post_all
from planner.meetings.queries import gate_of
from planner.meetings.rules import MeetingDetails
from planner.polls.letters import Gathered, Holder, date_picked
from planner.polls.models import PollEntry
from planner.polls.permissions import may_ask
from planner.polls.queries import Candidate, Poll, poll_of
from planner.polls.queries.rows import lock_poll
from planner.polls.rules import PollStatus
from planner.starters.services import start_meeting


@dataclass(frozen=True)
class PickPlan:
    """Whom the date is told, before it is: what a planner looks at first."""

    poll: Poll
    date: Candidate
    holders: tuple[Holder, ...]
    untold: tuple[str, ...]
    """Clusters that answered and have no address."""
    samples: tuple[Letter, ...]
    """The letter to the first of them, once for each language."""


def plan_pick(work: Work, poll_id: int, date_id: int) -> PickPlan:
    """What pick() would do; changes nothing."""
    require(may_ask(work.actor), work.actor)
    poll = poll_of(work.db, poll_id)
    chosen, holders = poll.date(date_id), _holders(work, poll)
    samples: dict[Lang, Letter] = {}
    for holder in holders:
        if holder.lang not in samples:
            samples[holder.lang] = date_picked(work.site, _gathered(poll, chosen, 0), holder)
    untold = tuple(ask.cluster for ask in poll.asks if ask.has_answered and not ask.addressees)
    return PickPlan(poll, chosen, holders, untold, tuple(samples.values()))


def pick(work: Work, poll_id: int, date_id: int) -> str:
    """Make the gathering on this date, a draft, and tell all clusters that answered; gives its slug.

    Picked twice it is made once. Conflict when another date is picked already, or the question was never sent.
    """
    require(may_ask(work.actor), work.actor)
    row = lock_poll(work.db, poll_id)
    poll = poll_of(work.db, poll_id)
    chosen = poll.date(date_id)
    if row.picked_day == chosen.first_day and poll.slug:
        return poll.slug
    status = poll.status(work.now)
    if status is PollStatus.DECIDED:
        raise Conflict(say("The date is picked already."))
    if status is PollStatus.DRAFT:
        raise Conflict(say("The question is not sent yet."))
    slug = start_meeting(work, _details(poll, chosen), "").slug
    row.meeting_id, row.picked_day = gate_of(work.db, slug).meeting_id, chosen.first_day
    row.closed_at, row.closed_by = row.closed_at or work.now, row.closed_by or work.actor.name
    row.revision += 1
    work.db.flush()
    _tell(work, poll, _gathered(poll, chosen, row.meeting_id))
    return slug


def _details(poll: Poll, chosen: Candidate) -> MeetingDetails:
    terms = poll.terms
    return MeetingDetails(
        title=terms.title,
        kind=terms.kind,
        days=chosen.days,
        mode=terms.mode,
        zone=poll.zone,
        contact_name=poll.contact[0],
        contact_email=poll.contact[1],
    )


def _gathered(poll: Poll, chosen: Candidate, meeting_id: int) -> Gathered:
    first, last = chosen.days[0], chosen.days[-1]
    return Gathered(
        meeting_id=meeting_id,
        title=poll.terms.title,
        zone=poll.zone,
        days=chosen.days,
        contact=poll.contact,
        starts_at=instant(first.held_on, first.opens, poll.zone),
        ends_at=instant(last.held_on, last.closes, poll.zone),
    )


def _holders(work: Work, poll: Poll) -> tuple[Holder, ...]:
    """Everybody of the clusters that answered, each address once: an entry of their own for each."""
    found: dict[str, Holder] = {}
    for ask in poll.asks:
        for person in ask.addressees if ask.has_answered else ():
            email = person.email.strip().lower()
            holder = Holder(person.name, email, person.lang, secrets.token_hex(16), 0, work.now, work.now)
            found.setdefault(email, holder)
    return tuple(found.values())


def _tell(work: Work, poll: Poll, of: Gathered) -> None:
    holders = _holders(work, poll)
    insert_all(
        work.db,
        PollEntry,
        [
            {
                "meeting_id": of.meeting_id,
                "uid": holder.uid,
                "sequence": holder.sequence,
                "name": holder.name,
                "email": holder.email,
                "lang": holder.lang,
                "starts_at": of.starts_at,
                "ends_at": of.ends_at,
                "is_cancelled": False,
                "made_at": work.now,
                "told_at": work.now,
            }
            for holder in holders
        ],
    )
    post_all(work, [date_picked(work.site, of, holder) for holder in holders])
