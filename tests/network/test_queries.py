"""What others choose from."""

from collections.abc import Callable
from typing import Any

from planner.core.actor import Actor
from planner.network.models import Person, Theme, Venue
from planner.network.queries import (
    ClusterName,
    VenueName,
    cluster_by_domain,
    clusters_in_order,
    directory_version,
    people_by_id,
    people_named,
    rooms_of_venue,
    themes_in_order,
    venue_with_rooms,
    venues_in_order,
)
from planner.network.rules import ClusterStatus, Hue
from planner.network.services import RoomDetails, add_room
from planner.web.entry import reading
from tests.builders import Cast, a_cluster

WorkAs = Callable[[Actor], Any]


def test_clusters_stand_in_swedish_order(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        oje = a_cluster(work, "Öjebyn Agro Park", county="Norrbottens län", place="Öjebyn")
        as_id = a_cluster(work, "Ås", status=ClusterStatus.FORMING).id
        found = clusters_in_order(work.db)
    assert found == (
        ClusterName(cast.agrovast_id, "agrovast", "Agroväst", "", "", ClusterStatus.ACTIVE),
        ClusterName(cast.vreta_id, "vreta-kluster", "Vreta Kluster", "", "", ClusterStatus.ACTIVE),
        ClusterName(as_id, "as", "Ås", "", "", ClusterStatus.FORMING),
        ClusterName(oje.id, "ojebyn-agro-park", "Öjebyn Agro Park", "Norrbottens län", "Öjebyn", ClusterStatus.ACTIVE),
    )


def test_venues_and_people_stand_in_swedish_order(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        work.db.add_all([Venue(name="Ödeby", place="Örebro"), Venue(name="Alnarp"), Venue(name="Ås")])
        work.db.add_all([Person(name="Demo Öman"), Person(name="demo Ek")])
        work.db.flush()
        venues, people = venues_in_order(work.db), people_named(work.db)
    assert [(venue.name, venue.place) for venue in venues] == [("Alnarp", ""), ("Ås", ""), ("Ödeby", "Örebro")]
    assert venues[2] == VenueName(venues[2].id, "Ödeby", "Örebro")
    assert [person.name for person in people] == ["demo Ek", "Demo Öman"]


def test_the_directory_has_a_new_version_after_each_change(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        versions = [directory_version(work.db)]
        cluster = a_cluster(work, "Torsta")
        versions.append(directory_version(work.db))
        cluster.revision += 1
        work.db.flush()
        versions.append(directory_version(work.db))
    assert versions == ["2-2", "3-3", "3-4"]


def test_domains_lead_to_their_clusters(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        one = a_cluster(work, "Demo A", mail_domains="b.example.org\na.example.org").id
        two = a_cluster(work, "Demo B", mail_domains="c.example.org").id
        assert cluster_by_domain(work.db) == (("a.example.org", one), ("b.example.org", one), ("c.example.org", two))


def test_what_is_not_there_is_none_or_empty(cast: Cast) -> None:
    with reading(cast.alice) as work:
        assert venue_with_rooms(work.db, 1) is None
        assert rooms_of_venue(work.db, 1) == ()
        assert people_by_id(work.db, []) == ()


def test_each_query_takes_the_same_statements_for_many_rows(
    cast: Cast, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    def count() -> list[int]:
        counts = []
        for query in (
            clusters_in_order,
            themes_in_order,
            venues_in_order,
            people_named,
            lambda db: venue_with_rooms(db, venue_id),
        ):
            with reading(cast.alice) as work, statements() as seen:
                query(work.db)
            counts.append(len(seen))
        return counts

    with work_as(cast.alice) as work:
        venue = Venue(name="Gamleby")
        work.db.add_all([venue, Theme(code="t", name_sv="T", name_en="", short_sv="T", short_en="", hue=Hue.PINE)])
        work.db.flush()
        venue_id = venue.id
        add_room(work, venue_id, RoomDetails("Aulan"))
    few = count()
    with work_as(cast.alice) as work:
        for n in range(30):
            a_cluster(work, f"Demokluster {n}")
            work.db.add_all([Venue(name=f"Venue {n}"), Person(name=f"Demo {n}")])
            add_room(work, venue_id, RoomDetails(f"Room {n}"))
    assert count() == few == [1, 1, 1, 1, 2]
