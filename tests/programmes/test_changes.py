"""Differences between two versions, in words that readers understand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.core.language import Span, Words, say
from planner.programmes.changes import (
    FACTS,
    Change,
    ChangeKind,
    Piece,
    PieceKind,
    Told,
    changed_uids,
    changes,
    grouped,
    kinds_by_uid,
    said,
    told,
)
from planner.programmes.snapshot import Contact, Entry, HostMark, LogoMark, MeetingFacts, Programme, SpeakerLine
from tests.builders import GAMLEBY, PREPAREDNESS, WATER, a_programme, an_entry, some_facts

ZONE = "Europe/Stockholm"
TALK, LUNCH = an_entry(1, "Vatten"), an_entry(2, "Lunch", kind="meal")
OLD = a_programme(TALK, LUNCH, themes=(WATER, PREPAREDNESS))
GATHERING = Words()


def with_entry(entry: Entry) -> Programme:
    return replace(OLD, entries=(entry, LUNCH))


def with_facts(**more: object) -> Programme:
    return replace(OLD, facts=some_facts(**more))


def in_words(old: Programme | None, new: Programme) -> tuple[Told, ...]:
    return told(changes(old, new), new)


def span(entry: Entry) -> Span:
    return Span(entry.starts_at, entry.ends_at, ZONE)


def test_two_versions_that_say_the_same_do_not_differ() -> None:
    assert in_words(OLD, replace(OLD, number=2)) == ()


def test_of_the_first_version_everything_is_new() -> None:
    assert in_words(None, replace(OLD, entries=(TALK, replace(LUNCH, cancelled=True)))) == (
        Told(ChangeKind.ADDED, Words("Vatten"), say("New"), "", span(TALK), TALK.uid),
    )


def test_what_is_new_and_what_is_gone() -> None:
    visit = an_entry(3, "Diket")
    new = replace(OLD, entries=(TALK, replace(LUNCH, cancelled=True), visit))
    assert in_words(OLD, new) == (
        Told(ChangeKind.REMOVED, Words("Lunch"), say("Cancelled"), span(LUNCH), "", LUNCH.uid),
        Told(ChangeKind.ADDED, Words("Diket"), say("New"), "", span(visit), visit.uid),
    )
    assert in_words(new, replace(new, number=3)) == ()
    assert in_words(new, OLD)[0] == Told(ChangeKind.ADDED, Words("Lunch"), say("New"), "", span(LUNCH), LUNCH.uid)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"room": "Sal B"}, (ChangeKind.MOVED, say("Room"), "Stora salen", "Sal B")),
        ({"kind": "panel"}, (ChangeKind.CHANGED, say("Kind"), say("Talk"), say("Panel"))),
        ({"capacity": 12}, (ChangeKind.CHANGED, say("Places"), "", 12)),
        ({"abstract": Words("x")}, (ChangeKind.CHANGED, say("Text"), "", "")),
        ({"suits": Words("x")}, (ChangeKind.CHANGED, say("Text"), "", "")),
        ({"theme": "vatten"}, (ChangeKind.CHANGED, say("Theme"), "", WATER.name)),
        (
            {"speakers": (SpeakerLine("Demo Ek", "", "", False), SpeakerLine("Demo Alm", "", "", True))},
            (ChangeKind.CHANGED, say("Speakers"), "", "Demo Ek, Demo Alm"),
        ),
    ],
)
def test_what_changed_of_an_item(change: dict[str, object], found: tuple[ChangeKind, str, object, object]) -> None:
    kind, what, old, new = found
    changed = replace(TALK, **change)  # type: ignore[arg-type]
    assert in_words(OLD, with_entry(changed)) == (Told(kind, Words("Vatten"), what, old, new, TALK.uid),)  # type: ignore[arg-type]


def test_another_title_stands_under_the_new_one() -> None:
    assert in_words(OLD, with_entry(replace(TALK, title=Words("Nytt")))) == (
        Told(ChangeKind.CHANGED, Words("Nytt"), say("Title"), Words("Vatten"), Words("Nytt"), TALK.uid),
    )


def test_another_time_is_shown_as_clocks_show_it() -> None:
    later = replace(TALK, starts_at=TALK.starts_at + timedelta(minutes=30), ends_at=TALK.ends_at)
    (change,) = in_words(OLD, with_entry(later))
    assert (change.kind, change.old.in_("sv"), change.new.in_("sv")) == (
        ChangeKind.MOVED,
        "onsdag 14 oktober 10.00–10.45",
        "onsdag 14 oktober 10.30–10.45",
    )
    assert change.new.in_("en") == "Wednesday 14 October 10:30–10:45"


def test_a_speakers_other_title_does_not_show_the_same_name_twice() -> None:
    ek = SpeakerLine("Demo Ek", "", "", False)
    old, new = with_entry(replace(TALK, speakers=(ek,))), with_entry(replace(TALK, speakers=(replace(ek, title="vd"),)))
    assert in_words(old, new) == (Told(ChangeKind.CHANGED, Words("Vatten"), say("Speakers"), uid=TALK.uid),)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"title": Words("Ny")}, (ChangeKind.CHANGED, say("Title"), some_facts().title, Words("Ny"))),
        ({"programme_by": date(2026, 9, 1)}, (ChangeKind.CHANGED, say("Programme promised by"), "", date(2026, 9, 1))),
        ({"place": replace(GAMLEBY, name="Vreta")}, (ChangeKind.MOVED, say("Venue"), "Gamleby folkhögskola", "Vreta")),
        ({"place": None}, (ChangeKind.MOVED, say("Venue"), "Gamleby folkhögskola", "")),
        ({"place": replace(GAMLEBY, address="x")}, (ChangeKind.CHANGED, say("Venue"), "", "")),
        ({"summary": Words("x")}, (ChangeKind.CHANGED, say("Summary"), "", "")),
        ({"description": Words("x")}, (ChangeKind.CHANGED, say("Description"), "", "")),
        ({"audience": Words("x")}, (ChangeKind.CHANGED, say("Who it is for"), "", "")),
        ({"practical": Words("x")}, (ChangeKind.CHANGED, say("Practical information"), "", "")),
        ({"funding": Words("x")}, (ChangeKind.CHANGED, say("Funding sentence"), "", "")),
        ({"mode": "hybrid"}, (ChangeKind.CHANGED, say("How it is held"), "", "")),
        ({"kind": "webinar"}, (ChangeKind.CHANGED, say("Kind"), "", "")),
        ({"days": some_facts().days[:1]}, (ChangeKind.CHANGED, say("Days"), "", "")),
        ({"zone": "Europe/Paris"}, (ChangeKind.CHANGED, say("Time zone"), "Europe/Stockholm", "Europe/Paris")),
        ({"hosts": (HostMark("vreta", "Vreta"),)}, (ChangeKind.CHANGED, say("Arranged by"), "", "")),
        ({"contact": Contact("x", "", "")}, (ChangeKind.CHANGED, say("Contact person"), "", "")),
        ({"logos": (LogoMark("f" * 64, "EU", 1, 1),)}, (ChangeKind.CHANGED, say("Funder's logos"), "", "")),
        ({"cancelled": True}, (ChangeKind.CHANGED, say("Cancelled"), "", "")),
    ],
)
def test_what_changed_of_the_gathering(facts: dict[str, object], found: tuple[ChangeKind, str, object, object]) -> None:
    kind, what, old, new = found
    assert in_words(OLD, with_facts(**facts)) == (Told(kind, GATHERING, what, old, new),)  # type: ignore[arg-type]


def test_every_fact_that_readers_see_is_told() -> None:
    unseen = {"meeting_id", "slug", "uid", "moved_from"}
    assert {name for name, _ in FACTS} | unseen == set(MeetingFacts.__dataclass_fields__)


def test_a_gathering_that_is_called_off_says_so_once_and_once_that_it_is_on_again() -> None:
    off = replace(
        with_facts(cancelled=True), entries=tuple(replace(e, cancelled=True, sequence=1) for e in OLD.entries)
    )
    assert in_words(OLD, off) == (Told(ChangeKind.CHANGED, GATHERING, say("Cancelled")),)
    assert in_words(off, OLD) == (Told(ChangeKind.CHANGED, GATHERING, say("It takes place after all")),)


def test_what_stays_cancelled_is_not_told_again() -> None:
    off = replace(with_facts(cancelled=True), entries=tuple(replace(e, cancelled=True) for e in OLD.entries))
    on = replace(OLD, entries=(replace(TALK, room="Sal B"), replace(LUNCH, cancelled=True)))
    assert in_words(off, on) == (
        Told(ChangeKind.CHANGED, GATHERING, say("It takes place after all")),
        Told(ChangeKind.MOVED, Words("Vatten"), say("Room"), "Stora salen", "Sal B", TALK.uid),
    )


def test_a_theme_that_is_called_otherwise() -> None:
    renamed = replace(WATER, name=Words("Vatten i landskapet"))
    assert in_words(OLD, replace(OLD, themes=(renamed, PREPAREDNESS))) == (
        Told(ChangeKind.CHANGED, GATHERING, say("Theme"), WATER.name, renamed.name),
    )
    recoloured = replace(WATER, hue="wheat")
    assert in_words(OLD, replace(OLD, themes=(recoloured, PREPAREDNESS))) == (
        Told(ChangeKind.CHANGED, GATHERING, say("Theme"), "", WATER.name),
    )


def test_no_longer_preliminary() -> None:
    draft = replace(OLD, preliminary=True)
    assert [str(c.what) for c in in_words(draft, OLD)] == ["The programme is no longer preliminary"]
    assert [str(c.what) for c in in_words(OLD, draft)] == ["The programme is preliminary"]
    only_page = replace(OLD, with_agenda=False)
    assert in_words(only_page, draft) == ()


def test_each_kind_of_change_is_said_in_both_languages() -> None:
    new = replace(
        with_facts(title=Words("Ny"), cancelled=False),
        entries=(replace(TALK, room="Sal B", title=Words("B"), kind="panel"), replace(LUNCH, cancelled=True)),
    )
    found = in_words(OLD, new)
    assert [c.what.in_("en") for c in found] == ["Title", "Room", "Title", "Kind", "Cancelled"]
    assert [c.what.in_("sv") for c in found] == ["Titel", "Lokal", "Titel", "Typ", "Inställd"]


def test_items_that_begin_together_in_another_order() -> None:
    beside = an_entry(3, "Jorden", starts_at=TALK.starts_at)
    old, new = replace(OLD, entries=(TALK, beside)), replace(OLD, entries=(beside, TALK))
    assert in_words(old, new) == (
        Told(ChangeKind.CHANGED, GATHERING, say("The order of items that begin at the same time")),
    )


def test_each_item_is_marked_once_with_what_matters_most() -> None:
    visit, gone = an_entry(3, "Diket"), replace(LUNCH, cancelled=True)
    moved = replace(TALK, room="Sal B", title=Words("Nytt"))
    found = changes(OLD, replace(OLD, entries=(moved, gone, visit)))
    marks = {TALK.uid: ChangeKind.MOVED, LUNCH.uid: ChangeKind.REMOVED, visit.uid: ChangeKind.ADDED}
    assert (kinds_by_uid(found), changed_uids(found)) == (marks, frozenset(marks))
    assert kinds_by_uid(changes(OLD, with_entry(replace(TALK, abstract=Words("x"))))) == {TALK.uid: ChangeKind.CHANGED}
    assert kinds_by_uid(changes(OLD, replace(OLD, entries=(TALK,)))) == {LUNCH.uid: ChangeKind.REMOVED}
    never_seen = replace(visit, cancelled=True)
    assert changed_uids(changes(OLD, replace(OLD, entries=(*OLD.entries, never_seen)))) == frozenset()


def test_no_item_is_marked_when_the_gathering_as_a_whole_is_called_off_or_on_again() -> None:
    off = replace(with_facts(cancelled=True), entries=tuple(replace(e, cancelled=True) for e in OLD.entries))
    assert (kinds_by_uid(changes(OLD, off)), kinds_by_uid(changes(off, OLD))) == ({}, {})


def test_differences_stand_by_day_and_item_the_gathering_first() -> None:
    second = an_entry(30, "Fika")
    new = replace(
        with_facts(title=Words("Ny")),
        entries=(replace(TALK, room="Sal B", kind="panel"), replace(LUNCH, cancelled=True), second),
    )
    shown = [
        (day.held_on, [(each.title, [line.what for line in each.lines]) for each in day.subjects])
        for day in grouped(changes(OLD, new), new, "sv")
    ]
    assert shown == [
        (None, [("", ["Titel"])]),
        (date(2026, 10, 14), [("Vatten", ["Lokal", "Typ"]), ("Lunch", ["Inställd"])]),
        (date(2026, 10, 15), [("Fika", ["Ny"])]),
    ]
    # Under its day only the hours are said; of an item that comes from another day that one too.
    moved = replace(TALK, starts_at=TALK.starts_at + timedelta(days=1), ends_at=TALK.ends_at + timedelta(days=1))
    (day,) = grouped(changes(OLD, replace(OLD, entries=(LUNCH, moved))), replace(OLD, entries=(LUNCH, moved)), "sv")
    assert [(line.old, line.new) for line in day.subjects[0].lines] == [
        ("onsdag 14 oktober 10.00–10.45", "10.00–10.45"),
    ]
    only_talk = replace(OLD, entries=(TALK,))
    assert [day.held_on for day in grouped(changes(OLD, only_talk), only_talk, "sv")] == [date(2026, 10, 14)]


def test_texts_that_changed_are_shown_word_by_word_in_the_readers_language() -> None:
    old = replace(TALK, abstract=Words("Vi går ut **tidigt** och mäter.", "We go out early."))
    new = replace(TALK, abstract=Words("Vi går ut sent och mäter.", "We go out early."))
    lines = told(changes(with_entry(old), with_entry(new)), with_entry(new))
    assert said(lines, "sv")[0].texts == (
        (
            Piece(PieceKind.SAME, "Vi går ut"),
            Piece(PieceKind.OLD, "tidigt"),
            Piece(PieceKind.NEW, "sent"),
            Piece(PieceKind.SAME, "och mäter."),
        ),
    )
    assert said(lines, "en")[0].texts == ()


def test_a_change_keeps_the_full_values() -> None:
    ek = SpeakerLine("Demo Ek", "vd", "Demo AB", False)
    new = replace(with_facts(place=None), entries=(replace(TALK, speakers=(ek,)), LUNCH))
    assert changes(OLD, new) == (
        Change("", "place", GAMLEBY, None),
        Change(TALK.uid, "speakers", (), (ek,)),
    )
