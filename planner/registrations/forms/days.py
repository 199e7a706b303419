"""The days of a gathering and its other parts, as fields and as groups of a day each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectField, StringField

from planner.core.language import Lang, Text, clock, day_words, in_language, language, plain_day_words, say, say_many
from planner.meetings.queries import Gate
from planner.meetings.rules import MODE_WORDS, DayHours, Mode
from planner.registrations.queries.asking import FormFacts
from planner.registrations.rules import (
    MODES_OF,
    ROOM_WORDS,
    DayChoice,
    PartChoice,
    PartKind,
    PartOffer,
    RoomType,
)
from planner.web.form import choose, line, required

AWAY = "away"
"""The answer of somebody who stays away that day."""


@dataclass(frozen=True)
class PartFields:
    """A part as a form shows it: its yes, how it is taken, and what there is to know."""

    offer: PartOffer
    yes: Field
    room: Field | None
    share: Field | None
    stop: Field | None
    notes: tuple[str, ...]
    is_closed: bool


@dataclass(frozen=True)
class DayFields:
    """One day: how one comes, if that is asked, and its parts in order of time."""

    held_on: date
    mode: Field | None
    notes: tuple[str, ...]
    parts: tuple[PartFields, ...]


def day_fields(gate: Gate) -> dict[str, Any]:
    """A field for each day; none when coming is the only answer."""
    modes = MODES_OF[gate.mode]
    if len(gate.days) == 1 and len(modes) == 1:
        return {}
    lang = language()
    ways = [(mode.value, MODE_WORDS[mode].in_(lang)) for mode in modes]
    choices = [*ways, (AWAY, say("Not this day").in_(lang))] if len(gate.days) > 1 else ways
    # Where there is one way to come, most come every day; how is not guessed where there are two.
    default = modes[0].value if len(modes) == 1 else None
    return {
        day_name(day.held_on): RadioField(day_label(day, lang), [required()], choices=choose(choices), default=default)
        for day in gate.days
    }


def part_fields(facts: FormFacts) -> dict[str, Any]:
    """A yes for each part beside the days, and how it is taken."""
    fields: dict[str, Any] = {}
    lang = language()
    for offer in facts.parts:
        shut = {"disabled": True} if offer.is_closed(facts.today) else {}
        fields[f"part_{offer.part_id}"] = BooleanField(offer.details.name.in_(lang), render_kw=shut)
        if offer.details.kind is PartKind.NIGHT:
            rooms = choose((room.value, words.in_(lang)) for room, words in ROOM_WORDS.items())
            fields[f"room_{offer.part_id}"] = RadioField(
                say("Single or double room"), choices=rooms, validate_choice=False, render_kw=shut
            )
            fields[f"share_{offer.part_id}"] = _share_field(shut)
        if offer.details.stops:
            fields[f"stop_{offer.part_id}"] = _stop_field(offer, lang, shut)
    return fields


def days_in(form: Any, gate: Gate) -> tuple[DayChoice, ...]:
    """The days that were chosen; what is no answer is left out."""
    ways = MODES_OF[gate.mode]
    if not any(day_name(day.held_on) in form for day in gate.days):
        return tuple(DayChoice(day.held_on, ways[0]) for day in gate.days)
    said = [(day.held_on, form[day_name(day.held_on)].data) for day in gate.days]
    return tuple(DayChoice(held_on, Mode(way)) for held_on, way in said if way in [mode.value for mode in ways])


def parts_in(form: Any, facts: FormFacts, before: Iterable[PartChoice] = ()) -> tuple[PartChoice, ...]:
    """The parts that were said yes to. A closed one stays as it was `before`: its field is not sent."""
    kept = {choice.part_id: choice for choice in before}
    chosen = []
    for offer in facts.parts:
        yes = form[f"part_{offer.part_id}"].data
        if offer.is_closed(facts.today) and offer.part_id in kept:
            chosen.append(kept[offer.part_id])
        elif yes:
            chosen.append(_choice(form, offer))
    return tuple(chosen)


def show_days(form: Any, gate: Gate, days: Iterable[DayChoice]) -> None:
    """Fill the fields of the days with earlier answers."""
    modes = {choice.held_on: choice.mode for choice in days}
    for day in gate.days:
        if day_name(day.held_on) in form:
            form[day_name(day.held_on)].data = modes.get(day.held_on, AWAY)


def show_parts(form: Any, chosen: Iterable[PartChoice]) -> None:
    """Fill the fields of the parts with earlier answers."""
    for choice in chosen:
        said = {
            f"part_{choice.part_id}": True,
            f"room_{choice.part_id}": choice.room.value if choice.room else None,
            f"share_{choice.part_id}": choice.share_with,
            f"stop_{choice.part_id}": str(choice.stop_id or ""),
        }
        for name, value in said.items():
            if name in form:
                form[name].data = value


def groups_of(form: Any, facts: FormFacts) -> tuple[DayFields, ...]:
    """Everything one may say yes to, a group for each day that has something to ask."""
    offers: Mapping[date, Sequence[PartOffer]] = _by_day(facts)
    groups = []
    for held_on, there in offers.items():
        name = day_name(held_on)
        day = next((offer for offer in there if offer.details.kind is PartKind.DAY), None)
        mode = _field(form, name)
        others = sorted((offer for offer in there if offer.details.kind is not PartKind.DAY), key=_by_time)
        parts = tuple(_part(form, offer, facts) for offer in others)
        if mode is not None or parts:
            groups.append(DayFields(held_on, mode, part_notes(day, facts.today) if day else (), parts))
    return tuple(groups)


def part_notes(offer: PartOffer, today: date) -> tuple[str, ...]:
    """Price, places left and last day of a part, in the reader's language."""
    lang = language()
    details = offer.details
    notes = [details.price.in_(lang)] if details.price else []
    if offer.is_closed(today) and details.last_day:
        words: Text = say("Closed: the last day was %(day)s.", day=plain_day_words(details.last_day, lang))
        return (*notes, words.in_(lang))
    if offer.left == 0:
        notes.append(say("Full: you join its waiting list.").in_(lang))
    elif offer.left is not None:
        notes.append(say_many("%(n)s place left", "%(n)s places left", offer.left).in_(lang))
    if details.last_day:
        notes.append(say("Last day: %(day)s", day=plain_day_words(details.last_day, lang)).in_(lang))
    return tuple(notes)


