"""What a published programme shows of pictures and files, and how it forgets what was erased. Pure."""

from collections.abc import Collection
from dataclasses import replace

from planner.core.language import Words
from planner.programmes.snapshot.values import Entry, Programme


def digests_of(programme: Programme) -> frozenset[str]:
    """Of all pictures and files that it shows, also beside what is cancelled."""
    pictures = {line.picture for entry in programme.entries for line in entry.speakers if line.picture}
    return frozenset(pictures | {file.digest for entry in programme.entries for file in entry.files})


def without(programme: Programme, person_id: int | None, digests: Collection[str]) -> Programme:
    """The same version, as if these pictures and files had never been, nor what this speaker said of themselves.

    Title and organisation stay as they were printed: they are part of who gave the item.
    """
    entries = tuple(_without(entry, person_id, digests) for entry in programme.entries)
    return programme if entries == programme.entries else replace(programme, entries=entries)


def _without(entry: Entry, person_id: int | None, digests: Collection[str]) -> Entry:
    speakers = tuple(
        replace(
            line,
            bio=Words() if person_id and line.person_id == person_id else line.bio,
            picture="" if line.picture in digests or (person_id and line.person_id == person_id) else line.picture,
        )
        for line in entry.speakers
    )
    return replace(entry, speakers=speakers, files=tuple(file for file in entry.files if file.digest not in digests))
