"""How much stands in each list."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select
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
    registered: int
    """Take part; each is a row of the invoice list."""
    participants: int
    """Have consented to stand on the list."""
    answers: int
    """Have answered a question of the gathering's own."""
    blocks: int
    """Of items that one chooses from."""


def sizes_of(db: Session, meeting_id: int) -> Sizes:
    """One statement."""
    confirmed = Registration.status == RegistrationStatus.CONFIRMED
    blocks = select(func.count(ChoiceBlock.id)).where(ChoiceBlock.meeting_id == meeting_id).scalar_subquery()
    found = db.execute(
        select(
            _people(meeting_id, Registration.status != RegistrationStatus.CANCELLED),
            _taken(
                meeting_id, PartKind.DAY, PartKind.MEAL, PartKind.DINNER, count=func.count(Registration.id.distinct())
            ),
            _people(meeting_id, confirmed, exists().where(Needs.registration_id == Registration.id)),
            _taken(meeting_id, PartKind.NIGHT),
            _taken(meeting_id, PartKind.BUS),
            _people(meeting_id, confirmed),
            _people(meeting_id, confirmed, Registration.shows_name.is_(True)),
            _people(
                meeting_id,
                Registration.status != RegistrationStatus.CANCELLED,
                exists().where(Answer.registration_id == Registration.id),
            ),
            blocks,
        )
    ).one()
    return Sizes(*found)


def _people(meeting_id: int, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return (
        select(func.count(Registration.id)).where(Registration.meeting_id == meeting_id, *conditions).scalar_subquery()
    )


def _taken(meeting_id: int, *kinds: PartKind, count: ColumnElement[int] | None = None) -> ScalarSelect[int]:
    return (
        select(func.count(Registration.id) if count is None else count)
        .join(RegistrationPart, RegistrationPart.registration_id == Registration.id)
        .join(Part, Part.id == RegistrationPart.part_id)
        .where(
            Registration.meeting_id == meeting_id,
            GRANTED,
            Part.kind.in_(kinds),
            RegistrationPart.mode == Mode.ON_SITE,
        )
        .scalar_subquery()
    )
