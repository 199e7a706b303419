"""Which entries somebody wants to see: one theme, one cluster, one county, one way of taking part."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from planner.activities.rules.entries import Entry
from planner.core.errors import NotFound
from planner.core.language import Text, say
from planner.core.slugs import slug_of
from planner.meetings.rules import Mode


class Way(StrEnum):
    """How one takes part; what is held on site and online fits both."""

    ON_SITE = "on_site"
    ONLINE = "online"


WAYS: dict[Way, Text] = {Way.ON_SITE: say("On site"), Way.ONLINE: say("Online")}
_WORD = re.compile(r"[a-z0-9-]{1,80}")


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; empty: all of it. Each value is a code that stands in addresses."""

    theme: str = ""
    cluster: str = ""
    county: str = ""
    mode: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Filter":
        """What a query asks for; other keys are let be. NotFound for what can be no code."""
        found = {name: asked.get(name, "").strip() for name in cls.__slots__}
        if any(value and not _WORD.fullmatch(value.replace("_", "-")) for value in found.values()):
            raise NotFound(say("There is no such filter."))
        if found["mode"] not in ("", *Way):
            raise NotFound(say("There is no such filter."))
        return cls(**found)

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for, in one order: the same filter has one address."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}

    @property
    def key(self) -> str:
        """Tells filters apart within an ETag."""
        return f"{self.theme}~{self.cluster}~{self.county}~{self.mode}"

    def path(self, path: str, **more: str) -> str:
        """`path` with this filter, and `more`, as its query."""
        query = urlencode(self.asked | {name: value for name, value in more.items() if value})
        return f"{path}?{query}" if query else path


def fits(entry: Entry, wanted: Filter) -> bool:
    """Whether an entry is among what was asked for."""
    return (
        (not wanted.theme or any(theme.code == wanted.theme for theme in entry.themes))
        and (not wanted.cluster or any(cluster.slug == wanted.cluster for cluster in entry.clusters))
        and (not wanted.county or any(slug_of(county) == wanted.county for county in entry.counties))
        and (not wanted.mode or entry.mode in (Mode.HYBRID, wanted.mode))
    )
