"""Lists of people for one purpose each: beds, buses, invoices, the participant list, answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask import Response, request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import NotFound
from planner.core.language import Lang, Text, language, say
from planner.core.work import Work
from planner.lists import sheets
from planner.lists.forms.searching import SearchForm, search_form, wanted_of
from planner.lists.queries.answers import answers_to
from planner.lists.queries.people import PER_PAGE, PersonRow, people
from planner.lists.rules import Listing, page_of, totals_of
from planner.lists.views.frame import asked_page, clusters_seen, file_urls, lists_page, pager
from planner.meetings.queries import Gate, gate_of
from planner.registrations import services
from planner.registrations.permissions import may_see_all_people
from planner.registrations.queries.parts import offers_of
from planner.registrations.rules import PartKind, PartOffer, RegistrationStatus
from planner.registrations.rules.keeping import Kind
from planner.web.entry import reading, writing


@dataclass(frozen=True)
class Source:
    """What a list is made from."""

    work: Work
    gate: Gate
    people: Sequence[PersonRow]
    offers: Sequence[PartOffer]
    lang: Lang
    with_sensitive: bool = False


@dataclass(frozen=True)
class Kept:
    """A kind of list: how it is made, and what of it can be filtered."""

    title: Text
    group: Text
    """What the groups are, in a file's first column."""
    make: Callable[[Source], Listing]
    filters: tuple[str, ...]
    of_kind: PartKind | None = None
    """Only parts of this kind are in it."""
    waits_too: bool = False


def _rooms(source: Source) -> Listing:
    return sheets.rooming_list(source.people, source.offers, source.lang)


def _bus(source: Source) -> Listing:
    return sheets.bus_list(source.people, source.offers, source.lang)


def _invoices(source: Source) -> Listing:
    return sheets.invoice_list(source.people, source.offers, source.lang)


def _participants(source: Source) -> Listing:
    return sheets.participant_list(source.people, source.lang)


def _answers(source: Source) -> Listing:
    own = answers_to(source.work.db, source.gate.meeting_id)
    return sheets.answer_list(source.people, own, source.lang, with_sensitive=source.with_sensitive)


LISTS: dict[str, Kept] = {
    "rooms": Kept(say("Rooming list"), say("Night"), _rooms, ("q", "cluster", "part"), PartKind.NIGHT),
    "bus": Kept(say("Bus list"), say("Bus and stop"), _bus, ("q", "cluster", "part"), PartKind.BUS),
    "invoices": Kept(say("Invoice list"), say("Cluster"), _invoices, ("q", "cluster", "funded")),
    "participants": Kept(say("Participant list"), say("Cluster"), _participants, ("q", "cluster", "day", "mode")),
    "answers": Kept(
        say("Answers to your own questions"), say("Cluster"), _answers, ("q", "cluster", "status", "mode"),
        waits_too=True,
    ),
}  # fmt: skip
"""By the last word of their address."""


def listing(slug: str, name: str) -> ResponseReturnValue:
    """One list, as the filters of its address have it."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        form, lines = made(work, gate, name)
    return _shown(work, gate, name, form, lines)


def sensitive(slug: str) -> ResponseReturnValue:
    """All answers, sensitive ones too. Asked for by a button, since it is written down who looked."""
    with writing() as work:
        services.look_at_needs(work, slug, Kind.ANSWERS)
        gate = gate_of(work.db, slug)
        form, lines = made(work, gate, "answers", with_sensitive=True)
    return _shown(work, gate, "answers", form, lines, with_sensitive=True)


def _shown(
    work: Work, gate: Gate, name: str, form: SearchForm, lines: Listing, *, with_sensitive: bool = False
) -> Response:
    per_page = None if with_sensitive or request.args.get("all") else PER_PAGE
    shown = page_of(lines, asked_page(), per_page)
    return lists_page(
        "listing",
        work,
        gate,
        name=name,
        kept=LISTS[name],
        form=form,
        columns=lines.columns,
        shown=shown,
        totals=totals_of(lines),
        page=pager(shown.number, shown.pages),
        with_sensitive=with_sensitive,
        file_urls=file_urls("lists.sheet", slug=gate.slug, name=name),
        code=200,
    )


def made(work: Work, gate: Gate, name: str, *, with_sensitive: bool = False) -> tuple[SearchForm, Listing]:
    """The filters of the address, and the list as they have it. NotFound if there is none of this name."""
    if name not in LISTS:
        raise NotFound
    kept = LISTS[name]
    offers = [
        offer
        for offer in offers_of(work.db, gate.meeting_id)
        if kept.of_kind is None or offer.details.kind is kept.of_kind
    ]
    form = search_form(request.args, gate, clusters_seen(work), offers)
    wanted = replace(wanted_of(form, 1), consents=name == "participants")
    if not kept.waits_too:
        wanted = replace(wanted, status=RegistrationStatus.CONFIRMED, got="")
    found = people(work.db, gate.meeting_id, wanted, clusters=None, per_page=None)
    offers = [offer for offer in offers if wanted.part_id in (None, offer.part_id)]
    source = Source(work, gate, found.rows, offers, language(), with_sensitive)
    return form, kept.make(source)
