"""Pages for those who leave the place to a colleague, or want to be forgotten."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.errors import Invalid
from planner.core.language import language, say
from planner.registrations import services
from planner.registrations.forms import HandOverForm
from planner.registrations.queries.holders import holder, holder_actor
from planner.registrations.rules import RegistrationStatus, change_refusal
from planner.web.entry import acting, public, reading, writing
from planner.web.page import flash, for_person, private_page, see_other


def hand_over(token: str) -> ResponseReturnValue:
    """Who comes instead; a POST gives them the place, and this link leads nowhere."""
    with reading(public()) as work:
        me = holder(work.db, token)
    if me.status is RegistrationStatus.CANCELLED or change_refusal(me.gate, work.now) is not None:
        return see_other("mypage.mine", token=token)
    form = HandOverForm()
    if form.was_sent() and _try(token, form):
        flash(say("%(name)s comes instead of you, and gets a letter with a link.", name=form.name.data))
        return see_other("mypage.handed_over")
    return private_page("mypage/hand_over.html", token=token, me=me, form=form)


def erase(token: str) -> ResponseReturnValue:
    """Says what goes and what stays; a POST erases, and this link leads nowhere."""
    if request.method == "POST":
        with writing(public()) as work:
            actor = holder_actor(work.db, token)
            services.erase_person(acting(work, actor), actor.registration_id or 0)
        return see_other("mypage.erased")
    with reading(public()) as work:
        me = holder(work.db, token)
    is_coming = me.status is not RegistrationStatus.CANCELLED and change_refusal(me.gate, work.now) is None
    return private_page("mypage/erase.html", token=token, me=me, is_coming=is_coming)


def handed_over() -> ResponseReturnValue:
    """What has happened, now that the old link opens nothing."""
    return private_page("mypage/handed_over.html", **for_person(public()))


def erased() -> ResponseReturnValue:
    """What has happened, now that the old link opens nothing."""
    return private_page("mypage/erased.html")


def _try(token: str, form: HandOverForm) -> bool:
    try:
        with writing(public()) as work:
            actor = holder_actor(work.db, token)
            name, email = form.name.data or "", form.email.data or ""
            services.hand_over(acting(work, actor), actor.registration_id or 0, name, email, language())
    except Invalid as error:
        form.refuse(error)
        return False
    return True
