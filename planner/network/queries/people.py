"""What is known of the people in the network's address book."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.network.models import Person
from planner.network.rules import by_letters


@dataclass(frozen=True)
class PersonValue:
    """Somebody in the network's address book."""

    id: int
    name: str
    title: str
    organisation: str
    email: str
    cluster_id: int | None
    phone: str


_PERSON = select(
    Person.id, Person.name, Person.title, Person.organisation, Person.email, Person.cluster_id, Person.phone
)


def people_named(db: Session) -> tuple[PersonValue, ...]:
    """Everybody, by name."""
    people = (PersonValue(*row) for row in db.execute(_PERSON))
    return tuple(sorted(people, key=lambda p: (by_letters(p.name), p.id)))


def people_by_id(db: Session, ids: Collection[int]) -> tuple[PersonValue, ...]:
    """Those of `ids` that there are, in no order; one statement."""
    return tuple(PersonValue(*row) for row in db.execute(_PERSON.where(Person.id.in_(ids))))
