"""One difference as it is told to readers. Pure."""

from dataclasses import dataclass, field
from typing import Any

from planner.core.language import Text, Words
from planner.programmes.changes.values import GATHERING, ChangeKind

Wordings = tuple[tuple[Words, Words], ...]
"""(old, new) of each text that changed."""


@dataclass(frozen=True)
class Told:
    """One difference for readers. `old` and `new` are what to show; empty where there was or is nothing."""

    kind: ChangeKind
    subject: Words
    """The item's title, or empty for the gathering itself."""
    what: Text
    old: Any = ""
    new: Any = ""
    uid: str = GATHERING
    texts: Wordings = field(default=(), compare=False)
    """Of texts only that they changed is told; these are for whoever wants to see it word by word."""
