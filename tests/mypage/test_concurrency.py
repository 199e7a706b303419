"""A button pressed twice at once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from planner.core.actor import SYSTEM
from planner.mail.models import PostedLetter
from planner.mypage.models import OwnCalendar
from planner.web.entry import reading
from tests.builders import Cast
from tests.registrations.scene import a_gathering, come

WorkAs = Callable[..., Any]
PRESSES = 8


@pytest.fixture
def token(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return str(come(work, a_gathering(work), "anna").token)


def presses(app: Flask, path: str) -> Counter[int]:
    """All at the same moment; gives the answers."""
    barrier = Barrier(PRESSES)

    def press(_: int) -> int:
        browser = app.test_client()
        barrier.wait()
        return browser.post(path).status_code

    with ThreadPoolExecutor(PRESSES) as pool:
        return Counter(pool.map(press, range(PRESSES)))


@pytest.mark.parametrize(("path", "letters"), [("calendar", 0), ("calendar/all", 1)])
def test_pressed_many_times_at_once_it_is_one_calendar_and_one_letter(
    app: Flask, token: str, path: str, letters: int
) -> None:
    assert presses(app, f"/en/r/{token}/{path}") == {303: PRESSES}
    with reading(SYSTEM) as work:
        assert work.db.scalar(select(func.count()).select_from(OwnCalendar)) == 1
        posted = select(func.count()).where(PostedLetter.kind == "own-calendar")
        assert work.db.scalar(posted) == letters
