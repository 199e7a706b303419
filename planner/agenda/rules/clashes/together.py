"""Items that are on at the same time and should not be: in one room, by one speaker, on one theme. Pure."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from planner.agenda.rules.clashes.kinds import Clash, ClashKind, about
from planner.agenda.rules.plan import Plan, PlannedItem
from planner.agenda.rules.words import titles
from planner.core.language import say

Key = TypeVar("Key", bound=Hashable)


def still_on(
    items: Sequence[PlannedItem], keys: Callable[[PlannedItem], Iterable[Key]]
) -> Iterator[tuple[PlannedItem, Key, list[PlannedItem]]]:
    """(item, key, the earlier ones with that key that are still on when it begins), where there are any.

    `items` and the earlier ones stand in the order of their starts. Most items share no key, so this is near linear.
    """
    busy: dict[Key, tuple[datetime, list[PlannedItem]]] = {}
    for item in items:
        for key in keys(item):
            first_end, earlier = busy.get(key, (item.ends_at, []))
            if first_end <= item.starts_at:
                earlier = [other for other in earlier if other.ends_at > item.starts_at]
                first_end = min((other.ends_at for other in earlier), default=item.ends_at)
            if earlier:
                yield item, key, earlier
            busy[key] = (min(first_end, item.ends_at), [*earlier, item])


def same_room(plan: Plan, items: Sequence[PlannedItem]) -> Iterator[Clash]:
    """Of each item that begins while its room is taken."""
    for item, _, earlier in still_on(items, lambda item: (item.room_id,) if item.room else ()):
        room = item.room.name if item.room else ""
        if len(earlier) == 1:
            words = say(
                "“%(first)s” and “%(second)s” are in %(room)s at the same time.",
                first=earlier[0].title,
                second=item.title,
                room=room,
            )
        else:
            words = say(
                "“%(title)s” is in %(room)s at the same time as %(others)s.",
                title=item.title,
                room=room,
                others=titles(earlier),
            )
        yield about(plan, ClashKind.ROOM, item, words, *earlier)


def same_speaker(plan: Plan, items: Sequence[PlannedItem]) -> Iterator[Clash]:
    """Of each item, and each of its speakers who is still busy with an earlier one."""
    for item, (_, name), earlier in still_on(items, lambda item: item.speakers):
        if len(earlier) == 1:
            words = say(
                "%(name)s is in “%(first)s” and “%(second)s” at the same time.",
                name=name,
                first=earlier[0].title,
                second=item.title,
            )
        else:
            words = say(
                "%(name)s is in “%(title)s” at the same time as in %(others)s.",
                name=name,
                title=item.title,
                others=titles(earlier),
            )
        yield about(plan, ClashKind.SPEAKER, item, words, *earlier)


def same_theme(plan: Plan, items: Sequence[PlannedItem]) -> Iterator[Clash]:
    """Of each item of content that begins while another on its theme is on: people who care can hear only one."""
    for item, _, earlier in still_on(items, lambda item: (item.theme_id,) if item.is_content and item.theme_id else ()):
        words = say(
            "“%(title)s” is on %(theme)s, and so is what runs at the same time: %(others)s.",
            title=item.title,
            theme=item.theme,
            others=titles(earlier),
        )
        yield about(plan, ClashKind.SAME_THEME, item, words, *earlier)
