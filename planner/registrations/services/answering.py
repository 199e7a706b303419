"""Writes what a person answered into the rows of their registration."""

from planner.core.work import Work
from planner.mail.letter import one_line
from planner.meetings.queries import Gate
from planner.registrations.models import Needs, Registration, RegistrationPart
from planner.registrations.queries import places
from planner.registrations.rules import RegistrationDetails, takes_place


def wants_place(gate: Gate, details: RegistrationDetails) -> bool:
    """Whether these days, taken so, count against the capacity."""
    return takes_place(gate.mode, {choice.mode for choice in details.days})


def write_answers(work: Work, gate: Gate, row: Registration, details: RegistrationDetails) -> None:
    """Everything but status, place in line and link. The row's parts must be loaded."""
    row.name = one_line(details.name, 200)
    row.phone = one_line(details.phone, 40)
    row.cluster_id = details.cluster_id
    row.organisation = "" if details.cluster_id else one_line(details.organisation, 200)
    row.lang = details.lang
    row.shows_name = details.shows_name
    row.takes_place = wants_place(gate, details)
    row.changed_at = work.now
    _write_days(work, row, details)


def write_needs(work: Work, gate: Gate, row: Registration, details: RegistrationDetails) -> None:
    """Diet and needs, to be erased on the date that the form shows; nothing said, nothing kept."""
    diet, access = _said(details.diet), _said(details.access)
    needs = places.needs_of(work.db, row.id)
    if not diet and not access:
        forget_needs(work, row)
    elif needs is None:
        work.db.add(Needs(registration_id=row.id, diet=diet, access=access, erase_on=gate.erase_needs_on))
    else:
        needs.diet, needs.access = diet, access
    work.db.flush()


def forget_needs(work: Work, row: Registration) -> None:
    """Nobody cooks for those who do not come."""
    needs = places.needs_of(work.db, row.id)
    if needs is not None:
        work.db.delete(needs)


def _write_days(work: Work, row: Registration, details: RegistrationDetails) -> None:
    wanted = {choice.held_on: choice.mode for choice in details.days}
    days = {part.id: part.held_on for part in places.day_parts(work.db, row.meeting_id)}
    kept = {part.part_id: part for part in row.parts}
    for part in row.parts:
        if days.get(part.part_id) in wanted:
            part.mode = wanted[days[part.part_id]]
    fresh = [
        RegistrationPart(part_id=part_id, mode=wanted[held_on])
        for part_id, held_on in days.items()
        if held_on in wanted and part_id not in kept
    ]
    others = [part for part in row.parts if part.part_id not in days or days[part.part_id] in wanted]
    row.parts[:] = [*others, *fresh]


def _said(text: str) -> str:
    # PostgreSQL keeps no NUL.
    return text.replace("\0", "").strip()
