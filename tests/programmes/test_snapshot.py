"""A version follows the last one: numbers rise only when time or place changed, and nothing leaks from the draft."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.language import Words
from planner.meetings.rules import DayHours
from planner.programmes.snapshot import (
    Draft,
    Entry,
    MeetingFacts,
    Programme,
    SpeakerLine,
    ThemeMark,
    facts_from_json,
    facts_to_json,
    follow,
    from_json,
    in_same_words,
    to_json,
)
from tests.builders import GAMLEBY, PREPAREDNESS, PUBLISHED, WATER, a_programme, an_entry, some_facts

LATER = PUBLISHED + timedelta(days=3)
TALK, LUNCH, VISIT = an_entry(1), an_entry(2, "Lunch", kind="meal"), an_entry(3, "Diket", theme="vatten", room="Buss 1")
LAST = a_programme(TALK, LUNCH, VISIT)


def drafted(*entries: Entry, facts: MeetingFacts | None = None, themes: tuple[ThemeMark, ...] = (WATER,)) -> Draft:
    """A draft as the tables give it: without sequence, cancelling and instants."""
    bare = tuple(replace(e, sequence=0, cancelled=False, changed_at=an_entry().changed_at) for e in entries)
    return Draft(facts or some_facts(), themes, bare)


def after(
    draft: Draft, previous: Programme | None = LAST, *, with_agenda: bool = True, preliminary: bool = False
) -> Programme:
    return follow(previous, draft, published_at=LATER, with_agenda=with_agenda, preliminary=preliminary)


def marks(programme: Programme) -> list[tuple[int, int, bool, bool]]:
    """(item, sequence, changed with this version, cancelled) of each entry."""
    return [(e.item_id, e.sequence, e.changed_at == programme.published_at, e.cancelled) for e in programme.entries]


def test_the_first_version_is_number_one_and_dates_everything() -> None:
    first = after(drafted(TALK, LUNCH), None)
    assert (first.number, first.sequence, first.changed_at, first.created_at) == (1, 0, LATER, LATER)
    assert marks(first) == [(1, 0, True, False), (2, 0, True, False)]


def test_nothing_changed_but_the_number() -> None:
    second = after(drafted(TALK, LUNCH, VISIT))
    assert second == replace(LAST, number=2, published_at=LATER)


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": TALK.starts_at + timedelta(minutes=5)},
        {"ends_at": TALK.ends_at + timedelta(minutes=5)},
        {"room": "Lilla salen"},
    ],
)
def test_another_time_or_room_raises_the_sequence_of_that_entry(change: dict[str, object]) -> None:
    second = after(drafted(replace(TALK, **change), LUNCH, VISIT))  # type: ignore[arg-type]
    assert marks(second) == [(1, 1, True, False), (2, 0, False, False), (3, 0, False, False)]
    assert (second.sequence, second.changed_at) == (0, PUBLISHED)


@pytest.mark.parametrize(
    "change",
    [
        {"title": Words("Nytt")},
        {"abstract": Words("Nytt")},
        {"suits": Words("dig")},
        {"kind": "panel"},
        {"theme": "vatten"},
        {"capacity": 12},
        {"speakers": (SpeakerLine("Demo Ek", "", "", False),)},
        {"room_kind": "bus"},
    ],
)
def test_other_words_change_the_date_but_not_the_sequence(change: dict[str, object]) -> None:
    second = after(drafted(replace(TALK, **change), LUNCH, VISIT))  # type: ignore[arg-type]
    assert marks(second) == [(1, 0, True, False), (2, 0, False, False), (3, 0, False, False)]


def test_what_is_removed_stays_as_cancelled_and_only_once_raises_its_sequence() -> None:
    second = after(drafted(TALK, VISIT))
    assert marks(second) == [(1, 0, False, False), (2, 1, True, True), (3, 0, False, False)]
    third = follow(second, drafted(TALK, VISIT), published_at=LATER + timedelta(days=1))
    assert marks(third) == [(1, 0, False, False), (2, 1, False, True), (3, 0, False, False)]


def test_what_comes_back_is_on_again_with_a_higher_sequence() -> None:
    second = after(drafted(TALK, VISIT))
    third = follow(second, drafted(TALK, LUNCH, VISIT), published_at=LATER + timedelta(days=1))
    assert marks(third)[1] == (2, 2, True, False)
    assert third.entries[1].created_at == PUBLISHED


def test_a_new_entry_is_born_now() -> None:
    second = after(drafted(TALK, LUNCH, VISIT, an_entry(4, "Ny")))
    assert second.entries[3] == an_entry(4, "Ny", changed_at=LATER, created_at=LATER)


def test_another_venue_moves_every_entry() -> None:
    facts = some_facts(place=replace(GAMLEBY, name="Vreta"))
    second = after(drafted(TALK, LUNCH, VISIT, facts=facts))
    assert marks(second) == [(1, 1, True, False), (2, 1, True, False), (3, 1, True, False)]
    assert (second.sequence, second.changed_at) == (1, LATER)


def test_better_directions_move_nothing() -> None:
    facts = some_facts(place=replace(GAMLEBY, directions=Words("Från stationen till vänster."), website="https://x.se"))
    second = after(drafted(TALK, LUNCH, VISIT, facts=facts))
    assert marks(second) == [(1, 0, True, False), (2, 0, True, False), (3, 0, True, False)]
    assert (second.sequence, second.changed_at) == (0, LATER)


@pytest.mark.parametrize(
    ("change", "sequence"),
    [
        ({"days": some_facts().days[:1]}, 1),
        ({"cancelled": True}, 1),
        ({"zone": "Europe/Helsinki"}, 1),
        ({"title": Words("Vinterträff")}, 0),
        ({"summary": Words("Ny")}, 0),
        ({"programme_by": date(2026, 9, 15)}, 0),
    ],
)
def test_the_gatherings_own_sequence(change: dict[str, object], sequence: int) -> None:
    second = after(drafted(TALK, LUNCH, VISIT, facts=some_facts(**change)))
    assert (second.sequence, second.changed_at) == (sequence, LATER)


def test_a_theme_with_another_name_dates_its_entries_only() -> None:
    renamed = replace(WATER, name=Words("Vatten i landskapet"))
    second = after(drafted(TALK, LUNCH, VISIT, themes=(PREPAREDNESS, renamed)))
    assert second.themes == (renamed,)
    assert marks(second) == [(1, 0, False, False), (2, 0, False, False), (3, 0, True, False)]


def test_another_contact_dates_every_entry() -> None:
    facts = some_facts(contact=replace(some_facts().contact, phone="070-111 11 11"))
    assert {changed for _, _, changed, _ in marks(after(drafted(TALK, LUNCH, VISIT, facts=facts)))} == {True}


def test_the_theme_of_a_removed_entry_stays_known() -> None:
    second = after(drafted(TALK, LUNCH, themes=()))
    assert second.themes == (WATER,)


def test_themes_stand_in_the_networks_order_and_only_if_used() -> None:
    both = drafted(replace(TALK, theme="vatten"), replace(LUNCH, theme="beredskap"), themes=(PREPAREDNESS, WATER))
    assert after(both, None).themes == (PREPAREDNESS, WATER)
    assert after(drafted(VISIT, themes=(PREPAREDNESS, WATER)), None).themes == (WATER,)


def test_without_the_agenda_only_the_page_goes_out() -> None:
    first = after(drafted(TALK, LUNCH), None, with_agenda=False, preliminary=True)
    assert (first.with_agenda, first.preliminary, first.entries, first.themes) == (False, False, (), ())


def test_publishing_only_the_page_leaves_the_published_programme_as_it_was() -> None:
    gone = after(drafted(TALK, VISIT))
    draft = drafted(
        replace(TALK, title=Words("Opublicerat")), an_entry(4, "Opublicerad"), facts=some_facts(summary=Words("Ny"))
    )
    page = follow(gone, draft, published_at=LATER + timedelta(days=1), with_agenda=False)
    assert page.entries == gone.entries
    assert (page.with_agenda, page.themes, page.facts.summary) == (True, (WATER,), Words("Ny"))


def test_publishing_only_the_page_moves_the_published_programme_to_another_venue() -> None:
    facts = some_facts(place=replace(GAMLEBY, name="Vreta"))
    page = after(drafted(an_entry(9), facts=facts), with_agenda=False)
    assert marks(page) == [(1, 1, True, False), (2, 1, True, False), (3, 1, True, False)]


def test_items_that_start_together_stay_in_the_order_of_the_draft() -> None:
    at = TALK.starts_at
    rooms = [an_entry(n, starts_at=at, room=room) for n, room in ((5, "Sal C"), (4, "Sal A"), (3, "Sal B"))]
    assert [e.item_id for e in after(drafted(*rooms), None).entries] == [5, 4, 3]


# A change of state says what was said before.

WRITING = drafted(
    replace(TALK, title=Words("Opublicerat"), starts_at=TALK.starts_at + timedelta(hours=9), room="Annan sal"),
    VISIT,
    an_entry(4, "Opublicerad"),
    facts=some_facts(title=Words("Opublicerad titel"), place=None),
)
"""What the lead is writing: one item changed, one removed, one added, other facts."""


def carried(previous: Programme, draft: Draft, *, moved: bool = False) -> Programme:
    return follow(previous, in_same_words(previous, draft, moved=moved), published_at=LATER)


def test_cancelling_does_not_publish_what_is_being_written() -> None:
    cancelled = carried(LAST, replace(WRITING, facts=replace(WRITING.facts, cancelled=True)))
    assert cancelled == replace(
        LAST,
        number=2,
        published_at=LATER,
        facts=replace(LAST.facts, cancelled=True),
        entries=tuple(replace(e, cancelled=True, sequence=1, changed_at=LATER) for e in LAST.entries),
        sequence=1,
        changed_at=LATER,
    )


def test_what_is_on_again_says_what_it_said() -> None:
    draft = drafted(TALK, LUNCH, VISIT)
    cancelled = carried(LAST, replace(draft, facts=replace(draft.facts, cancelled=True)))
    again = carried(cancelled, draft)
    assert again.facts == LAST.facts
    assert marks(again) == [(1, 2, True, False), (2, 2, True, False), (3, 2, True, False)]


def test_an_item_that_was_taken_off_before_does_not_come_back_with_the_gathering() -> None:
    without_lunch = after(drafted(TALK, VISIT))
    draft = drafted(TALK, VISIT)
    cancelled = carried(without_lunch, replace(draft, facts=replace(draft.facts, cancelled=True)))
    assert marks(cancelled)[1] == (2, 1, True, True)  # it was called off before, and is not called off again
    again = carried(cancelled, draft)
    assert [(e.item_id, e.cancelled) for e in again.entries] == [(1, False), (2, True), (3, False)]
    assert again.entries[1].sequence == 1


def test_moving_shifts_what_is_published_and_nothing_else() -> None:
    days = tuple(replace(day, held_on=day.held_on + timedelta(days=21)) for day in WRITING.facts.days)
    from_days = (date(2026, 10, 14), date(2026, 10, 15))
    moved = carried(LAST, replace(WRITING, facts=replace(WRITING.facts, days=days, moved_from=from_days)), moved=True)
    assert moved.facts == replace(LAST.facts, days=days, moved_from=from_days)
    # Three weeks later and an hour more in UTC: the clocks went back in between, the clock on the wall stays.
    shift = timedelta(days=21, hours=1)
    assert moved.entries == tuple(
        replace(e, starts_at=e.starts_at + shift, ends_at=e.ends_at + shift, sequence=1, changed_at=LATER)
        for e in LAST.entries
    )


def test_a_day_that_was_added_to_the_draft_is_not_published_by_moving() -> None:
    old = some_facts().days
    new = tuple(
        replace(day, held_on=day.held_on + timedelta(days=7))
        for day in (*old, DayHours(date(2026, 10, 16), time(9), time(12)))
    )
    draft = drafted(TALK, facts=some_facts(days=new, moved_from=(date(2026, 10, 14), date(2026, 10, 16))))
    assert [d.held_on for d in carried(LAST, draft, moved=True).facts.days] == [date(2026, 10, 21), date(2026, 10, 22)]


def test_nothing_to_tell_gives_the_same_facts() -> None:
    assert in_same_words(LAST, replace(WRITING, facts=replace(WRITING.facts, cancelled=False)), moved=False) == Draft(
        LAST.facts, LAST.themes, LAST.entries
    )


# As JSON.

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
words = st.builds(Words, texts, texts)
instants = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
entries = st.builds(
    Entry,
    item_id=st.integers(1, 10**9),
    uid=texts,
    kind=st.just("talk"),
    theme=texts,
    title=words,
    abstract=words,
    suits=words,
    starts_at=instants,
    ends_at=instants,
    room=texts,
    room_kind=texts,
    capacity=st.none() | st.integers(1, 10**5),
    speakers=st.lists(st.builds(SpeakerLine, texts, texts, texts, st.booleans()), max_size=2).map(tuple),
    cancelled=st.booleans(),
    sequence=st.integers(0, 99),
    changed_at=instants,
    created_at=instants,
)


@given(st.lists(entries, max_size=3), words, texts)
def test_a_version_comes_back_from_its_row_as_it_was(items: list[Entry], title: Words, note: str) -> None:
    facts = some_facts(title=title, moved_from=(date(2026, 10, 7), date(2026, 10, 8)))
    programme = a_programme(facts=facts, entries=tuple(items), themes=(WATER, PREPAREDNESS), note=note)
    assert from_json(to_json(programme)) == programme
    assert facts_from_json(facts_to_json(facts)) == facts


def test_the_same_version_is_the_same_bytes() -> None:
    assert to_json(LAST) == to_json(from_json(to_json(LAST)))
