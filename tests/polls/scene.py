"""A date poll that two clusters are asked, and what they say."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy import select

from planner.core.actor import Actor
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.rules import MeetingKind, Mode
from planner.polls import services
from planner.polls.letters import PURPOSE
from planner.polls.models import PollAsk
from planner.polls.queries import Poll, poll_of
from planner.polls.rules import Mark, PollTerms, ranked
from planner.polls.services import Answer
from planner.web.entry import acting
from tests.builders import Cast

ZONE = "Europe/Stockholm"
LAST_DAY = date(2026, 9, 15)
FIRST, SECOND, THIRD = date(2026, 10, 14), date(2026, 10, 20), date(2026, 11, 4)
DAYS = (FIRST, SECOND, THIRD)
YES, PERHAPS, NO = Mark.YES, Mark.IF_NEEDED, Mark.NO


def some_terms(cast: Cast, **more: Any) -> PollTerms:
    """Two days in autumn, of Vreta Kluster and Agroväst, which must come."""
    terms = PollTerms(
        title=Words("Höstens träff", "The autumn gathering"),
        kind=MeetingKind.NETWORK,
        mode=Mode.ON_SITE,
        length=2,
        opens=time(10),
        closes=time(13),
        last_day=LAST_DAY,
        asked=frozenset({cast.vreta_id, cast.agrovast_id}),
        required=frozenset({cast.agrovast_id}),
        message=Words("Säg som det är."),
        remind_days=3,
    )
    return replace(terms, **more)


def a_poll(work: Work, cast: Cast, *, days: tuple[date, ...] = DAYS, **more: Any) -> int:
    """A poll with three dates that is not sent; gives its id."""
    poll_id = services.make_poll(work, some_terms(cast, **more), ZONE)
    if days:
        services.set_dates(work, poll_id, days, (days[0], days[-1]))
    return poll_id


def sent(work: Work, poll_id: int) -> Poll:
    services.send(work, poll_id)
    return poll_of(work.db, poll_id)


def poll_token(work: Work, ask_id: int) -> str:
    """The token in the letter to a cluster."""
    return work.site.keys.token(PURPOSE, work.db.scalars(select(PollAsk.salt).where(PollAsk.id == ask_id)).one())


def ask_of(work: Work, poll_id: int, cluster_id: int) -> int:
    """The number of what one cluster is asked."""
    return next(ask.ask_id for ask in poll_of(work.db, poll_id).asks if ask.cluster_id == cluster_id)


def holder(ask_id: int, name: str = "Vreta Kluster") -> Actor:
    return Actor(name=name, poll_ask_id=ask_id)


def says(work: Work, poll_id: int, cluster_id: int, *marks: Mark, **more: Any) -> None:
    """A cluster answers by its link: a mark for each date."""
    poll = poll_of(work.db, poll_id)
    ask = next(each for each in poll.asks if each.cluster_id == cluster_id)
    said = Answer(marks_of(poll, *marks), more.pop("by", "Demo Anna"), more.pop("comment", ""))
    services.answer(acting(work, holder(ask.ask_id, ask.cluster)), ask.ask_id, said, revision=ask.revision)


def marks_of(poll: Poll, *marks: Mark) -> Mapping[int, Mark]:
    return {each.date_id: mark for each, mark in zip(poll.dates, marks, strict=True)}


def reasons(work: Work, poll_id: int) -> list[tuple[date, str]]:
    """The dates, the best first, each with the reason."""
    return [(each.first_day, each.reason("sv")) for each in ranked(poll_of(work.db, poll_id).tallies)]
