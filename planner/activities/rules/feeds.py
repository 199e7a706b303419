"""A cluster's own calendar that is read in: its address, and what came of fetching it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from planner.activities.rules.details import MOST_DAYS
from planner.core.language import Text, say, say_many
from planner.network.rules import web_address

MOST_ENTRIES = 500
"""So many are read of one calendar, the first ones that are to come before those that have been."""


class FetchOutcome(StrEnum):
    """What came of the last try. Whatever went wrong, what had been read stays."""

    NEVER = "never"
    READ = "read"
    UNCHANGED = "unchanged"
    FORBIDDEN = "forbidden"
    NO_HOST = "no_host"
    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    REFUSED = "refused"
    REDIRECTS = "redirects"
    NO_CALENDAR = "no_calendar"
    NO_ADDRESS = "no_address"
    PORT = "port"
    PASSWORD = "password"


OUTCOME_WORDS: dict[FetchOutcome, Text] = {
    FetchOutcome.NEVER: say("Not fetched yet."),
    FetchOutcome.READ: say("Read."),
    FetchOutcome.UNCHANGED: say("Nothing has changed since last time."),
    FetchOutcome.FORBIDDEN: say("The address leads into a closed network, where nothing is fetched."),
    FetchOutcome.NO_HOST: say("There is no such server. Look whether the address is spelled right."),
    FetchOutcome.UNREACHABLE: say("The server did not answer."),
    FetchOutcome.UNTRUSTED: say("The server could not prove who it is: something is wrong with its certificate."),
    FetchOutcome.TOO_SLOW: say("The server took too long."),
    FetchOutcome.TOO_LARGE: say("The calendar is larger than one megabyte."),
    FetchOutcome.REFUSED: say("The server answered that the calendar is not there, or not for us."),
    FetchOutcome.REDIRECTS: say("The address led on to another one too many times."),
    FetchOutcome.NO_ADDRESS: say(
        "The address, or one that it leads on to, is no address of the web: it must begin with http:// or https://."
    ),
    FetchOutcome.PORT: say(
        "The address, or one that it leads on to, names a port that web servers do not use. "
        "Calendars are fetched by the ports 80, 443, 8080 and 8443."
    ),
    FetchOutcome.PASSWORD: say(
        "The address, or one that it leads on to, holds a name or a password. "
        "Calendars are fetched without: write an address that anybody may open."
    ),
    FetchOutcome.NO_CALENDAR: say("What stands at the address is no calendar that can be read."),
}


class PassedOver(StrEnum):
    """Why something of a calendar is not read in."""

    PRIVATE = "private"
    UNTITLED = "untitled"
    LONG = "long"
    ENDLESS = "endless"
    DOUBLE = "double"
    MANY = "many"
    ODD = "odd"


def passed_over_words(why: PassedOver, n: int) -> Text:
    """That `n` entries were passed over, and why."""
    match why:
        case PassedOver.PRIVATE:
            return say_many("%(n)s is private", "%(n)s are private", n)
        case PassedOver.UNTITLED:
            return say_many("%(n)s has no title", "%(n)s have no title", n)
        case PassedOver.LONG:
            return say_many("%(n)s lasts %(most)s days or more", "%(n)s last %(most)s days or more", n, most=MOST_DAYS)
        case PassedOver.ENDLESS:
            return say_many(
                "%(n)s repeats many times a day, or since before 1990",
                "%(n)s repeat many times a day, or since before 1990",
                n,
            )
        case PassedOver.DOUBLE:
            return say_many(
                "%(n)s cannot be told from another one: they have the same UID",
                "%(n)s cannot be told from others: they have the same UID",
                n,
            )
        case PassedOver.MANY:
            return say_many(
                "%(n)s is not among the %(most)s nearest ones, which are read",
                "%(n)s are not among the %(most)s nearest ones, which are read",
                n,
                most=MOST_ENTRIES,
            )
        case PassedOver.ODD:
            return say_many(
                "%(n)s cannot be understood: its day or time is missing, or wrongly written",
                "%(n)s cannot be understood: their day or time is missing, or wrongly written",
                n,
            )


def counts_as_text(counts: Iterable[tuple[PassedOver, int]]) -> str:
    """How many were passed over for each reason, as one short text that counts_of() understands."""
    return " ".join(f"{why.value}:{n}" for why, n in counts)


def counts_of(text: str) -> tuple[tuple[PassedOver, int], ...]:
    """What counts_as_text() wrote."""
    pairs = (each.split(":") for each in text.split())
    return tuple((PassedOver(why), int(n)) for why, n in pairs)


@dataclass(frozen=True, slots=True)
class Turn:
    """One row of fetches of a cluster's calendar: a new address, or a wish to fetch now, begins the next one."""

    cluster_id: int
    number: int

    @classmethod
    def of(cls, payload: str) -> "Turn":
        """The turn that str() wrote."""
        cluster_id, number = payload.split(".")
        return cls(int(cluster_id), int(number))

    def __str__(self) -> str:
        return f"{self.cluster_id}.{self.number}"


WENT_WELL = frozenset({FetchOutcome.READ, FetchOutcome.UNCHANGED})


def feed_address(typed: str) -> str | None:
    """The address to fetch: webcal: is another word for https:. None: it cannot be one."""
    return web_address(as_https(typed.strip())) or None


def as_https(address: str) -> str:
    """An address as it is; one of webcal: as the address of https: that it means."""
    scheme, colon, rest = address.partition("://")
    return f"https://{rest}" if colon and scheme.lower() in ("webcal", "webcals") else address
