"""Tick boxes of which any may be chosen."""

from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget


class Ticks(SelectMultipleField):
    """A tick box for each option."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
