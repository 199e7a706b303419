"""Who would be told of what is not published yet, and why."""

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from planner.core.language import language
from planner.publishing import services
from planner.publishing.rules import reasons
from planner.web.entry import reading
from planner.web.page import for_person, with_query

PER_PAGE = 100


def told(slug: str) -> ResponseReturnValue:
    """Names, clusters and reasons, a hundred on a page."""
    with reading() as work:
        plan = services.plan_publishing(work, slug)
    pages = max(1, -(-len(plan.recipients) // PER_PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), pages)
    shown = plan.recipients[(number - 1) * PER_PAGE : number * PER_PAGE]
    page = render_template(
        "publishing/told.html",
        gate=plan.gate,
        dates=tuple(day.held_on for day in plan.gate.days),
        rows=[(each, reasons(each, plan.news, language())) for each in shown],
        total=len(plan.recipients),
        calendars=plan.calendars,
        page=_pager(number, pages),
        page_here="plan.meetings",
        **for_person(work.actor),
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


def _pager(number: int, pages: int) -> dict[str, object]:
    return {
        "number": number,
        "pages": pages,
        "previous_url": with_query(page=number - 1) if number > 1 else None,
        "next_url": with_query(page=number + 1) if number < pages else None,
    }
