"""An item as its row has it, and what a step changes in it: forth and back. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, get_type_hints

import msgspec

from planner.agenda.rules.items import ItemKind
from planner.core.language import Words


@dataclass(frozen=True, slots=True)
class GiverRef:
    """Who gives an item, by the person's number."""

    person_id: int
    on_link: bool = False


@dataclass(frozen=True, slots=True)
class ItemState:
    """All that the draft says of an item, with numbers for what it points at. `item_id` is 0 until it has a row."""

    item_id: int
    uid: str
    kind: ItemKind
    title: Words
    starts_at: datetime
    """UTC. A parked item keeps the time it had, or might get."""
    minutes: int
    theme_id: int | None = None
    room_id: int | None = None
    abstract: Words = Words()  # noqa: RUF009 - frozen
    suits: Words = Words()  # noqa: RUF009 - frozen
    capacity: int | None = None
    notes: str = ""
    givers: tuple[GiverRef, ...] = ()
    parked: bool = False

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's old and new value, as JSON has them."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Edit:
    """What one step does to one item: makes it, takes it away, or changes fields of it."""

    item_id: int
    uid: str
    title: Words
    """As the item was called after the step, or last: for people who read the history."""
    made: ItemState | None = None
    gone: ItemState | None = None
    changed: tuple[FieldChange, ...] = ()

    def field(self, name: str) -> FieldChange | None:
        """What became of one field, if anything did."""
        return next((change for change in self.changed if change.name == name), None)


_IDENTITY = frozenset({"item_id", "uid"})
_TYPES = {name: hint for name, hint in get_type_hints(ItemState).items() if name not in _IDENTITY}
_edits = msgspec.json.Decoder(tuple[Edit, ...])


def _plain(value: object) -> Any:
    """As JSON gives it back."""
    plain = msgspec.to_builtins(value)
    return list(plain) if isinstance(plain, tuple) else plain


def edit_between(before: ItemState | None, after: ItemState | None) -> Edit | None:
    """What leads from `before` to `after`; None when nothing does."""
    if before is None or after is None:
        there = after or before
        return Edit(there.item_id, there.uid, there.title, made=after, gone=before) if there else None
    changed = tuple(
        FieldChange(name, _plain(getattr(before, name)), _plain(getattr(after, name)))
        for name in _TYPES
        if getattr(before, name) != getattr(after, name)
    )
    return Edit(after.item_id, after.uid, after.title, changed=changed) if changed else None


def reverse(edit: Edit) -> Edit:
    """The edit that takes this one back."""
    changed = tuple(FieldChange(change.name, change.new, change.old) for change in edit.changed)
    title = edit.title if (named := edit.field("title")) is None else msgspec.convert(named.old, Words)
    return replace(edit, title=title, made=edit.gone, gone=edit.made, changed=changed)


class Overtaken(Exception):
    """An edit no longer fits what the item has become."""


def applied(edit: Edit, current: ItemState | None) -> ItemState | None:
    """What the item is after `edit`. Overtaken, unless what it changes is still as the edit found it.

    Fields that the edit does not touch may have changed meanwhile: they stay as they are.
    """
    if edit.made is not None:
        if current is not None:
            raise Overtaken
        return edit.made
    if edit.gone is not None:
        if current is None or edit_between(replace(edit.gone, item_id=current.item_id), current) is not None:
            raise Overtaken
        return None
    if current is None or any(_plain(getattr(current, c.name)) != c.old for c in edit.changed):
        raise Overtaken
    return replace(current, **{c.name: msgspec.convert(c.new, _TYPES[c.name]) for c in edit.changed})


def before_steps(now: Mapping[str, ItemState], steps: Iterable[tuple[Edit, ...]]) -> dict[str, ItemState]:
    """The agenda before `steps`, given from the newest to the oldest: each item by its uid."""
    states = dict(now)
    for edits in steps:
        for edit in edits:
            if edit.gone is not None:
                states[edit.uid] = edit.gone
            elif edit.made is not None:
                states.pop(edit.uid, None)
            elif edit.uid in states:
                old = {c.name: msgspec.convert(c.old, _TYPES[c.name]) for c in edit.changed}
                states[edit.uid] = replace(states[edit.uid], **old)
    return states


def edits_to_json(edits: Iterable[Edit]) -> str:
    """Edits as text, for their row."""
    return msgspec.json.encode(tuple(edits)).decode()


def edits_from_json(text: str) -> tuple[Edit, ...]:
    """The edits of a row."""
    return _edits.decode(text)
