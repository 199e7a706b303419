"""Letters that invite and remind: who gets them now, and that they left."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, update

from planner.core.actor import require
from planner.core.errors import Conflict
from planner.core.language import Lang, Words, say
from planner.core.timespan import local
from planner.core.work import Work
from planner.invitations import letters
from planner.invitations.letters import PURPOSE, Invitee, Occasion
from planner.invitations.models import Invitation, InvitationLetter
from planner.invitations.permissions import may_invite, may_remind_by_itself
from planner.invitations.queries import Addressee, InvitationLine, line_of, lines_of, terms_of
from planner.invitations.queries.rows import meetings_to_remind
from planner.invitations.rules import InvitingTerms, Standing, is_due, may_remind, next_reminder, reminder_days
from planner.mail.letter import Letter
from planner.mail.services import post_all
from planner.meetings.queries import Gate, gate_by_id, lock_gate, lock_gate_of
from planner.meetings.rules import Status
from planner.programmes.queries import newest

Write = Callable[[Invitee, InvitationLine], Letter]


@dataclass(frozen=True)
class Plan:
    """Whom a sending goes to, before it does: what a planner looks at first."""

    gate: Gate
    lines: tuple[InvitationLine, ...]
    unreachable: tuple[InvitationLine, ...]
    """Clusters that would get it too, had they an address."""
    samples: tuple[Letter, ...]
    """The letter to the first of them, once for each language that it goes out in."""


def plan_sending(work: Work, gate: Gate) -> Plan:
    """Who gets the invitation when it is sent now: those who have not got it yet, nor answered."""
    require(may_invite(work.actor), work.actor)
    waiting = [line for line in lines_of(work.db, gate.meeting_id) if line.standing is Standing.NOT_SENT]
    return _plan(work, gate, waiting, _inviting(work, gate))


def plan_reminding(work: Work, gate: Gate) -> Plan:
    """Who is reminded when it is done now: those who got the letter and have said nothing."""
    require(may_invite(work.actor), work.actor)
    silent = [line for line in lines_of(work.db, gate.meeting_id) if may_remind(line.reminded(gate.zone), work.now)]
    return _plan(work, gate, silent, _reminding(work, gate, auto=False))


def send(work: Work, slug: str) -> int:
    """Send the invitation to those who have not got it. Gives how many invitations left.

    Sent twice it goes to nobody the second time. Conflict while registration is not open.
    """
    require(may_invite(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    _check_open(work, gate)
    plan = plan_sending(work, gate)
    _post(work, plan.lines, _inviting(work, gate), {"sent_at": work.now})
    return len(plan.lines)


def send_again(work: Work, invitation_id: int) -> None:
    """The invitation once more, to the address that stands now. Conflict for those who have answered."""
    require(may_invite(work.actor), work.actor)
    line = line_of(work.db, invitation_id)
    gate = lock_gate(work.db, line.meeting_id)
    _check_open(work, gate)
    if line.standing in (Standing.ANSWERED, Standing.ABSENT):
        raise Conflict(say("They have answered already."))
    if not line.addressees:
        raise Conflict(say("There is no address to send it to."))
    _post(work, [line], _inviting(work, gate), {"sent_at": work.now})


def remind(work: Work, slug: str) -> int:
    """Remind the silent, and nobody else. Gives how many. Conflict while registration is not open."""
    require(may_invite(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    _check_open(work, gate)
    plan = plan_reminding(work, gate)
    _post_reminders(work, gate, plan.lines, auto=False)
    return len(plan.lines)


def remind_due(work: Work) -> int:
    """Automatic reminders whose day has come, at gatherings that are open. For a daily schedule; done twice a day it
    reminds nobody twice. Gives how many."""
    require(may_remind_by_itself(work.actor), work.actor)
    return sum(_remind_due_of(work, meeting_id) for meeting_id in meetings_to_remind(work.db))


def _check_open(work: Work, gate: Gate) -> None:
    """Raises Conflict unless people can register now."""
    if gate.standing(work.now) is not Status.OPEN:
        raise Conflict(say("Letters are sent while registration is open: they ask people to register."))


def _remind_due_of(work: Work, meeting_id: int) -> int:
    gate = gate_by_id(work.db, meeting_id)
    days = reminder_days(terms_of(work.db, meeting_id), gate.last_day)
    today = local(work.now, gate.zone).date()
    if gate.standing(work.now) is not Status.OPEN or not any(day <= today for day in days):
        return 0
    gate = lock_gate(work.db, meeting_id)
    due = [
        line
        for line in lines_of(work.db, meeting_id)
        if line.addressees and is_due(line.reminded(gate.zone), days, today)
    ]
    _post_reminders(work, gate, due, auto=True)
    return len(due)


def _post_reminders(work: Work, gate: Gate, lines: Sequence[InvitationLine], *, auto: bool) -> None:
    values: dict[str, object] = {"reminded_at": work.now, "reminders": Invitation.reminders + 1}
    if auto:
        values["auto_reminders"] = Invitation.auto_reminders + 1
    _post(work, lines, _reminding(work, gate, auto=auto), values)


def _plan(work: Work, gate: Gate, lines: Sequence[InvitationLine], write: Write) -> Plan:
    reached = tuple(line for line in lines if line.addressees)
    samples: dict[Lang, Letter] = {}
    for line in reached:
        for person in line.addressees:
            if person.lang not in samples:
                samples[person.lang] = write(_invitee(line, person), line)
    return Plan(gate, reached, tuple(line for line in lines if not line.addressees), tuple(samples.values()))


def _inviting(work: Work, gate: Gate) -> Write:
    on = _occasion(work, gate, terms_of(work.db, gate.meeting_id).message)
    return lambda to, line: letters.invitation(on, to)


def _reminding(work: Work, gate: Gate, *, auto: bool) -> Write:
    on = _occasion(work, gate)
    terms: InvitingTerms = terms_of(work.db, gate.meeting_id)
    days, today = reminder_days(terms, gate.last_day), local(work.now, gate.zone).date()

    def write(to: Invitee, line: InvitationLine) -> Letter:
        next_on = next_reminder(days, today, line.auto_reminders + auto)
        return letters.reminder(on, to, first=line.reminders == 0, next_on=next_on)

    return write


def _occasion(work: Work, gate: Gate, message: Words | None = None) -> Occasion:
    return Occasion(work.site, gate, newest(work.db, gate.meeting_id), message or Words())


def _invitee(line: InvitationLine, person: Addressee) -> Invitee:
    return Invitee(
        name=person.name,
        email=person.email,
        lang=person.lang,
        salt=line.salt,
        cluster=line.cluster if line.is_cluster else "",
        others=len(line.addressees) - 1,
    )


def _post(work: Work, lines: Collection[InvitationLine], write: Write, values: dict[str, object]) -> None:
    """Letters to all of them in a fixed number of statements, however many they are."""
    if not lines:
        return
    # Those noted before there were links have a salt and no link yet.
    work.db.execute(
        update(Invitation),
        [{"id": line.invitation_id, "token_hash": work.site.keys.token_hash(PURPOSE, line.salt)} for line in lines],
    )
    work.db.execute(
        update(Invitation)
        .where(Invitation.id.in_([line.invitation_id for line in lines]))
        .values(**values, sendings=Invitation.sendings + 1)
        .execution_options(synchronize_session="fetch")
    )
    written = [(line, person) for line in lines for person in line.addressees]
    letter_ids = post_all(work, [write(_invitee(line, person), line) for line, person in written])
    work.db.execute(
        insert(InvitationLetter),
        [
            {"letter_id": letter_id, "invitation_id": line.invitation_id, "sending": line.sendings + 1}
            for letter_id, (line, _) in zip(letter_ids, written, strict=True)
        ],
    )
