"""Whom a new version concerns, and with what. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from planner.core.language import LANGUAGES, Words
from planner.core.timespan import end_of_day, local
from planner.network.rules import by_letters
from planner.programmes.changes import ENTRY, GATHERING, Change, changes, own_changes
from planner.programmes.snapshot import Entry, MeetingFacts, Place, Programme, SpeakerLine
from planner.publishing.rules.terms import Attendee, Audience, Giver, ItemNews, News, Recipient

TOLD_OF_ITEM = ("starts_at", "ends_at", "room", "title", "speakers")
"""What of an item that stays is worth a letter; that it comes or goes is too. Texts are not."""
TOLD_OF_GATHERING = ("days", "place", "mode", "cancelled")


def news_of(previous: Programme | None, coming: Programme) -> News:
    """What of `coming` is worth a letter to those who know `previous`. What is over when it comes out is not."""
    held = tuple(entry for entry in coming.entries if not entry.cancelled)
    is_over = all(_is_over(facts, coming) for facts in (coming.facts, previous.facts if previous else coming.facts))
    is_first = coming.with_agenda and (previous is None or not previous.with_agenda) and not is_over
    found = changes(previous, coming)
    items = tuple(ItemNews(entry.uid, None, entry) for entry in held) if is_first else _items(found, coming)
    return News(
        facts=coming.facts,
        was=previous.facts if previous else None,
        told_facts=() if is_over else _told_facts(found),
        items=tuple(item for item in items if _is_to_come(item, coming.published_at)),
        is_first=is_first,
        givers=tuple(giver for entry in held for giver in entry.speakers),
    )


def _is_over(facts: MeetingFacts, coming: Programme) -> bool:
    return end_of_day(facts.days[-1].held_on, facts.zone) <= coming.published_at


def _is_to_come(item: ItemNews, at: datetime) -> bool:
    """Whether it is still to be held, or was to be."""
    return any(entry.ends_at > at for entry in (item.old, item.new) if entry is not None)


def _told_facts(found: Iterable[Change]) -> tuple[str, ...]:
    changed = {c.field for c in found if c.uid == GATHERING and _is_told(c.field, c.old, c.new)}
    return tuple(name for name in TOLD_OF_GATHERING if name in changed)


def _is_told(field: str, old: Any, new: Any) -> bool:
    return (_where(old) != _where(new)) if field == "place" else True


def _where(place: Place | None) -> tuple[str, ...]:
    return (place.name, place.address, place.place) if place else ()


def _items(found: Iterable[Change], coming: Programme) -> tuple[ItemNews, ...]:
    now = {entry.uid: entry for entry in coming.entries}
    fields: dict[str, dict[str, Change]] = {}
    for change in own_changes(found):
        if change.uid != GATHERING:
            fields.setdefault(change.uid, {})[change.field] = change
    news = (_item(uid, changed, now.get(uid)) for uid, changed in fields.items())
    return tuple(sorted((item for item in news if item is not None), key=lambda item: item.entry.starts_at))


def _item(uid: str, changed: Mapping[str, Change], now: Entry | None) -> ItemNews | None:
    if ENTRY in changed:
        old, new = _held(changed[ENTRY].old), _held(changed[ENTRY].new)
        return ItemNews(uid, old, new) if old or new else None
    assert now is not None
    was = replace(now, **{name: change.old for name, change in changed.items()})
    if "cancelled" in changed:
        return ItemNews(uid, _held(was), _held(now))
    told = any(_of_letter(name, was, now) for name in TOLD_OF_ITEM)
    return ItemNews(uid, was, now) if told and not now.cancelled else None


def _held(entry: Entry | None) -> Entry | None:
    return entry if entry is not None and not entry.cancelled else None


def _of_letter(name: str, was: Entry, now: Entry) -> bool:
    if name == "speakers":
        return names_of(was.speakers) != names_of(now.speakers)
    if name == "title":
        return reads_otherwise(was.title, now.title)
    return bool(getattr(was, name) != getattr(now, name))


def reads_otherwise(old: Words, new: Words) -> bool:
    """Whether readers of some language see another text: not so where only what English readers saw is filled in."""
    return any(old.in_(lang) != new.in_(lang) for lang in LANGUAGES)


def names_of(givers: Iterable[SpeakerLine]) -> tuple[str, ...]:
    """Who gives an item, by name: a title that is spelt otherwise is not worth a letter."""
    return tuple(giver.name for giver in givers)


def recipients_of(news: News, audience: Audience) -> tuple[Recipient, ...]:
    """Who is told of `news`, by name; each with their own share of it, and nobody twice.

    An item that people choose among concerns those who have it or wish for it; any other one those who come on its
    day, the old or the new one; and always those who give it. The gathering's own concerns everybody. Who wants no
    letters about changes gets none, unless they give what has changed, or what they had chosen is gone.
    """
    if not news:
        return ()
    by_address: dict[str, Recipient] = {}
    shares = _Shares(news, audience)
    for attendee in audience.attendees:
        found = _attendee(attendee, news, audience, shares)
        if found is not None:
            by_address[attendee.email.lower()] = found
    registered = {attendee.email.lower(): attendee for attendee in audience.attendees}
    for giver, items in _given(news, audience.givers):
        email = giver.email.lower()
        known = by_address.get(email) or _nothing_yet(giver, registered.get(email))
        theirs = {item.uid for item in (*known.items, *items)}
        by_address[email] = replace(
            known,
            items=tuple(item for item in news.items if item.uid in theirs),
            told_facts=news.told_facts,
            speaks=True,
        )
    return tuple(sorted(by_address.values(), key=lambda found: (by_letters(found.name), found.email)))


class _Shares:
    """What the items that changed are to those who come to listen: worked out once for all who come alike."""

    def __init__(self, news: News, audience: Audience) -> None:
        self._chosen_among = audience.chosen_among
        self._items = () if news.is_first else news.items
        self._days = [self._days_of(item, audience.zone) for item in self._items]
        self._known: dict[tuple[frozenset[date], frozenset[str]], tuple[ItemNews, ...]] = {}

    def of(self, attendee: Attendee) -> tuple[ItemNews, ...]:
        """The items that concern somebody who comes to listen, in order of time."""
        alike = attendee.days, attendee.held & self._chosen_among
        if alike not in self._known:
            self._known[alike] = tuple(
                item
                for item, days in zip(self._items, self._days, strict=True)
                if (item.uid in alike[1] if item.uid in self._chosen_among else not days.isdisjoint(alike[0]))
            )
        return self._known[alike]

    @staticmethod
    def _days_of(item: ItemNews, zone: str) -> frozenset[date]:
        return frozenset(_day(entry.starts_at, zone) for entry in (item.old, item.new) if entry is not None)


def _day(at: datetime, zone: str) -> date:
    return local(at, zone).date()


def _attendee(attendee: Attendee, news: News, audience: Audience, shares: _Shares) -> Recipient | None:
    lost = audience.lost.get(attendee.registration_id, ())
    items = shares.of(attendee) if attendee.of_changes else ()
    facts = news.told_facts if attendee.of_changes else ()
    if not (items or facts or lost or (news.is_first and attendee.of_changes)):
        return None
    return Recipient(
        key=f"r{attendee.registration_id}",
        name=attendee.name,
        email=attendee.email,
        lang=attendee.lang,
        comes_from=attendee.comes_from,
        salt=attendee.salt,
        told_facts=facts,
        items=items,
        lost=lost,
    )


def _nothing_yet(giver: Giver, registered: Attendee | None) -> Recipient:
    if registered is not None:
        return Recipient(
            key=f"r{registered.registration_id}",
            name=registered.name,
            email=registered.email,
            lang=registered.lang,
            comes_from=registered.comes_from,
            salt=registered.salt,
            told_facts=(),
            items=(),
        )
    return Recipient(f"p{giver.person_id}", giver.name, giver.email, "sv", giver.organisation, "", (), ())


def _given(news: News, givers: Iterable[Giver]) -> list[tuple[Giver, list[ItemNews]]]:
    """Who gives something that has changed, or anything at all where what changed concerns everybody."""
    known = _Givers(givers)
    items: dict[int, list[ItemNews]] = {}
    for line in news.givers if news.told_facts else ():
        if (giver := known.of(line)) is not None:
            items.setdefault(giver.person_id, [])
    for item in news.items:
        lines = [line for entry in (item.old, item.new) if entry is not None for line in entry.speakers]
        for person_id in dict.fromkeys(giver.person_id for line in lines if (giver := known.of(line)) is not None):
            items.setdefault(person_id, []).append(item)
    return [(known.by_id[person_id], found) for person_id, found in items.items()]


class _Givers:
    """Finds who a speaker of a version is: by number, or by name and organisation where a version knows no numbers."""

    def __init__(self, givers: Iterable[Giver]) -> None:
        self.by_id: dict[int, Giver] = {}
        self._by_name: dict[tuple[str, str], Giver] = {}
        for giver in givers:
            self.by_id[giver.person_id] = giver
            self._by_name.setdefault((giver.name.casefold(), giver.organisation.casefold()), giver)

    def of(self, line: SpeakerLine) -> Giver | None:
        return self.by_id.get(line.person_id) if line.person_id else self._by_name.get(_who(line))


def _who(line: SpeakerLine) -> tuple[str, str]:
    return line.name.casefold(), line.organisation.casefold()
