"""The present in words: how long something goes on, how soon something begins."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from planner.core.language import Words
from planner.programmes.rules import now_of, page_of, patterns
from planner.programmes.rules.now_page import Beginning, NowItem, left_words, minutes_between, soon_words
from planner.programmes.snapshot import SpeakerLine
from tests.builders import WATER, a_programme, an_entry

TEN = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
"""10.00 in Gamleby."""


@pytest.mark.parametrize(
    ("minutes", "left", "soon", "left_sv", "soon_sv"),
    [
        (1, "1 minute left", "in 1 minute", "1 minut kvar", "om 1 minut"),
        (2, "2 minutes left", "in 2 minutes", "2 minuter kvar", "om 2 minuter"),
        (59, "59 minutes left", "in 59 minutes", "59 minuter kvar", "om 59 minuter"),
        (60, "one hour left", "in one hour", "en timme kvar", "om en timme"),
        (61, "more than an hour left", "", "mer än en timme kvar", ""),
        (600, "more than an hour left", "", "mer än en timme kvar", ""),
    ],
)
def test_time_left_in_plain_words(minutes: int, left: str, soon: str, left_sv: str, soon_sv: str) -> None:
    assert (left_words(minutes, "en"), soon_words(minutes, "en")) == (left, soon)
    assert (left_words(minutes, "sv"), soon_words(minutes, "sv")) == (left_sv, soon_sv)


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (1, 1), (59, 1), (60, 1), (61, 2), (3600, 60), (3601, 61)])
def test_a_begun_minute_counts(seconds: int, minutes: int) -> None:
    assert minutes_between(TEN, TEN + timedelta(seconds=seconds)) == minutes


def test_the_script_is_given_the_same_words() -> None:
    said = patterns("sv")
    assert said["left-many"].replace("#", "7") == left_words(7, "sv")
    assert said["soon-many"].replace("#", "7") == soon_words(7, "sv")
    assert (said["left-one"], said["left-hour"], said["left-more"]) == tuple(left_words(n, "sv") for n in (1, 60, 61))
    assert (said["soon-one"], said["soon-hour"]) == tuple(soon_words(n, "sv") for n in (1, 60))


def test_a_page_in_english_has_the_zones_clock_and_names_the_tongue_of_what_is_not_translated() -> None:
    ek, alm = SpeakerLine("Demo Ek", "rådgivare", "Demo AB", False), SpeakerLine("Demo Alm", "", "", True)
    talk = replace(an_entry(1, theme="vatten"), speakers=(ek, alm), item_number=3)
    lunch = replace(an_entry(2, kind="meal"), title=Words("Lunch", "Lunch"), room="")
    programme = a_programme(talk, lunch)
    page = page_of(now_of(programme, None, TEN), programme, TEN, "en")
    assert page.on == (
        NowItem(
            id=1,
            number=3,
            clock="10:00–10:45",
            starts=int(TEN.timestamp()),
            ends=int(TEN.timestamp()) + 45 * 60,
            wait="45 minutes left",
            title="Vatten när det är torrt",
            lang="sv",
            theme=page.on[0].theme,
            room="Stora salen",
            speakers="Demo Ek, Demo Alm",
            light=False,
            cancelled=False,
        ),
    )
    assert page.on[0].theme
    assert (page.on[0].theme.name, page.on[0].theme.hue) == ("Water", WATER.hue)
    assert [(item.title, item.lang, item.light, item.wait, item.room) for item in page.next] == [
        ("Lunch", None, True, "in one hour", "")
    ]
    assert (page.today, page.clock) == ("Wednesday 14 October", "10:00")
    assert page.shown == Beginning("Wednesday 14 October", "10:00")
    assert page.following == Beginning("Thursday 15 October", "08:30")
    assert (page.starts, page.ends) == (int(TEN.timestamp()), int(TEN.timestamp()) + 105 * 60)


def test_when_all_is_over_there_is_no_day_to_show() -> None:
    programme, later = a_programme(an_entry(1)), TEN + timedelta(days=9)
    page = page_of(now_of(programme, None, later), programme, later, "sv")
    assert (page.shown, page.following, page.starts, page.ends, page.on, page.next) == (None, None, 0, 0, (), ())
    assert page.today == "fredag 23 oktober"
