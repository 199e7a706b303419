"""Makes the form for one gathering: with its days, its parts, its clusters and its own questions."""

import secrets
from typing import Any, TypeVar, cast

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from planner.core.language import in_language, language, say
from planner.questions.forms import question_fields
from planner.registrations.forms.answers import RegistrationForm
from planner.registrations.forms.days import day_fields, part_fields
from planner.registrations.forms.party import PartyForm
from planner.registrations.queries.asking import Answered, FormFacts
from planner.registrations.queries.holders import Holder
from planner.registrations.rules import line_in_words, seats_in_words

Made = TypeVar("Made", bound=RegistrationForm)


def party_form(facts: FormFacts) -> PartyForm:
    """The form for one or several people."""
    form = _made(PartyForm, facts)
    if facts.gate.capacity is None:
        del form.together
    return form


def change_form(facts: FormFacts, holder: Holder, before: Answered) -> RegistrationForm:
    """The form for somebody who is registered: the address stands, and is not asked for again."""
    form = _made(RegistrationForm, facts, before=before, kept_cluster=holder.cluster_id)
    del form.email
    return form


def _made(kind: type[Made], facts: FormFacts, **more: Any) -> Made:
    own = {**day_fields(facts.gate), **part_fields(facts), **question_fields(facts.asked)}
    made = type("GatheringForm", (kind,), {"facts": facts, **more, **own})
    form = cast(Made, made())
    form.cluster.choices = _cluster_choices(form)
    if not facts.terms.asks_invoice:
        del form.invoice
    if not form.form_key.data:
        form.form_key.data = secrets.token_hex(16)
    return form


def _cluster_choices(form: RegistrationForm) -> list[SelectChoice]:
    """Each with how the places stand for it and the mail domains it is known by, for the page's script."""
    facts = form.facts
    domains: dict[int, list[str]] = {}
    for domain, cluster_id in facts.domains:
        domains.setdefault(cluster_id, []).append(domain)
    nobody = SelectChoice("", in_language(say("None of them"), language()), _seats(facts, None, ""))
    return [nobody] + [
        SelectChoice(
            str(cluster.id),
            cluster.name,
            {**_seats(facts, cluster.id, cluster.name), "data-domains": " ".join(domains.get(cluster.id, ()))},
        )
        for cluster in form.choosable()
    ]


def seats_for(facts: FormFacts, cluster_id: int | None, name: str) -> str:
    """How the places stand for this cluster, in the reader's words; empty where places are not shared out."""
    if not facts.terms.seats or facts.gate.capacity is None:
        return ""
    said = [
        seats_in_words(facts.hall, facts.terms, cluster_id, name),
        line_in_words(facts.hall, cluster_id, facts.gate.waiting),
    ]
    return " ".join(words.in_(language()) for words in said if words is not None)


def _seats(facts: FormFacts, cluster_id: int | None, name: str) -> dict[str, str]:
    words = seats_for(facts, cluster_id, name)
    return {"data-seats": words} if words else {}
