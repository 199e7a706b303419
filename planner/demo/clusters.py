"""The clusters of the demo: those that there are, and some invented ones."""

import csv
from pathlib import Path

from planner.core.slugs import slug_of
from planner.core.work import Work
from planner.network.rules import ClusterStatus
from planner.network.services import ClusterDetails, ClusterFacts, add_cluster

CLUSTERS = Path(__file__).parents[1] / "network" / "clusters.csv"
STATUS = {"aktiv": ClusterStatus.ACTIVE, "under bildande": ClusterStatus.FORMING, "vilande": ClusterStatus.DORMANT}
DEMO_CLUSTERS = (
    ("Demokluster Halland", "Halmstad", "Hallands län", 56.67, 12.86),
    ("Demokluster Skåne", "Höör", "Skåne län", 55.94, 13.54),
    ("Demokluster Kronoberg", "Växjö", "Kronobergs län", 56.88, 14.81),
    ("Demokluster Värmland", "Karlstad", "Värmlands län", 59.40, 13.51),
    ("Demokluster Dalarna", "Rättvik", "Dalarnas län", 60.89, 15.12),
    ("Demokluster Gävleborg", "Söderhamn", "Gävleborgs län", 61.30, 17.06),
)


def add_all(work: Work) -> None:
    """Add every cluster; each has a contact who is plainly invented."""
    with CLUSTERS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            facts = ClusterFacts(
                place=row["place"],
                county=row["county"],
                coordinates=(float(row["latitude"]), float(row["longitude"])),
                owner=row["owner"],
                website=row["website"],
                contact_name="Kim Demo",
                contact_email=f"kim@{slug_of(row['name'])}.example.org",
            )
            former = tuple(name for name in row["former_names"].split(";") if name)
            add_cluster(work, ClusterDetails(row["name"], facts, STATUS[row["status"]], former, row["source"]))
    for name, place, county, latitude, longitude in DEMO_CLUSTERS:
        facts = ClusterFacts(
            place=place,
            county=county,
            coordinates=(latitude, longitude),
            contact_name="Kim Demo",
            contact_email=f"kim@{slug_of(name)}.example.org",
            mail_domains=(f"{slug_of(name)}.example.org",),
        )
        add_cluster(work, ClusterDetails(name, facts, source="Invented for the demo"))
