"""What can be set of a calendar of one's own."""

from wtforms import SelectField

from planner.calendars.rules import ALARMS
from planner.core.language import Text, say
from planner.web.form import Form, choose

ALARM_WORDS: dict[int, Text] = {
    0: say("No reminders"),
    10: say("10 minutes before"),
    30: say("30 minutes before"),
    60: say("1 hour before"),
    1440: say("1 day before"),
}
assert set(ALARM_WORDS) == {0, *ALARMS}


class AlarmForm(Form):
    """When the calendar reminds."""

    alarm = SelectField(
        say("Reminders"),
        coerce=int,
        choices=choose(ALARM_WORDS.items()),
        description=say("Google and Outlook show none in calendars that are followed; Apple asks first."),
    )
