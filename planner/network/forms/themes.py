"""What is filled in about a theme."""

from wtforms import IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange, Optional

from planner.core.language import Words, say
from planner.network.queries import ThemeValue
from planner.network.rules import HUE_WORDS, Hue
from planner.network.services import ThemeDetails
from planner.web.form import Form, choose, english, line


class ThemeForm(Form):
    """A theme's words, colour and place in the order."""

    name_sv = line(say("Name"), needed=True, most=120, hint=say("Such as “Water in the landscape”."))
    short_sv = line(say("Short name"), needed=True, most=24, hint=say("Stands beside the colour; one word is best."))
    name_en = line(english(say("Name")), most=120)
    short_en = line(english(say("Short name")), most=24)
    hue = RadioField(
        say("Colour"),
        [InputRequired(say("Choose one of the options."))],
        choices=choose((hue.value, words) for hue, words in HUE_WORDS.items()),
    )
    position = IntegerField(
        say("Place in the list"), [Optional(), NumberRange(1, 999, say("Write a whole number from 1."))]
    )

    def fill(self, theme: ThemeValue, position: int) -> None:
        """Show what is known; `position` counts from 1."""
        self.name_sv.data, self.name_en.data = theme.name.sv, theme.name.en
        self.short_sv.data, self.short_en.data = theme.short.sv, theme.short.en
        self.hue.data = theme.hue.value
        self.position.data = position

    def details(self) -> ThemeDetails:
        return ThemeDetails(
            name=Words(self.name_sv.data or "", self.name_en.data or ""),
            short=Words(self.short_sv.data or "", self.short_en.data or ""),
            hue=Hue(self.hue.data),
            position=self.position.data,
        )
