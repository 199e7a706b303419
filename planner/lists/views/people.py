"""The list of people for planners, the same as a file, and what a lead does for one of them."""

from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.language import language, say
from planner.core.work import Work
from planner.lists import sheets
from planner.lists.forms import SEARCHED, search_form, wanted_of
from planner.lists.queries.people import People, Wanted, people
from planner.meetings.queries import Gate, gate_by_id, gate_of
from planner.meetings.rules import MODE_WORDS
from planner.network.queries import ClusterName, clusters_in_order
from planner.registrations import services
from planner.registrations.permissions import may_see_all_people, may_see_cluster, may_see_people, visible_clusters
from planner.registrations.queries.places import meeting_of
from planner.registrations.rules import STATUS_WORDS
from planner.web.entry import reading, writing
from planner.web.page import flash, for_person, see_other, with_query


def index(slug: str) -> ResponseReturnValue:
    """Those who come: all of them for leads, their own clusters' for staff."""
    with reading() as work:
        require(may_see_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        form = search_form(request.args, gate, _clusters(work))
        found = _people(work, gate, wanted_of(form, request.args.get("page", 1, type=int)))
    return render_template(
        "lists/index.html",
        gate=gate,
        dates=tuple(day.held_on for day in gate.days),
        form=form,
        found=found,
        status_words=STATUS_WORDS,
        mode_words=MODE_WORDS,
        page=_pager(found),
        file_urls={kind: _file_url(slug, kind) for kind in sheets.CONTENT_TYPES},
        page_here="plan.meetings",
        **for_person(work.actor),
    )


def export(slug: str, kind: str) -> ResponseReturnValue:
    """The same people as a file, all pages of them."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        wanted = wanted_of(search_form(request.args, gate, _clusters(work)), 1)
        found = people(work.db, gate.meeting_id, wanted, clusters=None, per_page=None)
    lang = language()
    table = sheets.table_of(found.rows, [day.held_on for day in gate.days], gate.zone, lang)
    name = say("Registrations").in_(lang)
    content = sheets.csv_of(table) if kind == sheets.CSV else sheets.xlsx_of(table, name)
    response = Response(content, content_type=sheets.CONTENT_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def cancel_for(registration_id: int) -> ResponseReturnValue:
    """A lead takes somebody out who asked for it."""
    with writing() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_by_id(work.db, meeting_of(work.db, registration_id))
        services.cancel(work, registration_id)
    flash(say("The registration is cancelled, and the person has been told."))
    return see_other("lists.index", slug=gate.slug)


def send_link(registration_id: int) -> ResponseReturnValue:
    """For somebody who lost the letter."""
    with writing() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_by_id(work.db, meeting_of(work.db, registration_id))
        services.send_link(work, registration_id)
    flash(say("The private link is on its way."))
    return see_other("lists.index", slug=gate.slug)


def _clusters(work: Work) -> list[ClusterName]:
    visible = visible_clusters(work.actor)
    return [c for c in clusters_in_order(work.db) if visible is None or c.id in visible]


def _people(work: Work, gate: Gate, wanted: Wanted) -> People:
    asked = request.args.get("cluster", "")
    if asked.isdigit():
        require(may_see_cluster(work.actor, int(asked)), work.actor)
    return people(work.db, gate.meeting_id, wanted, clusters=visible_clusters(work.actor))


def _pager(found: People) -> dict[str, object]:
    number = found.number
    return {
        "number": number,
        "pages": found.pages,
        "previous_url": with_query(page=number - 1) if number > 1 else None,
        "next_url": with_query(page=number + 1) if number < found.pages else None,
    }


def _file_url(slug: str, kind: str) -> str:
    kept: dict[str, Any] = {name: request.args[name] for name in SEARCHED if request.args.get(name)}
    return url_for("lists.export", slug=slug, kind=kind, **kept)
