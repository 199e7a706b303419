"""What happens to programmes that others want to hear of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProgrammePublished:
    """A new version is out. `quiet`: nobody is to be told by letter."""

    meeting_id: int
    programme_id: int
    number: int
    quiet: bool = True
