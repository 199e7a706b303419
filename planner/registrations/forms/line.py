"""The form in which a lead gives somebody another place in line."""

from collections.abc import Sequence

from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired

from planner.core.language import language, say
from planner.registrations.queries.standing import Waiter
from planner.web.form import Form, choose, line


class MoveForm(Form):
    """Who, where to, and why."""

    who = SelectField(say("Who"), choices=[])
    place = IntegerField(say("New place in line"), [InputRequired(say("This needs an answer."))])
    reason = line(
        say("Reason"), needed=True, most=300, hint=say("It is kept here. The person sees it on their own page.")
    )

    def offer(self, waiting: Sequence[Waiter]) -> None:
        """Who can be moved; called before anything is read from the form."""
        lang = language()
        self.who.choices = choose(
            (
                str(person.registration_id),
                say("%(place)s. %(name)s, %(comes_from)s", place=person.place, name=person.name,
                    comes_from=person.comes_from).in_(lang),
            )
            for person in waiting
        )  # fmt: skip
