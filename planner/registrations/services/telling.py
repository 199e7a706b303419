"""Which letters leave when something happens to a registration."""

from datetime import date

from planner.core.work import Work
from planner.mail.services import post
from planner.meetings.queries import Gate
from planner.programmes.queries import newest
from planner.registrations import letters
from planner.registrations.letters import Guest, Occasion
from planner.registrations.models import Registration
from planner.registrations.queries import places
from planner.registrations.rules import DayChoice, RegistrationStatus


def occasion_of(work: Work, gate: Gate) -> Occasion:
    """What letters about a gathering tell, read once for all of them."""
    return Occasion(
        site=work.site,
        gate=gate,
        programme=newest(work.db, gate.meeting_id),
        online_link=places.online_link_of(work.db, gate.meeting_id),
    )


def choices_of(work: Work, row: Registration) -> tuple[DayChoice, ...]:
    """The days that somebody comes, in order."""
    modes = {part.part_id: part.mode for part in row.parts}
    days = {part.id: part.held_on for part in places.day_parts(work.db, row.meeting_id)}
    return tuple(sorted((DayChoice(days[p], modes[p]) for p in modes if p in days), key=_held_on))


def tell_decision(work: Work, gate: Gate, row: Registration) -> None:
    """A new registration: confirmed with its calendar entry in a letter of its own, or waiting."""
    on, to = occasion_of(work, gate), _guest(work, row)
    if row.status is RegistrationStatus.WAITING:
        post(work, letters.waiting(on, to))
        return
    post(work, letters.registered(on, to))
    _invite(work, on, to)


def tell_promoted(work: Work, on: Occasion, row: Registration) -> None:
    """From the waiting list to a place."""
    to = _guest(work, row)
    post(work, letters.promoted(on, to))
    _invite(work, on, to)


def tell_changed(work: Work, gate: Gate, row: Registration, *, other_days: bool) -> None:
    """Other answers; with other days the calendar entry follows."""
    on = occasion_of(work, gate)
    post(work, letters.changed(on, _guest(work, row)))
    if other_days and row.status is RegistrationStatus.CONFIRMED:
        row.sequence += 1
        _invite(work, on, _guest(work, row))


def tell_cancelled(work: Work, gate: Gate, row: Registration, *, had_place: bool) -> None:
    """Not coming any more."""
    row.sequence += had_place
    post(work, letters.cancelled(occasion_of(work, gate), _guest(work, row), had_place=had_place))


def tell_gathering_cancelled(work: Work, on: Occasion, row: Registration) -> None:
    """The gathering is off."""
    had_place = row.status is RegistrationStatus.CONFIRMED
    row.sequence += had_place
    post(work, letters.gathering_cancelled(on, _guest(work, row), had_place=had_place))


def tell_link(work: Work, gate: Gate, row: Registration) -> None:
    """The private link once more."""
    post(work, letters.link_again(occasion_of(work, gate), _guest(work, row)))


def _invite(work: Work, on: Occasion, to: Guest) -> None:
    letter = letters.calendar_entry(on, to)
    if letter is not None:
        post(work, letter)


def _guest(work: Work, row: Registration) -> Guest:
    return Guest(
        name=row.name,
        email=row.email,
        lang="en" if row.lang == "en" else "sv",
        salt=row.salt,
        uid=row.uid,
        sequence=row.sequence,
        days=choices_of(work, row),
        place=places.place_in(work.db, row),
        registered_at=row.registered_at,
        changed_at=work.now,
    )


def _held_on(choice: DayChoice) -> date:
    return choice.held_on
