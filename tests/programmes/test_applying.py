"""Differences as values: whole, none too many, and good for making the newer version of the older one."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.language import LANGUAGES
from planner.programmes.changes import Change, apply, changed_uids, changes, content, grouped, kinds_by_uid, said, told
from planner.programmes.changes.values import ENTRY_FIELDS, FACT_FIELDS, OF_VERSION
from planner.programmes.snapshot import Entry, MeetingFacts, Programme
from tests.builders import a_programme, an_entry
from tests.programmes.agendas import entries, programmes


@given(programmes(), programmes())
def test_differences_make_the_newer_version_of_the_older_one(a: Programme, b: Programme) -> None:
    assert content(apply(changes(a, b), a)) == content(b)
    assert content(apply(changes(b, a), b)) == content(a)


@given(programmes(), st.data())
def test_a_version_that_differs_a_little_is_made_too(a: Programme, data: st.DataObject) -> None:
    """Most entries stay as they are, one changes in any way, and those that start together may stand otherwise."""
    moved = [data.draw(entries(int(e.uid, 16))) if data.draw(st.booleans()) else e for e in a.entries]
    stirred = data.draw(st.permutations(moved))
    b = replace(a, entries=tuple(sorted(stirred, key=lambda entry: entry.starts_at)))
    assert content(apply(changes(a, b), a)) == content(b)


@given(programmes(), programmes())
def test_nothing_is_told_that_is_alike_and_nothing_twice(a: Programme, b: Programme) -> None:
    found = changes(a, b)
    assert [change for change in found if change.old == change.new] == []
    assert len({(change.uid, change.field) for change in found}) == len(found)
    assert (found == ()) is (content(a) == content(b))


@given(programmes(), programmes())
def test_the_envelope_makes_no_difference(a: Programme, b: Programme) -> None:
    assert changes(a, b) == changes(content(a), content(b))
    assert changes(a, replace(a, number=9, note="x", sequence=7)) == ()


@given(programmes(), programmes())
def test_whatever_differs_can_be_told_in_both_languages(a: Programme, b: Programme) -> None:
    found = changes(a, b)
    for lang in LANGUAGES:
        lines = said(told(found, b), lang)
        assert all(line.what for line in lines)
        shown = [line for day in grouped(found, b, lang) for each in day.subjects for line in each.lines]
        assert sorted((line.uid, line.what) for line in shown) == sorted((line.uid, line.what) for line in lines)


@given(programmes(), programmes())
def test_marked_are_entries_of_one_or_the_other(a: Programme, b: Programme) -> None:
    uids = {entry.uid for entry in (*a.entries, *b.entries)}
    found = changes(a, b)
    assert changed_uids(found) <= uids
    assert kinds_by_uid(changes(a, a)) == {}


def test_of_every_value_it_is_known_whether_it_is_content() -> None:
    """Whoever adds a field is asked: does it belong to the version, or to what it says?"""
    assert {f.name for f in fields(Entry)} == {*ENTRY_FIELDS, "uid", "sequence", "changed_at", "created_at"}
    assert {f.name for f in fields(MeetingFacts)} == set(FACT_FIELDS)
    assert {f.name for f in fields(Programme)} - OF_VERSION == {
        "facts", "themes", "entries", "preliminary", "with_agenda",
    }  # fmt: skip


def test_an_order_that_cannot_be_guessed_is_a_difference() -> None:
    one, other = an_entry(1), an_entry(2, starts_at=an_entry(1).starts_at)
    a, b = replace(a_programme(), entries=(one, other)), replace(a_programme(), entries=(other, one))
    assert changes(a, b) == (Change("", "order", (one.uid, other.uid), (other.uid, one.uid)),)


def test_differences_from_another_version_are_refused() -> None:
    one, other = an_entry(1), an_entry(2, starts_at=an_entry(1).starts_at)
    a, b = replace(a_programme(), entries=(one, other)), replace(a_programme(), entries=(other, one))
    with pytest.raises(KeyError):
        apply(changes(a, b), replace(a, entries=(an_entry(3),)))
