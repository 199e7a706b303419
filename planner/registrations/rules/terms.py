"""How places are given at one gathering: what the lead says of it, and what cannot be. Pure."""

from dataclasses import dataclass
from datetime import date

from planner.core.errors import Invalid
from planner.core.language import Text, say

MOST_OFFER_HOURS = 720
PEOPLE_KEPT_DAYS = 730
"""Names and addresses are erased so many days after the last day, unless the lead set a date."""


@dataclass(frozen=True)
class ClusterSeats:
    """Seats that one cluster is sure of."""

    cluster_id: int
    seats: int
    funded: int = 0


@dataclass(frozen=True)
class Terms:
    """How places are given, and how long people are kept."""

    offer_hours: int | None = None
    """How long a freed place is offered to the first in line; None: it is theirs at once."""
    release_on: date | None = None
    """From this day clusters' unused seats are in the common pool; None: never."""
    erase_people_on: date | None = None
    asks_invoice: bool = False
    seats: tuple[ClusterSeats, ...] = ()
    revision: int = 0

    def are_released(self, today: date) -> bool:
        """Whether clusters keep seats no more. `today` is where the gathering is held."""
        return self.release_on is not None and today >= self.release_on

    def people_erased_on(self, last_meeting_day: date) -> date:
        """When names and addresses are erased."""
        return self.erase_people_on or date.fromordinal(last_meeting_day.toordinal() + PEOPLE_KEPT_DAYS)


def check_terms(terms: Terms, *, capacity: int | None, last_meeting_day: date) -> None:
    """Raises Invalid, by field, for terms that cannot be kept."""
    wrong: dict[str, Text] = {}
    given = sum(seats.seats for seats in terms.seats)
    if given and capacity is None:
        wrong["seats"] = say("The gathering has no limit, so there is nothing to share out. Set its places first.")
    elif capacity is not None and given > capacity:
        wrong["seats"] = say(
            "%(given)s places are shared out, but there are only %(capacity)s.", given=given, capacity=capacity
        )
    for seats in terms.seats:
        if seats.seats < 0 or seats.funded < 0:
            wrong[f"seats_{seats.cluster_id}"] = say("Write a whole number, 0 or more.")
        elif seats.funded > seats.seats:
            wrong[f"funded_{seats.cluster_id}"] = say("No more can be funded than the cluster has seats.")
    if terms.offer_hours is not None and not 1 <= terms.offer_hours <= MOST_OFFER_HOURS:
        wrong["offer_hours"] = say("Between 1 and %(most)s hours.", most=MOST_OFFER_HOURS)
    if terms.release_on is not None and terms.release_on > last_meeting_day:
        wrong["release_on"] = say("The seats must be released before the gathering is over.")
    if terms.erase_people_on is not None and terms.erase_people_on <= last_meeting_day:
        wrong["erase_people_on"] = say("People are needed until the gathering is over.")
    if wrong:
        raise Invalid(wrong)
