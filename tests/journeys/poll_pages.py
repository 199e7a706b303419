"""The pages of date polls, and the polls that they are filled with beside the planted one."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import select

from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.rules import MeetingKind, Mode
from planner.network.queries import clusters_in_order
from planner.polls import services
from planner.polls.letters import PURPOSE
from planner.polls.models import DatePoll
from planner.polls.queries import Ask, Poll, poll_of
from planner.polls.rules import Mark, PollTerms

POLL_PUBLIC = {
    "polls.answer": (
        ("/d/{poll_answered}",),
        ("/d/{poll_silent}",),
        ("/d/{poll_silent}", "Skicka svaret|Send the answer"),
        ("/d/{poll_over}",),
        ("/d/{poll_shared}",),
        ("/d/not-a-token",),
    ),
}
POLL_PLAN = {
    "polls.index": (("/plan/polls",),),
    "polls.new": (("/plan/polls/new",), ("/plan/polls/new", "Vidare till datumen|Go on to the dates")),
    "polls.edit": (("/plan/polls/{poll_id}/edit",), ("/plan/polls/{poll_draft}/edit",)),
    "polls.dates": (("/plan/polls/{poll_draft}/dates",), ("/plan/polls/{poll_draft}/dates?from=2027-05",)),
    "polls.poll": (("/plan/polls/{poll_id}",), ("/plan/polls/{poll_draft}",), ("/plan/polls/{poll_decided}",)),
    "polls.send": (("/plan/polls/{poll_draft}/send",), ("/plan/polls/{poll_id}/send",)),
    "polls.remind": (("/plan/polls/{poll_id}/remind",),),
    "polls.reopen": (("/plan/polls/{poll_id}/reopen",),),
    "polls.note": (
        ("/plan/polls/{poll_id}/answers/{poll_ask}",),
        ("/plan/polls/{poll_id}/answers/{poll_ask}", "Anteckna svaret|Note the answer"),
    ),
    "polls.pick": (("/plan/polls/{poll_id}/pick/{poll_date}",),),
}
"""By endpoint: a path with the scene's names in braces, and the words of a button that is pressed there, if any."""


def polling(work: Work) -> dict[str, Any]:
    """The planted poll; one that is not sent, one with open cards and one that is decided."""
    planted = poll_of(work.db, work.db.scalars(select(DatePoll.id).order_by(DatePoll.id)).first() or 0)
    answered = next(ask for ask in planted.asks if ask.has_answered)
    silent = next(ask for ask in planted.asks if not ask.has_answered)
    shared = _sent(work, "Den öppna", shows_answers=True)
    decided = _sent(work, "Den bestämda")
    for poll in (shared, decided):
        said = services.Answer({each.date_id: Mark.IF_NEEDED for each in poll.dates}, "Kim Demo", "Gärna.")
        services.answer(work, poll.asks[0].ask_id, said, revision=0)
    services.pick(work, decided.poll_id, decided.dates[0].date_id)
    return {
        "poll_id": planted.poll_id,
        "poll_draft": _draft(work, "Den kommande"),
        "poll_decided": decided.poll_id,
        "poll_date": planted.dates[0].date_id,
        "poll_ask": silent.ask_id,
        "poll_answered": _token(work, answered),
        "poll_silent": _token(work, silent),
        "poll_over": _token(work, decided.asks[0]),
        "poll_shared": _token(work, shared.asks[1]),
    }


def _draft(work: Work, title: str, **more: bool) -> int:
    first = work.now.date() + timedelta(days=40)
    clusters = clusters_in_order(work.db)[:3]
    terms = PollTerms(
        Words(title), MeetingKind.THEME_DAY, Mode.HYBRID, 1, time(9), time(15), first - timedelta(days=10),
        asked=frozenset(each.id for each in clusters),
    )  # fmt: skip
    poll_id = services.make_poll(work, replace(terms, **more), "Europe/Stockholm")  # type: ignore[arg-type]
    days: list[date] = [first + timedelta(days=n) for n in range(0, 28, 7)]
    services.set_dates(work, poll_id, days, (days[0], days[-1]))
    return poll_id


def _sent(work: Work, title: str, **more: bool) -> Poll:
    poll_id = _draft(work, title, **more)
    services.send(work, poll_id)
    return poll_of(work.db, poll_id)


def _token(work: Work, ask: Ask) -> str:
    return work.site.keys.token(PURPOSE, ask.salt)
