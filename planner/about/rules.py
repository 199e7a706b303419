"""What somebody tells us about the site, and how often we listen."""

from dataclasses import dataclass

COUNTED_MINUTES = 15
MOST_REMARKS = 20
"""More remarks than these in COUNTED_MINUTES, from all together, are not taken."""


@dataclass(frozen=True)
class Remark:
    """A remark on the site's accessibility; `reply_to` may be empty."""

    text: str
    reply_to: str = ""
