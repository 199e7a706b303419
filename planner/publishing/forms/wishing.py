"""Which letters about the programme somebody wants."""

from wtforms import BooleanField

from planner.core.language import say
from planner.web.form import Form


class LettersForm(Form):
    """Ticks on one's own page."""

    of_changes = BooleanField(
        say("Write to me when something that I come to changes"),
        description=say("You always get a letter when what you had chosen is gone, or the gathering is cancelled."),
    )
    on_the_day = BooleanField(say("Write to me on the day itself, too, when it runs late"))
    chosen_entries = BooleanField(
        say("Mail me calendar entries of what I have chosen"),
        description=say("Each in a letter of its own, and again if its time or room changes."),
    )
