"""Who is asking: a value that permissions are decided from."""

from dataclasses import dataclass
from enum import StrEnum

from planner.core.errors import NotAllowed, NotSignedIn


class Role(StrEnum):
    """What an account is trusted with. An admin may all that a lead may."""

    ADMIN = "admin"
    LEAD = "lead"
    STAFF = "staff"


@dataclass(frozen=True)
class Actor:
    """Somebody, or the system itself. All fields empty: anonymous."""

    name: str = ""
    account_id: int | None = None
    role: Role | None = None
    cluster_ids: frozenset[int] = frozenset()
    registration_id: int | None = None
    """The registration whose private link this person holds."""
    party_id: int | None = None
    """The party whose booker's link this person holds."""
    invitation_id: int | None = None
    """The invitation whose link this person holds."""
    poll_ask_id: int | None = None
    """The date poll's question to a cluster whose link this person holds."""
    speaker_id: int | None = None
    """The speaker, at one gathering, whose private link this person holds."""
    calendar_id: int | None = None
    """The calendar of all one's gatherings whose private link this person holds."""
    door_meeting_id: int | None = None
    """The gathering whose door this person helps at: they hold a link to its list."""
    is_system: bool = False

    @property
    def may_plan(self) -> bool:
        """Project leads and admins plan gatherings and keep the network's records."""
        return self.is_system or self.role in (Role.ADMIN, Role.LEAD)

    @property
    def may_administer(self) -> bool:
        """Admins decide who else may sign in, and as what."""
        return self.is_system or self.role is Role.ADMIN

    @property
    def is_signed_in(self) -> bool:
        return self.account_id is not None


ANONYMOUS = Actor()
SYSTEM = Actor(name="Samling", is_system=True)


def require(allowed: bool, actor: Actor) -> None:
    """Raises NotSignedIn or NotAllowed unless `allowed`."""
    if not allowed:
        raise NotAllowed if actor.is_signed_in else NotSignedIn
