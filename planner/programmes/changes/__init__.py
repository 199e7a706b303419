"""What differs between two versions of a programme: as values, as words, and put to use on the older one. Pure.

`changes(a, b)` holds everything that `apply(found, a)` needs to say what `b` says; `told` puts it into words.
"""

from planner.programmes.changes.applying import apply
from planner.programmes.changes.finding import changes
from planner.programmes.changes.grouping import DayOfChanges, SubjectOfChanges, grouped
from planner.programmes.changes.inline import Piece, PieceKind, word_by_word
from planner.programmes.changes.telling import Told
from planner.programmes.changes.values import (
    ENTRY,
    GATHERING,
    Change,
    ChangeKind,
    changed_uids,
    content,
    kinds_by_uid,
    own_changes,
)
from planner.programmes.changes.wording import FACTS, Said, said, told

__all__ = [
    "ENTRY",
    "FACTS",
    "GATHERING",
    "Change",
    "ChangeKind",
    "DayOfChanges",
    "Piece",
    "PieceKind",
    "Said",
    "SubjectOfChanges",
    "Told",
    "apply",
    "changed_uids",
    "changes",
    "content",
    "grouped",
    "kinds_by_uid",
    "own_changes",
    "said",
    "told",
    "word_by_word",
]
