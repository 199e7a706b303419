"""What a planner may ask and change, and how options keep their keys."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as whenever
from hypothesis import strategies as st

from planner.core.errors import Invalid
from planner.core.language import Words
from planner.meetings.rules import Mode
from planner.questions.rules import (
    Asked,
    Option,
    QuestionKind,
    askable,
    check_followers,
    check_question,
    condition_for_planners,
    keyed,
    may_swap,
    sensitive_versions,
)
from tests.questions.samples import (
    BICYCLE,
    BUS,
    CAR,
    CHAIN,
    HOW,
    LUGGAGE,
    ON_SITE,
    ONLINE,
    STOP,
    TRAIN,
    WAYS,
    asked,
    details,
)


def test_a_promise_to_be_sensitive_is_kept_and_a_new_one_holds_for_old_answers() -> None:
    versions = {
        (1, 1): asked(1, is_sensitive=True),
        (1, 2): asked(1, version=2),
        (2, 1): asked(2),
        (2, 2): asked(2, version=2, is_sensitive=True),
        (3, 1): asked(3),
    }
    assert sensitive_versions(versions) == {(1, 1), (2, 1), (2, 2)}


def test_a_gathering_on_site_asks_nothing_of_those_online() -> None:
    far = asked(1, QuestionKind.CHOICE, if_mode=Mode.ONLINE)
    hangs = asked(2, if_question_id=1, if_option="1")
    assert askable([far, hangs, asked(3)], ON_SITE) == (asked(3),)
    assert askable([far, hangs, asked(3)], ONLINE) == (far, hangs, asked(3))


def test_planners_read_whom_a_question_is_asked_of() -> None:
    far = replace(STOP, if_mode=Mode.ONLINE)
    alone = (asked(8, if_mode=Mode.ON_SITE), asked(9, if_mode=Mode.ONLINE))
    assert [str(condition_for_planners(question, CHAIN)) for question in (HOW, STOP, BICYCLE, far, *alone)] == [
        "None",
        "asked of those who answered “Bus” to “Fråga 1”",
        "asked of those who come in person and answered “Train” to “Fråga 3”",
        "asked of those who take part online and answered “Bus” to “Fråga 1”",
        "asked of those who come in person",
        "asked of those who take part online",
    ]


def words(*swedish: str) -> list[Words]:
    return [Words(word) for word in swedish]


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        (("Tåg", "Buss", "Egen bil"), "1 2 3"),
        (("Egen bil", "Tåg", "Buss"), "3 1 2"),
        (("Tåg", "Expressbuss", "Egen bil"), "1 2 3"),
        (("tåg ", "Egen bil", "Cykel"), "1 3 4"),
        (("Tåg", "Buss", "Egen bil", "Cykel"), "1 2 3 4"),
        (("Cykel", "Tåg", "Buss", "Egen bil"), "4 1 2 3"),
        (("Buss",), "2"),
    ],
)
def test_an_option_keeps_its_key_by_its_words_or_its_place(lines: tuple[str, ...], keys: str) -> None:
    assert " ".join(option.key for option in keyed(words(*lines), [WAYS])) == keys


def test_a_key_is_never_given_to_another_option_and_one_that_comes_back_has_its_own() -> None:
    without_bus = (TRAIN, CAR)
    assert [o.key for o in keyed(words("Tåg", "Egen bil", "Cykel"), [WAYS, without_bus])] == ["1", "3", "4"]
    assert [o.key for o in keyed(words("Tåg", "Egen bil", "Buss"), [WAYS, without_bus])] == ["1", "3", "2"]
    assert [o.key for o in keyed(words("Tåg", "Buss"), [])] == ["1", "2"]


@whenever(st.lists(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=6, unique=True), max_size=6))
def test_keys_are_unique_and_grow_only(history: list[list[str]]) -> None:
    versions: list[tuple[Option, ...]] = []
    for lines in history:
        options = keyed(words(*lines), versions)
        assert [option.words.sv for option in options] == lines
        keys = [option.key for option in options]
        assert len(set(keys)) == len(keys)
        stood = {o.words.sv: o.key for o in versions[-1]} if versions else {}
        assert all(stood.get(o.words.sv, o.key) == o.key for o in options)
        versions.append(options)


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"label": Words()}, ["label_sv"]),
        ({"options": (Words("Tåg"),)}, ["options"]),
        ({"options": ()}, ["options"]),
        ({"options": (Words("Tåg"), Words("", "Bus"))}, ["options"]),
        ({"options": (Words("Tåg"), Words("tåg"))}, ["options"]),
        ({"options": (Words("Tåg"), Words("x" * 201))}, ["options"]),
        ({"options": tuple(words(*map(str, range(41))))}, ["options"]),
        ({"kind": QuestionKind.CHOICES, "options": ()}, ["options"]),
        ({"if_mode": Mode.HYBRID}, ["if_mode"]),
        ({"if_question_id": 1, "if_option": "9"}, ["if_answer"]),
        ({"if_question_id": 2, "if_option": "1"}, ["if_answer"]),
        ({"if_question_id": 99, "if_option": "1"}, ["if_answer"]),
        ({"if_question_id": 5, "if_option": "1"}, ["is_sensitive"]),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_field(more: dict[str, Any], fields: list[str]) -> None:
    earlier = [*CHAIN, asked(5, QuestionKind.CHOICE, is_sensitive=True)]
    with pytest.raises(Invalid) as refused:
        check_question(replace(details(), **more), earlier)
    assert list(refused.value.fields) == fields


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        (replace(HOW, options=(TRAIN, CAR)), ["options"]),
        (asked(1), ["kind"]),
        (replace(HOW, is_sensitive=True), ["is_sensitive"]),
    ],
)
def test_what_others_hang_on_stays(changed: Asked, fields: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        check_followers(changed, CHAIN)
    assert list(refused.value.fields) == fields
    assert "Fråga 2" in str(refused.value)


def test_what_nobody_hangs_on_may_change() -> None:
    check_followers(asked(2, is_sensitive=True), CHAIN)
    check_followers(replace(HOW, options=(BUS,)), CHAIN)


def test_a_question_never_comes_before_the_one_it_hangs_on() -> None:
    assert not may_swap(HOW, STOP)
    assert may_swap(STOP, LUGGAGE)
