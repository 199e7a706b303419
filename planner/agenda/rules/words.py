"""Titles, days and lengths as parts of sentences, in both languages. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from planner.agenda.rules.plan import PlannedItem
from planner.core.language import LANGUAGES, Text, Words, joined, say, say_many, short_day_words

MOST_NAMED = 3


@lru_cache(maxsize=2048)
def quoted(title: Words) -> Words:
    """A title as it stands in a list of titles."""
    text = say("“%(title)s”", title=title)
    return Words(*(text.in_(lang) for lang in LANGUAGES))


def listed(parts: Sequence[Text | Words], more: int = 0) -> Words:
    """a, b and c; with those that are not named: a, b, c and 4 more."""
    shown = [*parts, say_many("%(n)s more", "%(n)s more", more)] if more else parts
    return Words(*(joined([part.in_(lang) for part in shown], lang) for lang in LANGUAGES))


def titles(items: Sequence[PlannedItem]) -> Words:
    """The titles of the first items, each in quotes, and how many more there are."""
    return listed([quoted(item.title) for item in items[:MOST_NAMED]], max(0, len(items) - MOST_NAMED))


def listed_names(names: Sequence[str]) -> Words:
    """Anna, Bo and Carl"""
    return Words(*(joined(names, lang) for lang in LANGUAGES))


def day_named(day: date) -> Words:
    """Wednesday 14 October"""
    return Words(*(short_day_words(day, lang) for lang in LANGUAGES))


def length(span: timedelta) -> Text:
    """3 h 30 min"""
    hours, minutes = divmod(round(span.total_seconds() / 60), 60)
    if not hours:
        return say("%(minutes)s min", minutes=minutes)
    if not minutes:
        return say("%(hours)s h", hours=hours)
    return say("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)
