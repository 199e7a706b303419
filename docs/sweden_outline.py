"""Makes planner/network/sweden.svg: the outline of Sweden in SWEREF 99 TM, one unit a kilometre.

Natural Earth 1:10m admin-0 (public domain), as the npm package world-atlas 2.0.2 packs it (countries-10m.json):

    python docs/sweden_outline.py countries-10m.json > planner/network/sweden.svg
"""

import heapq
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from planner.network.rules.map import (
    MAP_HEIGHT_KM,
    MAP_NORTH_M,
    MAP_WEST_M,
    MAP_WIDTH_KM,
    on_map,
)

SWEDEN = "752"
LEAST_ISLAND_KM2 = 60
LEAST_TRIANGLE_KM2 = 1.5

Point = tuple[float, float]


def arcs_of(topology: Any) -> list[list[Point]]:
    """The arcs in degrees (longitude, latitude): TopoJSON keeps differences of whole numbers."""
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + left, y * scale_y + low))
        arcs.append(points)
    return arcs


def ring_of(arcs: list[list[Point]], numbers: list[int]) -> list[Point]:
    """One closed line of several arcs; ~n is arc n backwards."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points[:-1]


def area(ring: list[Point]) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def simplified(ring: list[Point]) -> list[Point]:
    """Visvalingam's way: the point whose triangle is smallest goes first, until all are large enough."""
    n = len(ring)
    before, after = [(i - 1) % n for i in range(n)], [(i + 1) % n for i in range(n)]
    alive = [True] * n

    def triangle(i: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = ring[before[i]], ring[i], ring[after[i]]
        return abs((ax - bx) * (cy - ay) - (ax - cx) * (by - ay)) / 2

    size = [triangle(i) for i in range(n)]
    heap = [(size[i], i) for i in range(n)]
    heapq.heapify(heap)
    left = n
    while heap and left > 4:
        smallest, i = heapq.heappop(heap)
        if not alive[i] or smallest != size[i]:
            continue
        if smallest > LEAST_TRIANGLE_KM2:
            break
        alive[i], left = False, left - 1
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            size[j] = max(triangle(j), smallest)
            heapq.heappush(heap, (size[j], j))
    return [point for point, stays in zip(ring, alive, strict=True) if stays]


def path_of(ring: list[Point]) -> str:
    """Whole kilometres, each point relative to the one before."""
    whole = [(round(x), round(y)) for x, y in ring]
    whole = [point for i, point in enumerate(whole) if point != whole[i - 1]]
    if len(whole) < 3:
        return ""
    (x, y), *rest = whole
    path = f"M{x} {y}l"
    for nth, (next_x, next_y) in enumerate(rest):
        dx, dy = next_x - x, next_y - y
        path += ("" if nth == 0 or dx < 0 else " ") + f"{dx}" + ("" if dy < 0 else " ") + f"{dy}"
        x, y = next_x, next_y
    return path + "z"


def main(source: str) -> None:
    topology = json.loads(Path(source).read_text())
    countries = topology["objects"]["countries"]["geometries"]
    sweden = next(country for country in countries if country.get("id") == SWEDEN)
    arcs = arcs_of(topology)
    rings = [
        [on_map(latitude, longitude, decimals=6) for longitude, latitude in ring_of(arcs, numbers)]
        for polygon in sweden["arcs"]
        for numbers in polygon
    ]
    large = sorted((ring for ring in rings if area(ring) >= LEAST_ISLAND_KM2), key=area, reverse=True)
    path = "".join(path_of(simplified(ring)) for ring in large)
    print(f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {MAP_WIDTH_KM} {MAP_HEIGHT_KM}">
<!-- Sweden in SWEREF 99 TM, one unit a kilometre:
     x = (easting - {MAP_WEST_M} m) / 1000, y = ({MAP_NORTH_M} m - northing) / 1000.
     From Natural Earth 1:10m admin-0, public domain; islands under {LEAST_ISLAND_KM2} square kilometres are left out.
     Made by docs/sweden_outline.py. -->
<path d="{path}"/>
</svg>""")


if __name__ == "__main__":
    main(sys.argv[1])
