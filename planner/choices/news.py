"""What happens to choices that others want to hear of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChoicesChanged:
    """Somebody has another item among parallel ones than before, or people were placed, or that was undone."""

    meeting_id: int
