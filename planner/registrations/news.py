"""What happens to registrations that others want to hear of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Registrant:
    """Somebody who has been registered."""

    registration_id: int
    email: str
    cluster_id: int | None


@dataclass(frozen=True)
class PeopleRegistered:
    """A party was registered, confirmed or waiting."""

    meeting_id: int
    people: tuple[Registrant, ...]
    via: str
    """The token of the invitation they came by; empty when they came by none."""


@dataclass(frozen=True)
class RegistrationCancelled:
    meeting_id: int
    registration_id: int


@dataclass(frozen=True)
class DaysChosen:
    """Somebody comes on other days now, or in another way."""

    meeting_id: int
    registration_id: int


@dataclass(frozen=True)
class SeatHandedOver:
    """Somebody else has the seat now: what the first one chose and answered is asked anew."""

    meeting_id: int
    registration_id: int


@dataclass(frozen=True)
class PersonErased:
    """Everything that names this person goes."""

    meeting_id: int
    registration_id: int
    email: str
    """As it was: for those who know the person by it."""
