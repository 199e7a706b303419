"""Making a date poll: what it says, whom it asks, and its dates."""

from collections.abc import Collection
from datetime import date

from planner.accounts.queries import contact_of
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import Words, say
from planner.core.timespan import local
from planner.core.tokens import new_salt
from planner.core.work import Work
from planner.network.queries import clusters_in_order
from planner.polls.letters import PURPOSE
from planner.polls.models import DatePoll, PollAsk, PollDate
from planner.polls.permissions import may_ask
from planner.polls.queries.rows import asks_by_cluster, dates_by_day, lock_poll
from planner.polls.rules import PollTerms, check_dates, check_terms


def make_poll(work: Work, terms: PollTerms, zone: str) -> int:
    """A new poll without dates; nothing is sent. Gives its id. Whoever makes it is whom clusters may ask."""
    require(may_ask(work.actor), work.actor)
    check_terms(terms, ())
    _check_not_over(work, terms.last_day, zone)
    name, email = contact_of(work.db, work.actor)
    poll = DatePoll(zone=zone, contact_name=name, contact_email=email, made_at=work.now)
    _write(poll, terms)
    work.db.add(poll)
    work.db.flush()
    _ask(work, poll, terms)
    return poll.id


def change_poll(work: Work, poll_id: int, terms: PollTerms, *, revision: int) -> None:
    """Other terms; Conflict if somebody else changed them since `revision`, or a date is picked.

    Once it is sent, the dates' length and hours stand, and clusters may be added but not left out: they have the link.
    """
    require(may_ask(work.actor), work.actor)
    poll = lock_poll(work.db, poll_id)
    if poll.revision != revision:
        raise Conflict(say("Somebody else changed this in the meantime."))
    _check_not_picked(poll)
    first_days = dates_by_day(work.db, poll_id)
    check_terms(terms, first_days)
    if terms.last_day != poll.last_day:
        _check_not_over(work, terms.last_day, poll.zone)
    if poll.sent_at is not None:
        if (terms.length, terms.opens, terms.closes) != (poll.length, poll.opens, poll.closes):
            raise Invalid({"length": say("The question is sent: length and hours of its dates stand.")})
        left_out = asks_by_cluster(work.db, poll_id).keys() - terms.asks
        if left_out:
            raise Invalid({"asked": say("The question is sent: who has got it is asked.")})
    check_dates(first_days, terms, poll.zone)
    _write(poll, terms)
    poll.revision += 1
    _ask(work, poll, terms)


def set_dates(work: Work, poll_id: int, first_days: Collection[date], within: tuple[date, date]) -> None:
    """The dates that begin from one day to another are these; those that begin at other times stay.

    Conflict once the question is sent: clusters would have answered something else.
    """
    require(may_ask(work.actor), work.actor)
    poll = lock_poll(work.db, poll_id)
    if poll.sent_at is not None:
        raise Conflict(say("The question is sent: its dates stand. Ask anew for others."))
    present = dates_by_day(work.db, poll_id)
    wanted = {day for day in present if not within[0] <= day <= within[1]} | set(first_days)
    check_dates(wanted, _terms_of(poll), poll.zone)
    for day, row in present.items():
        if day not in wanted:
            work.db.delete(row)
    work.db.add_all(PollDate(poll_id=poll_id, first_day=day) for day in sorted(wanted - present.keys()))
    work.db.flush()


def remove_poll(work: Work, poll_id: int) -> None:
    """It is not asked after all; Conflict once it is sent."""
    require(may_ask(work.actor), work.actor)
    poll = lock_poll(work.db, poll_id)
    if poll.sent_at is not None:
        raise Conflict(say("The question is sent: close it instead."))
    work.db.delete(poll)
    work.db.flush()


def _write(poll: DatePoll, terms: PollTerms) -> None:
    poll.title_sv, poll.title_en = terms.title.sv, terms.title.en
    poll.message_sv, poll.message_en = terms.message.sv, terms.message.en
    for name in ("kind", "mode", "length", "opens", "closes", "last_day", "shows_answers", "remind_days"):
        setattr(poll, name, getattr(terms, name))


def _ask(work: Work, poll: DatePoll, terms: PollTerms) -> None:
    """Exactly these clusters are asked."""
    if not terms.asks <= {cluster.id for cluster in clusters_in_order(work.db)}:
        raise Invalid({"asked": say("Choose one of the options.")})
    present = asks_by_cluster(work.db, poll.id)
    for cluster_id, row in present.items():
        row.is_required = cluster_id in terms.required
        if cluster_id not in terms.asks:
            work.db.delete(row)
    for cluster_id in sorted(terms.asks - present.keys()):
        salt = new_salt()
        work.db.add(
            PollAsk(
                poll_id=poll.id,
                cluster_id=cluster_id,
                is_required=cluster_id in terms.required,
                salt=salt,
                token_hash=work.site.keys.token_hash(PURPOSE, salt),
            )
        )
    work.db.flush()


def _terms_of(poll: DatePoll) -> PollTerms:
    """As far as dates depend on them."""
    return PollTerms(
        Words(poll.title_sv, poll.title_en), poll.kind, poll.mode, poll.length, poll.opens, poll.closes, poll.last_day
    )


def _check_not_over(work: Work, last_day: date, zone: str) -> None:
    if last_day < local(work.now, zone).date():
        raise Invalid({"last_day": say("This day is over already.")})


def _check_not_picked(poll: DatePoll) -> None:
    if poll.picked_day is not None:
        raise Conflict(say("The date is picked already."))
