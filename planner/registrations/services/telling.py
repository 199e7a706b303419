"""Which letters leave when something happens to a registration."""

from collections.abc import Collection

from planner.core.work import Work
from planner.mail.services import post, post_all
from planner.meetings.queries import Gate
from planner.meetings.rules import Mode
from planner.programmes.queries import newest
from planner.registrations import letters
from planner.registrations.letters import Guest, Occasion, Taken
from planner.registrations.models import Registration
from planner.registrations.queries import parts, places
from planner.registrations.rules import DayChoice, PartKind, PartOffer, PartState, RegistrationStatus


def occasion_of(
    work: Work, gate: Gate, *, offers: tuple[PartOffer, ...] | None = None, online: bool = True
) -> Occasion:
    """What letters about a gathering tell, read once for all of them.

    `offers`: its parts, where they have been read already; `online`: whether the link for those online is needed.
    """
    online = online and gate.mode is not Mode.ON_SITE
    return Occasion(
        site=work.site,
        gate=gate,
        programme=newest(work.db, gate.meeting_id),
        online_link=places.online_link_of(work.db, gate.meeting_id) if online else "",
        parts=parts.offers_of(work.db, gate.meeting_id) if offers is None else offers,
    )


def guest(work: Work, row: Registration, on: Occasion, *, place: int | None = None) -> Guest:
    """Whom a letter goes to. `place`: in the line, where it is known; the row's parts must be loaded."""
    order = {offer.part_id: number for number, offer in enumerate(on.parts)}
    held_on = {offer.part_id: offer.details.held_on for offer in on.parts if offer.details.kind is PartKind.DAY}
    taken = tuple(
        Taken(part.part_id, part.state, part.mode, part.room, part.share_with, part.stop_id)
        for part in sorted(row.parts, key=lambda part: order.get(part.part_id, -1))
    )
    if place is None and row.status is RegistrationStatus.WAITING:
        place = places.place_in(work.db, row)
    return Guest(
        name=row.name,
        email=row.email,
        lang="en" if row.lang == "en" else "sv",
        salt=row.salt,
        uid=row.uid,
        sequence=row.sequence,
        days=tuple(
            DayChoice(held_on[part.part_id], part.mode)
            for part in taken
            if part.part_id in held_on and part.state is not PartState.WAITING
        ),
        taken=taken,
        place=place,
        registered_at=row.registered_at,
        changed_at=work.now,
        decision=row.decision,
        offered_until=row.offered_until,
    )


def choices_of(work: Work, row: Registration) -> tuple[DayChoice, ...]:
    """The days that somebody said yes to, in order."""
    modes = {part.part_id: part.mode for part in row.parts}
    days = {part.id: part.held_on for part in places.day_parts(work.db, row.meeting_id)}
    return tuple(sorted((DayChoice(days[p], modes[p]) for p in modes if p in days), key=lambda choice: choice.held_on))


def tell_changed(work: Work, gate: Gate, row: Registration, *, other_days: bool) -> None:
    """Other answers; with other days the calendar entry follows."""
    on = occasion_of(work, gate)
    post(work, letters.changed(on, guest(work, row, on)))
    if other_days and row.status is RegistrationStatus.CONFIRMED:
        row.sequence += 1
        entry = letters.calendar_entry(on, guest(work, row, on))
        post_all(work, [entry] if entry else [])


def tell_cancelled(work: Work, gate: Gate, row: Registration, *, had_place: bool) -> None:
    """Not coming any more. `had_place`: it stands in their calendar, and is taken back there."""
    row.sequence += had_place
    on = occasion_of(work, gate)
    to = guest(work, row, on)
    post_all(work, letters.without_calendar(on, to, letters.cancelled(on, to), had_place=had_place))


def tell_gathering_cancelled(work: Work, on: Occasion, row: Registration, held: Collection[str]) -> None:
    """The gathering is off. `held`: the UIDs of the entries that are in somebody's calendar."""
    had_place = row.uid in held
    row.sequence += had_place
    to = guest(work, row, on)
    post_all(work, letters.without_calendar(on, to, letters.gathering_cancelled(on, to), had_place=had_place))


def tell_link(work: Work, gate: Gate, row: Registration) -> None:
    """The private link once more."""
    on = occasion_of(work, gate)
    post(work, letters.link_again(on, guest(work, row, on)))
