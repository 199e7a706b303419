"""Pages two on a sheet: folded, they come in the order of reading."""

import pytest

from planner.press.booklet import sheet_order

Sides = tuple[tuple[int | None, int | None], ...]


def read(sides: Sides) -> list[int | None]:
    """The pages as one turns them: fold the stack in the middle, then go through the leaves from the outermost."""
    fronts, backs = sides[::2], sides[1::2]
    first_half = [page for (_, right), (left, _) in zip(fronts, backs, strict=True) for page in (right, left)]
    second_half = [page for (left, _), (_, right) in zip(fronts, backs, strict=True) for page in (left, right)]
    return [*first_half, *reversed(second_half)]


def test_eight_pages_stand_on_two_sheets() -> None:
    assert sheet_order(8) == ((7, 0), (1, 6), (5, 2), (3, 4))


@pytest.mark.parametrize("pages", [1, 2, 3, 4, 5, 7, 8, 12, 30])
def test_folded_they_come_in_order_and_what_lacks_is_at_the_end(pages: int) -> None:
    order = read(sheet_order(pages))
    assert (len(order) % 4, order[:pages], set(order[pages:])) == (
        0,
        list(range(pages)),
        {None} if pages % 4 else set(),
    )
