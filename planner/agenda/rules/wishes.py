"""Topics that people wish for. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_WISH = 300
"""The longest wish, in signs."""


@dataclass(frozen=True)
class Wished:
    """One wish: the words, by whom (a key that means nothing here) and of which cluster."""

    text: str
    origin: str
    cluster_id: int | None


@dataclass(frozen=True)
class WishedTopic:
    """What several people wish for in the same words: how many people, and how many clusters."""

    text: str
    people: int
    clusters: int


def one_wish(text: str) -> str:
    """A wish as it is kept: on one line, not too long."""
    return " ".join(text.split())[:MOST_WISH].rstrip()


def same_words(text: str) -> str:
    """What is alike in wishes that mean one topic: case, spaces and the signs around the words do not matter."""
    return " ".join(text.casefold().split()).strip(" .,;:!?…–-*•\"'”’“")


def topics_of(wishes: Iterable[Wished]) -> tuple[WishedTopic, ...]:
    """Wishes in the same words as one topic, as it was written first; wished for by most clusters and people first."""
    alike: dict[str, list[Wished]] = {}
    for wish in wishes:
        alike.setdefault(same_words(wish.text), []).append(wish)
    topics = (
        WishedTopic(
            text=found[0].text,
            people=len({wish.origin for wish in found}),
            clusters=len({wish.cluster_id for wish in found} - {None}),
        )
        for found in alike.values()
    )
    return tuple(sorted(topics, key=lambda topic: (-topic.clusters, -topic.people, topic.text.casefold())))
