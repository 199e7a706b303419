"""Badges: a guide to the sheets first, then one badge for each person, and ten for those who come unannounced.

Printed a few sheets at a time and put together, so that many people take no more memory than few.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from planner.checkin.rules import code_of
from planner.core.language import Lang, Text, plain_day_words, say, speaking, translate
from planner.core.timespan import local
from planner.network.rules import by_letters
from planner.papers.pdf.document import Document, Frame, Group, House, Leaf
from planner.papers.pdf.staff.brief import Brief, Line, Space
from planner.papers.pdf.staff.labels import A7, A7_FOLDED, C32011, L7418, Sheet, line_fitted, name_step, whose_lines
from planner.papers.queries import Badges, Bearer, badges
from planner.papers.rules import ROLE_WORDS, BadgeOrder, BadgeRole
from planner.press import Progress, joined_pdf, qr_picture
from planner.press.letters import shortened

BLANKS = 10
SHEETS_AT_ONCE = 5
TITLE = say("Badges")


@dataclass(frozen=True)
class Badge:
    """One badge as it is drawn. Without a name: to be written on by hand."""

    name: str
    name_step: int
    lines: tuple[tuple[str, int], ...]
    """Cluster and organisation, each with its size."""
    role: BadgeRole
    role_words: Text
    no_pictures: bool
    programme: tuple[tuple[str, tuple[Line, ...]], ...]
    """Days with their lines."""
    code: str
    """The picture of their code for the door; empty for those who are not registered."""
    mark: str = ""
    """Of the bookmark that begins here."""


@dataclass(frozen=True)
class Layout:
    """On what badges are printed, and in what order."""

    sheet: Sheet
    order: BadgeOrder = BadgeOrder.CLUSTER


def press_badges(value: Badges, lang: Lang, house: House, *, progress: Progress, layout: Layout) -> bytes:
    """All sheets, front and back by turns (folded ones have both on one side), after one page that says how."""
    sheet, order = layout.sheet, layout.order
    bearers = _in_order(value.bearers, order)
    places: list[Bearer | None] = [*bearers, *[None] * BLANKS]
    chunk = sheet.people * SHEETS_AT_ONCE
    printer = _Printer(value, lang, house, sheet)

    def parts() -> Iterator[bytes]:
        progress(0, len(places))
        yield printer.guide(order)
        marks = _Marks(order)
        for at in range(0, len(places), chunk):
            yield printer.sheets(places[at : at + chunk], marks)
            progress(min(at + chunk, len(places)), len(places))

    return joined_pdf(parts())


def _in_order(bearers: Sequence[Bearer], order: BadgeOrder) -> list[Bearer]:
    """By name, or by cluster first: those from none come last."""
    by_name = sorted(bearers, key=lambda bearer: (by_letters(bearer.name), bearer.number))
    if order is BadgeOrder.NAME:
        return by_name
    return sorted(by_name, key=lambda bearer: (not bearer.cluster, by_letters(bearer.cluster)))


class _Marks:
    """The bookmarks: one for each cluster, or for each letter that names begin with."""

    def __init__(self, order: BadgeOrder) -> None:
        self._order, self._last = order, ""

    def of(self, bearer: Bearer | None) -> str:
        """Of a badge with which another of them begins; else empty."""
        mark = self._words(bearer)
        is_new, self._last = mark != self._last, mark
        return mark if is_new else ""

    def _words(self, bearer: Bearer | None) -> str:
        if bearer is None:
            return translate("Without a name")
        if self._order is BadgeOrder.NAME:
            return bearer.name[:1].upper()
        return bearer.cluster or translate("From no cluster")


class _Printer:
    """One gathering's badges in one language, on one kind of sheet."""

    def __init__(self, value: Badges, lang: Lang, house: House, sheet: Sheet) -> None:
        self._value, self._lang, self._house, self._sheet = value, lang, house, sheet
        self._frame = _frame(value, lang, house)
        self._brief = Brief(value, lang, Space(sheet.lines, _brief_room(sheet)))
        self._address = house.url(f"/meetings/{value.slug}", lang)

    def guide(self, order: BadgeOrder) -> bytes:
        """What is in the file, and how it is printed."""
        people = self._value.bearers
        clusters = Counter(bearer.cluster for bearer in people)
        return self._leaf(
            "print/badges_guide.html",
            order=order.value,
            people=len(people),
            blanks=BLANKS,
            roles=[(ROLE_WORDS[role], sum(bearer.role is role for bearer in people)) for role in BadgeRole],
            clusters=sorted(
                ((name, number) for name, number in clusters.items() if name), key=lambda pair: by_letters(pair[0])
            ),
            from_none=clusters[""],
            without_code=sum(not bearer.salt for bearer in people),
            no_pictures=sum(bearer.no_pictures for bearer in people),
            asked=self._value.asked,
        ).pressed()

    def sheets(self, bearers: Sequence[Bearer | None], marks: _Marks) -> bytes:
        """Some sheets: their fronts, and their backs with the columns the other way round."""
        pictures: dict[str, bytes] = {}
        with speaking(self._lang):
            drawn = [self._badge(bearer, marks, pictures) for bearer in bearers]
        step = self._sheet.people
        sides = [self._rows(drawn[at : at + step]) for at in range(0, len(drawn), step)]
        return replace(self._leaf("print/badges.html", sides=sides), pictures=pictures).pressed()

    def _rows(self, drawn: Sequence[Badge]) -> list[list[Badge | None]]:
        across = 1 if self._sheet.is_folded else self._sheet.columns
        padded: list[Badge | None] = [*drawn, *[None] * (-len(drawn) % across)]
        return [padded[at : at + across] for at in range(0, len(padded), across)]

    def _badge(self, bearer: Bearer | None, marks: _Marks, pictures: dict[str, bytes]) -> Badge:
        mark, room = marks.of(bearer), self._sheet.room
        if bearer is None:
            return Badge("", 1, (), BadgeRole.PARTICIPANT, ROLE_WORDS[BadgeRole.PARTICIPANT], False,
                         self._brief.lines(), "", mark)  # fmt: skip
        origin = [words for words in (bearer.organisation, bearer.cluster) if words]
        return Badge(
            name=bearer.name,
            name_step=name_step(bearer.name, room),
            lines=tuple(line_fitted(words, room) for words in dict.fromkeys(origin)),
            role=bearer.role,
            role_words=ROLE_WORDS[bearer.role],
            no_pictures=bearer.no_pictures,
            programme=self._brief.lines(bearer.days, bearer.passed, whose_lines(bearer.name, room) - 1),
            code=self._picture(bearer, pictures),
            mark=mark,
        )

    def _picture(self, bearer: Bearer, pictures: dict[str, bytes]) -> str:
        if not bearer.salt or self._house.keys is None:
            return ""
        code = code_of(self._house.keys, bearer.number, bearer.salt)
        pictures[f"code-{bearer.number}"] = qr_picture(f"{self._house.base_url}/c/{code}")
        return f"code-{bearer.number}"

    def _leaf(self, template: str, **values: Any) -> Leaf:
        value = self._value
        title = shortened(value.title.in_(self._lang), self._sheet.room / 0.72)
        return Leaf(
            frame=self._frame,
            house=self._house,
            template=template,
            values={
                "value": value,
                "sheet": self._sheet,
                "title": title,
                "days": [day.held_on for day in value.days],
                "address": self._address,
                **values,
            },
            styles=("staff/badges.css", f"staff/badges-{self._sheet.style}.css"),
        )


