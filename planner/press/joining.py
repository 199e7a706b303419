"""Puts PDFs of the press together to one, as if it had been printed at once, while only one part is in memory laid out.

Structure, bookmarks, links and their targets come along: whoever listens hears the parts one after another.
"""

import io
from collections.abc import Iterable
from typing import Any

import pikepdf


def joined_pdf(parts: Iterable[bytes]) -> bytes:
    """The parts in their order. What the file says of itself (title, authors, dates, claims) is the first part's.

    Taken one by one, so that a generator prints each when the one before is already put away. Same parts, same bytes.
    """
    waiting = iter(parts)
    whole = pikepdf.open(io.BytesIO(next(waiting)))
    for content in waiting:
        with pikepdf.open(io.BytesIO(content)) as part:
            _append(whole, part)
    _settle_targets(whole)
    written = io.BytesIO()
    whole.save(
        written,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
    )
    return written.getvalue()


def _append(whole: pikepdf.Pdf, part: pikepdf.Pdf) -> None:
    # The pages first: what refers to them then finds the copies. Targets of links come with them, renamed where two
    # parts have the same.
    whole.add_pages_from(part)
    added: list[Any] = list(whole.pages)[-len(part.pages) :]
    root = whole.copy_foreign(part.Root.StructTreeRoot)
    _join_structure(whole, root, [page.obj for page in added])
    _join_bookmarks(whole, part)


def _settle_targets(whole: pikepdf.Pdf) -> None:
    """Each as the press writes it: the place itself, not a dictionary that holds it (ISO 32000-1 12.3.2.3 has both)."""
    if "/Names" in whole.Root and "/Dests" in whole.Root.Names:
        names: Any = whole.Root.Names.Dests.Names
        for at in range(1, len(names), 2):
            if isinstance(names[at], pikepdf.Dictionary):
                names[at] = names[at].D


def _join_structure(whole: pikepdf.Pdf, root: Any, pages: list[Any]) -> None:
    ours: Any = whole.Root.StructTreeRoot
    document = _document_of(ours)
    for kid in _document_of(root).K:
        kid.P = document
        document.K.append(kid)
    numbers: Any = ours.ParentTree.Nums
    first = 1 + max((int(number) for number in list(numbers)[::2]), default=-1)
    # Pages and links count in one row of numbers.
    for thing in [*pages, *(link for page in pages for link in page.get("/Annots", ()))]:
        for key in ("/StructParents", "/StructParent"):
            if key in thing:
                thing[key] = int(thing[key]) + first
    theirs = list(root.ParentTree.Nums)
    for number, owners in zip(theirs[::2], theirs[1::2], strict=True):
        numbers.extend([int(number) + first, owners])
    if "/ParentTreeNextKey" in ours:
        ours.ParentTreeNextKey = first + 1 + max((int(number) for number in theirs[::2]), default=-1)


def _document_of(root: Any) -> Any:
    kids = root.K
    return kids[0] if isinstance(kids, pikepdf.Array) else kids


def _join_bookmarks(whole: pikepdf.Pdf, part: pikepdf.Pdf) -> None:
    if "/Outlines" not in part.Root or "/First" not in part.Root.Outlines:
        return
    theirs = whole.copy_foreign(part.Root.Outlines)
    if "/Outlines" not in whole.Root or "/First" not in whole.Root.Outlines:
        whole.Root.Outlines = theirs
        return
    ours = whole.Root.Outlines
    entry: Any = theirs.First
    while entry is not None:
        entry.Parent = ours
        entry = entry.get("/Next")
    ours.Last.Next, theirs.First.Prev = theirs.First, ours.Last
    ours.Last = theirs.Last
    ours.Count = int(ours.get("/Count", 0)) + int(theirs.get("/Count", 0))
