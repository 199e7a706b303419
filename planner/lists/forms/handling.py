"""What is done with people of a list: with one of them, or with many at once."""

from wtforms import BooleanField, SelectField, SelectMultipleField, StringField

from planner.core.language import language, say
from planner.registrations import forms
from planner.web.form import Form, choose

LINK, REMIND, CANCEL, FUND, UNFUND, TO_FILE = "link", "remind", "cancel", "fund", "unfund", "file"


class ManyForm(Form):
    """Ticked people, or all that the filters show, and what to do with them."""

    who = SelectMultipleField(coerce=int, validate_choice=False)
    everybody = BooleanField()
    what = StringField()
    sure = BooleanField()

    @property
    def ids(self) -> frozenset[int] | None:
        """The ticked ones; None: all that the filters show."""
        return None if self.everybody.data else frozenset(self.who.data or ())


class HandOverForm(forms.HandOverForm):
    """Who comes instead, and what language they read: a planner's own says nothing of that."""

    lang = SelectField(say("Language of the letters"))


def hand_over_form() -> HandOverForm:
    """An empty one, or what was sent."""
    form = HandOverForm()
    form.lang.choices = choose([("sv", "Svenska"), ("en", "English")])
    if form.lang.data not in ("sv", "en"):
        form.lang.data = language()
    return form
