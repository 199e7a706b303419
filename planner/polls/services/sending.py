"""Letters that ask and remind: who gets them now, and that they left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, update

from planner.core.actor import require
from planner.core.errors import Conflict
from planner.core.language import Lang, say
from planner.core.timespan import local
from planner.core.work import Site, Work
from planner.mail.letter import Letter
from planner.mail.services import post_all
from planner.polls import letters
from planner.polls.models import PollAsk, PollLetter
from planner.polls.permissions import may_ask, may_remind_by_itself
from planner.polls.queries import Addressee, Ask, Poll, poll_of
from planner.polls.queries.rows import lock_poll, polls_to_remind
from planner.polls.rules import PollStatus, is_reminder_due, may_remind

Write = Callable[[Site, Poll, Ask, Addressee], Letter]


@dataclass(frozen=True)
class Plan:
    """Whom a sending goes to, before it does: what a planner looks at first."""

    poll: Poll
    asks: tuple[Ask, ...]
    unreachable: tuple[Ask, ...]
    """Clusters that would get it too, had they an address."""
    samples: tuple[Letter, ...]
    """The letter to the first of them, once for each language that it goes out in."""

    @property
    def number(self) -> int:
        """How many clusters a letter really goes to: where everybody declines such letters they are only noted."""
        return sum(not all(person.declines for person in ask.addressees) for ask in self.asks)


def plan_sending(work: Work, poll_id: int) -> Plan:
    """Who gets the question when it is sent now: those who have not got it, nor answered."""
    require(may_ask(work.actor), work.actor)
    poll = poll_of(work.db, poll_id)
    return _plan(work, poll, [a for a in poll.asks if a.sent_at is None and not a.has_answered], letters.question)


def plan_reminding(work: Work, poll_id: int) -> Plan:
    """Who is reminded when it is done now: those who got the question and have said nothing."""
    require(may_ask(work.actor), work.actor)
    poll = poll_of(work.db, poll_id)
    silent = [a for a in poll.asks if not a.has_answered and may_remind(a.sent_at, a.last_letter_at, work.now)]
    return _plan(work, poll, silent, letters.reminder)


def send(work: Work, poll_id: int) -> int:
    """Send the question to those who have not got it; from now on the dates stand. Gives how many clusters.

    Sent twice it goes to nobody the second time. Conflict without two dates, or after the last day to answer.
    """
    require(may_ask(work.actor), work.actor)
    row = lock_poll(work.db, poll_id)
    plan = plan_sending(work, poll_id)
    if len(plan.poll.dates) < 2:
        raise Conflict(say("Choose at least two dates first."))
    if row.last_day < local(work.now, row.zone).date():
        raise Conflict(say("The last day to answer is over. Change it first."))
    if plan.poll.status(work.now) not in (PollStatus.DRAFT, PollStatus.OPEN):
        raise Conflict(say("Answers are not taken any more."))
    if plan.asks and row.sent_at is None:
        row.sent_at = work.now
        row.revision += 1
    _post(work, plan.poll, plan.asks, letters.question, {"sent_at": work.now})
    return plan.number


def remind(work: Work, poll_id: int) -> int:
    """Remind the silent, and nobody else. Gives how many clusters. Conflict unless the poll is open."""
    require(may_ask(work.actor), work.actor)
    lock_poll(work.db, poll_id)
    plan = plan_reminding(work, poll_id)
    if plan.poll.status(work.now) is not PollStatus.OPEN:
        raise Conflict(say("Answers are not taken any more."))
    _post(work, plan.poll, plan.asks, letters.reminder, {"reminded_at": work.now})
    return plan.number


def remind_due(work: Work) -> int:
    """Automatic reminders whose day has come. For a daily schedule; done twice a day it reminds nobody twice.

    Gives how many clusters.
    """
    require(may_remind_by_itself(work.actor), work.actor)
    return sum(_remind_due_of(work, poll_id) for poll_id in polls_to_remind(work.db))


def _remind_due_of(work: Work, poll_id: int) -> int:
    row = lock_poll(work.db, poll_id)
    today = local(work.now, row.zone).date()
    if not is_reminder_due(row.last_day, row.remind_days, row.auto_reminded_on, today):
        return 0
    plan = plan_reminding(work, poll_id)
    if plan.poll.status(work.now) is not PollStatus.OPEN:
        return 0
    row.auto_reminded_on = today
    _post(work, plan.poll, plan.asks, letters.reminder, {"reminded_at": work.now})
    return plan.number


def _plan(work: Work, poll: Poll, asks: Sequence[Ask], write: Write) -> Plan:
    reached = tuple(ask for ask in asks if ask.addressees)
    samples: dict[Lang, Letter] = {}
    for ask in reached:
        for person in ask.addressees:
            if person.lang not in samples:
                samples[person.lang] = write(work.site, poll, ask, person)
    return Plan(poll, reached, tuple(ask for ask in asks if not ask.addressees), tuple(samples.values()))


def _post(work: Work, poll: Poll, asks: Sequence[Ask], write: Write, values: dict[str, object]) -> None:
    """Letters to all of them in a fixed number of statements, however many they are."""
    work.db.flush()
    if not asks:
        return
    work.db.execute(
        update(PollAsk)
        .where(PollAsk.id.in_([ask.ask_id for ask in asks]))
        .values(**values, sendings=PollAsk.sendings + 1)
        .execution_options(synchronize_session=False)
    )
    written = [(ask, person) for ask in asks for person in ask.addressees]
    letter_ids = post_all(work, [write(work.site, poll, ask, person) for ask, person in written])
    rows = [
        {"letter_id": letter_id, "ask_id": ask.ask_id, "sending": ask.sendings + 1}
        for letter_id, (ask, _) in zip(letter_ids, written, strict=True)
    ]
    work.db.execute(insert(PollLetter), rows)
