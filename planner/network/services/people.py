"""Keeping the network's address book."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from planner.core.actor import require
from planner.core.database import insert_all
from planner.core.errors import Invalid, NotFound
from planner.core.language import say
from planner.core.work import Work
from planner.network.models import Cluster, Person
from planner.network.permissions import may_keep_network


@dataclass(frozen=True)
class PersonDetails:
    """All that is kept about somebody who gives items."""

    name: str
    title: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    cluster_id: int | None = None


def add_person(work: Work, details: PersonDetails) -> int:
    """Somebody new; gives the person's id. Two people may well have one name."""
    require(may_keep_network(work.actor), work.actor)
    person = Person()
    _set_details(work, person, details)
    work.db.add(person)
    work.db.flush()
    return person.id


def change_person(work: Work, person_id: int, details: PersonDetails) -> None:
    """Set all that is kept about a person."""
    require(may_keep_network(work.actor), work.actor)
    person = work.db.get(Person, person_id)
    if person is None:
        raise NotFound
    _set_details(work, person, details)


def _set_details(work: Work, person: Person, details: PersonDetails) -> None:
    if details.cluster_id is not None and work.db.get(Cluster, details.cluster_id) is None:
        raise Invalid({"cluster_id": say("Choose one of the options.")})
    person.name = details.name
    person.title = details.title
    person.organisation = details.organisation
    person.email = details.email.lower()
    person.phone = details.phone
    person.cluster_id = details.cluster_id


def person_called(work: Work, name: str, *, title: str = "", organisation: str = "") -> int:
    """The person of that name and organisation, or somebody new; gives the id. A title that is said is kept."""
    return people_called(work, [(name, title, organisation)])[name, organisation]


def people_called(work: Work, wanted: Collection[tuple[str, str, str]]) -> dict[tuple[str, str], int]:
    """Like person_called(), for many at once: of (name, title, organisation), the ids by name and organisation."""
    require(may_keep_network(work.actor), work.actor)
    if not wanted:
        return {}
    lengths = {len(name.strip()) for name, *_ in wanted}
    there = work.db.scalars(select(Person).where(func.length(Person.name).in_(lengths)).order_by(Person.id.desc()))
    known = {_same(person.name, person.organisation): person for person in there}
    fresh: dict[tuple[str, str], dict[str, str]] = {}
    for name, title, organisation in wanted:
        person = known.get(_same(name, organisation))
        if person is not None:
            person.title = title or person.title
        else:
            said = {"name": name.strip(), "title": "", "organisation": organisation.strip()}
            new = fresh.setdefault(_same(name, organisation), said)
            new["title"] = title or new["title"]
    ids = {same: person.id for same, person in known.items()}
    ids |= dict(zip(fresh, insert_all(work.db, Person, list(fresh.values())), strict=True))
    return {(name, organisation): ids[_same(name, organisation)] for name, _, organisation in wanted}


def _same(name: str, organisation: str) -> tuple[str, str]:
    return name.strip().casefold(), organisation.strip().casefold()
