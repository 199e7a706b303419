"""Planners' pages of people."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.errors import NotFound
from planner.core.language import say
from planner.network import services
from planner.network.forms import PersonForm
from planner.network.queries import clusters_in_order, people_by_id, people_named
from planner.network.rules import holds_all
from planner.network.views.desk import desk_page, require_keeper, saved
from planner.web.entry import reading
from planner.web.page import flash, see_other, with_query

PEOPLE_A_PAGE = 50


def plan_people() -> ResponseReturnValue:
    """The address book. `q` are words to be found in name, title, organisation or e-mail; `page` counts from 1."""
    wanted = request.args.get("q", "").strip()
    with reading() as work:
        require_keeper(work)
        everybody = people_named(work.db)
        clusters = {cluster.id: cluster.name for cluster in clusters_in_order(work.db)}
    found = [p for p in everybody if holds_all(wanted, p.name, p.title, p.organisation, p.email)]
    pages = max(1, -(-len(found) // PEOPLE_A_PAGE))
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    page = {
        "number": number,
        "pages": pages,
        "previous_url": with_query(page=number - 1) if number > 1 else None,
        "next_url": with_query(page=number + 1) if number < pages else None,
    }
    shown = found[(number - 1) * PEOPLE_A_PAGE : number * PEOPLE_A_PAGE]
    return desk_page(
        "plan_people", work.actor, people=shown, clusters=clusters, wanted=wanted, count=len(found), page=page
    )


def new_person() -> ResponseReturnValue:
    form = _form()
    if saved(form, lambda work: services.add_person(work, form.details())):
        flash(say("%(name)s is in the address book.", name=form.name.data))
        return see_other("network.plan_people")
    with reading() as work:
        require_keeper(work)
    return desk_page("new_person", work.actor, form=form)


def edit_person(person_id: int) -> ResponseReturnValue:
    form = _form()
    if saved(form, lambda work: services.change_person(work, person_id, form.details())):
        flash(say("%(name)s is saved.", name=form.name.data))
        return see_other("network.plan_people")
    with reading() as work:
        require_keeper(work)
        found = people_by_id(work.db, [person_id])
    if not found:
        raise NotFound
    if request.method == "GET":
        form.fill(found[0])
    return desk_page("edit_person", work.actor, form=form, known=found[0])


def _form() -> PersonForm:
    with reading() as work:
        require_keeper(work)
        clusters = clusters_in_order(work.db)
    form = PersonForm()
    form.offer(clusters)
    return form
