"""One entry's piece of work: the database, who asks, when, and whom to tell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote

from sqlalchemy.orm import Session

from planner.core.actor import Actor
from planner.core.language import Lang
from planner.core.tokens import Keys, blank


@dataclass(frozen=True)
class Site:
    """Where this installation stands, and its key."""

    base_url: str
    host: str
    network_name: str
    keys: Keys
    sender: str = ""
    """The address that letters come from."""
    answers_to: str = ""
    """Where calendars are to send their answers; empty: nobody reads them but the gathering's contact person."""

    def url(self, path: str, lang: Lang = "sv") -> str:
        """The whole address of a path. English pages live below /en."""
        return f"{self.base_url}{'/en' if lang == 'en' else ''}{quote(path, safe='/?=&#%.:{}')}"

    def private_url(self, path: str, purpose: str, salt: str, lang: Lang = "sv") -> str:
        """The address of a private link, its token still a blank: filled in when the letter leaves."""
        return self.url(f"{path}/", lang) + blank(purpose, salt)


Hearers = Mapping[type, tuple[Callable[["Work", Any], None], ...]]


@dataclass(frozen=True)
class Work:
    """What a use case works with. Made by web/entry.py, one per entry; it alone commits."""

    db: Session
    actor: Actor
    now: datetime
    site: Site
    hearers: Hearers = field(default_factory=dict)
    locking: bool = True
    handover: list[int] = field(default_factory=list)
    """Errands to hand to the job engine after the commit."""


def tell(work: Work, news: object) -> None:
    """Tell those above what happened, in the same transaction. wiring.py lists who hears what."""
    for hear in work.hearers.get(type(news), ()):
        hear(work, news)
