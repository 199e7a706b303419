"""Invitations that have left, the tokens of their links, and what becomes of them."""

from sqlalchemy import select

from planner.core.actor import SYSTEM
from planner.core.work import Work
from planner.invitations import services
from planner.invitations.letters import PURPOSE
from planner.invitations.models import Invitation
from planner.invitations.queries import invited_actor, lines_of
from planner.invitations.rules import Guest
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.mail.services import book
from planner.meetings.queries import gate_of
from planner.web.entry import acting
from tests.builders import Cast
from tests.registrations.scene import letters

ANNA = Guest("Demo Anna", "anna@example.org")


def token_of(work: Work, invitation_id: int) -> str:
    """The token in the newest letter of an invitation."""
    salt = work.db.scalars(select(Invitation.salt).where(Invitation.id == invitation_id)).one()
    return work.site.keys.token(PURPOSE, salt)


def cluster_invitation(work: Work, slug: str, cluster_id: int) -> int:
    """The number of a cluster's invitation."""
    return work.db.scalars(
        select(Invitation.id).where(
            Invitation.meeting_id == gate_of(work.db, slug).meeting_id, Invitation.cluster_id == cluster_id
        )
    ).one()


def person_invitation(work: Work, slug: str, email: str) -> int:
    """The number of a named person's invitation."""
    return work.db.scalars(
        select(Invitation.id).where(
            Invitation.meeting_id == gate_of(work.db, slug).meeting_id, Invitation.email == email
        )
    ).one()


def standings(work: Work, slug: str) -> dict[str, str]:
    return {line.name: line.standing.value for line in lines_of(work.db, gate_of(work.db, slug).meeting_id)}


def reminded(work: Work) -> list[str]:
    """Whom reminders have gone to, in order."""
    return [name for name, kind, _ in letters(work) if kind == "reminder"]


def sent_to_all(work: Work, slug: str, cast: Cast) -> None:
    """Both clusters and Anna are invited, by letter."""
    services.invite_clusters(work, slug, [cast.vreta_id, cast.agrovast_id])
    services.invite_people(work, slug, [ANNA])
    services.send(work, slug)


def bounce(work: Work, address: str) -> None:
    for letter_id in work.db.scalars(select(PostedLetter.id).where(PostedLetter.recipient == address)).all():
        book(acting(work, SYSTEM), letter_id, LetterState.BOUNCED, "550 No such user")


def declines(work: Work, slug: str, cast: Cast) -> None:
    number = cluster_invitation(work, slug, cast.vreta_id)
    holder = invited_actor(work.db, token_of(work, number))
    services.decline(acting(work, holder), number)
