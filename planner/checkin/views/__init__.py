"""Pages of the door: every address of the slice, and the function that answers it."""

from collections.abc import Callable

from flask import Blueprint
from flask.typing import ResponseReturnValue

from planner.checkin.views import code, doors, page, sheet, ticks, visitors

blueprint = Blueprint("checkin", __name__)

LEAD, DOOR = "/plan/meetings/<slug>/checkin", "/door/<token>"

Row = tuple[str, Callable[..., ResponseReturnValue], tuple[str, ...]]
# The same list for leads and for helpers, who come by a private link.
SHARED: tuple[Row, ...] = (
    ("", page.page, ("GET", "POST")),
    ("/state", ticks.state, ("GET",)),
    ("/ticks", ticks.take, ("POST",)),
    ("/visitors", visitors.visitors, ("GET", "POST")),
)
LEADS: tuple[Row, ...] = (
    (f"{LEAD}/visitors/<int:visitor_id>/remove", visitors.remove, ("POST",)),
    (f"{LEAD}/sheet", sheet.sheet, ("GET", "POST")),
    (f"{LEAD}/doors", doors.doors, ("GET", "POST")),
    (f"{LEAD}/doors/<int:door_id>/revoke", doors.revoke, ("POST",)),
    ("/c/<signed>", code.code, ("GET", "POST")),
)
for base in (LEAD, DOOR):
    for rule, view, methods in SHARED:
        blueprint.add_url_rule(base + rule, view_func=view, methods=methods)
for rule, view, methods in LEADS:
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
