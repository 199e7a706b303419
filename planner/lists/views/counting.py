"""Every list with its number; who comes to what; what is chosen."""

from collections.abc import Sequence

from flask.typing import ResponseReturnValue

from planner.checkin.queries import attendance_of
from planner.core.actor import require
from planner.core.language import language
from planner.core.work import Work
from planner.invitations.queries import tiles
from planner.lists.queries.answers import items_chosen
from planner.lists.queries.heads import HeadCount, PartCount, head_count, part_counts
from planner.lists.queries.overview import sizes_of
from planner.lists.rules import part_title, stop_title
from planner.lists.views.frame import file_urls, lists_page
from planner.meetings.queries import Gate, gate_of
from planner.meetings.rules import Mode
from planner.network.queries import ClusterName, clusters_in_order
from planner.registrations.permissions import may_see_all_people
from planner.web.entry import reading


def lists(slug: str) -> ResponseReturnValue:
    """Every list, with how much is in it."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        sizes = sizes_of(work.db, gate.meeting_id)
    return lists_page("lists", work, gate, sizes=sizes)


def attendance(slug: str) -> ResponseReturnValue:
    """Parts by how many have them: each number opens the people behind it; and how many of them came."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        heads, counts = head_count(work.db, gate.meeting_id), part_counts(work.db, gate.meeting_id)
        clusters = clusters_in_order(work.db)
        came = _who_came(work, gate, clusters)
    return lists_page("attendance", work, gate, **_who_comes(gate, heads, counts, clusters), **came)


def _who_comes(
    gate: Gate, heads: HeadCount, counts: Sequence[PartCount], clusters: Sequence[ClusterName]
) -> dict[str, object]:
    by_cluster = {each.cluster_id: each for each in heads.clusters}
    return {
        "heads": heads,
        "counts": counts,
        "titles": [part_title(count.offer.details, language()) for count in counts],
        "stop_title": lambda details, stop_id: stop_title(details, stop_id, language()),
        "rows": [(c.id, c.name, by_cluster[c.id]) for c in clusters if c.id in by_cluster],
        "others": by_cluster.get(None),
        "has_online": gate.mode is not Mode.ON_SITE,
        "file_urls": file_urls("lists.sheet", slug=gate.slug, name="attendance"),
    }


def _who_came(work: Work, gate: Gate, clusters: Sequence[ClusterName]) -> dict[str, object]:
    """Who was ticked at the door, and how many of the clusters that were asked it reached."""
    came = attendance_of(work.db, gate.meeting_id)
    asked = {tile.cluster.id for tile in tiles(work.db, gate.meeting_id) if tile.is_invited}
    by_cluster = {each.cluster_id: each for each in came.clusters}
    return {
        "came": came,
        "came_clusters": [(c.name, by_cluster[c.id]) for c in clusters if c.id in by_cluster],
        "came_others": by_cluster.get(None),
        "asked": len(asked),
        "reached": came.reached_of(asked),
        "came_urls": file_urls("lists.sheet", slug=gate.slug, name="came"),
    }


def chosen(slug: str) -> ResponseReturnValue:
    """How many have each item among those that one chooses from."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        items = items_chosen(work.db, gate)
        clusters = {cluster.id: cluster.name for cluster in clusters_in_order(work.db)}
    urls = file_urls("lists.sheet", slug=slug, name="chosen")
    return lists_page("chosen", work, gate, items=items, clusters=clusters, file_urls=urls)
