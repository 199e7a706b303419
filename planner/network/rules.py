"""What is decided about the network's records without looking anything up: kinds, addresses, the map."""

import math
import re
import unicodedata
from collections.abc import Container, Iterable
from enum import StrEnum
from itertools import count
from urllib.parse import urlsplit


class ClusterStatus(StrEnum):
    ACTIVE = "active"
    FORMING = "forming"
    DORMANT = "dormant"


class RoomKind(StrEnum):
    ROOM = "room"
    BUS = "bus"
    FARM = "farm"
    ONLINE = "online"


class Hue(StrEnum):
    """The palette of eight; style.css and the print sheet know each as theme-<hue>."""

    PINE = "pine"
    LAKE = "lake"
    WHEAT = "wheat"
    ROWAN = "rowan"
    HEATHER = "heather"
    LINGON = "lingon"
    CLAY = "clay"
    SLATE = "slate"


COUNTIES = (
    "Norrbottens län",
    "Västerbottens län",
    "Jämtlands län",
    "Västernorrlands län",
    "Gävleborgs län",
    "Dalarnas län",
    "Värmlands län",
    "Örebro län",
    "Västmanlands län",
    "Uppsala län",
    "Stockholms län",
    "Södermanlands län",
    "Östergötlands län",
    "Västra Götalands län",
    "Jönköpings län",
    "Kalmar län",
    "Gotlands län",
    "Kronobergs län",
    "Hallands län",
    "Blekinge län",
    "Skåne län",
)
"""Sweden's counties, from north to south as one reads a map."""


def county_order(county: str) -> tuple[int, str]:
    """Sorts counties from north to south; other words come after them by the alphabet, none at all last."""
    if county in COUNTIES:
        return COUNTIES.index(county), county
    return (len(COUNTIES), county) if county else (len(COUNTIES) + 1, "")


def slug_of(words: str, *, most: int, taken: Container[str] = ()) -> str:
    """`words` as they stand in an address: a-z, 0-9 and hyphens, at most `most`, unlike any of `taken`."""
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].rstrip("-") or "x"
    if slug not in taken:
        return slug
    numbered = (f"{slug[: most - len(str(n)) - 1]}-{n}" for n in count(2))
    return next(candidate for candidate in numbered if candidate not in taken)


def web_address(typed: str) -> str | None:
    """The whole address of a web site: vretakluster.se → https://vretakluster.se. None: it cannot be one.

    Only http and https: an address of any other kind (javascript:, data:) would do harm as a link.
    """
    text = typed.strip()
    if not text:
        return ""
    if "://" not in text:
        text = f"https://{text}"
    if any(not c.isprintable() or c in ' "<>\\^`{|}' for c in text):
        return None
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return None
    labels = host.split(".")
    is_host = len(labels) > 1 and all(label and label.strip("-") == label for label in labels)
    if parts.scheme not in ("http", "https") or not is_host or parts.username is not None:
        return None
    return text


def shown_address(address: str) -> str:
    """An address as people read it: https://www.example.org/ → www.example.org."""
    return re.sub(r"^https?://", "", address).rstrip("/")


def with_former_name(former_names: Iterable[str], old: str, new: str) -> tuple[str, ...]:
    """The former names after `old` became `new`, newest first; one that is taken back is former no more."""
    if old == new:
        return tuple(former_names)
    kept = [name for name in former_names if name not in (old, new)]
    return (old, *kept)


# The map. SWEREF 99 TM is what maps of Sweden are drawn in: a transverse Mercator projection of the ellipsoid
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


def on_map(latitude: float, longitude: float) -> tuple[float, float]:
    """(x, y) in sweden.svg, in kilometres from its upper left corner, to one decimal."""
    easting, northing = sweref99tm(latitude, longitude)
    return round((easting - MAP_WEST_M) / 1000, 1), round((MAP_NORTH_M - northing) / 1000, 1)


def is_on_map(latitude: float, longitude: float) -> bool:
    """Whether a place lies within the drawing: a venue abroad does not."""
    if not (50 <= latitude <= 75 and 0 <= longitude <= 35):
        return False
    x, y = on_map(latitude, longitude)
    return 0 <= x <= MAP_WIDTH_KM and 0 <= y <= MAP_HEIGHT_KM
