"""Who keeps what."""

from planner.core.actor import ANONYMOUS, SYSTEM
from planner.network.permissions import may_edit_cluster, may_keep_network, may_see_clusters
from tests.builders import Cast


def test_staff_edit_their_own_cluster_and_leads_everything(cast: Cast) -> None:
    everybody = (ANONYMOUS, cast.bob, cast.charlie, cast.alice, cast.dora, SYSTEM)
    assert [may_see_clusters(actor) for actor in everybody] == [False, True, True, True, True, True]
    assert [may_keep_network(actor) for actor in everybody] == [False, False, False, True, True, True]
    vreta = [may_edit_cluster(actor, cast.vreta_id) for actor in everybody]
    assert vreta == [False, True, False, True, True, True]
