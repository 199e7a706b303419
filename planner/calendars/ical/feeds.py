"""The programme as files to open once and calendars to follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from icalendar import Calendar, Event, vText

from planner.agenda.rules import KIND_WORDS, LIGHT, ItemKind
from planner.calendars.ical.pieces import (
    Edition,
    Exactly,
    called_off,
    clean,
    gathered_at,
    give,
    head_of,
    heading,
    hours,
    identify,
    joined,
    line,
    online_words,
    set_alarm,
    set_contact,
    set_online,
    set_place,
    set_times,
    where,
    written,
)
from planner.calendars.rules import AddLinks, add_links, feed_path
from planner.core.errors import NotFound
from planner.core.language import Lang, say
from planner.core.markdown import plain_of
from planner.network.rules import RoomKind
from planner.programmes.snapshot import Contact, Entry, Place, Programme, SpeakerLine, ThemeMark

COLOURS = {
    "pine": "seagreen",
    "lake": "steelblue",
    "wheat": "darkgoldenrod",
    "rowan": "chocolate",
    "heather": "mediumorchid",
    "lingon": "crimson",
    "clay": "sienna",
    "slate": "slategray",
}
"""CSS names for the eight hues: RFC 7986 5.9 takes no other words."""
GROUND = "seagreen"
REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Around:
    """What an item's event takes from its gathering: nothing else of it may show, or the memory would go stale."""

    slug: str
    zone: str
    place: Place | None
    contact: Contact


def calendar_of(programme: Programme, edition: Edition, *, theme: str = "", feed: bool = False) -> bytes:
    """The whole programme, or one theme of it, as a file to open once or (`feed`) a calendar to follow.

    Until an agenda is published it holds the gathering's days. From then on it holds the items alone: a calendar that
    is followed is replaced whole at each refresh, so the days give way to what they stood for, and nobody has both.
    Raises NotFound for a theme that no item has.
    """
    mark = programme.theme(theme) if theme else None
    if theme and mark is None:
        raise NotFound
    head = _feed_head(programme, mark, edition) if feed else head_of(edition.lang)
    if not programme.with_agenda:
        return joined(head, programme.facts.zone, day_events(programme, edition))
    entries = [entry for entry in programme.entries if not theme or entry.theme == theme]
    return joined(head, programme.facts.zone, events_of(programme, entries, edition))


def item_calendar(programme: Programme, item_id: int, edition: Edition) -> bytes:
    """One item as a file. Raises NotFound unless the programme has it."""
    entries = [entry for entry in programme.entries if entry.item_id == item_id]
    if not entries:
        raise NotFound
    return joined(head_of(edition.lang), programme.facts.zone, events_of(programme, entries, edition))


def meeting_calendar(programme: Programme, edition: Edition) -> bytes:
    """The gathering itself as a file: one entry a day, from its opening to its close.

    A day's UID ends with its place in the row of days, never with its date: a moved gathering keeps its entries.
    """
    return joined(head_of(edition.lang), programme.facts.zone, day_events(programme, edition))


def add_links_of(programme: Programme, edition: Edition) -> AddLinks:
    """Addresses that put the whole gathering into a web calendar as one entry."""
    facts = programme.facts
    starts_at, ends_at = hours(facts.days[0], facts.days[-1], facts.zone)
    text = edition.url(f"/meetings/{facts.slug}")
    return add_links(heading(facts, edition.lang), starts_at, ends_at, text, gathered_at(facts, edition.lang))


# Events of items.


def events_of(programme: Programme, entries: Iterable[Entry], edition: Edition) -> list[bytes]:
    """The VEVENTs of these entries, in their order."""
    facts = programme.facts
    around = Around(facts.slug, facts.zone, facts.place, facts.contact)
    marks = {mark.code: mark for mark in programme.themes}
    return [vevent(entry, marks.get(entry.theme), around, edition) for entry in entries]