def _brief_room(sheet: Sheet) -> float:
    """Of a line of the programme, in em of its letters: beside the code, which takes 7.6 em of the badge's."""
    return (sheet.room - 7.6) / 0.66


def _frame(value: Badges, lang: Lang, house: House) -> Frame:
    title = say("Badges: %(title)s", title=value.title)
    about = say("As of %(date)s", date=plain_day_words(local(value.at, value.zone).date(), lang))
    author = house.network or value.contact or value.title.in_(lang)
    return Frame(lang=lang, title=title.in_(lang), about=about.in_(lang), authors=(author,), at=value.at)


_ON = {
    L7418: say("Badges, 86 × 55 mm"),
    C32011: say("Badges, 85 × 54 mm"),
    A7: say("Badges, A7 on plain paper"),
    A7_FOLDED: say("Badges, A7 to fold"),
}
_WORDS = {
    L7418: say(
        "On sheets of eight inserts, such as Avery L7418. Printed on both sides: name in front, programme behind."
    ),
    C32011: say("On sheets of ten cards, such as Avery Zweckform C32011, for holders of bank card size. Both sides."),
    A7: say("Eight on a sheet of A4 to cut apart, 105 × 74 mm, for pockets of A7. Both sides."),
    A7_FOLDED: say("Four on a sheet of A4 to cut and fold, for printers that print on one side only."),
}


def _document(sheet: Sheet, order: BadgeOrder) -> Document:
    key, is_by_name = f"badges-{sheet.style}", order is BadgeOrder.NAME
    return Document(
        key=f"{key}-by-name" if is_by_name else key,
        name=say("%(badges)s, by name", badges=_ON[sheet]) if is_by_name else _ON[sheet],
        beside=key if is_by_name else "",
        way=say("By name") if is_by_name else say("By cluster"),
        words=_WORDS[sheet],
        group=Group.STAFF,
        fetch=badges,
        press=partial(press_badges, layout=Layout(sheet, order)),
        holds_people=True,
    )


BADGES = tuple(_document(sheet, order) for sheet in _ON for order in BadgeOrder)
