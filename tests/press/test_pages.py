"""The number of pages, read off our own files."""

import pytest

from planner.press import pages_in
from tests.press.test_machine import pressed


@pytest.mark.pdf
@pytest.mark.parametrize("pages", [1, 2, 7])
def test_pages_are_counted(pages: int) -> None:
    assert pages_in(pressed('<p style="break-before: page">x</p>' * (pages - 1))) == pages


def test_what_is_no_work_of_ours_has_no_number() -> None:
    assert pages_in(b"%PDF-1.7 something else") is None
