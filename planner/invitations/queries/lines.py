"""A gathering's invitations with what became of each: the list, and what sending and reminding is decided from."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from planner.accounts.models import Account, AccountCluster
from planner.core.errors import NotFound
from planner.core.language import Lang, Words
from planner.core.timespan import local
from planner.invitations.models import Invitation, InvitationLetter, InvitingTermsRow
from planner.invitations.queries.tiling import has_bounced
from planner.invitations.rules import Course, InvitingTerms, Reminded, Standing
from planner.mail.models import PostedLetter
from planner.mail.rules import UNREACHED, LetterState
from planner.network.models import Cluster
from planner.network.rules import by_letters
from planner.registrations.models import Registration
from planner.registrations.rules import RegistrationStatus


@dataclass(frozen=True)
class Addressee:
    """Somebody whom the letters of an invitation go to."""

    name: str
    email: str
    lang: Lang


@dataclass(frozen=True)
class Trouble:
    """An address that the newest letter did not reach, and what the mail server said."""

    email: str
    words: str
    is_unwanted: bool = False
    """It was not sent: they have said no to such letters."""


@dataclass(frozen=True)
class InvitationLine:
    """One invitation."""

    invitation_id: int
    meeting_id: int
    cluster_id: int | None
    """The cluster that is invited; None: a person is."""
    cluster_slug: str
    """Of that cluster, or of the one that the person belongs to."""
    cluster: str
    name: str
    """The cluster's, or the person's."""
    email: str
    """The person's."""
    lang: Lang
    salt: str
    course: Course
    declined_by: str
    invited_at: datetime
    reminded_at: datetime | None
    reminders: int
    auto_reminders: int
    sendings: int
    addressees: tuple[Addressee, ...] = ()
    troubles: tuple[Trouble, ...] = field(default=())

    @property
    def is_cluster(self) -> bool:
        return self.cluster_id is not None

    @property
    def standing(self) -> Standing:
        return self.course.standing

    @property
    def last_letter_at(self) -> datetime | None:
        return max(filter(None, (self.course.sent_at, self.reminded_at)), default=None)

    def reminded(self, zone: str) -> Reminded:
        """What reminding is decided from."""
        at = self.last_letter_at
        return Reminded(self.standing, at, local(at, zone).date() if at else None, self.auto_reminders)


def lines_of(db: Session, meeting_id: int) -> tuple[InvitationLine, ...]:
    """All of a gathering, by name. Three statements."""
    return _lines(db, Invitation.meeting_id == meeting_id)


def line_of(db: Session, invitation_id: int) -> InvitationLine:
    """One of them. Raises NotFound. Three statements."""
    found = _lines(db, Invitation.id == invitation_id)
    if not found:
        raise NotFound
    return found[0]


def terms_of(db: Session, meeting_id: int) -> InvitingTerms:
    """What the invitations say, and when the silent are reminded; the usual where nothing was said. One statement."""
    row = db.get(InvitingTermsRow, meeting_id)
    if row is None:
        return InvitingTerms()
    return InvitingTerms(Words(row.message_sv, row.message_en), row.first_days, row.second_days, row.revision)


def _lines(db: Session, which: ColumnElement[bool]) -> tuple[InvitationLine, ...]:
    home = aliased(Cluster)
    rows = db.execute(
        select(Invitation, _people().label("people"), has_bounced().label("has_bounced"), Cluster, home)
        .outerjoin(Cluster, Cluster.id == Invitation.cluster_id)
        .outerjoin(home, home.id == Invitation.comes_from_id)
        .where(which)
    ).all()
    staff = _staff(db, which)
    troubles = _troubles(db, which)
    lines = [_line(row, staff, troubles.get(row[0].id, ())) for row in rows]
    return tuple(sorted(lines, key=lambda line: (not line.is_cluster, by_letters(line.name), line.invitation_id)))


def _people() -> ColumnElement[int]:
    """How many are registered or wait: the cluster's, or the person."""
    return (
        select(func.count(Registration.id))
        .where(
            Registration.meeting_id == Invitation.meeting_id,
            Registration.status != RegistrationStatus.CANCELLED,
            or_(Registration.cluster_id == Invitation.cluster_id, Registration.email == Invitation.email),
        )
        .correlate(Invitation)
        .scalar_subquery()
    )


def _staff(db: Session, which: ColumnElement[bool]) -> dict[int, list[Addressee]]:
    rows = db.execute(
        select(AccountCluster.cluster_id, Account.name, Account.email, Account.lang)
        .join(Account, and_(Account.id == AccountCluster.account_id, Account.is_active))
        .join(Invitation, Invitation.cluster_id == AccountCluster.cluster_id)
        .where(which)
        .order_by(func.lower(Account.name), Account.id)
    )
    found: dict[int, list[Addressee]] = {}
    for cluster_id, name, email, lang in rows:
        found.setdefault(cluster_id, []).append(Addressee(name, email, _lang(lang)))
    return found


def _troubles(db: Session, which: ColumnElement[bool]) -> dict[int, tuple[Trouble, ...]]:
    rows = db.execute(
        select(Invitation.id, PostedLetter.recipient, PostedLetter.trouble, PostedLetter.state)
        .join(
            InvitationLetter,
            and_(InvitationLetter.invitation_id == Invitation.id, InvitationLetter.sending == Invitation.sendings),
        )
        .join(PostedLetter, PostedLetter.id == InvitationLetter.letter_id)
        .where(which, PostedLetter.state.in_(UNREACHED))
        .order_by(PostedLetter.id)
    )
    found: dict[int, tuple[Trouble, ...]] = {}
    for invitation_id, email, words, state in rows:
        trouble = Trouble(email, words, state is LetterState.DECLINED)
        found[invitation_id] = (*found.get(invitation_id, ()), trouble)
    return found


def _line(
    row: Row[*tuple[Any, ...]], staff: dict[int, list[Addressee]], troubles: tuple[Trouble, ...]
) -> InvitationLine:
    one, people, bounced, cluster, home = row
    shown = cluster or home
    return InvitationLine(
        invitation_id=one.id,
        meeting_id=one.meeting_id,
        cluster_id=one.cluster_id,
        cluster_slug=shown.slug if shown else "",
        cluster=shown.name if shown else "",
        name=cluster.name if cluster else one.name,
        email=one.email or "",
        lang=_lang(one.lang),
        salt=one.salt,
        course=Course(one.sent_at, one.opened_at, one.answered_at, one.declined_at, people, bool(bounced)),
        declined_by=one.declined_by,
        invited_at=one.invited_at,
        reminded_at=one.reminded_at,
        reminders=one.reminders,
        auto_reminders=one.auto_reminders,
        sendings=one.sendings,
        addressees=_addressees(one, cluster, staff.get(one.cluster_id or 0, [])),
        troubles=troubles,
    )


def _addressees(one: Invitation, cluster: Cluster | None, staff: list[Addressee]) -> tuple[Addressee, ...]:
    """The person; of a cluster its contact and those who sign in for it, each address once."""
    if cluster is None:
        return (Addressee(one.name, one.email or "", _lang(one.lang)),)
    email = cluster.contact_email.strip().lower()
    if not email or any(person.email == email for person in staff):
        return tuple(staff)
    return (Addressee(cluster.contact_name or cluster.name, email, _lang(one.lang)), *staff)


def _lang(code: str) -> Lang:
    return "en" if code == "en" else "sv"


def invitation_of_letter(db: Session, letter_id: int) -> int | None:
    """The invitation that a letter carried or reminded of, if any."""
    return db.scalar(select(InvitationLetter.invitation_id).where(InvitationLetter.letter_id == letter_id))
