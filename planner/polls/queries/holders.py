"""A date poll as whoever holds a cluster's link may see it: their own answer, and others' only if the lead says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.core.actor import Actor
from planner.core.errors import NotFound
from planner.core.language import Words
from planner.core.tokens import hash_token
from planner.network.models import Cluster
from planner.polls.models import PollAsk
from planner.polls.queries.polls import Candidate, Poll, poll_of
from planner.polls.rules import Course, Mark, PollStatus


@dataclass(frozen=True)
class Other:
    """What another cluster said of a date: no names of people, no comment."""

    cluster: str
    mark: Mark


@dataclass(frozen=True)
class Asked:
    """Everything that the page behind the link shows."""

    poll_id: int
    ask_id: int
    cluster: str
    title: Words
    message: Words
    last_day: date
    zone: str
    course: Course
    contact: tuple[str, str]
    dates: tuple[Candidate, ...]
    picked: Candidate | None
    marks: Mapping[int, Mark]
    answered_by: str
    comment: str
    noted_by: str
    revision: int
    has_answered: bool
    others: Mapping[int, tuple[Other, ...]] | None
    """By date, what other clusters said; None: the lead does not show it."""

    def status(self, now: datetime) -> PollStatus:
        return self.course.status(self.last_day, self.zone, now)


def asked(db: Session, token: str) -> Asked:
    """What the link is for. Raises NotFound for one that was never made. Seven statements."""
    ask_id, poll_id, _ = _row(db, token)
    return asked_from(poll_of(db, poll_id), ask_id)


def asked_from(poll: Poll, ask_id: int) -> Asked:
    """What the holder of one cluster's link may see of a poll."""
    ask = poll.ask(ask_id)
    return Asked(
        poll_id=poll.poll_id,
        ask_id=ask_id,
        cluster=ask.cluster,
        title=poll.terms.title,
        message=poll.terms.message,
        last_day=poll.terms.last_day,
        zone=poll.zone,
        course=poll.course,
        contact=poll.contact,
        dates=poll.dates,
        picked=poll.picked,
        marks=ask.marks,
        answered_by=ask.answered_by,
        comment=ask.comment,
        noted_by=ask.noted_by,
        revision=ask.revision,
        has_answered=ask.has_answered,
        others=_others(poll, ask_id) if poll.terms.shows_answers else None,
    )


def asked_actor(db: Session, token: str) -> Actor:
    """Whom the link names. Raises NotFound like asked(). One statement."""
    ask_id, _, cluster = _row(db, token)
    return Actor(name=cluster, poll_ask_id=ask_id)


def _others(poll: Poll, ask_id: int) -> dict[int, tuple[Other, ...]]:
    return {
        each.date_id: tuple(
            Other(ask.cluster, ask.marks[each.date_id])
            for ask in poll.asks
            if ask.ask_id != ask_id and each.date_id in ask.marks
        )
        for each in poll.dates
    }


def _row(db: Session, token: str) -> tuple[int, int, str]:
    row = db.execute(
        select(PollAsk.id, PollAsk.poll_id, Cluster.name)
        .join(Cluster, Cluster.id == PollAsk.cluster_id)
        # Until the first letter has left nobody can have the link.
        .where(PollAsk.token_hash == hash_token(token), PollAsk.sent_at.is_not(None))
    ).one_or_none()
    if row is None:
        raise NotFound
    return row.id, row.poll_id, row.name
