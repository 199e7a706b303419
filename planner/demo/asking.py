"""A date poll that is open: two clusters in three have answered, one of those who must come cannot on every date."""

from dataclasses import replace
from datetime import date, time, timedelta

from planner.core.actor import Actor
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.rules import MeetingKind, Mode
from planner.network.queries import clusters_in_order
from planner.network.rules import ClusterStatus
from planner.polls.queries import Ask, poll_of
from planner.polls.rules import Mark, PollTerms
from planner.polls.services import Answer, answer, make_poll, send, set_dates

WEEKS = (20, 21, 22, 24, 25)
"""After today, each a Tuesday or a Wednesday."""
ORDER = (Mark.YES, Mark.YES, Mark.IF_NEEDED, Mark.YES, Mark.NO, Mark.YES, Mark.YES, Mark.NO)


def ask(work: Work, zone: str) -> int:
    """Asked nine days ago, open for eleven more; gives the poll's id."""
    then, today = replace(work, now=work.now - timedelta(days=9)), work.now.date()
    clusters = [each for each in clusters_in_order(work.db) if each.status is ClusterStatus.ACTIVE]
    terms = PollTerms(
        title=Words("Vårens nätverksträff", "The spring gathering"),
        kind=MeetingKind.NETWORK,
        mode=Mode.ON_SITE,
        length=2,
        opens=time(10),
        closes=time(13),
        last_day=today + timedelta(days=11),
        asked=frozenset(each.id for each in clusters),
        required=frozenset(each.id for each in clusters[:2]),
        message=Words(
            "Vi tänker oss lunch till lunch, hos någon av er i söder. Plats bestämmer vi när datumet är klart.",
            "We think of two days, lunch to lunch, with one of you in the south. The place follows the date.",
        ),
        remind_days=3,
    )
    poll_id = make_poll(then, terms, zone)
    days = [_tuesday(today) + timedelta(weeks=weeks, days=weeks % 2) for weeks in WEEKS]
    set_dates(then, poll_id, days, (days[0], days[-1]))
    send(then, poll_id)
    for number, each in enumerate(poll_of(work.db, poll_id).asks):
        if number % 3 != 2:
            _answer(work, poll_id, each, number)
    return poll_id


def _answer(work: Work, poll_id: int, each: Ask, number: int) -> None:
    dates = poll_of(work.db, poll_id).dates
    marks = {day.date_id: ORDER[(number * 3 + place) % len(ORDER)] for place, day in enumerate(dates)}
    comment = "Helst inte på en tisdag." if number == 4 else ""
    theirs = replace(
        work, actor=Actor(name=each.cluster, poll_ask_id=each.ask_id), now=work.now - timedelta(days=number % 7)
    )
    answer(theirs, each.ask_id, Answer(marks, "Kim Demo", comment), revision=each.revision)


def _tuesday(day: date) -> date:
    """The first Tuesday on or after `day`."""
    return day + timedelta(days=(1 - day.weekday()) % 7)
