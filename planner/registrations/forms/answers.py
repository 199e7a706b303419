"""The answers that registering and changing share."""

import re
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from planner.core.errors import Invalid
from planner.core.language import language, say
from planner.network.queries import ClusterName
from planner.network.rules import ClusterStatus, cluster_of_address
from planner.questions.forms import given_in, show_given
from planner.questions.rules import Given, check_given
from planner.registrations.forms.days import DayFields, days_in, groups_of, parts_in, show_days, show_parts
from planner.registrations.queries.asking import Answered, FormFacts
from planner.registrations.queries.holders import Holder
from planner.registrations.rules import (
    DIET_WORDS,
    Diet,
    PartKind,
    RegistrationDetails,
    check_answers,
    check_choices,
)
from planner.web.form import Form, choose, line, mail_address, prose

_KEY = re.compile(r"[0-9a-f]{32}")


class RegistrationForm(Form):
    """Everything on one screen. What the gathering has of its own (days, parts, questions) is added in making.py."""

    facts: FormFacts
    before = Answered()
    """What had been answered; nothing, for somebody new."""
    kept_cluster: int | None = None
    """Where they come from already: to be kept even if it is dormant by now."""
    _given: tuple[Given, ...] | None = None

    form_key = HiddenField()
    name = line(say("Name"), needed=True)
    email = mail_address(say("E-mail"), needed=True, hint=say("Your confirmation and your private link go there."))
    phone = line(say("Phone"), most=40)
    cluster = SelectField(say("Cluster"))
    organisation = line(say("Other organisation"), hint=say("If you come from no cluster."))
    diets = SelectMultipleField(
        say("Food"),
        choices=choose((diet.value, words) for diet, words in DIET_WORDS.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    diet = prose(say("Other diet or allergy"), most=1000)
    access = prose(say("What do you need to be able to take part?"), most=1000)
    invoice = prose(
        say("Invoice details"),
        most=2000,
        hint=say("Whom to send the invoice to, its address or e-mail, and your reference."),
    )
    shows_name = BooleanField(say("My name and organisation may stand on the list of participants"))

    @property
    def groups(self) -> tuple[DayFields, ...]:
        """Days and parts, a group for each day."""
        return groups_of(self, self.facts)

    @property
    def key(self) -> str:
        """Made with the form: sending it twice is no second registration."""
        sent = self.form_key.data or ""
        return sent if _KEY.fullmatch(sent) else secrets.token_hex(16)

    @property
    def recognised(self) -> ClusterName | None:
        """The cluster that the address tells of, where nothing else was said."""
        if self.cluster.data or self.organisation.data or "email" not in self:
            return None
        found = cluster_of_address(self.email.data or "", self.facts.domains)
        return next((c for c in self.choosable() if c.id == found), None)

    def choosable(self) -> list[ClusterName]:
        """Clusters that one can say one comes from."""
        everybody = self.facts.clusters
        return [c for c in everybody if c.status is not ClusterStatus.DORMANT or c.id == self.kept_cluster]

    def validate(self, extra_validators: Any = None) -> bool:
        """Looks at each field, and then at what must fit together, so that everything is said in one go."""
        super().validate(extra_validators)
        for check in self.checks():
            try:
                check()
            except Invalid as error:
                self.refuse(Invalid({name: words for name, words in error.fields.items() if not self._is_wrong(name)}))
        return not self.errors

    def checks(self) -> Iterable[Callable[[], object]]:
        """What raises Invalid for answers that cannot be together."""
        facts, said = self.facts, self.details(email="-")
        side = {offer.part_id for offer in facts.parts if offer.details.kind is PartKind.SIDE_MEETING}
        yield lambda: check_answers(
            said,
            mode=facts.gate.mode,
            days=[day.held_on for day in facts.gate.days],
            lasting=[cluster.id for cluster in self.choosable()],
            side=any(choice.part_id in side for choice in said.parts),
        )
        yield lambda: check_choices(said.parts, facts.offers, self.before.parts, facts.today)
        if said.given is not None:
            given = said.given
            yield lambda: check_given(facts.asked, given, {choice.mode for choice in said.days})

    def details(self, *, email: str = "") -> RegistrationDetails:
        """What was filled in; `email` where the form does not ask for it."""
        cluster, recognised = self.cluster.data, self.recognised
        return RegistrationDetails(
            name=self.name.data or "",
            email=email or self.email.data or "",
            days=days_in(self, self.facts.gate),
            lang=language(),
            phone=self.phone.data or "",
            cluster_id=int(cluster) if cluster and cluster.isdecimal() else recognised.id if recognised else None,
            organisation=self.organisation.data or "",
            diet=self.diet.data or "",
            access=self.access.data or "",
            shows_name=bool(self.shows_name.data),
            diets=tuple(Diet(code) for code in self.diets.data or () if code in list(Diet)),
            parts=parts_in(self, self.facts, self.before.parts),
            given=self.given(),
            invoice=(self.invoice.data or "") if "invoice" in self else "",
        )

    def given(self) -> tuple[Given, ...] | None:
        """Answers to the gathering's own questions; None where they are not asked."""
        if not self.facts.asked:
            return None
        # Read once: afterwards the form says that its reader has seen the newest words.
        if self._given is None:
            self._given = given_in(self, self.facts.asked, self.before.given)
        return self._given

    def show(self, holder: Holder) -> None:
        """Fill the form with what is registered."""
        for name in ("name", "phone", "organisation", "diet", "access", "shows_name"):
            self[name].data = getattr(holder, name)
        self.cluster.data = str(holder.cluster_id or "")
        self.diets.data = [diet.value for diet in self.before.diets]
        if "invoice" in self:
            self.invoice.data = self.before.invoice
        show_days(self, self.facts.gate, holder.days)
        show_parts(self, self.before.parts)
        show_given(self, self.facts.asked, self.before.given)

    def refuse(self, error: Invalid) -> None:
        """Like Form.refuse; what is wrong with the days stands by the first of them."""
        first = self._first_day()
        fields = error.fields
        if first is not None and "days" in fields:
            fields = {first if name == "days" else name: words for name, words in fields.items()}
        super().refuse(Invalid(fields))

    def _is_wrong(self, name: str) -> bool:
        """Whether something is said of this field already."""
        if name == "days":
            return any(group.mode is not None and group.mode.errors for group in self.groups)
        return name in self and bool(self[name].errors)

    def _first_day(self) -> str | None:
        return next((group.mode.name for group in self.groups if group.mode is not None), None)
