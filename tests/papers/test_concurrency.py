"""Two who ask at the same moment get one print."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from planner.core.actor import SYSTEM
from planner.core.outbox import Errand
from planner.meetings.queries import gate_of
from planner.papers.models import PrintJob
from planner.papers.rules import Wanted
from planner.papers.services import PRINT_PAPER, ask_for_paper
from planner.web.entry import reading, writing
from tests.builders import a_programme, an_entry, published

AT_ONCE = 8


def test_many_clicks_at_once_are_one_job_and_one_errand(app: Flask, work_as: Callable[..., Any]) -> None:
    with work_as(SYSTEM) as work:
        published(work, a_programme(an_entry()))
        wanted = Wanted(gate_of(work.db, "hostens-traff").meeting_id, "poster", "sv", "1")
    together = Barrier(AT_ONCE)

    def click(_number: int) -> int:
        with app.app_context():
            together.wait()
            with writing(SYSTEM) as work:
                return ask_for_paper(work, wanted)

    with ThreadPoolExecutor(AT_ONCE) as clicks:
        found = set(clicks.map(click, range(AT_ONCE)))
    with reading(SYSTEM) as work:
        jobs = work.db.scalar(select(func.count()).select_from(PrintJob))
        errands = work.db.scalar(select(func.count()).select_from(Errand).where(Errand.kind == PRINT_PAPER))
    assert (len(found), jobs, errands) == (1, 1, 1)
