"""Where places lie on the map of Sweden, and where their dots and labels are drawn."""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

# SWEREF 99 TM is what maps of Sweden are drawn in: a transverse Mercator projection of the ellipsoid
# GRS 80 about 15° E. Krüger's series as in Lantmäteriet's "Gauss Conformal Projection (Transverse Mercator)".
_AXIS_M = 6_378_137.0
_FLATTENING = 1 / 298.257222101
_SCALE = 0.9996
_MIDDLE_DEGREES = 15.0
_FALSE_EASTING_M = 500_000.0

_E2 = _FLATTENING * (2 - _FLATTENING)
_N = _FLATTENING / (2 - _FLATTENING)
_RADIUS_M = _AXIS_M / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_CONFORMAL = (
    _E2,
    (5 * _E2**2 - _E2**3) / 6,
    (104 * _E2**3 - 45 * _E2**4) / 120,
    1237 * _E2**4 / 1260,
)
_SERIES = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
    49561 * _N**4 / 161280,
)


def sweref99tm(latitude: float, longitude: float) -> tuple[float, float]:
    """(easting, northing) in metres of a place given in degrees; right to the millimetre in Sweden."""
    phi, dl = math.radians(latitude), math.radians(longitude - _MIDDLE_DEGREES)
    s = math.sin(phi)
    conformal = phi - s * math.cos(phi) * sum(c * s ** (2 * i) for i, c in enumerate(_CONFORMAL))
    xi = math.atan2(math.tan(conformal), math.cos(dl))
    eta = math.atanh(math.cos(conformal) * math.sin(dl))
    terms = tuple(enumerate(_SERIES, 1))
    northing = xi + sum(b * math.sin(2 * i * xi) * math.cosh(2 * i * eta) for i, b in terms)
    easting = eta + sum(b * math.cos(2 * i * xi) * math.sinh(2 * i * eta) for i, b in terms)
    return _SCALE * _RADIUS_M * easting + _FALSE_EASTING_M, _SCALE * _RADIUS_M * northing


MAP_WEST_M = 268_172
MAP_NORTH_M = 7_676_700
"""The upper left corner of sweden.svg, in SWEREF 99 TM. One unit of the drawing is one kilometre."""
MAP_WIDTH_KM = 658
MAP_HEIGHT_KM = 1551


def on_map(latitude: float, longitude: float, *, decimals: int = 1) -> tuple[float, float]:
    """(x, y) in sweden.svg, in kilometres from its upper left corner."""
    easting, northing = sweref99tm(latitude, longitude)
    return round((easting - MAP_WEST_M) / 1000, decimals), round((MAP_NORTH_M - northing) / 1000, decimals)


def is_on_map(latitude: float, longitude: float) -> bool:
    """Whether a place lies within the drawing: a venue abroad does not."""
    if not (50 <= latitude <= 75 and 0 <= longitude <= 35):
        return False
    x, y = on_map(latitude, longitude)
    return 0 <= x <= MAP_WIDTH_KM and 0 <= y <= MAP_HEIGHT_KM


DOT_KM = 13.0
"""Radius of a dot."""
LINE_KM = 32.0
"""From one line of a label to the next."""
LETTERS_A_LINE = 24
_LABEL_GAP_KM = 10.0


@dataclass(frozen=True)
class Spot:
    """Something to put on the map, in kilometres from its upper left corner."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Dot:
    """A spot with its label in the margin; `label_y` is the middle of its lines."""

    x: float
    y: float
    lines: tuple[str, ...]
    is_west: bool
    label_y: float


def laid_out(spots: Sequence[Spot]) -> tuple[Dot, ...]:
    """The spots' dots in the same order: none covers another, and no label in a margin touches the next."""
    places = _apart([(spot.x, spot.y) for spot in spots])
    lines = [tuple(textwrap.wrap(spot.words, LETTERS_A_LINE, break_long_words=False)) for spot in spots]
    middles = [0.0] * len(spots)
    west = [x < _middle_of_sweden(y) for x, y in places]
    for side in (True, False):
        mine = sorted((i for i in range(len(spots)) if west[i] is side), key=lambda i: places[i][1])
        heights = [len(lines[i]) * LINE_KM + _LABEL_GAP_KM for i in mine]
        for i, middle in zip(mine, _stacked([places[i][1] for i in mine], heights), strict=True):
            middles[i] = round(middle, 1)
    return tuple(Dot(x, y, lines[i], west[i], middles[i]) for i, (x, y) in enumerate(places))


def _middle_of_sweden(y: float) -> float:
    """The country leans to the east as it goes north: x of a line from the middle of Skåne to Treriksröset."""
    return 500 - (y - 50) * 0.24


def _apart(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Places that lie nearer than two dots are moved apart, each half of the way."""
    moved = list(places)
    least = 2 * DOT_KM + 2
    for _ in range(60):
        still = True
        for i in range(len(moved)):
            for j in range(i):
                (ax, ay), (bx, by) = moved[j], moved[i]
                distance = math.hypot(bx - ax, by - ay)
                if distance >= least - 0.05:
                    continue
                still = False
                # Two on the very same spot go apart along a line of their own.
                dx, dy = ((bx - ax) / distance, (by - ay) / distance) if distance else (math.cos(i), math.sin(i))
                push = (least - distance) / 2
                moved[j] = (ax - dx * push, ay - dy * push)
                moved[i] = (bx + dx * push, by + dy * push)
        if still:
            break
    return [(round(x, 1), round(y, 1)) for x, y in moved]


def _stacked(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Middles of labels from top to bottom: as near `wanted` (rising) as can be without one touching the next.

    Labels that would touch form a block about the mean of where they want to be (isotonic regression by pooling
    neighbours).
    """
    offsets, total = [], 0.0
    for height in heights:
        offsets.append(total + height / 2)
        total += height
    blocks: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, size = want - offset, 1
        while blocks and blocks[-1][0] > mean:
            upper, count = blocks.pop()
            mean, size = (upper * count + mean * size) / (count + size), size + count
        blocks.append((mean, size))
    starts = [mean for mean, size in blocks for _ in range(size)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]
