"""Sending letters once more that did not arrive."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Invalid
from planner.core.language import say, say_many
from planner.mail import queries, services
from planner.mail.forms import AddressForm
from planner.mail.permissions import may_read_letters
from planner.mail.views.frame import letter_page
from planner.mail.views.letters import wanted_by
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


def send_again(letter_id: int) -> ResponseReturnValue:
    """One letter, to the same address."""
    with writing() as work:
        services.send_again(work, letter_id)
    flash(say("The letter will be sent again."))
    return see_other("mail.letter", letter_id=letter_id)


def send_all_again() -> ResponseReturnValue:
    """All that failed of those that the list shows."""
    wanted = wanted_by(request.form)
    with writing() as work:
        count = services.send_all_again(work, wanted)
        outdone = queries.count_outdone(work.db, wanted)
    if count:
        flash(say_many("%(n)s letter will be sent again.", "%(n)s letters will be sent again.", count))
    elif not outdone:
        flash(say("There is no letter to send again."), "warning")
    if outdone:
        flash(
            say_many(
                "%(n)s letter stays: a later one tells something else of the same calendar entry.",
                "%(n)s letters stay: later ones tell something else of the same calendar entries.",
                outdone,
            ),
            "warning",
        )
    return see_other("mail.letters", q=wanted.containing or None, meeting=wanted.meeting_id)


def elsewhere(letter_id: int) -> ResponseReturnValue:
    """One letter, to another address."""
    form = AddressForm()
    with reading() as work:
        require(may_read_letters(work.actor), work.actor)
        letter = queries.letter(work.db, letter_id)
    if form.was_sent():
        try:
            with writing() as work:
                new_id = services.send_elsewhere(work, letter_id, form.address.data or "")
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(say("The letter is on its way to %(address)s.", address=form.address.data))
            return see_other("mail.letter", letter_id=new_id)
    with reading() as work:
        return letter_page(work, letter, form, 422)
