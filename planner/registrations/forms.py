"""Forms of registrations: the one that people fill in, and those that planners search and invite with."""

import re
import secrets
from collections.abc import Iterable
from typing import cast

from wtforms import BooleanField, HiddenField, RadioField, SelectField

from planner.core.errors import Invalid
from planner.core.language import Lang, clock, day_words, in_language, language, say
from planner.meetings.queries import Gate
from planner.meetings.rules import MODE_WORDS, DayHours, Mode
from planner.network.queries import ClusterName
from planner.network.rules import ClusterStatus
from planner.registrations.queries.holders import Holder
from planner.registrations.rules import MODES_OF, DayChoice, RegistrationDetails
from planner.web.form import Form, choose, line, mail_address, prose, required

AWAY = "away"
"""The answer of somebody who stays away that day."""
_KEY = re.compile(r"[0-9a-f]{32}")


class RegistrationForm(Form):
    """Everything on one screen. registration_form() adds the days of the gathering, unless there is nothing to ask."""

    gate: Gate

    form_key = HiddenField()
    name = line(say("Name"), needed=True)
    email = mail_address(say("E-mail"), needed=True, hint=say("Your confirmation and your private link go there."))
    phone = line(say("Phone"), most=40)
    cluster = SelectField(say("Cluster"))
    organisation = line(say("Other organisation"), hint=say("If you come from no cluster."))
    diet = prose(say("Special diet or allergy"), most=1000)
    access = prose(say("What do you need to be able to take part?"), most=1000)
    shows_name = BooleanField(say("My name and organisation may stand on the list of participants"))

    @property
    def day_fields(self) -> list[RadioField]:
        """One for each day; none when coming is the only answer."""
        return [self[name] for name in _day_names(self.gate) if name in self]

    @property
    def key(self) -> str:
        """Made with the form: sending it twice is no second registration."""
        sent = self.form_key.data or ""
        return sent if _KEY.fullmatch(sent) else secrets.token_hex(16)

    def details(self, *, email: str = "") -> RegistrationDetails:
        """What was filled in; `email` where the form does not ask for it."""
        return RegistrationDetails(
            name=self.name.data or "",
            email=email or self.email.data or "",
            days=self._days(),
            lang=language(),
            phone=self.phone.data or "",
            cluster_id=int(self.cluster.data) if self.cluster.data else None,
            organisation=self.organisation.data or "",
            diet=self.diet.data or "",
            access=self.access.data or "",
            shows_name=bool(self.shows_name.data),
        )

    def show(self, holder: Holder) -> None:
        """Fill the form with what is registered."""
        for name in ("name", "phone", "organisation", "diet", "access", "shows_name"):
            self[name].data = getattr(holder, name)
        self.cluster.data = str(holder.cluster_id or "")
        modes = {choice.held_on: choice.mode for choice in holder.days}
        for day, field in zip(self.gate.days, self.day_fields, strict=False):
            field.data = modes.get(day.held_on, AWAY)

    def refuse(self, error: Invalid) -> None:
        """Like Form.refuse; what is wrong with the days stands by the first of them."""
        first = next(iter(self.day_fields), None)
        fields = error.fields
        if first is not None and "days" in fields:
            fields = {first.name if name == "days" else name: words for name, words in fields.items()}
        super().refuse(Invalid(fields))

    def _days(self) -> tuple[DayChoice, ...]:
        if not self.day_fields:
            return tuple(DayChoice(day.held_on, MODES_OF[self.gate.mode][0]) for day in self.gate.days)
        answers = zip(self.gate.days, self.day_fields, strict=True)
        return tuple(DayChoice(day.held_on, Mode(f.data)) for day, f in answers if f.data != AWAY)


def registration_form(
    gate: Gate, clusters: Iterable[ClusterName], *, holder: Holder | None = None, fresh: bool = False
) -> RegistrationForm:
    """The form for one gathering. With `holder`, for changing: the address stands, and is not asked for again."""
    kind = type("GatheringForm", (RegistrationForm,), {"gate": gate, **_day_fields(gate)})
    form = cast(RegistrationForm, kind(formdata=None) if fresh else kind())
    kept = holder.cluster_id if holder else None
    names = [(str(c.id), c.name) for c in clusters if c.status is not ClusterStatus.DORMANT or c.id == kept]
    form.cluster.choices = choose(names, nothing=in_language(say("None of them"), language()))
    if holder is not None:
        del form.email
    if not form.form_key.data:
        form.form_key.data = secrets.token_hex(16)
    return form


def _day_fields(gate: Gate) -> dict[str, RadioField]:
    modes = MODES_OF[gate.mode]
    if len(gate.days) == 1 and len(modes) == 1:
        return {}
    lang = language()
    ways = [(mode.value, MODE_WORDS[mode].in_(lang)) for mode in modes]
    choices = [*ways, (AWAY, say("Not this day").in_(lang))] if len(gate.days) > 1 else ways
    # Where there is one way to come, most come every day; how is not guessed where there are two.
    default = modes[0].value if len(modes) == 1 else None
    return {
        name: RadioField(day_label(day, lang), [required()], choices=choose(choices), default=default)
        for name, day in zip(_day_names(gate), gate.days, strict=True)
    }


def day_label(day: DayHours, lang: Lang) -> str:
    """onsdag 14 oktober 2026, 09.30–16.30"""
    return f"{day_words(day.held_on, lang)}, {clock(day.opens, lang)}–{clock(day.closes, lang)}"


def _day_names(gate: Gate) -> list[str]:
    return [f"day_{day.held_on:%Y%m%d}" for day in gate.days]
