"""A new gathering: from nothing to a filled agenda on one screen."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.accounts.queries import contact_of
from planner.core.actor import require
from planner.core.errors import Invalid
from planner.core.language import language
from planner.core.work import Work
from planner.network.queries import venues_in_order
from planner.starters import services
from planner.starters.forms import StartForm
from planner.starters.permissions import may_plan
from planner.starters.queries import TemplateValue, templates_in_order
from planner.starters.rules import STARTERS, Starter
from planner.starters.views.frame import Way, core_of, starters_page, tell_what_came, usual_way
from planner.web.entry import parts, reading, writing
from planner.web.form import add_row
from planner.web.page import see_other


def new() -> ResponseReturnValue:
    """A title, a first day, and how such gatherings usually go (?how= is what is chosen at first)."""
    form = StartForm()
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        ways = _offer(work, form)
        contact = contact_of(work.db, work.actor)
    if request.method != "POST":
        form.how.data = request.args.get("how", "")
    elif "more_days" in request.form:
        add_row(form.days)
    elif form.was_sent() and (made := _made(form, contact)):
        return _show(made)
    code = form.refused_as if request.method == "POST" and "more_days" not in request.form else 200
    return starters_page("new", work, form=form, ways=ways, code=code)


def _show(made: services.Started) -> ResponseReturnValue:
    """The agenda, if it has one already."""
    if made.fitted is None:
        return see_other("lists.dashboard", slug=made.slug)
    tell_what_came(made.fitted, language())
    return see_other("board.index", slug=made.slug)


def _made(form: StartForm, contact: tuple[str, str]) -> services.Started | None:
    """The gathering; None when the form says why not."""
    try:
        details = form.details(parts().settings.default_zone, contact)
        with writing() as work:
            return services.start_meeting(work, details, form.how.data or "")
    except Invalid as refusal:
        form.refuse(refusal)
        return None


def _offer(work: Work, form: StartForm) -> dict[str, Way]:
    """What can be chosen; gives the ways to go, by their keys."""
    found: tuple[Starter | TemplateValue, ...] = (*STARTERS, *templates_in_order(work.db))
    patterns = {pattern.key: pattern for pattern in found}
    ways = {key: usual_way(pattern, language()) for key, pattern in patterns.items()}
    form.offer([(str(venue.id), venue.name) for venue in venues_in_order(work.db)])
    form.offer_ways(
        {key: core_of(pattern) for key, pattern in patterns.items()}, {key: way.name for key, way in ways.items()}
    )
    return ways
