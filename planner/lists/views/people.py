"""The list of people for planners, and the same as a file."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.language import language, say
from planner.core.work import Work
from planner.lists import sheets
from planner.lists.forms.searching import SearchForm, search_form, wanted_of
from planner.lists.queries.people import NO_CLUSTER, PER_PAGE, People, people
from planner.lists.views.frame import asked_page, clusters_seen, file, file_urls, lists_page, pager, searched
from planner.meetings.queries import Gate, gate_of
from planner.meetings.rules import MODE_WORDS
from planner.registrations.permissions import may_see_all_people, may_see_cluster, may_see_people, visible_clusters
from planner.registrations.queries.parts import offers_of
from planner.registrations.rules import DECISION_WORDS, STATUS_WORDS, PartOffer
from planner.replies.rules import REPLY_WORDS
from planner.web.entry import parts, reading


def index(slug: str) -> ResponseReturnValue:
    """Those who come: all of them for leads, their own clusters' for staff."""
    with reading() as work:
        require(may_see_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        offers = offers_of(work.db, gate.meeting_id)
        form, found = people_found(work, gate, offers)
    return lists_page(
        "index",
        work,
        gate,
        form=form,
        found=found,
        offers=offers,
        words=(STATUS_WORDS, MODE_WORDS, DECISION_WORDS, REPLY_WORDS),
        reads_answers=parts().settings.imap is not None,
        page=pager(found.number, found.pages),
        filters=searched(),
        file_urls=file_urls("lists.export", slug=slug),
    )


def export(slug: str, kind: str) -> ResponseReturnValue:
    """The same people as a file, all pages of them."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        offers = offers_of(work.db, gate.meeting_id)
        _, found = people_found(work, gate, offers, per_page=None)
    return file(sheets.people_table(found.rows, offers, gate.zone, language()), gate, "", kind, say("People"))


def people_found(
    work: Work, gate: Gate, offers: tuple[PartOffer, ...], *, per_page: int | None = PER_PAGE
) -> tuple[SearchForm, People]:
    """The filters of the address and whom they show. NotAllowed for a cluster that is not the reader's."""
    form = search_form(request.args, gate, clusters_seen(work), offers)
    asked = request.args.get("cluster", "")
    if asked.isascii() and asked.isdigit() and int(asked) != NO_CLUSTER:
        require(may_see_cluster(work.actor, int(asked)), work.actor)
    wanted = wanted_of(form, asked_page())
    found = people(work.db, gate.meeting_id, wanted, clusters=visible_clusters(work.actor), per_page=per_page)
    return form, found
