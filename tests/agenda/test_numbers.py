"""Which items have numbers."""

from planner.agenda.rules import LIGHT, ItemKind, numbers_of


def test_content_is_numbered_in_order_and_what_lies_between_is_not() -> None:
    items = (("open", ItemKind.OTHER), ("talk", ItemKind.TALK), ("fika", ItemKind.BREAK), ("end", ItemKind.DISCUSSION))
    assert numbers_of(items) == {"open": 1, "talk": 2, "end": 3}


def test_every_kind_is_either_numbered_or_light() -> None:
    numbered = numbers_of((kind.value, kind) for kind in ItemKind)
    assert numbered.keys() == set(ItemKind) - LIGHT
    assert list(numbered.values()) == [1, 2, 3, 4, 5, 6]


def test_nothing_has_no_numbers() -> None:
    assert numbers_of(()) == {}
