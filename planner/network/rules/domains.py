"""Which mail domains belong to a cluster, and whom they tell. Pure."""

import re
from collections.abc import Iterable

from planner.core.language import Text, say

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[^\W\d_]{{2,}}|(?:{_LABEL}\.)+xn--[a-z0-9-]+")
PUBLIC_DOMAINS = frozenset({
    "aol.com", "bahnhof.se", "bredband.net", "bredband2.com", "brev.nu", "comhem.se", "fastmail.com",
    "gmail.com", "gmx.com", "gmx.net", "googlemail.com", "home.se", "hotmail.com", "hotmail.se", "icloud.com",
    "live.com", "live.se", "mac.com", "mail.com", "me.com", "msn.com", "outlook.com", "outlook.se",
    "passagen.se", "pm.me", "proton.me", "protonmail.com", "spray.se", "swipnet.se", "tele2.se", "telia.com",
    "teliamail.com", "tuta.com", "tutanota.com", "yahoo.com", "yahoo.se", "ymail.com", "zoho.com",
})  # fmt: skip
"""Where anybody can have an address, so that it says nothing of where they work."""


def mail_domain(typed: str) -> str:
    """A domain as it is kept: @Vretakluster.SE → vretakluster.se; also of a whole address."""
    return typed.strip().lower().rpartition("@")[2].removeprefix("*.").strip(" .,;<>")


def domain_refusal(domain: str) -> Text | None:
    """Why this cannot be a cluster's domain, if it cannot."""
    if len(domain) > 253 or not _DOMAIN.fullmatch(domain):
        return say("“%(domain)s” is not a mail domain. Write it like vretakluster.se.", domain=domain[:60])
    if domain in PUBLIC_DOMAINS:
        return say("Anybody can have an address at %(domain)s, so it tells nothing about the cluster.", domain=domain)
    return None


def cluster_of_address(email: str, domains: Iterable[tuple[str, int]]) -> int | None:
    """The cluster whose domain the address has, or a domain below it: anna@mail.vretakluster.se. The longest wins."""
    whole = mail_domain(email) if "@" in email else ""
    fitting = [(len(domain), cluster_id) for domain, cluster_id in domains if f".{whole}".endswith(f".{domain}")]
    return max(fitting)[1] if whole and fitting else None