@lru_cache(maxsize=4096)
def vevent(entry: Entry, theme: ThemeMark | None, around: Around, edition: Edition) -> bytes:
    """One item's VEVENT. Kept by its values: a programme with one item changed renders that one alone."""
    lang = edition.lang
    kind = ItemKind(entry.kind)
    url = edition.url(f"/meetings/{around.slug}#item-{entry.item_id}")
    event = Event()
    identify(event, entry.uid, edition, entry.sequence, entry.created_at, entry.changed_at)
    set_times(event, entry.starts_at, entry.ends_at, around.zone)
    event.add("summary", Exactly(_summary(entry, theme, lang) or KIND_WORDS[kind].in_(lang)))
    event.add("description", Exactly(_item_text(entry, url, edition)))
    give(event, "status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    give(event, "transp", "TRANSPARENT" if entry.cancelled or kind in LIGHT else "OPAQUE")
    give(event, "class", "PUBLIC")
    event.add("url", url)
    words = [KIND_WORDS[kind].in_(lang)]
    if theme:
        words.insert(0, line(theme.name.in_(lang)))
        give(event, "color", COLOURS[theme.hue])
    give(event, "categories", tuple(words))
    set_contact(event, around.contact)
    if edition.online is not None:
        _set_net(event, edition)
    else:
        # A bus or a farm is not at the venue, and the net is nowhere.
        house = around.place if entry.room_kind in ("", RoomKind.ROOM) else None
        set_place(event, ", ".join(filter(None, (line(entry.room), where(house)))), house)
    set_alarm(event, edition.alarm_minutes)
    return written(event)


def _set_net(event: Event, edition: Edition) -> None:
    """Who takes part online is nowhere else, and may know where."""
    set_place(event, say("Online").in_(edition.lang), None)
    if str(event["status"]) != "CANCELLED":
        set_online(event, edition.online or "")


def _summary(entry: Entry, theme: ThemeMark | None, lang: Lang) -> str:
    title = entry.title.in_(lang)
    short = theme.short.in_(lang) if theme else ""
    if short and not title.casefold().startswith(short.casefold()):
        title = f"{short}: {title}"
    return line(called_off(title, lang) if entry.cancelled else title)


def _item_text(entry: Entry, url: str, edition: Edition) -> str:
    lang = edition.lang
    speakers = "\n".join(_speaker(speaker, lang) for speaker in entry.speakers)
    number = say("Item %(number)s.", number=entry.item_number).in_(lang) if entry.item_number else ""
    online = "" if entry.cancelled else online_words(edition.online, lang)
    parts = (number, plain_of(entry.abstract.in_(lang)), entry.suits.in_(lang), speakers, online, url)
    return "\n\n".join(filter(None, map(clean, parts)))


def _speaker(speaker: SpeakerLine, lang: Lang) -> str:
    words = ", ".join(filter(None, (speaker.name, speaker.title, speaker.organisation)))
    return say("%(speaker)s (on link)", speaker=words).in_(lang) if speaker.on_link else words


# Events of the gathering.


def day_events(programme: Programme, edition: Edition) -> list[bytes]:
    """A VEVENT for each of the gathering's days; its entries are not looked at."""
    return [_day_event(programme, number, edition) for number in range(1, len(programme.facts.days) + 1)]


def _day_event(programme: Programme, number: int, edition: Edition) -> bytes:
    facts, lang = programme.facts, edition.lang
    day = facts.days[number - 1]
    url = edition.url(f"/meetings/{facts.slug}")
    event = Event()
    uid = f"{facts.uid}-{number}"
    identify(event, uid, edition, programme.sequence, programme.created_at, programme.changed_at)
    set_times(event, *hours(day, day, facts.zone), facts.zone)
    title = heading(facts, lang)
    if len(facts.days) > 1:
        blanks = {"title": title, "number": number, "count": len(facts.days)}
        title = say("%(title)s, day %(number)s of %(count)s", **blanks).in_(lang)
    event.add("summary", Exactly(line(title)))
    event.add("description", Exactly(_day_text(programme, url, edition)))
    event.add("status", "CANCELLED" if facts.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if facts.cancelled else "OPAQUE")
    event.add("class", "PUBLIC")
    event.add("url", url)
    set_contact(event, facts.contact)
    if edition.online is not None:
        _set_net(event, edition)
    else:
        set_place(event, gathered_at(facts, lang), facts.place)
    set_alarm(event, edition.alarm_minutes)
    return written(event)


def _day_text(programme: Programme, url: str, edition: Edition) -> str:
    facts, lang = programme.facts, edition.lang
    online = "" if facts.cancelled else online_words(edition.online, lang)
    promised = ""
    if facts.programme_by and not programme.with_agenda and not facts.cancelled:
        promised = say("The programme comes by %(day)s.", day=facts.programme_by).in_(lang)
    return "\n\n".join(filter(None, map(clean, (plain_of(facts.summary.in_(lang)), promised, online, url))))


# The head of a feed.


def _feed_head(programme: Programme, theme: ThemeMark | None, edition: Edition) -> Calendar:
    facts, lang = programme.facts, edition.lang
    calendar = head_of(lang)
    name = Exactly(feed_name(programme, theme, lang))
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-caldesc", Exactly(clean(plain_of(facts.summary.in_(lang))) or heading(facts, lang)))
    calendar.add("x-wr-timezone", vText(facts.zone))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    source = edition.url(feed_path(facts.slug, theme.code if theme else ""))
    calendar.add("source", source, parameters={"VALUE": "URI"})
    calendar.add("url", edition.url(f"/meetings/{facts.slug}"))
    calendar.add("color", COLOURS[theme.hue] if theme else GROUND)
    return calendar


def feed_name(programme: Programme, theme: ThemeMark | None, lang: Lang) -> str:
    """What a feed is called in the reader's list of calendars."""
    title = heading(programme.facts, lang)
    return f"{title}: {line(theme.name.in_(lang))}" if theme else title
