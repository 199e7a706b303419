"""A button pressed twice at once."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from planner.core.actor import SYSTEM, Actor
from planner.core.errors import Conflict
from planner.mail.models import PostedLetter
from planner.mypage import services
from planner.mypage.models import OwnCalendar
from planner.registrations.queries.holders import holder
from planner.registrations.services import Registered
from planner.web.entry import reading, writing
from tests.builders import Cast
from tests.registrations.scene import a_gathering, come

WorkAs = Callable[..., Any]
PRESSES = 8


@pytest.fixture
def anna(cast: Cast, work_as: WorkAs) -> Registered:
    with work_as(cast.alice) as work:
        return come(work, a_gathering(work), "anna")


@pytest.mark.parametrize("is_whole", [False, True])
def test_pressed_many_times_at_once_it_is_one_calendar_and_one_letter(
    app: Flask, anna: Registered, is_whole: bool
) -> None:
    barrier = Barrier(PRESSES)

    def press(_: int) -> str:
        barrier.wait()
        with app.app_context(), suppress(Conflict), writing(Actor(registration_id=anna.registration_id)) as work:
            gate = holder(work.db, anna.token).gate
            if is_whole:
                services.send_calendar_link(work, anna.registration_id, "anna@example.org", gate, "sv")
            else:
                services.renew_calendar(work, anna.registration_id)
            time.sleep(0.1)  # the others are inside too before this one commits
            return "done"
        return "sent a moment ago"

    with ThreadPoolExecutor(PRESSES) as pool:
        answers = Counter(pool.map(press, range(PRESSES)))
    assert answers == ({"done": 1, "sent a moment ago": PRESSES - 1} if is_whole else {"done": PRESSES})
    with reading(SYSTEM) as work:
        assert work.db.scalar(select(func.count()).select_from(OwnCalendar)) == 1
        posted = select(func.count()).where(PostedLetter.kind == "own-calendar")
        assert work.db.scalar(posted) == int(is_whole)
