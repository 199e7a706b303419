"""Signs to stand on tables: A4 folded once to a tent, with the same words on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from planner.core.language import Lang, Text, Words, days_words, say
from planner.papers.pdf.document import Document, Frame, Group, House, Leaf, frame_of
from planner.papers.queries import Published, Seated, published, seated
from planner.press import Progress
from planner.press.letters import lines_of

_POINT = 25.4 / 72
_SIZES = ((110, 1), (84, 1), (64, 2), (50, 2), (38, 3), (28, 4))
_WIDE = 176.0


@dataclass(frozen=True)
class Tent:
    """One sign. `hue` is a theme's, or empty."""

    words: str
    above: str = ""
    hue: str = ""

    @property
    def step(self) -> int:
        """The largest size that the words fit in, from 1; 0 for numbers."""
        if self.words.isdecimal():
            return 0
        for step, (size, most) in enumerate(_SIZES, 1):
            lines = lines_of(self.words, _WIDE / (size * _POINT))
            if lines is not None and lines <= most:
                return step
        return len(_SIZES)


def press_cluster_tables(value: Seated, lang: Lang, house: House, *, progress: Progress) -> bytes:
    """One for each cluster from which somebody comes."""
    progress(0, 1)
    title = say("Table signs, clusters: %(title)s", title=value.title)
    return _pressed([Tent(name) for name in value.clusters], _frame(value, lang, house, title), house, value.title)


def press_numbered_tables(value: Seated, lang: Lang, house: House, *, progress: Progress) -> bytes:
    """As many as those who come need."""
    progress(0, 1)
    title = say("Table signs, numbers: %(title)s", title=value.title)
    above = say("Table").in_(lang)
    tents = [Tent(str(number), above) for number in range(1, value.tables + 1)]
    return _pressed(tents, _frame(value, lang, house, title), house, value.title)


def press_theme_tables(value: Published, lang: Lang, house: House, *, progress: Progress) -> bytes:
    """One for each theme of the programme."""
    progress(0, 1)
    facts = value.programme.facts
    title = say("Table signs, themes: %(title)s", title=facts.title)
    above = say("Theme").in_(lang)
    tents = [Tent(theme.name.in_(lang), above, theme.hue) for theme in value.programme.themes]
    return _pressed(tents, frame_of(value.programme, lang, house, title=title.in_(lang)), house, facts.title)


def has_clusters(value: Seated) -> bool:
    """Whether somebody comes from a cluster."""
    return bool(value.clusters)


def has_themes(value: Published) -> bool:
    """Whether an item has a theme."""
    return bool(value.programme.themes)


def _pressed(tents: Sequence[Tent], frame: Frame, house: House, title: Words) -> bytes:
    return Leaf(
        frame=frame,
        house=house,
        template="print/tables.html",
        values={"tents": tents, "title": title},
        styles=("staff/tables.css",),
    ).pressed()


def _frame(value: Seated, lang: Lang, house: House, title: Text) -> Frame:
    days = tuple(day.held_on for day in value.days)
    author = house.network or value.contact or value.title.in_(lang)
    # No date of printing: the same signs are the same file.
    at = datetime.combine(days[0], value.days[0].opens, UTC)
    return Frame(lang=lang, title=title.in_(lang), about=days_words(days, lang), authors=(author,), at=at)


TABLES = (
    Document(
        key="tables-clusters",
        name=say("Table signs, clusters"),
        words=say("A tent for each cluster that somebody comes from: one A4 each, folded in the middle."),
        group=Group.STAFF,
        fetch=seated,
        suits=has_clusters,
        press=press_cluster_tables,
    ),
    Document(
        key="tables-themes",
        name=say("Table signs, themes"),
        words=say("A tent for each theme of the programme, in its colour: for workshops and conversations at tables."),
        group=Group.STAFF,
        fetch=published,
        suits=has_themes,
        press=press_theme_tables,
    ),
    Document(
        key="tables-numbers",
        name=say("Table signs, numbers"),
        words=say(
            "Numbered tents, for six at a table and one table to spare: for dinner, and groups made on the spot."
        ),
        group=Group.STAFF,
        fetch=seated,
        press=press_numbered_tables,
    ),
)
