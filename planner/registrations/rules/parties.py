"""What one person says when registering several, and what is wrong with the rows. Pure."""

from dataclasses import dataclass

from planner.core.errors import Invalid
from planner.core.language import Text, say
from planner.registrations.rules.people import RegistrationDetails

MOST_COLLEAGUES = 60
"""In one go; more come by an import."""
MOST_AN_HOUR = 200
"""People registered from one network address: each gets letters, which must not be sent at a stranger's whim."""


@dataclass(frozen=True)
class Colleague:
    """Somebody whose name is given by another; the rest they answer themselves."""

    name: str
    email: str


@dataclass(frozen=True)
class PartyDetails:
    """What a booker says of everybody they register in one go."""

    booker: RegistrationDetails
    """Name, address, cluster or organisation, days and parts; the days and parts go for the colleagues too."""
    comes: bool = True
    """Whether the booker comes too."""
    colleagues: tuple[Colleague, ...] = ()
    together: bool = False
    """All of them or nobody."""
    asked_from: str = ""
    """The booker's network address; empty when a planner or a program registers."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Of all who are to be registered, in small letters, in order."""
        said = [self.booker.email] if self.comes else []
        return tuple(email.strip().lower() for email in (*said, *(c.email for c in self.colleagues)))


def check_party(party: PartyDetails) -> None:
    """Raises Invalid, by field (`colleague_name_0`, `colleague_email_0` …): nobody to register, a name or address
    that is missing, an address that stands there twice.
    """
    wrong: dict[str, Text] = {}
    if not party.addresses:
        wrong["comes"] = say("Nobody would be registered: tick that you come yourself, or name a colleague.")
    if len(party.colleagues) > MOST_COLLEAGUES:
        wrong["colleagues"] = say("At most %(n)s colleagues in one go.", n=MOST_COLLEAGUES)
    seen = {party.booker.email.strip().lower(): party.booker.name} if party.comes else {}
    for number, colleague in enumerate(party.colleagues):
        email = colleague.email.strip().lower()
        if not colleague.name.strip():
            wrong[f"colleague_name_{number}"] = say("This needs an answer.")
        if not email:
            wrong[f"colleague_email_{number}"] = say("Everybody needs an address of their own: their link goes there.")
        elif email in seen:
            wrong[f"colleague_email_{number}"] = say(
                "%(email)s stands here for %(name)s already. Everybody needs an address of their own.",
                email=email,
                name=seen[email],
            )
        seen.setdefault(email, colleague.name)
    if wrong:
        raise Invalid(wrong)


def check_rate(booked: int, wanted: int) -> None:
    """Raises Invalid when somebody registers more people than anybody does by hand. `booked`: in the last hour."""
    if booked + wanted > MOST_AN_HOUR:
        words = say("So many people have been registered from here that we stop for an hour. Ask the contact person.")
        raise Invalid({"rate": words})
