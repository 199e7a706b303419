"""What the kitchen must know of each day and meal: numbers, no names, also after the answers are erased."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.lists.queries.people import GRANTED
from planner.meetings.rules import Mode
from planner.network.models import Cluster
from planner.network.rules import by_letters
from planner.registrations.models import Needs, Part, Registration, RegistrationPart
from planner.registrations.queries.parts import offers_of
from planner.registrations.queries.privacy import ErasureLine, erasures_of, food_of
from planner.registrations.rules import Diet, PartDetails, PartKind, RegistrationStatus, diets_by_kind, diets_in
from planner.registrations.rules.keeping import Kind

EATEN = (PartKind.DAY, PartKind.MEAL, PartKind.DINNER)


@dataclass(frozen=True)
class KitchenMeal:
    """What the kitchen must know of one day or meal."""

    details: PartDetails
    eating: int
    """Everybody on site."""
    plain: int | None
    """Those who eat what is served; None once answers are erased."""
    diets: tuple[tuple[Diet, int], ...]
    """Somebody with two diets is counted at each."""
    texts: tuple[tuple[str, int], ...]
    """In people's own words, each once."""
    erased: int
    """Who had written something in their own words that is erased now."""


@dataclass(frozen=True)
class NeedsList:
    meals: tuple[KitchenMeal, ...]
    access: tuple[tuple[str, int], ...]
    erasures: tuple[ErasureLine, ...]


@dataclass(frozen=True)
class NeedsLine:
    """What one person needs, by name."""

    registration_id: int
    name: str
    comes_from: str
    phone: str
    diets: tuple[Diet, ...]
    diet: str
    access: str


def needs_list(db: Session, meeting_id: int) -> NeedsList:
    """Diets by day and meal, and access needs, of those who are registered on site. Six statements."""
    rows = db.execute(
        select(RegistrationPart.part_id, Needs.diets, Needs.diet)
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .join(Part, Part.id == RegistrationPart.part_id)
        .outerjoin(Needs, Needs.registration_id == Registration.id)
        .where(Part.meeting_id == meeting_id, Part.kind.in_(EATEN), GRANTED, RegistrationPart.mode == Mode.ON_SITE)
        .order_by(Registration.id)
    ).all()
    erasures = tuple(line for line in erasures_of(db, meeting_id) if line.what in (Kind.NEEDS, Kind.PEOPLE))
    counts = {count.part_id: count for count in food_of(db, meeting_id)}
    meals = []
    for offer in offers_of(db, meeting_id):
        count = counts.get(offer.part_id)
        if count is not None and count.eating:
            theirs = [row for row in rows if row.part_id == offer.part_id]
            texts = diets_by_kind([row.diet or "" for row in theirs])
            plain = None if erasures else sum(_is_plain(row.diets, row.diet) for row in theirs)
            left = count.other - sum(number for _, number in texts)
            meals.append(KitchenMeal(offer.details, count.eating, plain, count.diets, texts, max(0, left)))
    return NeedsList(tuple(meals), diets_by_kind(_access_of(db, meeting_id)), erasures)


def _is_plain(diets: str | None, diet: str | None) -> bool:
    return not diets_in(diets or "") and not (diet or "").strip()


def _access_of(db: Session, meeting_id: int) -> Sequence[str]:
    return db.scalars(
        select(Needs.access)
        .join(Registration, Registration.id == Needs.registration_id)
        .where(Registration.meeting_id == meeting_id, Registration.status == RegistrationStatus.CONFIRMED)
        .order_by(Registration.id)
    ).all()


def needs_by_name(db: Session, meeting_id: int) -> tuple[NeedsLine, ...]:
    """Who needs what: only for a page that notes who looked. One statement."""
    rows = db.execute(
        select(
            Registration.id, Registration.name, Cluster.name.label("cluster"), Registration.organisation,
            Registration.phone, Needs.diets, Needs.diet, Needs.access,
        )
        .join(Needs, Needs.registration_id == Registration.id)
        .outerjoin(Cluster, Cluster.id == Registration.cluster_id)
        .where(Registration.meeting_id == meeting_id, Registration.status == RegistrationStatus.CONFIRMED)
    )  # fmt: skip
    lines = (
        NeedsLine(
            row.id, row.name, row.cluster or row.organisation, row.phone, diets_in(row.diets), row.diet, row.access
        )
        for row in rows
    )
    return tuple(sorted(lines, key=lambda line: (by_letters(line.name), line.registration_id)))
