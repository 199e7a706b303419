"""Swedish and English: texts that wait for a reader, the catalogue, dates and times in words."""

from __future__ import annotations

import gettext as stdlib_gettext
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Lang = Literal["sv", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
CATALOGUES = Path(__file__).parents[1] / "translations"

_reading: ContextVar[Lang] = ContextVar("language", default="sv")


def language() -> Lang:
    """The language of the person now being answered."""
    return _reading.get()


def speak(lang: Lang) -> None:
    """From here on, in this thread, the reader's language is `lang`."""
    _reading.set(lang)


@contextmanager
def speaking(lang: Lang) -> Iterator[None]:
    """Inside this block the reader's language is `lang`."""
    token = _reading.set(lang)
    try:
        yield
    finally:
        _reading.reset(token)


@cache
def catalogue(lang: Lang) -> stdlib_gettext.NullTranslations:
    """The texts of one language, compiled from its .po file at first use. English is the key itself."""
    if lang == "en":
        return stdlib_gettext.NullTranslations()
    compiled = io.BytesIO()
    with open(CATALOGUES / lang / "LC_MESSAGES" / "messages.po", "rb") as file:
        write_mo(compiled, read_po(file, locale=lang))
    compiled.seek(0)
    texts = stdlib_gettext.GNUTranslations(compiled)
    texts.add_fallback(_Singulars(texts))
    return texts


class _Singulars(stdlib_gettext.NullTranslations):
    """Finds a text on its own that also has a plural ("Theme"): before 3.13 Python's gettext() does not."""

    def __init__(self, texts: stdlib_gettext.GNUTranslations) -> None:
        super().__init__()
        self._texts = texts

    def gettext(self, message: str) -> str:
        return self._texts.ngettext(message, message, 1)


def translate(message: str) -> str:
    """`message` in the reader's language."""
    return message if (lang := _reading.get()) == "en" else catalogue(lang).gettext(message)


def translate_many(singular: str, plural: str, n: int) -> str:
    """The form for `n` things, in the reader's language."""
    return catalogue(_reading.get()).ngettext(singular, plural, n)


class Text(str):
    """A sentence that is translated when its reader is known. As a str it is the English one.

    Blanks are written %(name)s; a blank that is itself a Text, a date or a time is put into the same language.
    """

    msgid: str
    plural: str
    blanks: dict[str, Any]

    def in_(self, lang: Lang) -> str:
        texts = catalogue(lang)
        many = self.plural
        found = texts.ngettext(self.msgid, many, self.blanks["n"]) if many else texts.gettext(self.msgid)
        return found % {k: _in(v, lang) for k, v in self.blanks.items()} if self.blanks else found

    def __reduce__(self) -> tuple[Any, ...]:
        return _text, (self.msgid, self.plural, self.blanks)


def _text(msgid: str, plural: str, blanks: dict[str, Any]) -> Text:
    chosen = plural if plural and blanks["n"] != 1 else msgid
    text = Text(chosen % {k: _in(v, "en") for k, v in blanks.items()} if blanks else chosen)
    text.msgid, text.plural, text.blanks = msgid, plural, blanks
    return text


def say(msgid: str, **blanks: Any) -> Text:
    """A sentence for a person, whole, with named blanks: say("%(name)s is full.", name=room)."""
    return _text(msgid, "", blanks)


def say_many(singular: str, plural: str, n: int, **blanks: Any) -> Text:
    """Like say(), in the form for `n` things; %(n)s is the number."""
    return _text(singular, plural, {"n": n, **blanks})


def _in(value: Any, lang: Lang) -> Any:
    if isinstance(value, Text | Words | Span):
        return value.in_(lang)
    if isinstance(value, datetime):
        raise TypeError("a blank wants a date or a text: an instant needs a zone first")
    if isinstance(value, time):
        return clock(value, lang)
    return day_words(value, lang) if isinstance(value, date) else value


def in_language(value: str, lang: Lang) -> str:
    """`value` for a reader of `lang`, if it is a Text; any other string as it is."""
    return value.in_(lang) if isinstance(value, Text) else value


@dataclass(frozen=True)
class Words:
    """What people wrote, in Swedish and perhaps in English."""

    sv: str = ""
    en: str = ""

    def in_(self, lang: Lang) -> str:
        """In `lang`, or in Swedish where no English was written (and the other way round)."""
        return (self.en or self.sv) if lang == "en" else (self.sv or self.en)

    def tongue(self, lang: Lang) -> Lang | None:
        """The language that in_(lang) falls back to, for a lang attribute; None when it is `lang` itself."""
        if lang == "en":
            return "sv" if self.sv and not self.en else None
        return "en" if self.en and not self.sv else None

    def __bool__(self) -> bool:
        return bool(self.sv or self.en)


@dataclass(frozen=True)
class Span:
    """From one instant to another, as a zone's clocks show it: onsdag 14 oktober 10.00–10.45."""

    starts_at: datetime
    ends_at: datetime
    zone: str

    def in_(self, lang: Lang) -> str:
        first, last = (
            self.starts_at.astimezone(ZoneInfo(self.zone)),
            self.ends_at.astimezone(ZoneInfo(self.zone)),
        )
        if first.date() == last.date():
            return f"{short_day_words(first.date(), lang)} {clock(first, lang)}–{clock(last, lang)}"
        return (
            f"{short_day_words(first.date(), lang)} {clock(first, lang)} – "
            f"{short_day_words(last.date(), lang)} {clock(last, lang)}"
        )


# Dates and times in words. Swedish writes 10.00 and 14–15 oktober 2026 (Svenska skrivregler), British English 10:00.


@lru_cache(maxsize=4096)
def day_words(day: date, lang: Lang) -> str:
    """onsdag 14 oktober 2026 · Wednesday 14 October 2026"""
    return format_date(day, "EEEE d MMMM y", locale=_locale(lang))


@lru_cache(maxsize=4096)
def short_day_words(day: date, lang: Lang) -> str:
    """onsdag 14 oktober · Wednesday 14 October"""
    return format_date(day, "EEEE d MMMM", locale=_locale(lang))


@lru_cache(maxsize=4096)
def plain_day_words(day: date, lang: Lang) -> str:
    """14 oktober 2026 · 14 October 2026"""
    return format_date(day, "d MMMM y", locale=_locale(lang))


@lru_cache(maxsize=4096)
def date_part(day: date, pattern: str, lang: Lang) -> str:
    """One part of a date by its CLDR pattern: EEEE weekday, MMMM month, LLL short month."""
    return format_date(day, pattern, locale=_locale(lang))


@lru_cache(maxsize=4096)
def days_words(days: tuple[date, ...], lang: Lang) -> str:
    """Days in rising order: 14–15 oktober 2026; 30 september–1 oktober 2026; 3, 10 och 17 mars 2026."""
    first, last = days[0], days[-1]
    if first == last:
        return plain_day_words(first, lang)
    if (last - first).days == len(days) - 1 or (len(days) == 2 and (last - first).days == 1):
        if first.year != last.year:
            return f"{plain_day_words(first, lang)} – {plain_day_words(last, lang)}"
        if first.month != last.month:
            return f"{date_part(first, 'd MMMM', lang)} – {plain_day_words(last, lang)}"
        return f"{first.day}–{plain_day_words(last, lang)}"
    same_month = first.year == last.year and first.month == last.month
    pattern = "d" if same_month else "d MMMM" if first.year == last.year else "d MMMM y"
    head = ", ".join(date_part(day, pattern, lang) for day in days[:-1])
    return f"{head} {'and' if lang == 'en' else 'och'} {plain_day_words(last, lang)}"


@lru_cache(maxsize=512)
def week_words(days: tuple[date, ...], lang: Lang) -> str:
    """v. 42 · week 42; over a boundary v. 42–43. ISO 8601 weeks, as Swedish calendars have them."""
    first, last = days[0].isocalendar().week, days[-1].isocalendar().week
    weeks = str(first) if first == last else f"{first}–{last}"
    return f"week {weeks}" if lang == "en" else f"v. {weeks}"


@dataclass(frozen=True, slots=True)
class BigDate:
    """The days of a gathering as an ornament: weekdays above, the numbers large, month and year beside."""

    weekdays: str
    days: str
    month: str
    year: str
    week: str
    iso: str


@lru_cache(maxsize=512)
def big_date(days: tuple[date, ...], lang: Lang) -> BigDate:
    """Of days in rising order: onsdag–torsdag, 14–15, oktober, 2026, v. 42."""
    first, last = days[0], days[-1]
    together = (last - first).days == len(days) - 1
    dash = "–" if together else ", "
    shown = (first, last) if together and len(days) > 1 else days
    months = list(dict.fromkeys(date_part(day, "MMMM", lang) for day in shown))
    weekdays = list(dict.fromkeys(date_part(day, "EEEE", lang) for day in shown))
    years = list(dict.fromkeys(str(day.year) for day in shown))
    return BigDate(
        weekdays=dash.join(weekdays),
        days=dash.join(str(day.day) for day in shown),
        month="–".join(months),
        year="–".join(years),
        week=week_words(days, lang),
        iso=first.isoformat(),
    )


def clock(at: Any, lang: Lang) -> str:
    """09.30 in Swedish, 09:30 in English; of a time, or of a datetime already in its zone."""
    return f"{at.hour:02}:{at.minute:02}" if lang == "en" else f"{at.hour:02}.{at.minute:02}"


@lru_cache(maxsize=8192)
def clock_span(starts: datetime, ends: datetime, zone: str, lang: Lang) -> str:
    """10.00–10.45 of two instants, in the zone's time."""
    tz = ZoneInfo(zone)
    return f"{clock(starts.astimezone(tz), lang)}–{clock(ends.astimezone(tz), lang)}"


def joined(parts: Sequence[str], lang: Lang) -> str:
    """a, b och c"""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {'and' if lang == 'en' else 'och'} {parts[-1]}"


def _locale(lang: Lang) -> str:
    return "en_GB" if lang == "en" else "sv_SE"
