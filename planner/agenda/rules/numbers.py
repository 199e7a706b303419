"""The numbers of items, for gatherings whose minutes refer to them. Pure."""

from collections.abc import Iterable

from planner.agenda.rules.items import LIGHT, ItemKind


def numbers_of(items: Iterable[tuple[str, ItemKind]]) -> dict[str, int]:
    """1, 2, 3 … by uid, of (uid, kind) in the order of the programme. What is not content (LIGHT) has no number."""
    content = (uid for uid, kind in items if kind not in LIGHT)
    return {uid: number for number, uid in enumerate(content, 1)}
