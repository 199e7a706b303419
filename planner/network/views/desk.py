"""What the planners' pages of this slice share."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.core.actor import Actor, require
from planner.core.errors import Invalid
from planner.core.work import Work
from planner.network.permissions import may_keep_network
from planner.web.entry import writing
from planner.web.form import Form
from planner.web.page import for_person


def saved(form: Form, use_case: Callable[[Work], object]) -> bool:
    """True when the form was sent, read well, and the use case took it; its refusal stands in the form."""
    if not form.was_sent():
        return False
    try:
        with writing() as work:
            use_case(work)
    except Invalid as error:
        form.refuse(error)
        return False
    return True


def require_keeper(work: Work) -> None:
    """Raises unless the person keeps the network's records. Pages ask it too: they show what is not public."""
    require(may_keep_network(work.actor), work.actor)


def desk_page(template: str, actor: Actor, **values: Any) -> ResponseReturnValue:
    """A planner's page; 422 when it shows a form that was sent and refused."""
    page = render_template(f"network/{template}.html", **values, **for_person(actor))
    return page, 422 if request.method == "POST" else 200
