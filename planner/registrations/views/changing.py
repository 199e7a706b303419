"""The private page where the holder of a link changes what is registered."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.errors import Invalid
from planner.core.language import say
from planner.questions.rules import has_files
from planner.registrations import services
from planner.registrations.forms import RegistrationForm, change_form
from planner.registrations.queries.asking import answered_by, form_facts
from planner.registrations.queries.holders import Holder, holder, holder_actor
from planner.registrations.rules import RegistrationStatus, change_refusal
from planner.web.entry import acting, public, reading, writing
from planner.web.page import flash, private_page, see_other


def change(token: str) -> ResponseReturnValue:
    """The form again, filled in."""
    with reading(public()) as work:
        me = holder(work.db, token)
        if me.status is RegistrationStatus.CANCELLED or change_refusal(me.gate, work.now) is not None:
            return see_other("mypage.mine", token=token)
        facts = form_facts(work.db, me.gate, work.now)
        form = change_form(facts, me, answered_by(work.db, facts, me.registration_id))
    if request.method == "GET":
        form.show(me)
    elif form.was_sent() and _try(token, me, form):
        flash(say("Your registration is changed. A letter tells you how it stands now."))
        return see_other("mypage.mine", token=token)
    return private_page(
        "registrations/change.html", token=token, me=me, gate=me.gate, form=form, has_files=has_files(facts.asked)
    )


def _try(token: str, me: Holder, form: RegistrationForm) -> bool:
    try:
        with writing(public()) as work:
            as_holder = acting(work, holder_actor(work.db, token))
            services.change(as_holder, me.registration_id, form.details(email=me.email))
    except Invalid as error:
        form.refuse(error)
        return False
    return True
