"""Random gatherings and programmes: few values of each kind, so that two of them often share some."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from planner.core.language import Words
from planner.meetings.rules import DayHours
from planner.programmes.snapshot import (
    Contact,
    Entry,
    HostMark,
    LogoMark,
    MeetingFacts,
    Programme,
    SpeakerLine,
)
from tests.builders import GAMLEBY, PREPAREDNESS, WATER, a_programme, an_entry, some_facts

MORNING = datetime(2026, 10, 14, 7, 0, tzinfo=UTC)
LATER = datetime(2026, 9, 3, tzinfo=UTC)
IN_BETWEEN = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
AFTERWARDS = datetime(2026, 10, 16, 8, 0, tzinfo=UTC)
"""When some items have been held, and when all have."""

words = st.builds(Words, st.sampled_from(("", "Vatten", "Jord", "Jord och vatten")), st.sampled_from(("", "Water")))
days = st.lists(st.sampled_from([date(2026, 10, n) for n in (13, 14, 15)]), min_size=1, max_size=3, unique=True).map(
    lambda found: tuple(DayHours(day, time(9), time(16)) for day in sorted(found))
)
speakers = st.lists(
    st.builds(
        SpeakerLine,
        st.sampled_from(("Demo Ek", "Demo Alm", "Demo Bok")),
        st.sampled_from(("", "vd")),
        st.sampled_from(("", "Demo AB")),
        st.booleans(),
    ),
    max_size=2,
).map(tuple)
places = st.sampled_from(
    (
        None,
        GAMLEBY,
        replace(GAMLEBY, name="Vreta"),
        replace(GAMLEBY, latitude=None, longitude=None),
        replace(GAMLEBY, directions=Words("Buss 5")),
    )
)


@st.composite
def facts(draw: st.DrawFn) -> MeetingFacts:
    """A gathering that may differ from another one in anything."""
    return some_facts(
        meeting_id=draw(st.integers(1, 2)),
        slug=draw(st.sampled_from(("traff", "dag"))),
        uid=draw(st.sampled_from(("a0" * 16, "b0" * 16))),
        kind=draw(st.sampled_from(("network", "webinar"))),
        **{name: draw(words) for name in ("title", "summary", "description", "audience", "practical", "funding")},
        zone=draw(st.sampled_from(("Europe/Stockholm", "Europe/Helsinki"))),
        mode=draw(st.sampled_from(("on_site", "online", "hybrid"))),
        place=draw(places),
        days=draw(days),
        hosts=draw(st.sampled_from(((), (HostMark("vreta", "Vreta"),)))),
        contact=draw(st.sampled_from((Contact("", "", ""), Contact("Demo Lind", "demo.lind@example.org", "")))),
        logos=draw(st.sampled_from(((), (LogoMark("f" * 64, "EU", 300, 200),)))),
        programme_by=draw(st.sampled_from((None, date(2026, 9, 1)))),
        cancelled=draw(st.booleans()),
        moved_from=draw(st.sampled_from((None, (date(2026, 9, 9), date(2026, 9, 10))))),
    )


@st.composite
def entries(draw: st.DrawFn, number: int) -> Entry:
    """Item `number`, one way or another."""
    starts_at = MORNING + timedelta(minutes=30 * draw(st.integers(0, 3)), days=draw(st.integers(0, 1)))
    return replace(
        an_entry(number),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=draw(st.sampled_from((15, 45)))),
        item_id=number + draw(st.sampled_from((0, 100))),
        kind=draw(st.sampled_from(("talk", "workshop", "break", "meal"))),
        theme=draw(st.sampled_from(("", "vatten", "beredskap"))),
        title=draw(words),
        abstract=draw(words),
        suits=draw(words),
        room=draw(st.sampled_from(("", "Sal A", "Sal B"))),
        room_kind=draw(st.sampled_from(("", "room", "online"))),
        capacity=draw(st.sampled_from((None, 12))),
        speakers=draw(speakers),
        cancelled=draw(st.booleans()),
        sequence=draw(st.integers(0, 2)),
        changed_at=draw(st.sampled_from((MORNING, LATER))),
    )


@st.composite
def programmes(draw: st.DrawFn, most: int = 6) -> Programme:
    """A version of some gathering: its entries in the order of their starts, those that start together in any order."""
    numbers = draw(st.lists(st.integers(1, most), max_size=most, unique=True))
    found = [draw(entries(number)) for number in numbers]
    themes = draw(st.sampled_from(((), (WATER,), (WATER, PREPAREDNESS), (replace(WATER, hue="wheat"), PREPAREDNESS))))
    return a_programme(
        entries=tuple(sorted(found, key=lambda entry: entry.starts_at)),
        number=draw(st.integers(1, 5)),
        note=draw(st.sampled_from(("", "Hej"))),
        preliminary=draw(st.booleans()),
        with_agenda=draw(st.booleans()),
        facts=draw(facts()),
        themes=themes,
        sequence=draw(st.integers(0, 3)),
        published_at=draw(st.sampled_from((MORNING, LATER, IN_BETWEEN, AFTERWARDS))),
    )
