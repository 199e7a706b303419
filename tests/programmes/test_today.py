"""What was changed today, in sentences for those who are there."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from planner.core.language import Lang, Words
from planner.meetings.rules import DayHours
from planner.programmes.rules.today import changed_today
from planner.programmes.snapshot import Entry, Programme
from tests.builders import GAMLEBY, a_programme, an_entry, some_facts

NOON = datetime(2026, 10, 14, 10, 0, tzinfo=UTC)
TALK, WATER, LUNCH = an_entry(1, "Beredskap"), an_entry(2, "Vatten"), an_entry(3, "Lunch", kind="meal")
TOMORROW = an_entry(4, "Avslut", starts_at=datetime(2026, 10, 15, 7, 0, tzinfo=UTC))
OLD = a_programme(TALK, WATER, LUNCH, TOMORROW)


def told(new: Programme, old: Programme = OLD, lang: Lang = "en") -> list[tuple[str, str]]:
    return [(change.kind.value, change.words.in_(lang)) for change in changed_today(old, new, NOON)]


def with_entries(*entries: Entry) -> Programme:
    """The programme with these in the place of those with the same uid, or beside them."""
    by_uid = {entry.uid: entry for entry in (*OLD.entries, *entries)}
    return a_programme(*by_uid.values())


def shifted(entry: Entry, minutes: int) -> Entry:
    shift = timedelta(minutes=minutes)
    return replace(entry, starts_at=entry.starts_at + shift, ends_at=entry.ends_at + shift)


def test_nothing_changed() -> None:
    assert told(OLD) == []
    assert told(replace(OLD, number=7, note="x", preliminary=True)) == []


@pytest.mark.parametrize(
    ("entry", "english", "swedish"),
    [
        (shifted(TALK, 15), "“Beredskap” begins at 10:15 instead of 10:00.",
         "”Beredskap” börjar 10.15 i stället för 10.00."),
        (replace(TALK, ends_at=TALK.ends_at + timedelta(minutes=5)), "“Beredskap” ends at 10:50 instead of 10:45.",
         "”Beredskap” slutar 10.50 i stället för 10.45."),
        (replace(TALK, room="Lilla salen"), "“Beredskap” is in another room: Lilla salen, not Stora salen.",
         "”Beredskap” är i en annan lokal: Lilla salen, inte Stora salen."),
        (replace(TALK, cancelled=True), "“Beredskap”, 10:00, is cancelled.", "”Beredskap”, 10.00, är inställd."),
        (an_entry(9, "Fråga", starts_at=NOON), "New: “Fråga”, 12:00, Stora salen.",
         "Nytt: ”Fråga”, 12.00, Stora salen."),
        (an_entry(9, "Fråga", starts_at=NOON, room=""), "New: “Fråga”, 12:00.", "Nytt: ”Fråga”, 12.00."),
        (shifted(TOMORROW, -30), "“Avslut” begins at Thursday 15 October 08:30 instead of Thursday 15 October 09:00.",
         "”Avslut” börjar torsdag 15 oktober 08.30 i stället för torsdag 15 oktober 09.00."),
        (shifted(TALK, 24 * 60), "“Beredskap” begins at Thursday 15 October 10:00 instead of 10:00.",
         "”Beredskap” börjar torsdag 15 oktober 10.00 i stället för 10.00."),
    ],
)  # fmt: skip
def test_one_change_in_both_languages(entry: Entry, english: str, swedish: str) -> None:
    new = with_entries(entry)
    assert [words for _, words in told(new)] == [english]
    assert [words for _, words in told(new, lang="sv")] == [swedish]


def test_each_change_has_its_kind_and_they_stand_in_the_order_of_time() -> None:
    new = with_entries(
        replace(TALK, cancelled=True), replace(shifted(WATER, 5), room="Lilla salen"), an_entry(9, starts_at=NOON)
    )
    assert [kind for kind, _ in told(new)] == ["cancelled", "time", "room", "new"]


def test_what_had_no_room_has_one_now_and_a_lost_room_is_no_news() -> None:
    bare = a_programme(replace(TALK, room=""))
    assert told(a_programme(TALK), bare) == [("room", "“Beredskap” is here: Stora salen.")]
    assert told(bare, a_programme(TALK)) == []


def test_texts_speakers_and_themes_are_no_news_on_the_day() -> None:
    assert told(with_entries(replace(TALK, title=Words("Ny"), abstract=Words("x"), theme="vatten", capacity=3))) == []


def test_what_was_off_and_is_on_again_is_new_and_what_stays_off_is_not_told() -> None:
    off = with_entries(replace(TALK, cancelled=True))
    assert told(OLD, off) == [("new", "New: “Beredskap”, 10:00, Stora salen.")]
    assert told(off, off) == []
    assert told(with_entries(replace(an_entry(9), cancelled=True))) == []


@pytest.mark.parametrize(
    ("minutes", "english", "swedish"),
    [
        (10, "What was to begin at 11:00 or after that begins 10 minutes later.",
         "Det som skulle börja 11.00 eller senare börjar 10 minuter senare."),
        (1, "What was to begin at 11:00 or after that begins 1 minute later.",
         "Det som skulle börja 11.00 eller senare börjar 1 minut senare."),
        (-5, "What was to begin at 11:00 or after that begins 5 minutes earlier.",
         "Det som skulle börja 11.00 eller senare börjar 5 minuter tidigare."),
    ],
)  # fmt: skip
def test_running_late_is_told_in_one_sentence(minutes: int, english: str, swedish: str) -> None:
    end = an_entry(5, "Fika")
    old = a_programme(TALK, WATER, LUNCH, end, TOMORROW)
    new = a_programme(TALK, *(shifted(e, minutes) for e in (WATER, LUNCH, end)), TOMORROW)
    assert told(new, old) == [("time", english)]
    assert told(new, old, lang="sv") == [("time", swedish)]


def test_running_late_tells_beside_it_what_else_changed() -> None:
    end = an_entry(5, "Fika")
    old = a_programme(TALK, WATER, LUNCH, end)
    late = [shifted(e, 10) for e in (WATER, LUNCH, end)]
    new = a_programme(replace(TALK, cancelled=True), replace(late[0], room="Lilla salen"), *late[1:])
    assert [kind for kind, _ in told(new, old)] == ["time", "cancelled", "room"]


@pytest.mark.parametrize("stays", [LUNCH, TALK])
def test_what_did_not_all_move_alike_is_told_one_by_one(stays: Entry) -> None:
    moved = [shifted(e, 10) for e in (TALK, WATER, LUNCH) if e is not stays]
    assert [kind for kind, _ in told(with_entries(*moved))] == ["time", "time"]


def test_a_move_over_midnight_is_told_one_by_one() -> None:
    late = [an_entry(n, starts_at=datetime(2026, 10, 14, 20, n, tzinfo=UTC)) for n in (11, 12, 13)]
    new = a_programme(*(shifted(e, 120) for e in late))
    assert len(told(new, a_programme(*late))) == 3


def test_another_venue_and_other_days_are_told_of_the_gathering() -> None:
    elsewhere = replace(OLD, facts=some_facts(place=replace(GAMLEBY, name="Vreta")))
    assert told(elsewhere) == [("gathering", "The gathering is at Vreta instead of Gamleby folkhögskola.")]
    nowhere = replace(OLD, facts=some_facts(place=None))
    assert told(OLD, nowhere) == [("gathering", "The gathering is at Gamleby folkhögskola.")]
    assert told(nowhere) == []
    days = tuple(replace(day, held_on=day.held_on + timedelta(days=35)) for day in some_facts().days)
    moved = replace(OLD, facts=some_facts(days=days), entries=tuple(shifted(e, 35 * 24 * 60) for e in OLD.entries))
    assert told(moved) == [("gathering", "The gathering is moved to 18–19 November 2026.")]
    assert told(moved, lang="sv") == [("gathering", "Träffen är flyttad till 18–19 november 2026.")]


def test_other_hours_of_the_same_days_are_no_move() -> None:
    longer = tuple(DayHours(day.held_on, time(8), time(20)) for day in some_facts().days)
    assert told(replace(OLD, facts=some_facts(days=longer))) == []


def test_a_gathering_that_is_on_again_says_that_alone() -> None:
    off = replace(OLD, facts=some_facts(cancelled=True), entries=tuple(replace(e, cancelled=True) for e in OLD.entries))
    assert told(OLD, off) == [("gathering", "The gathering takes place after all.")]
