"""For the kitchen: how many eat what at each meal. No names, as the page of the lists has none."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from planner.core.language import Lang, clock, say
from planner.lists.queries.kitchen import KitchenMeal
from planner.papers.pdf.document import Document, Group, House, Leaf
from planner.papers.pdf.staff.frame import DayMark, big_of, day_mark, staff_frame
from planner.papers.queries.sheets import KitchenSheet, kitchen_sheet, staff_papers_offered
from planner.press import Progress
from planner.registrations.permissions import may_see_needs
from planner.registrations.rules import DIET_WORDS, PartKind

NAME = say("For the kitchen")
ALL_DAY = say("Everybody on site, coffee too")


@dataclass(frozen=True)
class ShownMeal:
    """A meal as it is written down."""

    name: str
    tongue: Lang | None
    clock: str
    eating: int
    plain: int | None
    diets: tuple[tuple[str, int], ...]
    texts: tuple[tuple[str, int], ...]
    """In people's own words."""
    erased: int

    @property
    def is_plain(self) -> bool:
        """Nobody wants anything special."""
        return not (self.diets or self.texts or self.erased)


@dataclass(frozen=True)
class KitchenDay:
    mark: DayMark
    anchor: str
    meals: tuple[ShownMeal, ...]


def press_kitchen(value: KitchenSheet, lang: Lang, house: House, *, progress: Progress) -> bytes:
    """A day after the other, the number of those who eat in front."""
    progress(0, 1)
    leaf = Leaf(
        frame=staff_frame(value.head, lang, house, NAME),
        house=house,
        template="print/staff/kitchen.html",
        values={
            "head": value.head,
            "big": big_of(value.head, lang),
            "days": tuple(_days(value, lang)),
            "is_erased": value.is_erased,
        },
        styles=("staff/staff.css", "staff/kitchen.css"),
    )
    return leaf.pressed()


def _days(value: KitchenSheet, lang: Lang) -> Iterator[KitchenDay]:
    for day, meals in groupby(value.meals, lambda meal: meal.details.held_on):
        yield KitchenDay(day_mark(day, lang), f"day-{day.isoformat()}", tuple(_meal(meal, lang) for meal in meals))


def _meal(meal: KitchenMeal, lang: Lang) -> ShownMeal:
    details = meal.details
    is_day = details.kind is PartKind.DAY
    return ShownMeal(
        name=ALL_DAY.in_(lang) if is_day else details.name.in_(lang),
        tongue=None if is_day else details.name.tongue(lang),
        clock=clock(details.starts, lang) if details.starts else "",
        eating=meal.eating,
        plain=meal.plain,
        diets=tuple((DIET_WORDS[diet].in_(lang), number) for diet, number in meal.diets),
        texts=meal.texts,
        erased=meal.erased,
    )


KITCHEN = Document(
    key="kitchen",
    name=say("Kitchen sheet, A4"),
    words=say("How many eat at each meal, each diet by number, and what people wrote themselves. No names."),
    group=Group.STAFF,
    fetch=kitchen_sheet,
    press=press_kitchen,
    may=may_see_needs,
    # No names, but what people wrote of themselves is to be erased on its day.
    holds_people=True,
    offered=staff_papers_offered,
)
