"""The accessibility statement, with a form for remarks, and what is done with personal data."""

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from planner.about import services
from planner.about.forms import FeedbackForm
from planner.web.entry import parts, public, writing
from planner.web.page import see_other

blueprint = Blueprint("about", __name__)

REVIEWED_ON = date(2026, 11, 22)
"""When the statement was last held against the pages themselves."""


@blueprint.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    return _statement(FeedbackForm(formdata=None), was_sent="sent" in request.args)


@blueprint.post("/accessibility")
def feedback() -> ResponseReturnValue:
    form = FeedbackForm()
    if not form.was_sent():
        return _statement(form), 422
    with writing(public()) as work:
        services.send_feedback(work, form.remark(), to=parts().settings.contact_address)
    return see_other("about.accessibility", sent=1, _anchor="remark")


@blueprint.get("/privacy")
def privacy() -> ResponseReturnValue:
    settings = parts().settings
    return render_template("about/privacy.html", contact=settings.contact_address, reads_mail=settings.imap is not None)


def _statement(form: FeedbackForm, *, was_sent: bool = False) -> str:
    contact = parts().settings.contact_address
    return render_template(
        "about/accessibility.html", form=form, was_sent=was_sent, contact=contact, reviewed_on=REVIEWED_ON
    )
