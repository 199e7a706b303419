"""What is decided about the network's records without looking anything up: kinds, names, addresses."""

import re
from collections.abc import Iterable
from enum import StrEnum
from urllib.parse import urlsplit

from planner.core.language import say
from planner.network.rules.domains import cluster_of_address as cluster_of_address
from planner.network.rules.domains import domain_refusal as domain_refusal
from planner.network.rules.domains import mail_domain as mail_domain


class ClusterStatus(StrEnum):
    ACTIVE = "active"
    FORMING = "forming"
    DORMANT = "dormant"


STATUS_WORDS = {
    ClusterStatus.ACTIVE: say("Active"),
    ClusterStatus.FORMING: say("Forming"),
    ClusterStatus.DORMANT: say("Dormant"),
}


class RoomKind(StrEnum):
    ROOM = "room"
    BUS = "bus"
    FARM = "farm"
    ONLINE = "online"


ROOM_WORDS = {
    RoomKind.ROOM: say("Room"),
    RoomKind.BUS: say("Bus"),
    RoomKind.FARM: say("Farm"),
    RoomKind.ONLINE: say("Online room"),
}


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


HUE_WORDS = {
    Hue.PINE: say("Pine"),
    Hue.LAKE: say("Lake"),
    Hue.WHEAT: say("Wheat"),
    Hue.ROWAN: say("Rowan"),
    Hue.HEATHER: say("Heather"),
    Hue.LINGON: say("Lingonberry"),
    Hue.CLAY: say("Clay"),
    Hue.SLATE: say("Slate"),
}


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


_LETTERS = str.maketrans({"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}", "é": "e", "ü": "y"})


def by_letters(name: str) -> str:
    """Sorts names as Swedes do: small and capital letters alike, å ä ö after z."""
    # A database's own order hangs on its kind and locale; Unicode has å and ä the wrong way round.
    return name.casefold().translate(_LETTERS)


def holds_all(wanted: str, *texts: str) -> bool:
    """Whether each word of `wanted` stands somewhere in `texts`, in any case."""
    whole = "\n".join(texts).casefold()
    return all(word in whole for word in wanted.casefold().split())


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


Coordinates = tuple[float, float]
"""(latitude, longitude) in degrees, WGS 84 or SWEREF 99, which differ by less than a metre."""

_WITH_POINT = re.compile(r"(-?\d+(?:\.\d+)?)(?:\s*[,;]\s*|\s+)(-?\d+(?:\.\d+)?)")
_WITH_COMMA = re.compile(r"(-?\d+,\d+)(?:\s*;\s*|,?\s+)(-?\d+,\d+)")


def coordinates_of(typed: str) -> Coordinates | None:
    """(latitude, longitude) in degrees, as maps let one copy them: 58.49, 15.50 or 58,49 15,50. None: unclear."""
    text = typed.strip()
    found = _WITH_COMMA.fullmatch(text) or _WITH_POINT.fullmatch(text)
    if found is None or ("," in text and "." not in text and not _WITH_COMMA.fullmatch(text)):
        return None
    latitude, longitude = (float(part.replace(",", ".")) for part in found.groups())
    return (latitude, longitude) if is_on_earth(latitude, longitude) else None


def is_on_earth(latitude: float, longitude: float) -> bool:
    """Whether these degrees can be a place at all."""
    return -90 <= latitude <= 90 and -180 <= longitude <= 180
