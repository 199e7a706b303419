"""The public directory of clusters, with the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

from flask import render_template
from flask.typing import ResponseReturnValue

from planner.core.errors import NotFound
from planner.network.queries import (
    ClusterRecord,
    cluster_record,
    cluster_records,
    cluster_version,
    directory_version,
)
from planner.network.rules import STATUS_WORDS, ClusterStatus, county_order, shown_address
from planner.network.rules.map import Dot, Spot, is_on_map, laid_out, on_map
from planner.web.caching import versioned
from planner.web.entry import public, reading

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class MapDot:
    """A cluster's dot and label, and where a click on it leads."""

    dot: Dot
    name: str
    url: str
    status: ClusterStatus


def clusters() -> ResponseReturnValue:
    """All clusters, as a map and as text."""
    with reading(public()) as work:

        def draw() -> bytes:
            return _directory(cluster_records(work.db)).encode()

        return versioned("clusters", directory_version(work.db), draw, HTML)


def cluster(slug: str) -> ResponseReturnValue:
    """One cluster, and where in the country it is."""
    with reading(public()) as work:
        version = cluster_version(work.db, slug)
        if version is None:
            raise NotFound

        def draw() -> bytes:
            record = cluster_record(work.db, slug)
            assert record is not None  # its version was read in this transaction
            dots = _dots([record]) if record.status is not ClusterStatus.DORMANT else ()
            return render_template("network/cluster.html", cluster=record, dots=dots, **_map_words()).encode()

        return versioned("cluster", version, draw, HTML)


def _directory(records: Sequence[ClusterRecord]) -> str:
    """From north to south as the map has it, and those that lie dormant by themselves below."""
    living = [record for record in records if record.status is not ClusterStatus.DORMANT]
    by_county = sorted(living, key=lambda record: county_order(record.county))
    return render_template(
        "network/clusters.html",
        counties=[(county, list(those)) for county, those in groupby(by_county, key=lambda c: c.county)],
        dormant=[record for record in records if record.status is ClusterStatus.DORMANT],
        active=sum(record.status is ClusterStatus.ACTIVE for record in records),
        forming=sum(record.status is ClusterStatus.FORMING for record in records),
        dots=_dots(by_county),
        **_map_words(),
    )


def _dots(records: Sequence[ClusterRecord]) -> tuple[MapDot, ...]:
    placed = []
    for record in records:
        latitude, longitude = record.latitude, record.longitude
        if latitude is not None and longitude is not None and is_on_map(latitude, longitude):
            placed.append((record, Spot(*on_map(latitude, longitude), record.name)))
    dots = laid_out([spot for _, spot in placed])
    return tuple(
        MapDot(dot, record.name, f"#cluster-{record.slug}", record.status)
        for (record, _), dot in zip(placed, dots, strict=True)
    )


def _map_words() -> dict[str, object]:
    return {"land": outline(), "status_words": STATUS_WORDS, "shown_address": shown_address}


@cache
def outline() -> str:
    """The path of Sweden's outline, for an SVG whose unit is a kilometre."""
    drawing = ElementTree.parse(Path(__file__).parents[1] / "sweden.svg")
    path = drawing.find("{http://www.w3.org/2000/svg}path")
    assert path is not None
    return path.attrib["d"]
