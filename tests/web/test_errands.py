"""What runs by the clock: each thing whatever became of the others."""

import logging
from collections.abc import Callable

import pytest
from flask import Flask

from planner.web.entry import parts
from planner.web.errands import run_nightly, run_often


@pytest.mark.parametrize(("when", "run"), [("daily", run_nightly), ("often", run_often)])
def test_one_that_fails_does_not_stop_those_after_it(
    app: Flask, caplog: pytest.LogCaptureFixture, when: str, run: Callable[[], None]
) -> None:
    ran = []

    def breaks() -> None:
        raise RuntimeError("out of paper")

    usual = getattr(parts(), when)
    setattr(parts(), when, (breaks, lambda: ran.append(1)))
    try:
        with caplog.at_level(logging.ERROR):
            run()
    finally:
        setattr(parts(), when, usual)
    assert ran == [1]
    assert "breaks failed" in caplog.text
