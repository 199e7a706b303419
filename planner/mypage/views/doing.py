"""What one does with one's place: take it, ask for it anew, give it back."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.language import say
from planner.entries.services import want_entries
from planner.publishing.forms import LettersForm
from planner.publishing.services import want_letters
from planner.registrations import services
from planner.registrations.queries.holders import holder, holder_actor
from planner.registrations.rules import RegistrationStatus, change_refusal
from planner.web.entry import acting, public, reading, writing
from planner.web.page import flash, private_page, see_other


def accept(token: str) -> ResponseReturnValue:
    """Takes the place that is held."""
    with writing(public()) as work:
        actor = holder_actor(work.db, token)
        services.accept_offer(acting(work, actor), actor.registration_id or 0)
    flash(say("The place is yours. A letter confirms it."))
    return see_other("mypage.mine", token=token)


def stay(token: str) -> ResponseReturnValue:
    """Whose offer lapsed still wants to come."""
    with writing(public()) as work:
        actor = holder_actor(work.db, token)
        services.stay_in_line(acting(work, actor), actor.registration_id or 0)
    flash(say("We know that you still want to come. You are offered a place again when it is your turn."))
    return see_other("mypage.mine", token=token)


def letters(token: str) -> ResponseReturnValue:
    """Which letters about the programme one wants."""
    form = LettersForm()
    with writing(public()) as work:
        actor = holder_actor(work.db, token)
        mine, registration_id = acting(work, actor), actor.registration_id or 0
        want_letters(
            mine, registration_id, of_changes=bool(form.of_changes.data), on_the_day=bool(form.on_the_day.data)
        )
        want_entries(mine, registration_id, wanted=bool(form.chosen_entries.data))
    flash(say("We have noted which letters you want."))
    return see_other("mypage.mine", token=token)


def cancel(token: str) -> ResponseReturnValue:
    """Asks first; a POST cancels."""
    if request.method == "POST":
        with writing(public()) as work:
            actor = holder_actor(work.db, token)
            services.cancel(acting(work, actor), actor.registration_id or 0)
        flash(say("Your registration is cancelled."))
        return see_other("mypage.mine", token=token)
    with reading(public()) as work:
        me = holder(work.db, token)
    if me.status is RegistrationStatus.CANCELLED or change_refusal(me.gate, work.now) is not None:
        return see_other("mypage.mine", token=token)
    return private_page("mypage/cancel.html", token=token, me=me)
