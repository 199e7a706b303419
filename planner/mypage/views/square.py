"""The square that somebody shows at the door, and that a phone's own camera opens."""

import segno
from flask import url_for
from markupsafe import Markup

from planner.checkin.queries import code_for
from planner.core.work import Work
from planner.meetings.rules import Mode, Status
from planner.registrations.queries.holders import Holder
from planner.registrations.rules import RegistrationStatus


def square_of(work: Work, me: Holder) -> dict[str, object]:
    """`square` as a drawing; empty for those who have nothing to come to. One statement."""
    comes = me.status is RegistrationStatus.CONFIRMED and any(choice.mode is Mode.ON_SITE for choice in me.days)
    if not comes or me.gate.standing(work.now) in (Status.HELD, Status.CANCELLED):
        return {"square": ""}
    path = url_for("checkin.code", signed=code_for(work.db, work.site.keys, me.registration_id))
    # Without sizes and classes of its own: the style sheet says how large it is. Drawn from our own address alone.
    drawn = segno.make(work.site.base_url + path, error="m", micro=False)
    return {"square": Markup(drawn.svg_inline(omitsize=True, svgclass=None, lineclass=None))}
