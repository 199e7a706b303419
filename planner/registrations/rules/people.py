"""Who gets a place and who waits; what is asked and what is refused. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from planner.core.errors import Invalid
from planner.core.language import Lang, Text, say
from planner.meetings.rules import Mode, Status
from planner.questions.rules import Given
from planner.registrations.rules.food import Diet
from planner.registrations.rules.parts import PartChoice


class RegistrationStatus(StrEnum):
    CONFIRMED = "confirmed"
    OFFERED = "offered"
    WAITING = "waiting"
    CANCELLED = "cancelled"


STATUS_WORDS: dict[RegistrationStatus, Text] = {
    RegistrationStatus.CONFIRMED: say("Registered"),
    RegistrationStatus.OFFERED: say("Offered a place"),
    RegistrationStatus.WAITING: say("On the waiting list"),
    RegistrationStatus.CANCELLED: say("Registration cancelled"),
}
MODES_OF: dict[Mode, tuple[Mode, ...]] = {
    Mode.ON_SITE: (Mode.ON_SITE,),
    Mode.ONLINE: (Mode.ONLINE,),
    Mode.HYBRID: (Mode.ON_SITE, Mode.ONLINE),
}
"""How one may take part in a gathering that is held so."""
LINK_PAUSE_MINUTES = 10
"""The private link is sent to one address at most once in so many minutes, whoever asks."""


@dataclass(frozen=True)
class DayChoice:
    """A day somebody comes, and how."""

    held_on: date
    mode: Mode


@dataclass(frozen=True)
class RegistrationDetails:
    """What a person says when registering. Days they stay away from are left out."""

    name: str
    email: str
    days: tuple[DayChoice, ...]
    lang: Lang = "sv"
    phone: str = ""
    cluster_id: int | None = None
    organisation: str = ""
    diet: str = ""
    access: str = ""
    shows_name: bool = False
    diets: tuple[Diet, ...] = ()
    parts: tuple[PartChoice, ...] = ()
    """Beside the days."""
    given: tuple[Given, ...] | None = None
    """Answers to the gathering's own questions; None: they were not asked, and what was answered stays."""
    invoice: str = ""


def takes_place(meeting_mode: Mode, modes: Collection[Mode]) -> bool:
    """Whether somebody who takes part so counts against the capacity.

    On site on any day; at a gathering held only online, each one. Those without a day take no place.
    """
    return bool(modes) if meeting_mode is Mode.ONLINE else Mode.ON_SITE in modes


class Entrance(Protocol):
    """What refusals are decided from: meetings.queries.Gate is one."""

    @property
    def contact_name(self) -> str: ...
    @property
    def contact_email(self) -> str: ...
    @property
    def contact_phone(self) -> str: ...
    def standing(self, now: datetime) -> Status: ...


_REFUSALS: dict[Status, Text] = {
    Status.DRAFT: say("This gathering is not open for registration."),
    Status.SAVE_THE_DATE: say("Registration has not opened yet."),
    Status.CLOSED: say("Registration has closed."),
    Status.HELD: say("This gathering has been held."),
    Status.CANCELLED: say("This gathering is cancelled."),
    Status.MOVED: say("This gathering is being moved to another date. Registration opens when the new one is settled."),
}


def refusal(gate: Entrance, now: datetime) -> Text | None:
    """Why nobody can register now, and whom to turn to instead; None when registration is open."""
    return _with_contact(_REFUSALS.get(gate.standing(now)), gate)


def change_refusal(gate: Entrance, now: datetime) -> Text | None:
    """Why a registration can be changed or cancelled no more; None while the gathering is still to come."""
    standing = gate.standing(now)
    return _with_contact(_REFUSALS[standing] if standing in (Status.HELD, Status.CANCELLED) else None, gate)


def fills_places(standing: Status) -> bool:
    """Whether places that come free go to those who wait: until the gathering is over, or called off."""
    return standing not in (Status.HELD, Status.CANCELLED)


def _with_contact(reason: Text | None, gate: Entrance) -> Text | None:
    ways = " ".join(word for word in (gate.contact_name, gate.contact_email, gate.contact_phone) if word)
    if reason is None or not ways:
        return reason
    return say("%(reason)s Questions? Contact %(contact)s.", reason=reason, contact=ways)


def check_answers(
    details: RegistrationDetails, *, mode: Mode, days: Collection[date], lasting: Collection[int], side: bool = False
) -> None:
    """Raises Invalid, by field: no day, a day or a way that the gathering does not have, a cluster that is no choice.

    `days` are the gathering's; `lasting` the ids of clusters that one may come from; `side`: they come to a side
    meeting, so that a day may be lacking.
    """
    wrong = wrong_days(details.days, mode=mode, days=days, side=side)
    if details.cluster_id is None and not details.organisation:
        wrong["organisation"] = say("Choose your cluster, or write what organisation you come from.")
    elif details.cluster_id is not None and details.cluster_id not in lasting:
        wrong["cluster"] = say("Choose one of the options.")
    if not details.name:
        wrong["name"] = say("This needs an answer.")
    if wrong:
        raise Invalid(wrong)


def wrong_days(
    chosen: Collection[DayChoice], *, mode: Mode, days: Collection[date], side: bool = False
) -> dict[str, Text]:
    """What is wrong with the days somebody chose, by field; empty when nothing is."""
    dates = [choice.held_on for choice in chosen]
    if not dates and not side:
        return {"days": say("Choose at least one day to take part in.")}
    if len(set(dates)) < len(dates) or not set(dates) <= set(days):
        return {"days": say("The gathering's days have changed. Choose among those that stand here now.")}
    if any(choice.mode not in MODES_OF[mode] for choice in chosen):
        return {"days": say("Nobody can take part in that way at this gathering.")}
    return {}


def safe_cell(text: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula, whoever wrote it into a form."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
