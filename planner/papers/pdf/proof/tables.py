"""The proof pack's numbers as tables: the page, the PDF and the workbook all show these. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

from planner.core.language import Lang, Text, date_part, joined, say, short_day_words
from planner.papers.pdf.proof.hours import hours_of
from planner.papers.queries import Counted, Proof, Reach
from planner.registrations.rules import PART_WORDS, PartKind

Cell: TypeAlias = str | int | timedelta | Decimal | None
"""None: nobody knows."""
MOST_COLUMNS = 9
"""So many fit beside each other on A4."""

COUNTED_WORDS: dict[Counted, Text] = {
    Counted.TICKED: say("Ticked at the meal"),
    Counted.SIGNED_UP_AND_THERE: say("Signed up for it, and there that day"),
    Counted.THERE: say("Everybody there that day"),
    Counted.SIGNED_UP: say("Signed up for it"),
    Counted.REGISTERED: say("Registered for the day"),
}


@dataclass(frozen=True)
class Table:
    """Numbers in one language. The first column says what a row is of."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    how: str = ""
    """What was counted, in words."""
    total: tuple[Cell, ...] = ()
    kept: int = 1
    """So many columns come first; after them come pairs that stay together, where a page takes no more."""

    def split(self, most: int = MOST_COLUMNS) -> tuple["Table", ...]:
        """As many tables as A4 wants, each with the first column."""
        if len(self.columns) <= most:
            return (self,)
        room = most - self.kept
        first = self.kept + room - room % 2
        found = [self._with(range(first))]
        room = most - 1 - (most - 1) % 2
        for start in range(first, len(self.columns), room):
            found.append(self._with([0, *range(start, min(start + room, len(self.columns)))]))
        return tuple(found)

    def _with(self, which: "range | list[int]") -> "Table":
        return replace(
            self,
            columns=tuple(self.columns[n] for n in which),
            rows=tuple(tuple(row[n] for n in which) for row in self.rows),
            total=tuple(self.total[n] for n in which) if self.total else (),
        )


