"""Forms that planners invite with."""

from collections.abc import Iterable

from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from planner.core.language import say
from planner.invitations.queries import Tile
from planner.web.form import Form, choose


class InviteForm(Form):
    """Which clusters are asked to come, and which have said that they send nobody."""

    invited = SelectMultipleField(
        say("Invited"), coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    absent = SelectMultipleField(
        say("Sends nobody"), coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )

    def offer(self, tiles: Iterable[Tile]) -> None:
        choices = [(tile.cluster.id, tile.cluster.name) for tile in tiles]
        self.invited.choices = choose(choices)
        self.absent.choices = choose(choices)
