"""One invitation: what became of it, and everything that a planner can do with it."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Invalid
from planner.core.language import say
from planner.invitations import services
from planner.invitations.forms import PersonForm
from planner.invitations.permissions import may_invite
from planner.invitations.queries import InvitationLine, line_of
from planner.invitations.rules import Answer
from planner.invitations.views.planning import invitations_page
from planner.meetings.queries import gate_by_id
from planner.meetings.rules import Status
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


def one(invitation_id: int) -> ResponseReturnValue:
    """What is known of it; a POST corrects a person's name and address."""
    with reading() as work:
        require(may_invite(work.actor), work.actor)
        line = line_of(work.db, invitation_id)
        gate = gate_by_id(work.db, line.meeting_id)
    form = PersonForm()
    if request.method == "GET":
        form.name.data, form.email.data = line.name, line.email
    elif form.was_sent() and _corrected(line, form):
        return see_other("invitations.one", invitation_id=invitation_id)
    may_send = line.course.answer is Answer.SILENT and bool(line.addressees)
    is_open = gate.standing(work.now) is Status.OPEN
    return invitations_page("one", work.actor, gate, form=form, line=line, may_send=may_send and is_open)


def _corrected(line: InvitationLine, form: PersonForm) -> bool:
    try:
        with writing() as work:
            services.correct_address(work, line.invitation_id, form.name.data or "", form.email.data or "")
    except Invalid as error:
        form.refuse(error)
        return False
    is_new = (form.email.data or "").lower() != line.email
    flash(say("The address is corrected. Send the invitation again now.") if is_new else say("It is saved."))
    return True


def note_nobody(invitation_id: int) -> ResponseReturnValue:
    """Note by hand that nobody comes."""
    with writing() as work:
        services.decline(work, invitation_id)
    flash(say("It is noted that nobody comes."))
    return see_other("invitations.one", invitation_id=invitation_id)


def expect_again(invitation_id: int) -> ResponseReturnValue:
    """It was not so."""
    with writing() as work:
        services.take_back(work, invitation_id)
    flash(say("They are expected to answer again."))
    return see_other("invitations.one", invitation_id=invitation_id)


def send_again(invitation_id: int) -> ResponseReturnValue:
    """The invitation once more."""
    with writing() as work:
        services.send_again(work, invitation_id)
    flash(say("The invitation is on its way."))
    return see_other("invitations.one", invitation_id=invitation_id)


def remove(invitation_id: int) -> ResponseReturnValue:
    """They are invited no more."""
    with writing() as work:
        require(may_invite(work.actor), work.actor)
        line = line_of(work.db, invitation_id)
        slug = gate_by_id(work.db, line.meeting_id).slug
        services.remove(work, invitation_id)
    flash(say("%(name)s is not invited any more.", name=line.name))
    return see_other("invitations.index", slug=slug)
