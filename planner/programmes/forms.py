"""What the lead says when publishing."""

from wtforms import BooleanField, HiddenField, RadioField

from planner.core.language import say
from planner.web.form import Form, choose, prose


class PublishForm(Form):
    """Publish what is drafted now."""

    scope = RadioField(
        say("What to publish"),
        choices=choose(
            [
                ("agenda", say("The page and the programme")),
                ("page", say("Only the page: the programme comes later")),
            ]
        ),
        default="agenda",
    )
    preliminary = BooleanField(
        say("Mark the programme as preliminary"), description=say("Says on page and PDF that it may still change.")
    )
    note = prose(say("A note to readers"), most=500, hint=say("Shown with the list of versions."))
    seen_number = HiddenField()
