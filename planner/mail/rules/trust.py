"""What the name system says of a sender's domain: SPF, DKIM, DMARC, and what that means for letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.core.language import Text, say

SELECTORS = (
    "default", "dkim", "mail", "smtp", "email", "selector1", "selector2", "google", "k1", "k2", "k3", "s1", "s2",
    "sig1", "mandrill", "mxvault", "protonmail", "fm1", "samling",
)  # fmt: skip
"""Names that DKIM keys often stand under. No domain can be asked which it has: this is guesswork."""
MOST_SHOWN = 400


class Verdict(StrEnum):
    """Whether something helps letters arrive."""

    GOOD = "good"
    ODD = "odd"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """One of the three: what was found, where it was looked for, and what it means."""

    what: str
    verdict: Verdict
    words: Text
    asked: tuple[str, ...]
    """The names that were looked up."""
    records: tuple[str, ...] = ()


def spf(domain: str, texts: Sequence[str]) -> Finding:
    """Which servers may send for the domain (RFC 7208)."""
    found = _starting(texts, "v=spf1")
    if not found:
        return Finding("SPF", Verdict.MISSING, say("The domain does not say which servers send its mail."), (domain,))
    if len(found) > 1:
        # RFC 7208 4.5: more than one record is an error, and counts as none.
        words = say("There is more than one SPF record, so receivers heed none of them. Make them one.")
        return Finding("SPF", Verdict.ODD, words, (domain,), found)
    ends = found[0].lower().split()[1:]
    if "+all" in ends or "all" in ends or "?all" in ends:
        words = say("The record lets any server send for the domain: it should end with ~all or -all.")
        return Finding("SPF", Verdict.ODD, words, (domain,), found)
    if "-all" in ends or "~all" in ends or any(end.startswith("redirect=") for end in ends):
        words = say("The domain says which servers send its mail. Make sure that the server above is one of them.")
        return Finding("SPF", Verdict.GOOD, words, (domain,), found)
    words = say("The record does not say what holds for all other servers: let it end with ~all or -all.")
    return Finding("SPF", Verdict.ODD, words, (domain,), found)


def dkim(domain: str, texts_by_selector: Mapping[str, Sequence[str]]) -> Finding:
    """Whether there is a key that signatures can be checked with (RFC 6376)."""
    asked = tuple(f"{selector}._domainkey.{domain}" for selector in texts_by_selector)
    records = {selector: [t for t in texts if "p=" in t] for selector, texts in texts_by_selector.items()}
    with_key = {s: r for s, r in records.items() if any(_tag(text, "p") for text in r)}
    if with_key:
        words = say("There is a key under: %(selectors)s. Whether the server signs with it shows in a letter that has "
                    "arrived.", selectors=", ".join(with_key))  # fmt: skip
        return Finding("DKIM", Verdict.GOOD, words, asked, tuple(r[0] for r in with_key.values()))
    if revoked := {s: r for s, r in records.items() if r}:
        words = say("Only revoked keys were found, under: %(selectors)s.", selectors=", ".join(revoked))
        return Finding("DKIM", Verdict.ODD, words, asked, tuple(r[0] for r in revoked.values()))
    words = say("No key was found under the names that are usual. It may stand under another: ask whoever keeps the "
                "mail server for the selector, and write it above.")  # fmt: skip
    return Finding("DKIM", Verdict.UNKNOWN, words, asked)


def dmarc(domain: str, texts_by_domain: Mapping[str, Sequence[str]]) -> Finding:
    """What receivers are to do with letters that only claim to come from the domain (RFC 7489).

    `texts_by_domain`: of the domain itself, then of the one above it, whose record holds if it has none.
    """
    asked = tuple(f"_dmarc.{each}" for each in texts_by_domain)
    found = next((r for texts in texts_by_domain.values() if (r := _starting(texts, "v=dmarc1"))), ())
    if not found:
        words = say("The domain does not say what is to be done with letters that only claim to come from it. Large "
                    "mail providers want at least p=none.")  # fmt: skip
        return Finding("DMARC", Verdict.MISSING, words, asked)
    if len(found) > 1:
        words = say("There is more than one DMARC record, so receivers heed none of them. Make them one.")
        return Finding("DMARC", Verdict.ODD, words, asked, found)
    policy = _tag(found[0], "p").lower()
    if policy in ("quarantine", "reject"):
        words = say("Letters that only claim to come from the domain are set aside or refused.")
        return Finding("DMARC", Verdict.GOOD, words, asked, found)
    if policy == "none":
        words = say("The record is there and only watches (p=none). That is enough to send, and a good beginning.")
        return Finding("DMARC", Verdict.GOOD, words, asked, found)
    words = say("The record does not say what is to be done: p= is missing or misspelt.")
    return Finding("DMARC", Verdict.ODD, words, asked, found)


def unanswered(what: str, asked: Sequence[str]) -> Finding:
    """The name system could not be asked."""
    words = say("The name system did not answer: there is no network from here, or it took too long.")
    return Finding(what, Verdict.UNKNOWN, words, tuple(asked))


def domain_above(domain: str) -> str | None:
    """post.natverket.se → natverket.se; None for one that has two labels or fewer."""
    labels = domain.split(".")
    return ".".join(labels[-2:]) if len(labels) > 2 else None


def _starting(texts: Sequence[str], version: str) -> tuple[str, ...]:
    return tuple(text[:MOST_SHOWN] for text in texts if text.lower().split(";")[0].split(" ")[0].strip() == version)


def _tag(text: str, name: str) -> str:
    for part in text.split(";"):
        key, _, value = part.partition("=")
        if key.strip().lower() == name:
            return value.strip()
    return ""
