"""A calendar of one's own, as calendar programmes fetch it by its secret address."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from flask.typing import ResponseReturnValue

from planner.calendars.ical import (
    Edition,
    personal_calendar,
    personal_name,
    portions_from_bytes,
    portions_of,
    portions_to_bytes,
)
from planner.core.language import language
from planner.core.work import Site
from planner.meetings.rules import Mode
from planner.mypage.queries.calendars import Followed, followed
from planner.mypage.rules import Coming, items_by_choice, their_days
from planner.programmes.queries import programmes_of
from planner.web.caching import kept, personal
from planner.web.entry import glancing, parts, public, reading

CALENDAR = "text/calendar; charset=utf-8"


def feed(token: str) -> ResponseReturnValue:
    """The calendar itself. Whoever has it unchanged costs one statement, and nothing is drawn."""
    with glancing() as db:
        found = followed(db, token)
    version = sha256(repr(found.rows).encode()).hexdigest()[:32]
    return personal("my", version, lambda: _drawn(found, token), CALENDAR)


def _drawn(found: Followed, token: str) -> bytes:
    """One's own entries, picked from what is drawn once for all who come to the same gatherings."""
    wanted = {_version(needed): needed for coming in found.comings for needed in _needed(coming, found.alarm_minutes)}
    drawn = kept("portions", wanted, lambda missing: _draw({version: wanted[version] for version in missing}))
    entries: list[bytes] = []
    portions = {version: portions_from_bytes(content) for version, content in drawn.items()}
    for version, needed in wanted.items():
        entries += their_days(needed.coming, portions[version], online=needed.online is not None)
    titles = [each.title for each in portions.values()]
    site = parts().site
    return personal_calendar(
        personal_name(language(), site.network_name, titles[0] if titles and not found.is_whole else ""),
        feed_url(site, token),
        [each.zone for each in portions.values()],
        entries,
        Edition(language(), site.base_url, site.host),
    )


@dataclass(frozen=True, slots=True)
class _Needed:
    """A gathering's entries as those have them who come to it in one way."""

    coming: Coming
    alarm_minutes: int
    online: str | None


def _needed(coming: Coming, alarm_minutes: int) -> list[_Needed]:
    ways = sorted({mode is Mode.ONLINE for mode in coming.days.values()})
    return [_Needed(coming, alarm_minutes, coming.online_link if online else None) for online in ways]


def _version(needed: _Needed) -> str:
    mark = sha256(f"{needed.coming.blocks}|{needed.online}".encode()).hexdigest()[:12]
    return f"{needed.coming.programme_id}.{needed.alarm_minutes}.{mark}"


def _draw(missing: Mapping[str, _Needed]) -> dict[str, bytes]:
    with reading(public()) as work:
        programmes = programmes_of(work.db, {needed.coming.programme_id for needed in missing.values()})
    drawn = {}
    for version, needed in missing.items():
        programme, site = programmes[needed.coming.programme_id], parts().site
        edition = Edition(language(), site.base_url, site.host, needed.alarm_minutes, needed.online)
        by_choice = items_by_choice(programme, needed.coming.blocks)
        drawn[version] = portions_to_bytes(portions_of(programme, edition, by_choice))
    return drawn


def feed_url(site: Site, token: str) -> str:
    """The whole address of a calendar, in the reader's language."""
    return site.url(f"/my/{token}.ics", language())
