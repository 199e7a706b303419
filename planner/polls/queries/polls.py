"""Date polls with what was answered: the list, one of them, and what a cluster may see of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from planner.accounts.models import Account, AccountCluster
from planner.core.errors import NotFound
from planner.core.language import Lang, Words
from planner.meetings.models import Meeting
from planner.meetings.rules import DayHours
from planner.network.models import Cluster
from planner.network.rules import by_letters
from planner.polls.models import DatePoll, PollAsk, PollDate, PollMark
from planner.polls.queries.reaching import decliners, troubles_of
from planner.polls.rules import Course, Mark, PollStatus, PollTerms, Tally, Voice, hours_of, tallies_of

Found = TypeVar("Found")


@dataclass(frozen=True)
class Addressee:
    """Somebody of a cluster whom letters go to."""

    name: str
    email: str
    lang: Lang
    declines: bool = False
    """They have said no to questions about dates: letters are written down, and not sent."""


@dataclass(frozen=True)
class Candidate:
    """A date to choose among."""

    date_id: int
    days: tuple[DayHours, ...]

    @property
    def first_day(self) -> date:
        return self.days[0].held_on

    @property
    def dates(self) -> tuple[date, ...]:
        return tuple(day.held_on for day in self.days)


@dataclass(frozen=True)
class Ask:
    """A cluster that is asked, and its answer."""

    ask_id: int
    cluster_id: int
    cluster_slug: str
    cluster: str
    county: str
    is_required: bool
    salt: str
    sent_at: datetime | None
    sendings: int
    reminded_at: datetime | None
    answered_at: datetime | None
    answered_by: str
    comment: str
    noted_by: str
    revision: int
    marks: Mapping[int, Mark]
    """By date; empty until it has answered."""
    addressees: tuple[Addressee, ...] = ()
    troubles: tuple[str, ...] = field(default=())
    """Addresses that the newest letter did not reach, beside those that decline."""

    @property
    def declined(self) -> tuple[str, ...]:
        """Addresses that no question goes to, since whoever has them wants none."""
        return tuple(person.email for person in self.addressees if person.declines)

    @property
    def has_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def last_letter_at(self) -> datetime | None:
        return max(filter(None, (self.sent_at, self.reminded_at)), default=None)


@dataclass(frozen=True)
class Poll:
    """A date poll with all that was answered: for planners."""

    poll_id: int
    terms: PollTerms
    zone: str
    contact: tuple[str, str]
    """(name, address) of whoever asks."""
    course: Course
    closed_by: str
    auto_reminded_on: date | None
    revision: int
    meeting_id: int | None
    slug: str
    """Of the gathering that came of it; empty: none has."""
    dates: tuple[Candidate, ...]
    """By day."""
    asks: tuple[Ask, ...]
    """By name."""

    def status(self, now: datetime) -> PollStatus:
        return self.course.status(self.terms.last_day, self.zone, now)

    def date(self, date_id: int) -> Candidate:
        """One of the dates. Raises NotFound."""
        return _one_of([each for each in self.dates if each.date_id == date_id])

    def ask(self, ask_id: int) -> Ask:
        """One of those who are asked. Raises NotFound."""
        return _one_of([each for each in self.asks if each.ask_id == ask_id])

    @property
    def picked(self) -> Candidate | None:
        """The date that was picked, if any."""
        return next((each for each in self.dates if each.first_day == self.course.picked_day), None)

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """The count of each date, by day."""
        voices = [Voice(ask.cluster, ask.marks, ask.is_required) for ask in self.asks]
        return tallies_of([(each.date_id, each.first_day) for each in self.dates], voices)

    @property
    def counties(self) -> frozenset[str]:
        """Of the clusters that are asked."""
        return frozenset(ask.county for ask in self.asks if ask.county)


def _one_of(found: list[Found]) -> Found:
    if not found:
        raise NotFound
    return found[0]


@dataclass(frozen=True)
class PollLine:
    """A date poll in the list."""

    poll_id: int
    title: Words
    status: PollStatus
    last_day: date
    first_days: tuple[date, ...]
    asked: int
    answered: int
    picked_day: date | None
    slug: str


def polls_in_order(db: Session, now: datetime) -> tuple[PollLine, ...]:
    """All polls: what is open or not sent yet first, each the newest first. Two statements."""
    asked = select(func.count()).where(PollAsk.poll_id == DatePoll.id).scalar_subquery()
    answered = select(func.count(PollAsk.answered_at)).where(PollAsk.poll_id == DatePoll.id).scalar_subquery()
    rows = db.execute(
        select(DatePoll, Meeting.slug, asked, answered)
        .outerjoin(Meeting, Meeting.id == DatePoll.meeting_id)
        .order_by(DatePoll.id.desc())
    ).all()
    days: dict[int, list[date]] = {}
    for poll_id, first_day in db.execute(select(PollDate.poll_id, PollDate.first_day).order_by(PollDate.first_day)):
        days.setdefault(poll_id, []).append(first_day)
    lines = [
        PollLine(
            poll.id, Words(poll.title_sv, poll.title_en), _course(poll).status(poll.last_day, poll.zone, now),
            poll.last_day, tuple(days.get(poll.id, ())), number, heard, poll.picked_day, slug or "",
        )
        for poll, slug, number, heard in rows
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: line.status is PollStatus.DECIDED))


def poll_of(db: Session, poll_id: int) -> Poll:
    """One poll with everything. Raises NotFound. Six statements."""
    row = db.execute(
        select(DatePoll, Meeting.slug)
        .outerjoin(Meeting, Meeting.id == DatePoll.meeting_id)
        .where(DatePoll.id == poll_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound
    poll, slug = row
    asks = _asks(db, poll_id)
    asked = frozenset(ask.cluster_id for ask in asks)
    required = frozenset(ask.cluster_id for ask in asks if ask.is_required)
    return Poll(
        poll_id=poll.id,
        terms=_terms(poll, asked, required),
        zone=poll.zone,
        contact=(poll.contact_name, poll.contact_email),
        course=_course(poll),
        closed_by=poll.closed_by,
        auto_reminded_on=poll.auto_reminded_on,
        revision=poll.revision,
        meeting_id=poll.meeting_id,
        slug=slug or "",
        dates=_dates(db, poll),
        asks=asks,
    )


def _course(poll: DatePoll) -> Course:
    return Course(poll.sent_at, poll.closed_at, poll.picked_day)


def _terms(poll: DatePoll, asked: frozenset[int], required: frozenset[int]) -> PollTerms:
    return PollTerms(
        title=Words(poll.title_sv, poll.title_en),
        kind=poll.kind,
        mode=poll.mode,
        length=poll.length,
        opens=poll.opens,
        closes=poll.closes,
        last_day=poll.last_day,
        asked=asked,
        required=required,
        message=Words(poll.message_sv, poll.message_en),
        shows_answers=poll.shows_answers,
        remind_days=poll.remind_days,
    )


def _dates(db: Session, poll: DatePoll) -> tuple[Candidate, ...]:
    rows = db.execute(
        select(PollDate.id, PollDate.first_day).where(PollDate.poll_id == poll.id).order_by(PollDate.first_day)
    )
    return tuple(Candidate(id_, hours_of(day, poll.length, poll.opens, poll.closes)) for id_, day in rows)


def _asks(db: Session, poll_id: int) -> tuple[Ask, ...]:
    marks: dict[int, dict[int, Mark]] = {}
    for ask_id, date_id, mark in db.execute(
        select(PollMark.ask_id, PollMark.date_id, PollMark.mark)
        .join(PollAsk, PollAsk.id == PollMark.ask_id)
        .where(PollAsk.poll_id == poll_id)
    ):
        marks.setdefault(ask_id, {})[date_id] = mark
    staff, troubles, declining = _staff(db, poll_id), troubles_of(db, poll_id), decliners(db)
    rows = db.execute(
        select(PollAsk, Cluster)
        .join(Cluster, Cluster.id == PollAsk.cluster_id)
        .where(PollAsk.poll_id == poll_id)
        .execution_options(populate_existing=True)
    )
    asks = [
        Ask(
            ask.id, ask.cluster_id, cluster.slug, cluster.name, cluster.county, ask.is_required, ask.salt, ask.sent_at,
            ask.sendings, ask.reminded_at, ask.answered_at, ask.answered_by, ask.comment, ask.noted_by, ask.revision,
            marks.get(ask.id, {}), _addressees(cluster, staff.get(ask.cluster_id, []), declining),
            tuple(email for email in troubles.get(ask.id, ()) if email not in declining),
        )
        for ask, cluster in rows
    ]  # fmt: skip
    return tuple(sorted(asks, key=lambda ask: by_letters(ask.cluster)))


def _staff(db: Session, poll_id: int) -> dict[int, list[Addressee]]:
    rows = db.execute(
        select(AccountCluster.cluster_id, Account.name, Account.email, Account.lang)
        .join(Account, and_(Account.id == AccountCluster.account_id, Account.is_active))
        .join(PollAsk, PollAsk.cluster_id == AccountCluster.cluster_id)
        .where(PollAsk.poll_id == poll_id)
        .order_by(func.lower(Account.name), Account.id)
    )
    found: dict[int, list[Addressee]] = {}
    for cluster_id, name, email, lang in rows:
        found.setdefault(cluster_id, []).append(Addressee(name, email, "en" if lang == "en" else "sv"))
    return found


def _addressees(cluster: Cluster, staff: list[Addressee], declining: Collection[str]) -> tuple[Addressee, ...]:
    """A cluster's contact and those who sign in for it, each address once: as invitations go."""
    email = cluster.contact_email.strip().lower()
    if not email or any(person.email == email for person in staff):
        found = staff
    else:
        found = [Addressee(cluster.contact_name or cluster.name, email, "sv"), *staff]
    return tuple(replace(person, declines=person.email.lower() in declining) for person in found)
