"""Planners' pages of clusters: all of them for leads, the facts of their own for staff."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.accounts.queries import staff_of
from planner.core.actor import require
from planner.core.errors import NotFound
from planner.core.language import say
from planner.core.work import Work
from planner.network import services
from planner.network.forms import ClusterForm, FactsForm, StaffForm
from planner.network.permissions import may_edit_cluster, may_keep_network, may_see_clusters
from planner.network.queries import ClusterRecord, cluster_record, clusters_in_order
from planner.network.rules import STATUS_WORDS
from planner.network.views.desk import desk_page, require_keeper, saved
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other

STAFF = "staff-"
"""Keeps the names of the two forms on one page apart."""


def plan_clusters() -> ResponseReturnValue:
    with reading() as work:
        require(may_see_clusters(work.actor), work.actor)
        clusters = clusters_in_order(work.db)
    return desk_page(
        "plan_clusters",
        work.actor,
        own=[cluster for cluster in clusters if cluster.id in work.actor.cluster_ids],
        others=[cluster for cluster in clusters if cluster.id not in work.actor.cluster_ids],
        may_keep=may_keep_network(work.actor),
        status_words=STATUS_WORDS,
    )


def new_cluster() -> ResponseReturnValue:
    form = ClusterForm()
    form.offer()
    made: list[str] = []
    if saved(form, lambda work: made.append(services.add_cluster(work, form.details()))):
        flash(say("The cluster is in the directory."))
        return see_other("network.edit_cluster", slug=made[0])
    with reading() as work:
        require_keeper(work)
    return desk_page("new_cluster", work.actor, form=form)


def edit_cluster(slug: str) -> ResponseReturnValue:
    with reading() as work:
        cluster = _editable(work, slug)
    form = ClusterForm() if may_keep_network(work.actor) else FactsForm()
    form.offer(cluster.county)

    def save(work: Work) -> None:
        if isinstance(form, ClusterForm):
            services.change_cluster(work, slug, form.details())
        else:
            services.change_cluster_facts(work, slug, form.facts())

    if saved(form, save):
        flash(say("The cluster is saved."))
        return see_other("network.plan_clusters")
    if request.method == "GET":
        form.fill(cluster)
    return _cluster_page(cluster, form, StaffForm(None, prefix=STAFF))


def admit_staff(slug: str) -> ResponseReturnValue:
    staff_form = StaffForm(prefix=STAFF)
    if saved(
        staff_form,
        lambda work: services.admit_staff(work, slug, staff_form.name.data or "", staff_form.email.data or ""),
    ):
        flash(say("%(name)s can sign in for the cluster now.", name=staff_form.name.data))
        return see_other("network.edit_cluster", slug=slug, _anchor="staff")
    with reading() as work:
        require_keeper(work)
        cluster = _editable(work, slug)
    form = ClusterForm(None)
    form.offer(cluster.county)
    form.fill(cluster)
    return _cluster_page(cluster, form, staff_form)


def remove_staff(slug: str, account_id: int) -> ResponseReturnValue:
    with writing() as work:
        services.remove_staff(work, slug, account_id)
    flash(say("That person no longer signs in for the cluster."))
    return see_other("network.edit_cluster", slug=slug, _anchor="staff")


def _cluster_page(cluster: ClusterRecord, form: FactsForm, staff_form: StaffForm) -> ResponseReturnValue:
    with reading() as work:
        keeps_all = may_keep_network(work.actor)
        staff = staff_of(work.db, cluster.id) if keeps_all else ()
    return desk_page(
        "edit_cluster",
        work.actor,
        form=form,
        cluster=cluster,
        keeps_all=keeps_all,
        staff=staff,
        staff_form=staff_form,
    )


def _editable(work: Work, slug: str) -> ClusterRecord:
    """The cluster at this address; raises unless the person may edit it."""
    require(may_see_clusters(work.actor), work.actor)
    cluster = cluster_record(work.db, slug)
    if cluster is None:
        raise NotFound
    require(may_edit_cluster(work.actor, cluster.id), work.actor)
    return cluster
