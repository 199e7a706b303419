"""What has changed, in whole sentences, old and new, for a letter to those whom it concerns. Pure."""

from collections.abc import Callable, Iterable
from datetime import datetime

from planner.core.language import (
    LANGUAGES,
    Lang,
    Span,
    Text,
    Words,
    clock,
    clock_span,
    days_words,
    joined,
    say,
    short_day_words,
)
from planner.core.timespan import local
from planner.meetings.rules import MODE_WORDS, Mode
from planner.programmes.snapshot import Entry, MeetingFacts, Place
from planner.publishing.rules.concerning import names_of, reads_otherwise
from planner.publishing.rules.terms import ItemNews, News


def item_sentences(news: ItemNews, zone: str) -> tuple[Text, ...]:
    """All that is worth saying of an item: that it is new or gone, or what of it is otherwise."""
    if news.old is None:
        return (_added(news.entry, zone),)
    if news.new is None:
        return (say("“%(title)s”, %(when)s, is cancelled.", title=news.old.title, when=_when(news.old, zone)),)
    old, new = news.old, news.new
    found = []
    if reads_otherwise(old.title, new.title):
        found.append(_renamed(old.title, new.title))
    if (old.starts_at, old.ends_at) != (new.starts_at, new.ends_at):
        found.append(_moved(old, new, zone))
    if old.room != new.room:
        found.append(_elsewhere(old, new, zone))
    if names_of(old.speakers) != names_of(new.speakers):
        found.append(_given(old, new, zone))
    return tuple(found)


def _added(entry: Entry, zone: str) -> Text:
    if entry.room:
        return say("New: “%(title)s”, %(when)s, %(room)s.", title=entry.title, when=_when(entry, zone), room=entry.room)
    return say("New: “%(title)s”, %(when)s.", title=entry.title, when=_when(entry, zone))


def _renamed(old: Words, new: Words) -> Text:
    # A title that changed in one language only is told in that one: in the other there is no difference to see.
    changed = [lang for lang in LANGUAGES if old.in_(lang) != new.in_(lang)]

    def told(title: Words) -> Words:
        return _words(lambda lang: title.in_(lang if lang in changed else changed[0]))

    return say("“%(old)s” is now called “%(new)s”.", old=told(old), new=told(new))


def _moved(old: Entry, new: Entry, zone: str) -> Text:
    days = [local(entry.starts_at, zone).date() for entry in (old, new)]
    if days[0] != days[1] or any(local(e.ends_at, zone).date() != days[0] for e in (old, new)):
        return say(
            "“%(title)s” is moved from %(old)s to %(new)s.",
            title=new.title,
            old=_when(old, zone),
            new=_when(new, zone),
        )
    day = _words(lambda lang: short_day_words(days[0], lang))
    if old.starts_at == new.starts_at:
        return say(
            "“%(title)s”, %(day)s %(starts)s, ends at %(new)s instead of %(old)s.",
            title=new.title,
            day=day,
            starts=_clock(new.starts_at, zone),
            new=_clock(new.ends_at, zone),
            old=_clock(old.ends_at, zone),
        )
    return say(
        "“%(title)s”, %(day)s, is moved from %(old)s to %(new)s.",
        title=new.title,
        day=day,
        old=_clocks(old, zone),
        new=_clocks(new, zone),
    )


def _elsewhere(old: Entry, new: Entry, zone: str) -> Text:
    about = {"title": new.title, "when": _when(new, zone), "old": old.room, "new": new.room}
    if not new.room:
        return say("“%(title)s”, %(when)s, is not held in %(old)s; where is not decided yet.", **about)
    if not old.room:
        return say("“%(title)s”, %(when)s, is held in %(new)s.", **about)
    return say("“%(title)s”, %(when)s, is held in %(new)s instead of %(old)s.", **about)


def _given(old: Entry, new: Entry, zone: str) -> Text:
    were, are = names_of(old.speakers), names_of(new.speakers)
    about = {"title": new.title, "when": _when(new, zone), "old": _list(were), "new": _list(are)}
    if not are:
        return say("“%(title)s”, %(when)s, is no longer given by %(old)s.", **about)
    if not were:
        return say("“%(title)s”, %(when)s, is given by %(new)s.", **about)
    return say("“%(title)s”, %(when)s, is given by %(new)s instead of %(old)s.", **about)


def fact_sentences(news: News, told_facts: Iterable[str]) -> tuple[Text, ...]:
    """What concerns everybody who comes: the days, the place, how it is held, whether it takes place."""
    if news.was is None:
        return ()
    return tuple(_FACTS[name](news.was, news.facts) for name in told_facts)


def _days(was: MeetingFacts, now: MeetingFacts) -> Text:
    before, after = (tuple(day.held_on for day in facts.days) for facts in (was, now))
    if before != after:
        old, new = (_words(lambda lang, days=days: days_words(days, lang)) for days in (before, after))  # type: ignore[misc]
        return say("The gathering is held on %(new)s instead of %(old)s.", old=old, new=new)
    known = set(was.days)
    hours = [day for day in now.days if day not in known]

    def in_words(lang: Lang) -> str:
        said = (f"{short_day_words(d.held_on, lang)} {clock(d.opens, lang)}–{clock(d.closes, lang)}" for d in hours)
        return joined(tuple(said), lang)

    return say("The gathering has other hours: %(hours)s.", hours=_words(in_words))


def _place(was: MeetingFacts, now: MeetingFacts) -> Text:
    old, new = was.place, now.place
    if new is None:
        assert old is not None
        return say("The gathering is not held at %(old)s; where is not decided yet.", old=_where(old))
    if old is None:
        return say("The gathering is held at %(new)s.", new=_where(new))
    return say("The gathering is held at %(new)s instead of %(old)s.", new=_where(new), old=_where(old))


def _where(place: Place) -> str:
    town = "" if place.place and place.place in (place.name + place.address) else place.place
    return ", ".join(filter(None, (place.name, place.address, town)))


def _mode(was: MeetingFacts, now: MeetingFacts) -> Text:
    old, new = (MODE_WORDS[Mode(facts.mode)] for facts in (was, now))
    return say("How it is held: %(new)s. Before: %(old)s.", old=old, new=new)


def _cancelled(was: MeetingFacts, now: MeetingFacts) -> Text:
    return say("The gathering is cancelled.") if now.cancelled else say("The gathering takes place after all.")


_FACTS: dict[str, Callable[[MeetingFacts, MeetingFacts], Text]] = {
    "days": _days,
    "place": _place,
    "mode": _mode,
    "cancelled": _cancelled,
}


def _words(said: Callable[[Lang], str]) -> Words:
    return Words(*(said(lang) for lang in LANGUAGES))


def _when(entry: Entry, zone: str) -> Span:
    return Span(entry.starts_at, entry.ends_at, zone)


def _clocks(entry: Entry, zone: str) -> Words:
    return _words(lambda lang: clock_span(entry.starts_at, entry.ends_at, zone, lang))


def _clock(at: datetime, zone: str) -> Words:
    return _words(lambda lang: clock(local(at, zone), lang))


def _list(names: tuple[str, ...]) -> Words:
    return _words(lambda lang: joined(names, lang))
