"""Who holds a calendar entry of a gathering, for whoever keeps those entries right."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import bindparam, update

from planner.core.work import Work
from planner.meetings.queries import Gate
from planner.programmes.snapshot import Programme
from planner.registrations.letters import Guest, Occasion
from planner.registrations.models import Registration
from planner.registrations.queries.places import those_coming
from planner.registrations.rules import RegistrationStatus
from planner.registrations.services.telling import guest, occasion_of


def entry_holders(work: Work, gate: Gate, programme: Programme) -> tuple[Occasion, tuple[Guest, ...]]:
    """Everybody who has a place, and what letters by this version of the programme tell them. In a fixed number of
    statements. A use case of a higher slice has asked whether it may.
    """
    on = replace(occasion_of(work, gate), programme=programme)
    rows = those_coming(work.db, gate.meeting_id)
    return on, tuple(guest(work, row, on) for row in rows if row.status is RegistrationStatus.CONFIRMED)


def note_sequences(work: Work, sequences: Mapping[str, int]) -> None:
    """These entries, by uid, were mailed with these sequences: later letters go on from there. One statement."""
    if not sequences:
        return
    table = Registration.__table__
    change = update(table).where(table.c.uid == bindparam("of_uid")).values(sequence=bindparam("mailed"))  # type: ignore[arg-type]
    work.db.execute(change, [{"of_uid": uid, "mailed": sequence} for uid, sequence in sequences.items()])
