"""Writes what a person answered into the rows of their registration."""

from collections.abc import Sequence

from planner.core.work import Work
from planner.mail.letter import one_line
from planner.meetings.queries import Gate
from planner.meetings.rules import Mode
from planner.registrations.models import Needs, Registration, RegistrationPart
from planner.registrations.queries import places
from planner.registrations.rules import (
    PartChoice,
    PartKind,
    PartOffer,
    PartState,
    RegistrationDetails,
    diet_codes,
    takes_place,
)


def wants_place(gate: Gate, details: RegistrationDetails) -> bool:
    """Whether these days, taken so, count against the capacity."""
    return takes_place(gate.mode, {choice.mode for choice in details.days})


def write_answers(
    work: Work, gate: Gate, row: Registration, details: RegistrationDetails, offers: Sequence[PartOffer]
) -> None:
    """Everything but status, place in line, link and needs. The row's parts must be loaded."""
    row.name = one_line(details.name, 200)
    row.phone = one_line(details.phone, 40)
    row.cluster_id = details.cluster_id
    row.organisation = "" if details.cluster_id else one_line(details.organisation, 200)
    row.lang = details.lang
    row.shows_name = details.shows_name
    row.invoice = said(details.invoice)[:2000]
    row.takes_place = wants_place(gate, details)
    row.changed_at = work.now
    write_parts(gate, row, details, offers)


def write_parts(gate: Gate, row: Registration, details: RegistrationDetails, offers: Sequence[PartOffer]) -> None:
    """A yes that is new, or taken in another way, is a wish until parts are settled; others stay as they stand."""
    wanted = _wanted(gate, details, offers)
    kept = []
    for part in row.parts:
        choice = wanted.pop(part.part_id, None)
        if choice is None:
            continue
        if part.mode is not choice.mode:
            part.mode, part.state, part.place_in_line = choice.mode, PartState.WISHED, None
        part.room, part.share_with, part.stop_id = choice.room, choice.share_with, choice.stop_id
        kept.append(part)
    row.parts[:] = [*kept, *wanted.values()]


def parts_chosen(row: Registration, offers: Sequence[PartOffer]) -> tuple[PartChoice, ...]:
    """What somebody has said yes to beside the days."""
    other = {offer.part_id for offer in offers if offer.details.kind is not PartKind.DAY}
    return tuple(
        PartChoice(part.part_id, part.room, part.share_with, part.stop_id)
        for part in row.parts
        if part.part_id in other
    )


def write_needs(
    work: Work, gate: Gate, row: Registration, details: RegistrationDetails, *, are_known: bool = True
) -> None:
    """Diet and needs, to be erased on the date that the form shows; nothing said, nothing kept.

    `are_known`: whether some may be there already.
    """
    diets, diet, access = diet_codes(details.diets), said(details.diet), said(details.access)
    needs = places.needs_of(work.db, row.id) if are_known else None
    if not diets and not diet and not access:
        if needs is not None:
            work.db.delete(needs)
    elif needs is None:
        work.db.add(Needs(registration_id=row.id, diets=diets, diet=diet, access=access, erase_on=gate.erase_needs_on))
    else:
        needs.diets, needs.diet, needs.access = diets, diet, access
    work.db.flush()


def forget_needs(work: Work, row: Registration) -> None:
    """Nobody cooks for those who do not come."""
    needs = places.needs_of(work.db, row.id)
    if needs is not None:
        work.db.delete(needs)


def said(text: str) -> str:
    """As it can be kept: PostgreSQL keeps no NUL."""
    return text.replace("\0", "").strip()


def _wanted(gate: Gate, details: RegistrationDetails, offers: Sequence[PartOffer]) -> dict[int, RegistrationPart]:
    modes = {choice.held_on: choice.mode for choice in details.days}
    chosen = {choice.part_id: choice for choice in details.parts}
    in_person = Mode.ONLINE if gate.mode is Mode.ONLINE else Mode.ON_SITE
    wanted = {}
    for offer in offers:
        if offer.details.kind is PartKind.DAY:
            if offer.details.held_on in modes:
                mode = modes[offer.details.held_on]
                wanted[offer.part_id] = RegistrationPart(
                    part_id=offer.part_id, mode=mode, state=PartState.WISHED, share_with=""
                )
        elif offer.part_id in chosen:
            choice = chosen[offer.part_id]
            wanted[offer.part_id] = RegistrationPart(
                part_id=offer.part_id,
                mode=in_person,
                state=PartState.WISHED,
                room=choice.room,
                share_with=one_line(choice.share_with, 200),
                stop_id=choice.stop_id,
            )
    return wanted
