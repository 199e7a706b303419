"""What has changed, in whole sentences: what was, what is, and when."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given

from planner.core.language import LANGUAGES, Words
from planner.meetings.rules import DayHours
from planner.programmes.snapshot import Programme, SpeakerLine
from planner.publishing.rules import ItemNews, fact_sentences, item_sentences, news_of
from tests.builders import GAMLEBY, a_programme, an_entry, some_facts
from tests.programmes.agendas import programmes

ZONE = "Europe/Stockholm"
TALK = an_entry(1, "Vatten")
EK, ALM = (SpeakerLine(f"Demo {name}", "", "", False) for name in ("Ek", "Alm"))
HOUR = timedelta(hours=1)


def said(**change: Any) -> list[str]:
    """What is said, in Swedish, when the talk changes so."""
    new = replace(TALK, **change)
    return [sentence.in_("sv") for sentence in item_sentences(ItemNews(TALK.uid, TALK, new), ZONE)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"starts_at": TALK.starts_at + HOUR, "ends_at": TALK.ends_at + HOUR},
            "”Vatten”, onsdag 14 oktober, flyttas från 10.00–10.45 till 11.00–11.45.",
        ),
        ({"ends_at": TALK.ends_at + HOUR}, "”Vatten”, onsdag 14 oktober 10.00, slutar 11.45 i stället för 10.45."),
        (
            {"starts_at": TALK.starts_at + 24 * HOUR, "ends_at": TALK.ends_at + 24 * HOUR},
            "”Vatten” flyttas från onsdag 14 oktober 10.00–10.45 till torsdag 15 oktober 10.00–10.45.",
        ),
        (
            {"ends_at": TALK.ends_at + 24 * HOUR},
            "”Vatten” flyttas från onsdag 14 oktober 10.00–10.45 till "
            "onsdag 14 oktober 10.00 – torsdag 15 oktober 10.45.",
        ),
        ({"room": "Sal B"}, "”Vatten”, onsdag 14 oktober 10.00–10.45, hålls i Sal B i stället för Stora salen."),
        ({"room": ""}, "”Vatten”, onsdag 14 oktober 10.00–10.45, hålls inte i Stora salen; var är inte bestämt än."),
        ({"title": Words("Vattnet")}, "”Vatten” heter nu ”Vattnet”."),
        ({"speakers": (EK, ALM)}, "”Vatten”, onsdag 14 oktober 10.00–10.45, ges av Demo Ek och Demo Alm."),
    ],
)
def test_each_difference_is_a_sentence(change: dict[str, Any], sentence: str) -> None:
    assert said(**change) == [sentence]


def test_a_room_that_is_decided_at_last_and_speakers_who_are_others() -> None:
    old = replace(TALK, room="", speakers=(EK,))
    new = replace(TALK, speakers=(ALM,))
    sentences = item_sentences(ItemNews(TALK.uid, old, new), ZONE)
    assert [each.in_("en") for each in sentences] == [
        "“Vatten”, Wednesday 14 October 10:00–10:45, is held in Stora salen.",
        "“Vatten”, Wednesday 14 October 10:00–10:45, is given by Demo Alm instead of Demo Ek.",
    ]
    nobody = item_sentences(ItemNews(TALK.uid, new, TALK), ZONE)
    assert [each.in_("sv") for each in nobody] == [
        "”Vatten”, onsdag 14 oktober 10.00–10.45, ges inte längre av Demo Alm."
    ]


def test_a_title_that_is_another_one_in_one_language_only_is_told_in_that_one() -> None:
    old, new = (replace(TALK, title=Words(title, "Water")) for title in ("Vatten", "Vattnet"))
    (sentence,) = item_sentences(ItemNews(TALK.uid, old, new), ZONE)
    assert sentence.in_("en") == "“Vatten” is now called “Vattnet”."


def test_an_item_that_is_new_and_one_that_is_gone() -> None:
    new, gone = (item_sentences(ItemNews(TALK.uid, *pair), ZONE) for pair in ((None, TALK), (TALK, None)))
    assert [each.in_("sv") for each in (*new, *gone)] == [
        "Ny punkt: ”Vatten”, onsdag 14 oktober 10.00–10.45, Stora salen.",
        "”Vatten”, onsdag 14 oktober 10.00–10.45, är inställd.",
    ]
    (roomless,) = item_sentences(ItemNews(TALK.uid, None, replace(TALK, room="")), ZONE)
    assert roomless.in_("sv") == "Ny punkt: ”Vatten”, onsdag 14 oktober 10.00–10.45."


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"days": tuple(replace(day, held_on=day.held_on + timedelta(days=7)) for day in some_facts().days)},
            "The gathering is held on 21–22 October 2026 instead of 14–15 October 2026.",
        ),
        (
            {"days": (DayHours(date(2026, 10, 14), time(9), time(16)), some_facts().days[1])},
            "The gathering has other hours: Wednesday 14 October 09:00–16:00.",
        ),
        (
            {"place": replace(GAMLEBY, name="Vreta", address="Klustervägen 1", place="Linköping")},
            "The gathering is held at Vreta, Klustervägen 1, Linköping instead of Gamleby folkhögskola, Kastalgatan 1.",
        ),
        (
            {"place": None},
            "The gathering is not held at Gamleby folkhögskola, Kastalgatan 1; where is not decided yet.",
        ),
        ({"mode": "online"}, "How it is held: Online. Before: On site."),
        ({"cancelled": True}, "The gathering is cancelled."),
    ],
)
def test_what_concerns_everybody_is_a_sentence_too(facts: dict[str, object], sentence: str) -> None:
    news = news_of(a_programme(TALK), a_programme(TALK, facts=some_facts(**facts)))
    assert [each.in_("en") for each in fact_sentences(news, news.told_facts)] == [sentence]


def test_a_place_that_is_decided_at_last_and_a_gathering_that_is_on_again() -> None:
    before, after = a_programme(TALK, facts=some_facts(place=None, cancelled=True)), a_programme(TALK)
    news = news_of(before, after)
    assert [each.in_("en") for each in fact_sentences(news, news.told_facts)] == [
        "The gathering is held at Gamleby folkhögskola, Kastalgatan 1.",
        "The gathering takes place after all.",
    ]


@given(programmes(), programmes())
def test_whatever_is_worth_a_letter_can_be_said_in_both_languages(old: Programme, new: Programme) -> None:
    news = news_of(old, new)
    for lang in LANGUAGES:
        assert all(sentence.in_(lang) for sentence in fact_sentences(news, news.told_facts))
        for item in news.items:
            sentences = [sentence.in_(lang) for sentence in item_sentences(item, new.facts.zone)]
            assert sentences
            assert all(sentences)
