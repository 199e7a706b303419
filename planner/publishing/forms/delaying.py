"""What the lead says when a day runs late."""

from collections.abc import Iterable

from wtforms import BooleanField, DateField, HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from planner.core.language import in_language, language, say
from planner.publishing.services import DelayDetails
from planner.web.form import Form, choose, given


class LateForm(Form):
    """How late, and from when on. Each number of minutes is a button of its own."""

    day = DateField(say("Day"), [InputRequired(say("This needs an answer."))], widget=HiddenInput())
    uid = SelectField(say("From"), [Optional()], choices=[])
    breaks_shrink = BooleanField(
        say("The next break or meal makes up for the delay"),
        description=say("It begins late, ends in time, and what follows stays."),
    )
    is_sure = BooleanField(say("It is not today. Move all the same?"))
    """Asked only of a day that is not today."""
    minutes = IntegerField(say("Minutes"), [InputRequired(say("This needs an answer."))])
    seen_number = HiddenField()

    def offer(self, items: Iterable[tuple[str, str]], *, now: str) -> None:
        """The items of the day (uid, time and title); `now`: in words, empty when it is another day."""
        self.uid.choices = choose(items, nothing=in_language(now, language()))

    def details(self) -> DelayDetails:
        return DelayDetails(
            day=given(self.day.data),
            minutes=given(self.minutes.data),
            uid=self.uid.data or "",
            breaks_shrink=bool(self.breaks_shrink.data),
            is_sure=bool(self.is_sure.data),
        )
