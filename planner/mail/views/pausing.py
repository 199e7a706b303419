"""Stopping all sending, and letting it go on."""

from flask.typing import ResponseReturnValue

from planner.core.language import say
from planner.mail import services
from planner.web.entry import writing
from planner.web.page import flash, see_other


def pause() -> ResponseReturnValue:
    """No letter leaves from now on."""
    with writing() as work:
        services.pause(work)
    flash(say("No letters leave from now on. Those that are written wait."))
    return see_other("mail.letters")


def resume() -> ResponseReturnValue:
    """Letters leave again."""
    with writing() as work:
        services.resume(work)
    flash(say("Letters leave again."))
    return see_other("mail.letters")