def shown(cell: Cell, lang: Lang) -> str:
    """A cell as it is read: 5 h 20 min, 4.3, and a dash for what nobody knows."""
    if cell is None:
        return "–"
    if isinstance(cell, timedelta):
        hours, minutes = divmod(int(cell.total_seconds()) // 60, 60)
        if not hours and minutes:
            return say("%(minutes)s min", minutes=minutes).in_(lang)
        if minutes:
            return say("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes).in_(lang)
        return say("%(hours)s h", hours=hours).in_(lang)
    if isinstance(cell, Decimal):
        text = f"{cell:.2f}".removesuffix("0")
        return text.replace(".", ",") if lang == "sv" else text
    return str(cell)


def figure(cell: Cell, lang: Lang) -> str:
    """A cell that stands large: hours as 7.5."""
    if not isinstance(cell, timedelta):
        return shown(cell, lang)
    text = f"{cell.total_seconds() / 3600:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if lang == "sv" else text


def is_number(cell: Cell) -> bool:
    """Whether it stands to the right of its column."""
    return not isinstance(cell, str)


def tables_of(proof: Proof, lang: Lang) -> tuple[Table, ...]:
    """Every table that has something in it, in the order of the paper. Names come last, and only if asked for."""
    found = (
        summary(proof, lang), hours(proof, lang), days(proof, lang), clusters(proof, lang), parts(proof, lang),
        meals(proof, lang), evaluation(proof, lang), people(proof, lang),
    )  # fmt: skip
    return tuple(table for table in found if table.rows)


def summary(proof: Proof, lang: Lang) -> Table:
    """The figures that are asked for first."""
    content = sum((day.content for day in hours_of(proof.programme)), timedelta())
    said: list[tuple[Text, Cell]] = [
        *([(say("Took part"), proof.came)] if proof.is_noted else []),
        (say("Registered people"), proof.registered),
        (say("Days"), len(proof.days)),
        *([(say("Hours of content"), content)] if content else []),
        *([(_invited(proof.invited, is_noted=proof.is_noted), proof.invited.reached)] if proof.invited.of else []),
        (_network(proof.network, is_noted=proof.is_noted), proof.network.reached),
        *([(say("Meals served"), sum(meal.served for meal in proof.meals))] if proof.meals else []),
        *(
            [(say("Recipients of the invitation"), proof.invitation.recipients)]
            if proof.invitation and proof.invitation.recipients
            else []
        ),
        *([(say("Answers to the evaluation"), proof.note.answers)] if proof.note.answers is not None else []),
    ]
    how = say("Who took part was ticked at the door; each person counts once, however many days they came.")
    early = say("Nobody has been ticked at the door: these are registrations.")
    return Table(
        "summary",
        say("In figures").in_(lang),
        _words(lang, say("What"), say("Number")),
        tuple((words.in_(lang), number) for words, number in said),
        (how if proof.is_noted else early).in_(lang),
    )


def _invited(reach: Reach, *, is_noted: bool) -> Text:
    if not is_noted:
        return say("Clusters with somebody registered, of the %(of)s that were invited", of=reach.of)
    return say("Clusters reached, of the %(of)s that were invited", of=reach.of)


def _network(reach: Reach, *, is_noted: bool) -> Text:
    if not is_noted:
        return say("Clusters with somebody registered, of the network's %(of)s", of=reach.of)
    return say("Clusters reached, of the network's %(of)s", of=reach.of)


def hours(proof: Proof, lang: Lang) -> Table:
    """Scheduled time, day by day."""
    found = hours_of(proof.programme)
    rows = tuple((short_day_words(day.held_on, lang), day.clock(lang), day.content, day.breaks) for day in found)
    how = say(
        "From the published programme. Items that run at the same time count once. Registration, breaks, meals, "
        "socialising and travel count as breaks, unless content runs at the same time."
    )
    total = (say("In all").in_(lang), "", _sum(d.content for d in found), _sum(d.breaks for d in found))
    return Table(
        "hours",
        say("Scheduled hours").in_(lang),
        _words(lang, say("Day"), say("From–to"), say("Content"), say("Breaks and meals")),
        rows,
        how.in_(lang),
        total if len(rows) > 1 else (),
    )


def _sum(spans: Iterable[timedelta]) -> timedelta:
    return sum(spans, timedelta())


def days(proof: Proof, lang: Lang) -> Table:
    """Who was registered and who came, day by day."""
    online = proof.has_online and not proof.is_online
    rows: list[tuple[Cell, ...]] = []
    for day in proof.days:
        came, unannounced = (day.came, day.unannounced) if day.is_noted else (None, None)
        by_wire = (day.online,) if online else ()
        rows.append((short_day_words(day.held_on, lang), day.on_site + day.online, *by_wire, came, unannounced))
    head = (say("Day"), say("Registered people"), *([say("of them online")] if online else []), say("Came"),
            say("of them unannounced"))  # fmt: skip
    people = (proof.came, proof.unannounced) if proof.is_noted else (None, None)
    total = (say("Different people").in_(lang), proof.registered, *([""] if online else []), *people)
    how = say(
        "Came: ticked at the door on that day, or at any part of it. People who came unannounced were written down at "
        "the door, and are not among the registered."
    )
    return Table("days", say("Participants by day").in_(lang), _words(lang, *head), tuple(rows), how.in_(lang), total)


def clusters(proof: Proof, lang: Lang) -> Table:
    """Who was registered and who came, cluster by cluster, and on each day where there are several."""
    several = len(proof.days) > 1
    head = [*_words(lang, say("Cluster"), say("Registered people"), say("Came"))]
    for day in proof.days if several else ():
        short = date_part(day.held_on, "d MMM", lang)
        head += [say("%(day)s registered", day=short).in_(lang), say("%(day)s came", day=short).in_(lang)]
    rows = []
    for cluster in proof.clusters:
        row: list[Cell] = [cluster.name or say("From no cluster").in_(lang), cluster.registered]
        row.append(cluster.came if proof.is_noted else None)
        for day, (registered, came) in zip(proof.days, cluster.by_day, strict=True) if several else ():
            row += [registered, came if day.is_noted else None]
        rows.append(tuple(row))
    how = say("Each person counts once in the first two columns. Those who take part online are not in the days.")
    return Table(
        "clusters",
        say("Participants by cluster").in_(lang),
        tuple(head),
        tuple(rows),
        how.in_(lang) if several and proof.has_online and not proof.is_online else "",
        _totals(tuple(rows), lang),
        kept=3,
    )


def _totals(rows: tuple[tuple[Cell, ...], ...], lang: Lang) -> tuple[Cell, ...]:
    """The sum of each column; nobody knows the sum of what nobody knows."""
    if len(rows) < 2:
        return ()
    sums: list[Cell] = []
    for column in list(zip(*rows, strict=True))[1:]:
        known = [cell for cell in column if isinstance(cell, int)]
        sums.append(sum(known) if len(known) == len(column) else None)
    return (say("In all").in_(lang), *sums)


def parts(proof: Proof, lang: Lang) -> Table:
    """What else one said yes to; meals stand in their own table."""
    found = [part for part in proof.parts if part.kind not in (PartKind.MEAL, PartKind.DINNER)]
    return Table(
        "parts",
        say("Other parts").in_(lang),
        _words(lang, say("Part"), say("Day"), say("Registered people"), say("Came")),
        tuple(
            (part.name.in_(lang) or PART_WORDS[part.kind].in_(lang), short_day_words(part.held_on, lang),
             part.registered, part.came)
            for part in found
        ),
    )  # fmt: skip


def meals(proof: Proof, lang: Lang) -> Table:
    """Meals served, and from what each number is known."""
    rows = tuple(
        (meal.name.in_(lang), short_day_words(meal.held_on, lang), meal.served, COUNTED_WORDS[meal.counted].in_(lang))
        for meal in proof.meals
    )
    total = (say("In all").in_(lang), "", sum(meal.served for meal in proof.meals), "") if len(rows) > 1 else ()
    return Table(
        "meals",
        say("Meals served").in_(lang),
        _words(lang, say("Meal"), say("Day"), say("Served"), say("Counted from")),
        rows,
        total=total,
    )


def evaluation(proof: Proof, lang: Lang) -> Table:
    """Mean marks."""
    note = proof.note
    said = [say("Mean of the answers, from 1 to %(most)s.", most=note.top_mark).in_(lang)]
    if note.answers is not None:
        said.insert(0, say("Answers: %(number)s.", number=note.answers).in_(lang))
    return Table(
        "evaluation",
        say("Evaluation").in_(lang),
        _words(lang, say("Question"), say("Mean")),
        tuple((mark.question, mark.mean) for mark in note.marks),
        " ".join(said),
    )


def people(proof: Proof, lang: Lang) -> Table:
    """Everybody who came, by name; empty where only numbers were asked for."""
    registered, unannounced = say("Registered").in_(lang), say("unannounced").in_(lang).capitalize()
    days = {day.held_on for day in proof.days}
    return Table(
        "people",
        say("Participants").in_(lang),
        _words(lang, say("Name"), say("Cluster or organisation"), say("Days"), say("How")),
        tuple(
            (
                person.name,
                person.comes_from,
                _days_in_short(person.days, days, lang),
                registered if person.is_registered else unannounced,
            )
            for person in proof.people
        ),
    )


def _days_in_short(came: Sequence[date], days: Collection[date], lang: Lang) -> str:
    if len(days) > 1 and set(came) == set(days):
        return say("All days").in_(lang)
    return joined([date_part(day, "d MMM", lang) for day in came], lang)


def _words(lang: Lang, *words: Text) -> tuple[str, ...]:
    return tuple(word.in_(lang) for word in words)
