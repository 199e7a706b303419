"""Calendar files against the icalendar library alone, which builds and writes the same entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from icalendar import Calendar, Component

from bench.measure import Task, by_turns
from bench.pages import Answer, forgetting, statements_of
from bench.report import Finding
from bench.stage import BASE_URL, Gathering, change_one
from planner.calendars.ical import Edition, calendar_of, vevent
from planner.core.actor import SYSTEM
from planner.core.markdown import plain_of
from planner.programmes.queries import published
from planner.programmes.snapshot import Programme
from planner.web.entry import reading

LIBRARY = "icalendar, same entries"
ANEW, ONE_CHANGED = 1.3, 0.1
EDITION = Edition("sv", BASE_URL, "localhost")


@dataclass(frozen=True)
class Recipe:
    """A component as its class, its properties as plain values, and the components in it."""

    kind: type[Component]
    properties: tuple[tuple[str, Any, dict[str, str]], ...]
    inner: tuple["Recipe", ...]

    def build(self) -> Component:
        """What anybody would write with the library: one add() for each property."""
        made = self.kind()
        for name, value, parameters in self.properties:
            made.add(name, value, parameters=parameters)
        for recipe in self.inner:
            made.add_component(recipe.build())
        return made


def recipe_of(component: Component) -> Recipe:
    """Takes a parsed component apart into plain values: dates, numbers, texts."""
    properties = []
    for name, value in component.items():
        parameters = {k: v for k, v in getattr(value, "params", {}).items() if k not in ("TZID",)}
        plain = component.decoded(name)
        properties.append((name, plain.decode() if isinstance(plain, bytes) else plain, parameters))
    return Recipe(type(component), tuple(properties), tuple(map(recipe_of, component.subcomponents)))


def findings(app: Flask, gathering: Gathering, rounds: int) -> Iterator[Finding]:
    """The whole answer rendered anew; and again when one item of it has changed, which publishes a new version."""
    answer = Answer(app, f"/meetings/{gathering.slug}/programme.ics").expect("200")
    library = Task(_library(answer()))
    items = gathering.size.items

    def forget() -> None:
        vevent.cache_clear()
        published._decoded.cache_clear()

    def forget_texts() -> None:
        forget()
        plain_of.cache_clear()

    with forgetting(app, "calendar-file."):
        found = by_turns(Task(answer, forget), library, rounds)
        sent = statements_of(app, answer)
        yield Finding("programme.ics, rendered anew", items, found.ratio, LIBRARY, ANEW, found.ours, sent)
        found = by_turns(Task(answer, forget_texts), library, rounds)
        yield Finding("programme.ics, anew, texts unparsed", items, found.ratio, LIBRARY, None, found.ours, sent)

        with app.app_context():
            before = programme_of(gathering)
            change_one(gathering)
        answer.expect("200")

        def remember_before() -> None:
            forget()
            calendar_of(before, EDITION)

        found = by_turns(Task(answer, remember_before), library, rounds)
        bar = ONE_CHANGED if items >= 400 else None
        yield Finding("programme.ics, one item changed", items, found.ratio, LIBRARY, bar, found.ours, sent)


def _library(ours: bytes) -> Any:
    recipe = recipe_of(Calendar.from_ical(ours))

    def build_and_write() -> bytes:
        written: bytes = recipe.build().to_ical()
        return written

    if build_and_write() != ours:
        raise RuntimeError("the library made another file of the same entries: the comparison would be false")
    return build_and_write


def programme_of(gathering: Gathering) -> Programme:
    """The newest published programme. Wants an application context."""
    with reading(SYSTEM) as work:
        return published.programme_of(work.db, published.stamp_of(work.db, gathering.slug).programme_id)
