"""Questions and answers, as values."""

from typing import Any

from planner.core.language import Words
from planner.meetings.rules import Mode
from planner.questions.rules import Asked, Given, Option, QuestionDetails, QuestionKind

ON_SITE, ONLINE = frozenset({Mode.ON_SITE}), frozenset({Mode.ONLINE})
TRAIN, BUS, CAR = (
    Option("1", Words("Tåg", "Train")),
    Option("2", Words("Buss", "Bus")),
    Option("3", Words("Egen bil", "Own car")),
)
WAYS = (TRAIN, BUS, CAR)


def asked(number: int, kind: QuestionKind = QuestionKind.TEXT, **more: Any) -> Asked:
    """Question `number` in its first version; those with options have three ways to travel."""
    options = WAYS if kind in (QuestionKind.CHOICE, QuestionKind.CHOICES) else ()
    return Asked(**{"question_id": number, "version": 1, "kind": kind, "label": Words(f"Fråga {number}"),
                    "options": options, **more})  # fmt: skip


def given(number: int, value: str, **more: Any) -> Given:
    return Given(**{"question_id": number, "version": 1, "value": value, **more})


def details(label: str = "Hur reser du?", kind: QuestionKind = QuestionKind.CHOICE, **more: Any) -> QuestionDetails:
    """What a planner writes: unless said otherwise, a choice among three ways to travel."""
    options = tuple(way.words for way in WAYS) if kind in (QuestionKind.CHOICE, QuestionKind.CHOICES) else ()
    return QuestionDetails(**{"kind": kind, "label": Words(label), "options": options, **more})


HOW = asked(1, QuestionKind.CHOICE, is_required=True)
STOP = asked(2, is_required=True, if_question_id=1, if_option="2")
LUGGAGE = asked(3, QuestionKind.CHOICES, if_question_id=1, if_option="2")
BICYCLE = asked(4, is_required=True, if_question_id=3, if_option="1", if_mode=Mode.ON_SITE)
CHAIN = (HOW, STOP, LUGGAGE, BICYCLE)
"""How do you travel? By bus: from which stop, with what luggage? That, on site: how large is the bicycle?"""
