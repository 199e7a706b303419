"""The name of a template, and what goes into it."""

from planner.core.language import say
from planner.starters.forms.ticks import Ticks
from planner.starters.rules import KEEP_WORDS, MOST_NAME, Keep
from planner.web.form import Form, choose, line


class RenameForm(Form):
    """What a template is called."""

    name = line(say("Name"), needed=True, most=MOST_NAME, hint=say("Such as “Our usual cluster day”."))


class SaveForm(RenameForm):
    """An agenda becomes a template."""

    keeps = Ticks(
        say("What goes into it beside titles and times"),
        choices=choose((keep.value, words) for keep, words in KEEP_WORDS.items()),
    )

    def tick_all(self) -> None:
        """What is ticked at first."""
        self.keeps.data = [keep.value for keep in Keep]

    def kept(self) -> frozenset[Keep]:
        return frozenset(map(Keep, self.keeps.data or ()))
