"""How much stands in each list."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from planner.choices.models import ChoiceBlock
from planner.lists.queries.people import GRANTED
from planner.meetings.rules import Mode
from planner.registrations.models import Answer, Needs, Part, Registration, RegistrationPart
from planner.registrations.rules import PartKind, RegistrationStatus


@dataclass(frozen=True)
class Sizes:
    """Of people, unless said otherwise."""

    people: int
    """Everybody who has not cancelled."""
    on_site: int
    """Who eat on a day or at a meal."""
    needs: int
    """Have said what they need."""
    nights: int
    """Beds, night by night."""
    buses: int
    """Seats, bus by bus."""
    invoices: int
    """Take part, and have said whom to invoice."""
    registered: int
    participants: int
    """Have consented to stand on the list."""
    answers: int
    """Have answered a question of the gathering's own."""
    blocks: int
    """Of items that one chooses from."""


def sizes_of(db: Session, meeting_id: int) -> Sizes:
    """One statement."""
    here = Registration.meeting_id == meeting_id
    confirmed = Registration.status == RegistrationStatus.CONFIRMED

    def counted(*conditions: ColumnElement[bool]) -> object:
        return select(func.count()).select_from(Registration).where(here, *conditions).scalar_subquery()

    def taken(*kinds: PartKind, distinct: bool = False) -> object:
        what = func.count(Registration.id.distinct()) if distinct else func.count()
        return (
            select(what)
            .select_from(RegistrationPart)
            .join(Registration, Registration.id == RegistrationPart.registration_id)
            .join(Part, Part.id == RegistrationPart.part_id)
            .where(here, GRANTED, Part.kind.in_(kinds), RegistrationPart.mode == Mode.ON_SITE)
            .scalar_subquery()
        )

    needs = select(func.count(Needs.registration_id)).join(Registration).where(here, confirmed).scalar_subquery()
    answers = (
        select(func.count(Answer.registration_id.distinct()))
        .join(Registration, Registration.id == Answer.registration_id)
        .where(here, Registration.status != RegistrationStatus.CANCELLED)
        .scalar_subquery()
    )
    blocks = select(func.count(ChoiceBlock.id)).where(ChoiceBlock.meeting_id == meeting_id).scalar_subquery()
    found = db.execute(
        select(
            counted(Registration.status != RegistrationStatus.CANCELLED),  # type: ignore[call-overload]
            taken(PartKind.DAY, PartKind.MEAL, PartKind.DINNER, distinct=True),
            needs,
            taken(PartKind.NIGHT),
            taken(PartKind.BUS),
            counted(confirmed, Registration.invoice != ""),
            counted(confirmed),
            counted(confirmed, Registration.shows_name.is_(True)),
            answers,
            blocks,
        )
    ).one()
    return Sizes(*found)
