"""Dates, times and sentences in Swedish and English."""

import pickle
from datetime import UTC, date, datetime, time, timedelta

import pytest

from planner.core.language import (
    BigDate,
    Span,
    Text,
    Words,
    big_date,
    catalogue,
    clock,
    clock_span,
    day_words,
    days_words,
    in_language,
    joined,
    language,
    plain_day_words,
    say,
    say_many,
    short_day_words,
    speak,
    speaking,
    translate,
    translate_many,
    week_words,
)

WEDNESDAY = date(2026, 10, 14)


def days(*texts: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


def test_a_day_in_words() -> None:
    assert day_words(WEDNESDAY, "sv") == "onsdag 14 oktober 2026"
    assert day_words(WEDNESDAY, "en") == "Wednesday 14 October 2026"
    assert short_day_words(WEDNESDAY, "sv") == "onsdag 14 oktober"
    assert plain_day_words(WEDNESDAY, "en") == "14 October 2026"


@pytest.mark.parametrize(
    ("chosen", "swedish", "english"),
    [
        (days("2026-10-14"), "14 oktober 2026", "14 October 2026"),
        (days("2026-10-14", "2026-10-15"), "14–15 oktober 2026", "14–15 October 2026"),
        (days("2026-09-30", "2026-10-01"), "30 september – 1 oktober 2026", "30 September – 1 October 2026"),
        (days("2026-12-31", "2027-01-01"), "31 december 2026 – 1 januari 2027", "31 December 2026 – 1 January 2027"),
        (days("2026-03-03", "2026-03-10", "2026-03-17"), "3, 10 och 17 mars 2026", "3, 10 and 17 March 2026"),
        (days("2026-10-14", "2026-10-16"), "14 och 16 oktober 2026", "14 and 16 October 2026"),
        (days("2026-03-24", "2026-04-07"), "24 mars och 7 april 2026", "24 March and 7 April 2026"),
        (
            days("2026-12-30", "2027-01-08"),
            "30 december 2026 och 8 januari 2027",
            "30 December 2026 and 8 January 2027",
        ),
    ],
)
def test_days_in_words(chosen: tuple[date, ...], swedish: str, english: str) -> None:
    assert (days_words(chosen, "sv"), days_words(chosen, "en")) == (swedish, english)


def test_weeks_are_those_of_swedish_calendars() -> None:
    assert week_words(days("2026-10-14", "2026-10-15"), "sv") == "v. 42"
    assert week_words(days("2026-10-18", "2026-10-19"), "sv") == "v. 42–43"
    # ISO 8601: the first of January 2027 is still in week 53.
    assert week_words(days("2027-01-01"), "en") == "week 53"


def test_the_big_date_of_days_together_and_apart() -> None:
    assert big_date(days("2026-10-14", "2026-10-15"), "sv") == BigDate(
        "onsdag–torsdag", "14–15", "oktober", "2026", "v. 42", "2026-10-14"
    )
    assert big_date(days("2026-12-31", "2027-01-01"), "en") == BigDate(
        "Thursday–Friday", "31–1", "December–January", "2026–2027", "week 53", "2026-12-31"
    )
    assert big_date(days("2026-03-03", "2026-03-10"), "sv") == BigDate(
        "tisdag", "3, 10", "mars", "2026", "v. 10–11", "2026-03-03"
    )


def test_swedish_clocks_have_a_point_and_english_a_colon() -> None:
    assert (clock(time(9, 5), "sv"), clock(time(9, 5), "en")) == ("09.05", "09:05")
    starts = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
    assert clock_span(starts, starts + timedelta(minutes=45), "Europe/Stockholm", "sv") == "10.00–10.45"


def test_a_span_names_its_second_day_only_when_there_is_one() -> None:
    starts = datetime(2026, 10, 14, 20, 0, tzinfo=UTC)
    evening = Span(starts, starts + timedelta(minutes=90), "Europe/Stockholm")
    night = Span(starts, starts + timedelta(hours=3), "Europe/Stockholm")
    assert evening.in_("sv") == "onsdag 14 oktober 22.00–23.30"
    assert night.in_("en") == "Wednesday 14 October 22:00 – Thursday 15 October 01:00"


def test_names_are_joined_as_people_say_them() -> None:
    assert [joined(parts, "sv") for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a och b",
        "a, b och c",
    ]
    assert joined(["a", "b"], "en") == "a and b"


def test_a_sentence_waits_for_its_reader() -> None:
    words = say("The clocks skip %(time)s on %(day)s.", time=time(2, 30), day=date(2027, 3, 28))
    assert str(words) == "The clocks skip 02:30 on Sunday 28 March 2027."
    assert words.in_("en") == str(words)
    assert "söndag 28 mars 2027" in words.in_("sv")
    assert "02.30" in words.in_("sv")


def test_a_blank_that_is_a_sentence_is_put_into_the_same_language() -> None:
    inner = say("Nothing here")
    outer = say("Choose: %(what)s", what=inner)
    assert outer.in_("sv").endswith(inner.in_("sv"))
    assert inner.in_("sv") != "Nothing here"
    assert say("%(x)s", x=Words("vatten", "water")).in_("sv") == "vatten"
    span = Span(datetime(2026, 10, 14, 8, tzinfo=UTC), datetime(2026, 10, 14, 9, tzinfo=UTC), "Europe/Stockholm")
    assert say("%(x)s", x=span).in_("sv") == "onsdag 14 oktober 10.00–11.00"


def test_an_instant_is_no_blank() -> None:
    with pytest.raises(TypeError, match="needs a zone"):
        say("At %(at)s.", at=datetime(2026, 10, 14, tzinfo=UTC))


def test_the_number_chooses_the_form() -> None:
    texts = [say_many("%(n)s place left", "%(n)s places left", n) for n in (0, 1, 2)]
    assert [str(text) for text in texts] == ["0 places left", "1 place left", "2 places left"]
    assert [text.in_("en") for text in texts] == [str(text) for text in texts]


def test_a_per_cent_sign_survives_where_nothing_is_filled_in() -> None:
    assert say("100 % wool").in_("sv") == "100 % wool"
    assert say("%(name)s said it.", name="100 %(x)s").in_("en") == "100 %(x)s said it."


def test_a_sentence_keeps_its_languages_when_it_is_stored() -> None:
    words = say("Somebody was before you")
    again = pickle.loads(pickle.dumps(words))
    assert isinstance(again, Text)
    assert again.in_("sv") == words.in_("sv") != str(words)


def test_a_plain_string_is_left_as_it_is() -> None:
    assert in_language("Åsa", "en") == "Åsa"
    assert in_language(say("Nothing here"), "sv") == catalogue("sv").gettext("Nothing here")


def test_the_reader_changes_inside_a_block_only() -> None:
    speak("sv")
    with speaking("en"):
        assert (language(), translate("Nothing here")) == ("en", "Nothing here")
    assert (language(), translate("Nothing here")) == ("sv", catalogue("sv").gettext("Nothing here"))
    assert translate_many("%(num)d place left", "%(num)d places left", 1) != "%(num)d place left"


@pytest.mark.parametrize(
    ("words", "in_swedish", "in_english", "tongue_of_swedish_page", "tongue_of_english_page"),
    [
        (Words("vatten", "water"), "vatten", "water", None, None),
        (Words("vatten", ""), "vatten", "vatten", None, "sv"),
        (Words("", "water"), "water", "water", "en", None),
        (Words(), "", "", None, None),
    ],
)
def test_words_fall_back_and_say_so(
    words: Words,
    in_swedish: str,
    in_english: str,
    tongue_of_swedish_page: str | None,
    tongue_of_english_page: str | None,
) -> None:
    assert (words.in_("sv"), words.in_("en")) == (in_swedish, in_english)
    assert (words.tongue("sv"), words.tongue("en")) == (tongue_of_swedish_page, tongue_of_english_page)
    assert bool(words) == bool(in_swedish)