def day_label(day: DayHours, lang: Lang) -> str:
    """onsdag 14 oktober 2026, 09.30–16.30"""
    return f"{day_words(day.held_on, lang)}, {clock(day.opens, lang)}–{clock(day.closes, lang)}"


def day_name(held_on: date) -> str:
    """Of a day's field."""
    return f"day_{held_on:%Y%m%d}"


def _by_time(offer: PartOffer) -> time:
    """What has no time, as a night, comes last."""
    return offer.details.starts or time.max


def _by_day(facts: FormFacts) -> dict[date, list[PartOffer]]:
    days: dict[date, list[PartOffer]] = {}
    for offer in facts.offers:
        days.setdefault(offer.details.held_on, []).append(offer)
    return days


def _part(form: Any, offer: PartOffer, facts: FormFacts) -> PartFields:
    return PartFields(
        offer=offer,
        yes=form[f"part_{offer.part_id}"],
        room=_field(form, f"room_{offer.part_id}"),
        share=_field(form, f"share_{offer.part_id}"),
        stop=_field(form, f"stop_{offer.part_id}"),
        notes=part_notes(offer, facts.today),
        is_closed=offer.is_closed(facts.today),
    )


def _choice(form: Any, offer: PartOffer) -> PartChoice:
    def said(kind: str) -> str:
        field = _field(form, f"{kind}_{offer.part_id}")
        return (field.data or "") if field is not None else ""

    room, stop = said("room"), said("stop")
    takes = RoomType(room) if room in [each.value for each in RoomType] else None
    return PartChoice(
        offer.part_id,
        room=takes,
        share_with=said("share").strip() if takes is RoomType.DOUBLE else "",
        stop_id=int(stop) if stop.isdecimal() else None,
    )


def _field(form: Any, name: str) -> Any:
    """None where the form asks for no such thing."""
    return next((field for field in form if field.short_name == name), None)


def _share_field(shut: dict[str, Any]) -> StringField:
    return line(say("Whom do you share a double room with?"), render_kw=shut)


def _stop_field(offer: PartOffer, lang: Lang, shut: dict[str, Any]) -> SelectField:
    stops = [
        (str(stop.stop_id), f"{stop.name} {clock(stop.leaves, lang)}" if stop.leaves else stop.name)
        for stop in offer.details.stops
    ]
    nothing = in_language(say("Choose …"), lang)
    return SelectField(say("Where do you get on?"), choices=choose(stops, nothing=nothing), validate_choice=False,
                       render_kw=shut)  # fmt: skip
