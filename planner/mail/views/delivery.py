"""The administrators' page of how letters leave: by which server, how fast, and whether they arrive."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.core.actor import Actor, require
from planner.core.errors import Conflict, Invalid
from planner.core.language import language, say
from planner.mail import letters, services
from planner.mail.delivery.names import look
from planner.mail.delivery.trial import try_out
from planner.mail.forms import NamesForm, PaceForm
from planner.mail.permissions import may_set_pace
from planner.mail.rules.pace import Switch
from planner.mail.views.frame import surroundings, switch_now
from planner.web.entry import parts, reading, writing
from planner.web.page import flash, see_other


def delivery() -> ResponseReturnValue:
    """How letters leave now."""
    with reading() as work:
        require(may_set_pace(work.actor), work.actor)
        switch = switch_now(work)
    return _page(work.actor, switch, 200)


def pace() -> ResponseReturnValue:
    """How many letters leave a minute."""
    form = PaceForm()
    with reading() as work:
        require(may_set_pace(work.actor), work.actor)
        switch = switch_now(work)
    # An empty field takes the limit back, an empty form was no form.
    if "per_minute" in request.form and form.was_sent():
        try:
            with writing() as work:
                services.set_pace(work, form.number)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(say("Saved."))
            return see_other("mail.delivery")
    return _page(work.actor, switch, 422, pace_form=form)


def trial() -> ResponseReturnValue:
    """A letter to whoever asks for it, sent while they wait; the answer is what the server said."""
    with reading() as work:
        require(may_set_pace(work.actor), work.actor)
        switch = switch_now(work)
        to = parts().address_of(work.db, work.actor)
    settings = parts().settings
    if settings.mail.delivery == "keep":
        raise Conflict(say("Letters are kept here and not sent: no mail server is set."))
    written = letters.trial(work.site, work.actor.name, to, language())
    tried = try_out(written, settings.mail, work.site, work.now)
    return _page(work.actor, switch, 200, tried=tried, tried_to=to)


def names() -> ResponseReturnValue:
    """What the name system says of a domain; nothing is written."""
    form = NamesForm()
    with reading() as work:
        require(may_set_pace(work.actor), work.actor)
        switch = switch_now(work)
    if not form.was_sent():
        return _page(work.actor, switch, 422, names_form=form)
    domain, selector = form.asked()
    return _page(work.actor, switch, 200, names_form=form, findings=look(domain, selector, parts().ask_names))


def _page(reader: Actor, switch: Switch, code: int, **shown: object) -> ResponseReturnValue:
    mail = parts().settings.mail
    values = {
        "switch": switch,
        "mail": mail,
        "tried": None,
        "findings": (),
        "pace_form": PaceForm(formdata=None, per_minute=str(switch.per_minute) if switch.is_own_limit else ""),
        "names_form": NamesForm(formdata=None, domain=mail.sender.rpartition("@")[2]),
        **shown,
        **surroundings(reader),
    }
    return render_template("mail/delivery.html", **values), code
