"""What can be said of accounts and sign-in links without looking anything up."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from planner.core.actor import Role
from planner.core.language import Lang, Text, say

LINK_MINUTES = 20
"""How long a mailed sign-in link works."""
COUNTED_MINUTES = 15
MOST_LINKS_AN_ACCOUNT = 5
MOST_LINKS_A_CLIENT = 20
"""More links than these in COUNTED_MINUTES are not made."""

ROLE_WORDS: dict[Role, Text] = {
    Role.ADMIN: say("Administrator"),
    Role.LEAD: say("Project lead"),
    Role.STAFF: say("Cluster staff"),
}


@dataclass(frozen=True)
class AccountDetails:
    """What is written of somebody who signs in."""

    name: str
    email: str
    role: Role
    lang: Lang = "sv"


def local_path(address: str) -> str:
    """`address` if it leads to a page of this site, else nothing.

    Browsers read // and /\\ as the start of another host, and leave out control signs while they read.
    """
    if len(address) > 1000 or not address.startswith("/") or address.startswith("//") or "\\" in address:
        return ""
    if any(ord(c) <= 32 or ord(c) == 127 for c in address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else address
