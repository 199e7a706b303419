"""Whom a new version concerns: those whose items changed, and nobody else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.language import Words
from planner.meetings.rules import DayHours
from planner.programmes.snapshot import Entry, Programme, SpeakerLine
from planner.publishing.rules import (
    Attendee,
    Audience,
    Giver,
    ItemNews,
    Lost,
    Recipient,
    news_of,
    reasons,
    recipients_of,
)
from tests.builders import GAMLEBY, a_programme, an_entry, some_facts
from tests.programmes.agendas import programmes
from tests.publishing.slow import who_is_told

ZONE = "Europe/Stockholm"
FIRST, SECOND = date(2026, 10, 14), date(2026, 10, 15)
TALK, LUNCH = an_entry(1, "Vatten"), an_entry(2, "Lunch", kind="meal")
LATER = an_entry(3, "Kvarnen", starts_at=datetime(2026, 10, 15, 8, tzinfo=UTC))
OLD = a_programme(TALK, LUNCH, LATER)
EK = SpeakerLine("Demo Ek", "vd", "Demo AB", False)


def somebody(number: int = 1, *days: date, **more: object) -> Attendee:
    found = Attendee(number, f"Demo {number}", f"p{number}@example.org", "sv", "a" * 32, "Vreta", frozenset(days))
    return replace(found, **more)  # type: ignore[arg-type]


def everyone(*attendees: Attendee, **more: object) -> Audience:
    return replace(Audience(ZONE, attendees), **more)  # type: ignore[arg-type]


def with_entries(*entries: Entry) -> Programme:
    return replace(OLD, entries=entries)


def told(new: Programme, audience: Audience, old: Programme | None = OLD) -> dict[str, list[str]]:
    """Name → titles of the items each is told of."""
    found = recipients_of(news_of(old, new), audience)
    return {each.name: [item.entry.title.sv for item in each.items] for each in found}


uids = st.sets(st.integers(1, 6).map(lambda n: f"{n:032x}")).map(frozenset)


@st.composite
def audiences(draw: st.DrawFn) -> Audience:
    attendees = [
        somebody(
            number,
            *draw(st.sets(st.sampled_from([FIRST, SECOND]))),
            held=draw(uids),
            of_changes=draw(st.booleans()),
            email=draw(st.sampled_from([f"p{number}@example.org", f"shared{number}@example.org"])),
        )
        for number in range(1, draw(st.integers(0, 4)) + 1)
    ]
    givers = draw(
        st.lists(
            st.builds(
                Giver,
                st.integers(1, 9),
                st.sampled_from(("Demo Ek", "demo alm", "Demo Bok")),
                st.sampled_from(("", "Demo AB")),
                st.sampled_from(("ek@example.org", "alm@example.org", "p1@example.org", "shared2@example.org")),
            ),
            max_size=3,
            unique_by=lambda giver: giver.person_id,
        )
    )
    lost = draw(st.sets(st.integers(1, 4)))
    return everyone(
        *attendees,
        givers=tuple(givers),
        chosen_among=draw(uids),
        lost={number: (Lost("0" * 32, Words("Borta")),) for number in lost},
    )


@given(programmes(), programmes(), audiences())
def test_those_are_told_whom_a_slow_and_simple_model_finds(old: Programme, new: Programme, audience: Audience) -> None:
    for before in (old, None):
        found = recipients_of(news_of(before, new), audience)
        assert {
            each.email: (frozenset(item.uid for item in each.items), frozenset(each.told_facts), each.speaks)
            for each in found
        } == who_is_told(before, new, audience)
        assert len({each.email for each in found}) == len({each.key for each in found}) == len(found)


@given(programmes(), audiences())
def test_nobody_is_told_when_only_texts_changed(old: Programme, audience: Audience) -> None:
    old = replace(old, with_agenda=True)
    other = Words("Helt andra ord", "Other words altogether")
    entries = tuple(replace(e, abstract=other, suits=other, capacity=99, theme="vatten") for e in old.entries)
    facts = replace(old.facts, summary=other, description=other, practical=other, funding=other)
    new = replace(old, entries=entries, facts=facts, preliminary=not old.preliminary)
    assert recipients_of(news_of(old, new), audience) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"room": "Sal B"},
        {"title": Words("Vattnet")},
        {"starts_at": TALK.starts_at + timedelta(minutes=5)},
        {"ends_at": TALK.ends_at + timedelta(minutes=5)},
        {"speakers": (EK,)},
        {"cancelled": True},
    ],
)
def test_what_is_worth_a_letter_is_told_to_those_who_come_that_day(change: dict[str, object]) -> None:
    new = with_entries(replace(TALK, **change), LUNCH, LATER)  # type: ignore[arg-type]
    both, other_day = somebody(1, FIRST, SECOND), somebody(2, SECOND)
    assert told(new, everyone(both, other_day)) == {"Demo 1": [str((change.get("title") or TALK.title).sv)]}  # type: ignore[attr-defined]


def test_a_title_of_a_speaker_that_is_spelt_otherwise_is_not_worth_a_letter() -> None:
    old = with_entries(replace(TALK, speakers=(EK,)))
    new = with_entries(replace(TALK, speakers=(replace(EK, title="VD"),)))
    assert told(new, everyone(somebody(1, FIRST)), old) == {}


def test_an_item_that_moves_to_another_day_concerns_those_of_both_days() -> None:
    moved = replace(TALK, starts_at=TALK.starts_at + timedelta(days=1), ends_at=TALK.ends_at + timedelta(days=1))
    people = everyone(somebody(1, FIRST), somebody(2, SECOND), somebody(3, date(2026, 10, 16)))
    assert told(with_entries(LUNCH, moved, LATER), people) == {"Demo 1": ["Vatten"], "Demo 2": ["Vatten"]}


def test_an_item_that_people_choose_among_concerns_those_who_have_it_alone() -> None:
    people = everyone(
        somebody(1, FIRST, held=frozenset({TALK.uid})), somebody(2, FIRST), chosen_among=frozenset({TALK.uid})
    )
    assert told(with_entries(replace(TALK, room="Sal B"), LUNCH, LATER), people) == {"Demo 1": ["Vatten"]}


def test_what_is_over_is_worth_no_letter() -> None:
    people = everyone(somebody(1, FIRST, SECOND))
    new = with_entries(replace(TALK, room="Sal B"), LUNCH, replace(LATER, room="Sal B"))
    in_between, afterwards = (datetime(2026, 10, day, 22, tzinfo=UTC) for day in (14, 15))
    assert told(replace(new, published_at=in_between), people) == {"Demo 1": ["Kvarnen"]}
    archived = replace(new, published_at=afterwards, facts=some_facts(place=None))
    assert (told(archived, people), told(archived, people, None)) == ({}, {})


def test_whoever_wants_no_letters_about_changes_gets_none() -> None:
    new = replace(OLD, facts=some_facts(place=None), entries=(replace(TALK, room="Sal B"), LUNCH, LATER))
    assert told(new, everyone(somebody(1, FIRST, of_changes=False))) == {}


def test_whoever_has_lost_what_they_chose_is_told_all_the_same() -> None:
    new = with_entries(replace(TALK, cancelled=True), LUNCH, LATER)
    lost = (Lost(TALK.uid, TALK.title),)
    news = news_of(OLD, new)
    (one,) = recipients_of(news, everyone(somebody(1, FIRST, of_changes=False), lost={1: lost}))
    assert (one.items, one.told_facts, one.lost) == ((), (), lost)
    assert reasons(one, news, "sv") == ("Det de hade valt är borta",)


def test_a_speaker_is_told_also_when_only_the_old_version_has_them() -> None:
    giver = Giver(7, "Demo Ek", "Demo AB", "ek@example.org")
    old = with_entries(replace(TALK, speakers=(EK,)), LUNCH)
    new = with_entries(TALK, LUNCH)
    news = news_of(old, new)
    assert recipients_of(news, everyone(givers=(giver,))) == (
        Recipient(
            key="p7",
            name="Demo Ek",
            email="ek@example.org",
            lang="sv",
            comes_from="Demo AB",
            salt="",
            told_facts=(),
            items=(ItemNews(TALK.uid, old.entries[0], TALK),),
            speaks=True,
        ),
    )


def test_a_speaker_who_is_registered_gets_one_letter_with_all_of_it() -> None:
    giver = Giver(7, "Demo Ek", "Demo AB", "P1@example.org")
    new = with_entries(
        replace(TALK, room="Sal B"), LUNCH, replace(LATER, speakers=(EK,), title=Words("Kvarnen i Gamleby"))
    )
    people = everyone(somebody(1, FIRST), givers=(giver,))
    assert told(new, people) == {"Demo 1": ["Vatten", "Kvarnen i Gamleby"]}


def test_what_the_gathering_itself_changes_concerns_everybody_and_all_who_give_something() -> None:
    old = with_entries(replace(TALK, speakers=(EK,)), LUNCH)
    people = everyone(somebody(1), givers=(Giver(7, "Demo Ek", "Demo AB", "ek@example.org"),))
    for facts, told_facts in (
        ({"place": None}, ("place",)),
        ({"place": replace(GAMLEBY, directions=Words("Buss 5"))}, ()),
        ({"mode": "online"}, ("mode",)),
        ({"days": (DayHours(FIRST, GAMLEBY_OPENS, GAMLEBY_CLOSES),)}, ("days",)),
        ({"title": Words("Ny")}, ()),
    ):
        found = recipients_of(news_of(old, replace(old, facts=some_facts(**facts))), people)
        assert [(each.name, each.told_facts) for each in found] == (
            [("Demo 1", told_facts), ("Demo Ek", told_facts)] if told_facts else []
        )


GAMLEBY_OPENS, GAMLEBY_CLOSES = some_facts().days[0].opens, some_facts().days[0].closes


def test_that_the_programme_is_out_concerns_everybody_without_a_list_of_all_there_is() -> None:
    page_only = replace(OLD, with_agenda=False, entries=())
    new = with_entries(replace(TALK, speakers=(EK,)), LUNCH, LATER)
    people = everyone(somebody(1), givers=(Giver(7, "Demo Ek", "Demo AB", "ek@example.org"),))
    for before in (None, page_only):
        news = news_of(before, new)
        assert news.is_first
        assert told(new, people, before) == {"Demo 1": [], "Demo Ek": ["Vatten"]}
        found = recipients_of(news, people)
        assert [reasons(each, news, "en") for each in found] == [
            ("The programme is out",),
            ("Vatten", "Gives an item"),
        ]


def test_why_somebody_is_told_is_said_in_few_words() -> None:
    entries = [replace(an_entry(n, f"Punkt {n}"), room="Sal B") for n in range(1, 6)]
    old = with_entries(*(replace(e, room="Sal A") for e in entries))
    new = replace(with_entries(*entries), facts=some_facts(mode="online"))
    news = news_of(old, new)
    (one,) = recipients_of(news, everyone(somebody(1, FIRST)))
    assert reasons(one, news, "sv") == ("Själva träffen", "Punkt 1, Punkt 2, Punkt 3 och 2 till")
