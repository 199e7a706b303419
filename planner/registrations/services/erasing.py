"""Erasing what names one person: because they ask, or because it is due. Numbers stay."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import case, delete, select, update

from planner.core.actor import require
from planner.core.tokens import new_salt
from planner.core.work import Work, tell
from planner.mail.services import forget_letters
from planner.registrations.letters import PARTY_PURPOSE, PURPOSE
from planner.registrations.models import Erasure, Handover, KeptCount, LineMove, Needs, Party, Registration
from planner.registrations.news import PersonErased
from planner.registrations.permissions import may_erase_person
from planner.registrations.queries import places, privacy
from planner.registrations.rules import RegistrationStatus, change_refusal
from planner.registrations.rules.keeping import FOOD, NOBODY, Kind, erased_address, is_erased
from planner.registrations.services.changing import cancel
from planner.registrations.services.questioning import forget_answers
from planner.registrations.services.seating import enter


def erase_person(work: Work, registration_id: int) -> None:
    """Everything that names this person goes, for good; what stays is a row that counts one.

    Who is still to come is taken out first, as by cancel(): the seat goes to the next in line, and a last letter says
    so. What others wrote in their own words is theirs, and stays.
    """
    require(may_erase_person(work.actor, registration_id), work.actor)
    gate = enter(work, places.meeting_of(work.db, registration_id))
    row = places.row_of(work.db, registration_id)
    if is_erased(row.email):
        return
    if row.status is not RegistrationStatus.CANCELLED and change_refusal(gate, work.now) is None:
        cancel(work, registration_id)
    keep_food(work, gate.meeting_id, [row.id])
    parties = privacy.parties_of(work.db, gate.meeting_id, row.email)
    forget_letters(work, gate.meeting_id, row.email)
    forget_rows(work, [row])
    forget_bookers(work, parties)
    log(work, gate.meeting_id, Kind.PERSON, 1)


def forget_rows(work: Work, rows: Sequence[Registration]) -> None:
    """Make these people nameless: row, needs, answers, files, and what was noted about them. Parts must be loaded."""
    ids = [row.id for row in rows]
    for table in (Needs, LineMove, Handover):
        work.db.execute(delete(table).where(table.registration_id.in_(ids)))
    for row in rows:
        forget_answers(work, row)
        _forget_in_handovers(work, row)
        email = row.email
        row.name, row.email = NOBODY, erased_address(row.id)
        row.phone = row.organisation = row.invoice = ""
        row.shows_name = False
        # The old link leads nowhere, and nothing ties the row to an entry in anybody's calendar.
        row.uid, row.salt = secrets.token_hex(16), new_salt()
        row.token_hash = work.site.keys.token_hash(PURPOSE, row.salt)
        row.changed_at = work.now
        row.revision += 1
        for part in row.parts:
            part.share_with = ""
        tell(work, PersonErased(row.meeting_id, row.id, email))
    work.db.flush()


def _forget_in_handovers(work: Work, row: Registration) -> None:
    """Seats that they once handed on, or got and handed on, are others' now: only their name goes there."""
    here = select(Registration.id).where(Registration.meeting_id == row.meeting_id)
    for name, email in ((Handover.from_name, Handover.from_email), (Handover.to_name, Handover.to_email)):
        by_them = case((Handover.handed_by == name, NOBODY), else_=Handover.handed_by)
        work.db.execute(
            update(Handover)
            .where(Handover.registration_id.in_(here), email == row.email)
            .values({Handover.handed_by: by_them, name: NOBODY, email: erased_address(row.id)})
        )


def forget_bookers(work: Work, parties: Sequence[Party]) -> None:
    """Whoever registered these parties is named no more, and their link leads nowhere."""
    for party in parties:
        theirs = select(Registration.id).where(Registration.party_id == party.id)
        by_them = (Handover.registration_id.in_(theirs), Handover.handed_by == party.booker_name)
        work.db.execute(update(Handover).where(*by_them).values(handed_by=NOBODY))
        party.asked_from = ""
        party.booker_name, party.booker_email = NOBODY, erased_address(party.id)
        party.salt = new_salt()
        party.token_hash = work.site.keys.token_hash(PARTY_PURPOSE, party.salt)
    work.db.flush()


def keep_food(work: Work, meeting_id: int, registration_ids: Collection[int] | None = None) -> None:
    """Count what these people (None: everybody) eat and need before it is erased: for each day, meal and dinner.

    It is added to what was counted before. How many eat stands in the rows, which stay; it is noted with everybody's.
    """
    counts = privacy.food_by_name(work.db, meeting_id, registration_ids)
    keep(work, meeting_id, FOOD, {(c.held_on, label): n for c in counts for label, n in c.special().items()})
    if registration_ids is None:
        keep(work, meeting_id, FOOD, {(c.held_on, c.eating_label): c.eating for c in counts}, anew=True)


def keep(
    work: Work, meeting_id: int, what: str, numbers: Mapping[tuple[date, str], int], *, anew: bool = False
) -> None:
    """Write numbers by day and label: added to what was kept before, or (`anew`) in its place."""
    rows = {(row.held_on, row.label): row for row in privacy.kept_rows(work.db, meeting_id, what)}
    for (held_on, label), number in numbers.items():
        row = rows.get((held_on, label))
        if row is None:
            work.db.add(KeptCount(meeting_id=meeting_id, what=what, held_on=held_on, label=label, number=number))
        else:
            row.number = number if anew else row.number + number
    work.db.flush()


def log(work: Work, meeting_id: int, what: Kind, number: int) -> None:
    """Note that so many were erased, not whose; nothing erased, nothing noted."""
    if number:
        work.db.add(Erasure(meeting_id=meeting_id, what=what.value, erased=number, erased_at=work.now))
