"""What is done for many people of a gathering at once: their links, reminders, cancelling, who is funded."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from planner.core.actor import require
from planner.core.work import Work
from planner.mail.services import post_all
from planner.meetings.queries import gate_of
from planner.registrations import letters
from planner.registrations.letters.frame import LINK
from planner.registrations.letters.reminding import ANSWER_THE_REST, answer_the_rest
from planner.registrations.models import Registration
from planner.registrations.permissions import may_look_after, may_see_all_people, may_see_people
from planner.registrations.queries import places
from planner.registrations.rules import LINK_PAUSE_MINUTES, RegistrationStatus
from planner.registrations.services.changing import cancel
from planner.registrations.services.seating import enter_by_slug
from planner.registrations.services.telling import guest, occasion_of


def send_links(work: Work, slug: str, registration_ids: Collection[int]) -> int:
    """Have their private links sent to these again; gives how many left. Who got one a moment ago gets no other."""
    require(may_see_people(work.actor), work.actor)
    gate = gate_of(work.db, slug)
    rows = _unasked(work, gate.meeting_id, LINK, _looked_after(work, gate.meeting_id, registration_ids))
    on = occasion_of(work, gate)
    line = places.places_in_line(work.db, gate.meeting_id)
    written = [letters.link_again(on, guest(work, row, on, place=line.get(row.id))) for row in rows]
    return len(post_all(work, written))


def remind_to_answer(work: Work, slug: str, registration_ids: Collection[int]) -> int:
    """Ask those of these who have not answered for themselves to do so; gives how many were asked."""
    require(may_see_people(work.actor), work.actor)
    gate = gate_of(work.db, slug)
    named = [row for row in _looked_after(work, gate.meeting_id, registration_ids) if row.details_at is None]
    rows = _unasked(work, gate.meeting_id, ANSWER_THE_REST, named)
    on = occasion_of(work, gate)
    line = places.places_in_line(work.db, gate.meeting_id)
    bookers = places.bookers_of(work.db, gate.meeting_id)
    written = [answer_the_rest(on, guest(work, row, on, place=line.get(row.id)), bookers[row.party_id]) for row in rows]
    return len(post_all(work, written))


def cancel_many(work: Work, slug: str, registration_ids: Collection[int]) -> int:
    """cancel() each of these; gives how many are cancelled by it. All of them or, where one is refused, nobody."""
    require(may_see_people(work.actor), work.actor)
    rows = _looked_after(work, enter_by_slug(work, slug).meeting_id, registration_ids)
    for row in rows:
        cancel(work, row.id)
    return len(rows)


def mark_funded(work: Work, slug: str, registration_ids: Collection[int], *, funded: bool) -> int:
    """Say of these that the network pays for them, or that it does not; gives how many are changed by it."""
    require(may_see_all_people(work.actor), work.actor)
    rows = _looked_after(work, enter_by_slug(work, slug).meeting_id, registration_ids)
    changed = [row for row in rows if row.is_funded is not funded]
    for row in changed:
        row.is_funded = funded
        row.revision += 1
    work.db.flush()
    return len(changed)


def _looked_after(work: Work, meeting_id: int, registration_ids: Collection[int]) -> Sequence[Registration]:
    """Those of these who belong to the gathering and have not cancelled. NotAllowed unless all are in good hands."""
    rows = [row for row in places.rows_of(work.db, registration_ids) if row.meeting_id == meeting_id]
    for row in rows:
        require(may_look_after(work.actor, row.id, row.cluster_id, row.party_id), work.actor)
    return [row for row in rows if row.status is not RegistrationStatus.CANCELLED]


def _unasked(work: Work, meeting_id: int, kind: str, rows: Sequence[Registration]) -> Sequence[Registration]:
    since = work.now - timedelta(minutes=LINK_PAUSE_MINUTES)
    lately = places.recipients_since(work.db, kind, meeting_id, since)
    return [row for row in rows if row.email not in lately]
