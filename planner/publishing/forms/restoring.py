"""What the lead says when the draft is brought back to an earlier version."""

from collections.abc import Iterable

from wtforms import HiddenField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from planner.core.language import say
from planner.web.form import Form, choose


class RestoreForm(Form):
    """Which items that have come since go."""

    removed = SelectMultipleField(
        say("Take away what has come since"), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    mark = HiddenField()

    def offer(self, later: Iterable[tuple[str, str]]) -> None:
        """The items (uid, title) that the version had not."""
        self.removed.choices = choose(later)
