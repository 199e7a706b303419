"""Whatever people and leads do, in whatever order: no seat is sold twice, nobody is lost, nobody is passed."""

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.conftest import Clock
from tests.registrations.machine import SeatMachine


def test_seats_and_lines_stay_whole_whatever_anybody_does(app: Flask, clock: Clock, database_url: str) -> None:
    """The same steps each time; others, and many more of them, with --hypothesis-profile=thorough."""

    class Here(SeatMachine):
        pass

    Here.app, Here.clock = app, clock
    is_thorough = settings.get_current_profile_name() == "thorough"
    usual = 40 if database_url.startswith("sqlite") else 8
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=settings().max_examples if is_thorough else usual,
            derandomize=not is_thorough,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
