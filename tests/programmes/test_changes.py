"""Differences between two versions, in words that readers understand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.core.language import Span, Words, say
from planner.programmes.changes import FACTS, Change, ChangeKind, changes
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


def span(entry: Entry) -> Span:
    return Span(entry.starts_at, entry.ends_at, ZONE)


def test_two_versions_that_say_the_same_do_not_differ() -> None:
    assert changes(OLD, replace(OLD, number=2)) == ()


def test_of_the_first_version_everything_is_new() -> None:
    assert changes(None, replace(OLD, entries=(TALK, replace(LUNCH, cancelled=True)))) == (
        Change(ChangeKind.ADDED, Words("Vatten"), say("New"), "", span(TALK)),
    )


def test_what_is_new_and_what_is_gone() -> None:
    visit = an_entry(3, "Diket")
    new = replace(OLD, entries=(TALK, replace(LUNCH, cancelled=True), visit))
    assert changes(OLD, new) == (
        Change(ChangeKind.REMOVED, Words("Lunch"), say("Cancelled"), span(LUNCH), ""),
        Change(ChangeKind.ADDED, Words("Diket"), say("New"), "", span(visit)),
    )
    assert changes(new, replace(new, number=3)) == ()
    assert changes(new, OLD)[0] == Change(ChangeKind.ADDED, Words("Lunch"), say("New"), "", span(LUNCH))


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
    assert changes(OLD, with_entry(changed)) == (Change(kind, Words("Vatten"), what, old, new),)  # type: ignore[arg-type]


def test_another_title_stands_under_the_new_one() -> None:
    assert changes(OLD, with_entry(replace(TALK, title=Words("Nytt")))) == (
        Change(ChangeKind.CHANGED, Words("Nytt"), say("Title"), Words("Vatten"), Words("Nytt")),
    )


def test_another_time_is_shown_as_clocks_show_it() -> None:
    later = replace(TALK, starts_at=TALK.starts_at + timedelta(minutes=30), ends_at=TALK.ends_at)
    (change,) = changes(OLD, with_entry(later))
    assert (change.kind, change.old.in_("sv"), change.new.in_("sv")) == (
        ChangeKind.MOVED,
        "onsdag 14 oktober 10.00–10.45",
        "onsdag 14 oktober 10.30–10.45",
    )
    assert change.new.in_("en") == "Wednesday 14 October 10:30–10:45"


def test_a_speakers_other_title_does_not_show_the_same_name_twice() -> None:
    ek = SpeakerLine("Demo Ek", "", "", False)
    old, new = with_entry(replace(TALK, speakers=(ek,))), with_entry(replace(TALK, speakers=(replace(ek, title="vd"),)))
    assert changes(old, new) == (Change(ChangeKind.CHANGED, Words("Vatten"), say("Speakers")),)


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
        ({"hosts": (HostMark("vreta", "Vreta"),)}, (ChangeKind.CHANGED, say("Arranged by"), "", "")),
        ({"contact": Contact("x", "", "")}, (ChangeKind.CHANGED, say("Contact person"), "", "")),
        ({"logos": (LogoMark("f" * 64, "EU", 1, 1),)}, (ChangeKind.CHANGED, say("Funder's logos"), "", "")),
        ({"cancelled": True}, (ChangeKind.CHANGED, say("Cancelled"), "", "")),
    ],
)
def test_what_changed_of_the_gathering(facts: dict[str, object], found: tuple[ChangeKind, str, object, object]) -> None:
    kind, what, old, new = found
    assert changes(OLD, with_facts(**facts)) == (Change(kind, GATHERING, what, old, new),)  # type: ignore[arg-type]


def test_every_fact_that_readers_see_is_compared() -> None:

    unseen = {"meeting_id", "slug", "uid", "zone", "moved_from"}
    assert {name for name, _ in FACTS} | unseen == set(MeetingFacts.__dataclass_fields__)


def test_a_gathering_that_is_called_off_says_so_once_and_once_that_it_is_on_again() -> None:
    off = replace(
        with_facts(cancelled=True), entries=tuple(replace(e, cancelled=True, sequence=1) for e in OLD.entries)
    )
    assert changes(OLD, off) == (Change(ChangeKind.CHANGED, GATHERING, say("Cancelled")),)
    assert changes(off, OLD) == (Change(ChangeKind.CHANGED, GATHERING, say("It takes place after all")),)


def test_what_stays_cancelled_is_not_told_again() -> None:
    off = replace(with_facts(cancelled=True), entries=tuple(replace(e, cancelled=True) for e in OLD.entries))
    on = replace(OLD, entries=(replace(TALK, room="Sal B"), replace(LUNCH, cancelled=True)))
    assert changes(off, on) == (
        Change(ChangeKind.CHANGED, GATHERING, say("It takes place after all")),
        Change(ChangeKind.MOVED, Words("Vatten"), say("Room"), "Stora salen", "Sal B"),
    )


def test_a_theme_that_is_called_otherwise() -> None:
    renamed = replace(WATER, name=Words("Vatten i landskapet"))
    assert changes(OLD, replace(OLD, themes=(renamed, PREPAREDNESS))) == (
        Change(ChangeKind.CHANGED, GATHERING, say("Theme"), WATER.name, renamed.name),
    )
    recoloured = replace(WATER, hue="wheat")
    assert changes(OLD, replace(OLD, themes=(recoloured, PREPAREDNESS))) == (
        Change(ChangeKind.CHANGED, GATHERING, say("Theme"), "", WATER.name),
    )


def test_no_longer_preliminary() -> None:
    draft = replace(OLD, preliminary=True)
    assert [str(c.what) for c in changes(draft, OLD)] == ["The programme is no longer preliminary"]
    assert [str(c.what) for c in changes(OLD, draft)] == ["The programme is preliminary"]
    only_page = replace(OLD, with_agenda=False)
    assert changes(only_page, draft) == ()


def test_each_kind_of_change_is_said_in_both_languages() -> None:
    new = replace(
        with_facts(title=Words("Ny"), cancelled=False),
        entries=(replace(TALK, room="Sal B", title=Words("B"), kind="panel"), replace(LUNCH, cancelled=True)),
    )
    found = changes(OLD, new)
    assert [c.what.in_("en") for c in found] == ["Title", "Room", "Title", "Kind", "Cancelled"]
    assert [c.what.in_("sv") for c in found] == ["Titel", "Lokal", "Titel", "Typ", "Inställd"]
