"""Who is told of what, worked out the slow way: every version, item and person looked at one by one."""

from datetime import date
from itertools import chain

from planner.core.timespan import local
from planner.programmes.snapshot import Entry, MeetingFacts, Programme
from planner.publishing.rules import Attendee, Audience, Giver

Share = tuple[frozenset[str], frozenset[str], bool]
"""(uids of the items, facts, whether they give something)"""


def who_is_told(before: Programme | None, now: Programme, audience: Audience) -> dict[str, Share]:
    """Address → what its owner is told of."""
    found: dict[str, Share] = {}
    if not (_items(before, now) or _facts(before, now) or _is_first(before, now)):
        return found
    addresses = {each.email for each in audience.attendees} | {each.email for each in audience.givers}
    for address in addresses:
        attendee = next((each for each in audience.attendees if each.email == address), None)
        givers = [each for each in audience.givers if each.email == address]
        share = _share(before, now, audience, attendee, givers)
        if share is not None:
            found[address] = share
    return found


def _share(
    before: Programme | None, now: Programme, audience: Audience, attendee: Attendee | None, givers: list[Giver]
) -> Share | None:
    items, facts = _items(before, now), _facts(before, now)
    first = _is_first(before, now)
    told: set[str] = set()
    is_told, gives = False, False
    if attendee is not None and attendee.of_changes:
        listens = set() if first else {uid for uid, pair in items.items() if _comes_to(attendee, uid, pair, audience)}
        told |= listens
        is_told = first or bool(listens or facts)
    if attendee is not None and audience.lost.get(attendee.registration_id):
        is_told = True
    given = {uid for uid, pair in items.items() if any(_gives(giver, pair, audience) for giver in givers)}
    if given or (facts and any(_gives(g, (e,), audience) for g in givers for e in now.entries if not e.cancelled)):
        gives = True
    if not (is_told or gives):
        return None
    wants = attendee is not None and attendee.of_changes
    return frozenset(told | given), facts if gives or wants else frozenset(), gives


def _is_first(before: Programme | None, now: Programme) -> bool:
    return now.with_agenda and (before is None or not before.with_agenda) and not _is_over(before, now)


def _is_over(before: Programme | None, now: Programme) -> bool:
    """Whether its last day, the old one and the new one, lies behind when the new version comes out."""
    today = [local(now.published_at, each.facts.zone).date() for each in (before, now) if each]
    last = [each.facts.days[-1].held_on for each in (before, now) if each]
    return all(day < t for day, t in zip(last, today, strict=True))


def _items(before: Programme | None, now: Programme) -> dict[str, tuple[Entry, ...]]:
    """Each item that is news: as it was and as it is, where it stood and stands; not those that are over."""
    found = _changed_items(before, now)
    return {uid: pair for uid, pair in found.items() if max(entry.ends_at for entry in pair) > now.published_at}


def _changed_items(before: Programme | None, now: Programme) -> dict[str, tuple[Entry, ...]]:
    if _is_first(before, now):
        return {entry.uid: (entry,) for entry in now.entries if not entry.cancelled}
    if before is None:
        return {entry.uid: (entry,) for entry in now.entries if not entry.cancelled}
    found = {}
    for uid in {entry.uid for entry in (*before.entries, *now.entries)}:
        old = next((entry for entry in before.entries if entry.uid == uid), None)
        new = next((entry for entry in now.entries if entry.uid == uid), None)
        pair = _is_news(old, new, (before.facts.cancelled, now.facts.cancelled))
        if pair:
            found[uid] = pair
    return found


def _is_news(old: Entry | None, new: Entry | None, off: tuple[bool, bool]) -> tuple[Entry, ...]:
    stood, stands = (entry is not None and not entry.cancelled for entry in (old, new))
    if old is not None and new is not None:
        if stood and not stands:
            return () if off == (False, True) else (old,)
        if stands and not stood:
            # With the gathering it is on again by itself; then only what is otherwise about it is news.
            return (old, new) if off == (True, False) and _differ(old, new) else () if off == (True, False) else (new,)
        return (old, new) if stands and _differ(old, new) else ()
    return (*((old,) if old and stood else ()), *((new,) if new and stands else ()))


def _differ(old: Entry, new: Entry) -> bool:
    names = [[speaker.name for speaker in entry.speakers] for entry in (old, new)]
    titles = [(entry.title.in_("sv"), entry.title.in_("en")) for entry in (old, new)]
    plain = [(entry.starts_at, entry.ends_at, entry.room) for entry in (old, new)]
    return names[0] != names[1] or titles[0] != titles[1] or plain[0] != plain[1]


def _facts(before: Programme | None, now: Programme) -> frozenset[str]:
    if before is None or _is_over(before, now):
        return frozenset()
    was, facts = before.facts, now.facts
    differing = {
        "days": was.days != facts.days,
        "place": _address(was) != _address(facts),
        "mode": was.mode != facts.mode,
        "cancelled": was.cancelled != facts.cancelled,
    }
    return frozenset(name for name, differs in differing.items() if differs)


def _address(facts: MeetingFacts) -> list[str]:
    return [facts.place.name, facts.place.address, facts.place.place] if facts.place else []


def _comes_to(attendee: Attendee, uid: str, pair: tuple[Entry, ...], audience: Audience) -> bool:
    if uid in audience.chosen_among:
        return uid in attendee.held
    return any(_day(entry, audience.zone) in attendee.days for entry in pair)


def _day(entry: Entry, zone: str) -> date:
    return local(entry.starts_at, zone).date()


def _gives(giver: Giver, pair: tuple[Entry, ...], audience: Audience) -> bool:
    lines = chain.from_iterable(entry.speakers for entry in pair)
    return any(_first_of(audience, line.name, line.organisation) == giver for line in lines)


def _first_of(audience: Audience, name: str, organisation: str) -> Giver | None:
    """Of people with one name and organisation the first is meant."""
    wanted = (name.lower(), organisation.lower())
    return next((g for g in audience.givers if (g.name.lower(), g.organisation.lower()) == wanted), None)
