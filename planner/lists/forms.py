"""Forms of the lists: what people are searched by."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import SelectField, StringField

from planner.core.language import day_words, in_language, language, say
from planner.lists.queries.people import Wanted
from planner.meetings.queries import Gate
from planner.meetings.rules import MODE_WORDS, Mode
from planner.network.queries import ClusterName
from planner.registrations.rules import MODES_OF, STATUS_WORDS, RegistrationStatus
from planner.web.form import Form, choose

SEARCHED = ("q", "status", "cluster", "day", "mode", "sort")
"""What a search for people may say in its address."""


class _Search(Form):
    """A form that is sent by GET, so that what it finds has an address. A choice that is none is passed over."""

    class Meta(Form.Meta):
        csrf = False

    q = StringField(say("Search"))
    status = SelectField(say("Status"), validate_choice=False)
    cluster = SelectField(say("Cluster"), validate_choice=False)
    day = SelectField(say("Day"), validate_choice=False)
    mode = SelectField(say("How"), validate_choice=False)
    sort = SelectField(say("Order"), validate_choice=False)


def search_form(args: Any, gate: Gate, clusters: Iterable[ClusterName]) -> "_Search":
    """The filters of the list of people, as the address has them."""
    form = _Search(formdata=args)
    lang = language()
    coming = in_language(say("All who come or wait"), lang)
    form.status.choices = choose([(s.value, STATUS_WORDS[s].in_(lang)) for s in RegistrationStatus], nothing=coming)
    form.cluster.choices = choose([(str(c.id), c.name) for c in clusters], nothing=in_language(say("All"), lang))
    days = [(day.held_on.isoformat(), day_words(day.held_on, lang)) for day in gate.days]
    form.day.choices = choose(days, nothing=in_language(say("All"), lang))
    ways = [(mode.value, MODE_WORDS[mode].in_(lang)) for mode in MODES_OF[gate.mode]]
    form.mode.choices = choose(ways, nothing=in_language(say("All"), lang))
    form.sort.choices = choose(
        [("name", in_language(say("By name"), lang)), ("registered", in_language(say("By time of registration"), lang))]
    )
    return form


def wanted_of(form: "_Search", page: int) -> Wanted:
    """What a search asks for."""
    chosen = {name: _chosen(form[name]) for name in ("status", "cluster", "day", "mode")}
    return Wanted(
        text=(form.q.data or "").strip()[:100],
        status=RegistrationStatus(chosen["status"]) if chosen["status"] else None,
        cluster_id=int(chosen["cluster"]) if chosen["cluster"] else None,
        day=date.fromisoformat(chosen["day"]) if chosen["day"] else None,
        mode=Mode(chosen["mode"]) if chosen["mode"] else None,
        sort="registered" if form.sort.data == "registered" else "name",
        page=max(1, page),
    )


def _chosen(field: Any) -> str:
    chosen: str = field.data or ""
    return chosen if chosen in [choice.value for choice in field.choices] else ""
