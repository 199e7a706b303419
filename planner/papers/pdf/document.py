"""What a document is: one value here, one module beside it, one template in templates/print/."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from textwrap import shorten
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from planner.core.actor import Actor
from planner.core.language import Lang, Text, plain_day_words, say, speaking
from planner.core.tokens import Keys
from planner.meetings.queries import Gate
from planner.papers.permissions import may_print
from planner.papers.queries import Made
from planner.press import Attached, engine, written
from planner.programmes.snapshot import Programme

STYLES = Path(__file__).parent


class Group(StrEnum):
    """Under which heading of the page a document stands."""

    PROGRAMME = "programme"
    INVITING = "inviting"
    STAFF = "staff"
    AFTERWARDS = "afterwards"


GROUP_WORDS = {
    Group.PROGRAMME: say("The programme"),
    Group.INVITING: say("Telling of it"),
    Group.STAFF: say("For those who arrange it"),
    Group.AFTERWARDS: say("Afterwards"),
}


@dataclass(frozen=True)
class House:
    """What every document knows of the installation. Addresses begin with `base_url`."""

    base_url: str
    network: str
    keys: Keys | None = None
    """For codes at the door, which only badges have."""

    def url(self, path: str, lang: Lang) -> str:
        """The whole address of a page in one language."""
        return f"{self.base_url}{'/en' if lang == 'en' else ''}{path}"


def always(value: Any) -> bool:
    """Whatever is fetched can be printed."""
    return True


@dataclass(frozen=True)
class Document:
    """A kind of paper that can be asked for, in each language.

    `fetch` gives what it is printed from, None while there is nothing to print, in a fixed number of statements;
    documents with one `fetch` share its value. `press(value, lang, house, progress=…)` gives the PDF: a function of a
    module, since it runs in another process, and a function of nothing else: same value, same bytes.
    """

    key: str
    """Small letters, digits and hyphens: part of addresses, file names and cache keys."""
    name: Text
    words: Text
    """What it is for."""
    group: Group
    fetch: Callable[[Session, Gate], Made | None]
    press: Callable[..., bytes]
    may: Callable[[Actor], bool] = may_print
    found_at: str = ""
    """The endpoint of a page of its own, where one asks for it and finds it. Empty: the page of all documents.

    `press` may then give other bytes than a PDF, for only that page hands them out.
    """
    holds_people: bool = False
    """Whether it names people who come: its bytes are then kept for a day only."""
    suits: Callable[[Any], bool] = always
    """Whether there is something to print in what was fetched: documents with one `fetch` may differ in that."""
    beside: str = ""
    """The key of a document that it is another order of, and on whose line it stands."""
    way: Text | None = None
    """What tells the two apart there."""
    offered: Callable[[Session, Gate], Collection[str]] | None = None
    """For what is dear to fetch: the keys of all such documents that there is something to print of, told cheaply.

    The page then fetches nothing: its button leads to what is printed already, or asks for it.
    """


@dataclass(frozen=True)
class Frame:
    """What a document says of itself: title and authors in the file, a running line at the foot of its pages."""

    lang: Lang
    title: str
    about: str
    """Which state of things it shows: the programme's version, or a date."""
    authors: tuple[str, ...]
    at: datetime
    """Every date of the file."""

    @property
    def running(self) -> str:
        return shorten(self.title, 80, placeholder="…")


def frame_of(programme: Programme, lang: Lang, house: House, *, title: str = "") -> Frame:
    """For what is printed from a published programme; its own title unless another is given."""
    facts = programme.facts
    on: date = programme.published_at.astimezone(ZoneInfo(facts.zone)).date()
    about = say("Programme version %(number)s, %(date)s", number=programme.number, date=plain_day_words(on, lang))
    mark = f"{say('PRELIMINARY').in_(lang)}. " if programme.preliminary else ""
    return Frame(
        lang=lang,
        title=title or facts.title.in_(lang),
        about=mark + about.in_(lang),
        authors=(*([house.network] if house.network else []), *(host.name for host in facts.hosts)),
        at=programme.published_at,
    )


@dataclass(frozen=True)
class Leaf:
    """A document written down, ready for the press."""

    frame: Frame
    house: House
    template: str
    values: Mapping[str, Any]
    styles: Sequence[str] = ()
    """Sheets beside this module."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def html(self) -> str:
        """The document in its language."""
        with speaking(self.frame.lang):
            lang, house = self.frame.lang, self.house
            return written(self.template, frame=self.frame, house=house, lang=lang, pictures=self.pictures,
                           **self.values)  # fmt: skip

    def pages(self) -> int:
        """How many it takes."""
        asked: dict[str, Any] = {"base_url": f"{self.house.base_url}/", "pictures": self.pictures}
        return engine().ready().count(self.html(), styles=self._paths(), **asked)

    def pressed(self, *, attachments: Sequence[Attached] = (), folded: bool = False) -> bytes:
        """The PDF."""
        return engine().ready().press(
            self.html(),
            base_url=f"{self.house.base_url}/",
            at=self.frame.at,
            pictures=self.pictures,
            attachments=attachments,
            styles=self._paths(),
            folded=folded,
        )  # fmt: skip

    def _paths(self) -> tuple[Path, ...]:
        return tuple(STYLES / name for name in self.styles)


def shortest_that_fits(leaves: Sequence[Leaf], most_pages: int = 1) -> Leaf:
    """The first of `leaves`, from the fullest to the tersest, that takes at most so many pages; else the last."""
    return next((leaf for leaf in leaves[:-1] if leaf.pages() <= most_pages), leaves[-1])
