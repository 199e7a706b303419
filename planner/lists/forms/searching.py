"""What people are searched by. The filters stand in the address, so that a bookmark keeps them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from wtforms import SelectField, StringField

from planner.core.language import Text, day_words, in_language, language, say
from planner.lists.queries.people import NO_CLUSTER, Wanted
from planner.lists.rules import part_title
from planner.meetings.queries import Gate
from planner.meetings.rules import MODE_WORDS, Mode
from planner.network.queries import ClusterName
from planner.registrations.rules import MODES_OF, STATUS_WORDS, PartOffer, RegistrationStatus
from planner.replies.rules import ANSWER_WORDS, ReplyState
from planner.web.form import Form, choose

SEARCHED = ("q", "status", "cluster", "day", "part", "stop", "got", "mode", "answered", "reply", "funded", "sort")
"""What a search for people may say in its address."""
YES, NO = "yes", "no"


class SearchForm(Form):
    """A form that is sent by GET, so that what it finds has an address. A choice that is none is passed over."""

    class Meta(Form.Meta):
        csrf = False

    q = StringField(say("Search"))
    status = SelectField(say("Status"), validate_choice=False)
    cluster = SelectField(say("Cluster"), validate_choice=False)
    day = SelectField(say("Day"), validate_choice=False)
    part = SelectField(say("Part"), validate_choice=False)
    stop = SelectField(say("Stop"), validate_choice=False)
    got = SelectField(say("Has the part"), validate_choice=False)
    mode = SelectField(say("How"), validate_choice=False)
    answered = SelectField(say("Has answered"), validate_choice=False)
    reply = SelectField(say("Answer from the calendar"), validate_choice=False)
    funded = SelectField(say("Funded"), validate_choice=False)
    sort = SelectField(say("Order"), validate_choice=False)

    def chosen(self, name: str) -> str:
        """What was chosen, if it is one of the choices."""
        field = self[name]
        said: str = field.data or ""
        return said if said in [choice.value for choice in field.choices] else ""

    def number(self, name: str) -> int | None:
        """The number of what was chosen."""
        said = self.chosen(name)
        return int(said) if said else None

    def answer(self, name: str) -> bool | None:
        """Yes, no, or nothing said."""
        return {YES: True, NO: False}.get(self.chosen(name))


def search_form(args: Any, gate: Gate, clusters: Iterable[ClusterName], offers: Sequence[PartOffer] = ()) -> SearchForm:
    """The filters of a list, as the address has them."""
    form = SearchForm(formdata=args)
    lang = language()
    everything = in_language(say("All"), lang)
    names = [(str(cluster.id), cluster.name) for cluster in clusters]
    nowhere = (str(NO_CLUSTER), in_language(say("None of them"), lang))
    stops = [(str(s.stop_id), s.name) for offer in offers for s in offer.details.stops]
    said: dict[str, list[tuple[str, str]]] = {
        "cluster": [*names, nowhere],
        "day": [(day.held_on.isoformat(), day_words(day.held_on, lang)) for day in gate.days],
        "part": [(str(offer.part_id), part_title(offer.details, lang)) for offer in offers],
        "stop": stops,
        "got": _in_words((YES, say("Has it")), ("waits", say("Waits for it"))),
        # Both, whatever holds now: some were registered before the gathering was held in another way.
        "mode": [(mode.value, MODE_WORDS[mode].in_(lang)) for mode in MODES_OF[Mode.HYBRID]],
        "answered": _in_words((YES, say("For themselves")), (NO, say("Not yet"))),
        "reply": _in_words(*((state.value, ANSWER_WORDS[state]) for state in ReplyState)),
        "funded": _in_words((YES, say("Yes")), (NO, say("No"))),
    }
    for name, pairs in said.items():
        form[name].choices = choose(pairs, nothing=everything)
    statuses = [(s.value, STATUS_WORDS[s].in_(lang)) for s in RegistrationStatus]
    form.status.choices = choose(statuses, nothing=in_language(say("All who come or wait"), lang))
    form.sort.choices = choose(_in_words(("name", say("By name")), ("registered", say("By time of registration"))))
    return form


def _in_words(*pairs: tuple[str, Text]) -> list[tuple[str, str]]:
    return [(value, words.in_(language())) for value, words in pairs]


def wanted_of(form: SearchForm, page: int) -> Wanted:
    """What a search asks for."""
    status, day, mode, got = (form.chosen(name) for name in ("status", "day", "mode", "got"))
    return Wanted(
        text=(form.q.data or "").strip()[:100],
        status=RegistrationStatus(status) if status else None,
        cluster_id=form.number("cluster"),
        day=date.fromisoformat(day) if day else None,
        mode=Mode(mode) if mode else None,
        part_id=form.number("part"),
        stop_id=form.number("stop"),
        got="yes" if got == YES else "waits" if got == "waits" else "",
        has_answered=form.answer("answered"),
        reply=ReplyState(reply) if (reply := form.chosen("reply")) else None,
        is_funded=form.answer("funded"),
        sort="registered" if form.sort.data == "registered" else "name",
        page=max(1, page),
    )
