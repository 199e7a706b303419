"""A colleague comes instead: the seat stays, the person and what is theirs alone change."""

import secrets

from planner.core.actor import require
from planner.core.errors import Invalid
from planner.core.language import Lang, say
from planner.core.tokens import new_salt
from planner.core.work import Work, tell
from planner.mail.letter import one_line
from planner.mail.services import post_all
from planner.registrations import letters
from planner.registrations.letters import PURPOSE
from planner.registrations.models import Handover, Registration
from planner.registrations.news import SeatHandedOver
from planner.registrations.permissions import may_look_after
from planner.registrations.queries import places
from planner.registrations.queries.entries import entries_held
from planner.registrations.rules import RegistrationStatus
from planner.registrations.services.answering import forget_needs
from planner.registrations.services.changing import open_registration
from planner.registrations.services.questioning import forget_answers
from planner.registrations.services.seating import enter
from planner.registrations.services.telling import guest, occasion_of


def hand_over(work: Work, registration_id: int, name: str, email: str, lang: Lang) -> str:
    """Give somebody's seat, or place in line, to a colleague; gives the token of the colleague's private link.

    Days, meals, night and bus stay; diet, needs, own answers and choices are the colleague's to give. The first
    person's link stops working. Raises Invalid for an address that is registered already.
    """
    enter(work, places.meeting_of(work.db, registration_id))
    row = places.row_of(work.db, registration_id)
    require(may_look_after(work.actor, row.id, row.cluster_id, row.party_id), work.actor)
    gate, row = open_registration(work, registration_id)
    email = email.strip().lower()
    _check(work, row, name, email)
    on = occasion_of(work, gate)
    had_place = row.status is RegistrationStatus.CONFIRMED
    holds_entry = row.uid in entries_held(work.db, row.meeting_id, [row.email])
    row.sequence += had_place  # RFC 5546 3.2.5: a CANCEL comes after the REQUEST that it takes back
    before = guest(work, row, on)
    _note(work, row, name, email)
    _change_person(work, row, one_line(name, 200), email, lang)
    tell(work, SeatHandedOver(gate.meeting_id, row.id))
    work.db.flush()
    to = guest(work, row, on)
    welcome = letters.handed_over(on, to, before.name)
    gone = letters.without_calendar(on, before, letters.handed_on(on, before, row.name), had_place=holds_entry)
    post_all(work, [*gone, *(letters.with_calendar(on, to, welcome) if had_place else [welcome])])
    return work.site.keys.token(PURPOSE, row.salt)


def _check(work: Work, row: Registration, name: str, email: str) -> None:
    wrong = {}
    if not name.strip():
        wrong["name"] = say("This needs an answer.")
    if email == row.email:
        wrong["email"] = say("That is the address of the person who has the seat now.")
    known = places.row_by_email(work.db, row.meeting_id, email)
    if known is not None and known.id != row.id:
        if known.status is not RegistrationStatus.CANCELLED:
            wrong["email"] = say("%(email)s is registered already, with a seat or in line.", email=email)
        elif not wrong:
            # Cancelled long since: the address is free again, and its old row would stand in the way.
            work.db.delete(known)
            work.db.flush()
    if wrong:
        raise Invalid(wrong)


def _note(work: Work, row: Registration, name: str, email: str) -> None:
    work.db.add(
        Handover(
            registration_id=row.id,
            handed_at=work.now,
            handed_by=work.actor.name,
            from_name=row.name,
            from_email=row.email,
            to_name=one_line(name, 200),
            to_email=email,
        )
    )


def _change_person(work: Work, row: Registration, name: str, email: str, lang: Lang) -> None:
    forget_needs(work, row)
    forget_answers(work, row)
    row.name, row.email, row.lang, row.phone = name, email, lang, ""
    row.shows_name = False
    row.details_at = None
    # A calendar entry of their own: the first person's was cancelled under the old one.
    row.uid, row.sequence = secrets.token_hex(16), 0
    row.salt = new_salt()
    row.token_hash = work.site.keys.token_hash(PURPOSE, row.salt)
    row.changed_at = work.now
    row.revision += 1
    for part in row.parts:
        part.share_with = ""
