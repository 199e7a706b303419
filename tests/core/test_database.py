"""What the databases refuse, and what a failed piece of work leaves behind."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, StatementError

from planner.core.actor import SYSTEM
from planner.core.outbox import Errand, ask
from planner.network.models import Cluster
from planner.web.entry import reading, writing
from tests.builders import a_cluster

WorkAs = Callable[..., Any]


def names() -> list[str]:
    with reading(SYSTEM) as work:
        return list(work.db.scalars(select(Cluster.name).order_by(Cluster.id)))


def test_the_database_itself_refuses_to_write_while_reading(app: Flask) -> None:
    with reading(SYSTEM) as work, pytest.raises(DBAPIError):
        a_cluster(work)
    with reading(SYSTEM) as work, pytest.raises(DBAPIError):
        work.db.execute(text("DELETE FROM cluster"))
    assert names() == []


def test_one_may_write_again_after_reading(app: Flask) -> None:
    assert names() == []
    with writing(SYSTEM) as work:
        a_cluster(work)
    assert names() == ["Vreta Kluster"]


def break_half_way() -> None:
    """A cluster, an errand, and then an accident."""
    with writing(SYSTEM) as work:
        a_cluster(work)
        ask(work, "note", "y")
        raise RuntimeError("half way")


def test_work_that_fails_leaves_no_trace(app: Flask) -> None:
    with pytest.raises(RuntimeError):
        break_half_way()
    with reading(SYSTEM) as work:
        assert (names(), work.db.scalars(select(Errand.id)).all()) == ([], [])
    with writing(SYSTEM) as work:
        a_cluster(work, "Agroväst")
    assert names() == ["Agroväst"]


def test_an_instant_must_know_its_zone(app: Flask) -> None:
    naive = datetime(2026, 10, 14)  # noqa: DTZ001 - on purpose
    with writing(SYSTEM) as work, pytest.raises(StatementError, match="aware"):
        work.db.execute(select(Errand).where(Errand.due_at < naive)).all()


def test_an_instant_comes_back_in_utc(app: Flask) -> None:
    elsewhere = datetime(2026, 10, 14, 12, 0, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    with writing(SYSTEM) as work:
        ask(work, "note", "x", due_at=elsewhere)
    with reading(SYSTEM) as work:
        due_at = work.db.scalars(select(Errand.due_at)).one()
    assert (due_at, due_at.tzinfo) == (datetime(2026, 10, 14, 6, 15, tzinfo=UTC), UTC)


def test_foreign_keys_hold(app: Flask) -> None:
    with pytest.raises(DBAPIError), writing(SYSTEM) as work:
        work.db.execute(
            text(
                "INSERT INTO item_speaker (item_id, person_id, position, on_link) VALUES (999, 999, 0, :no)",
            ),
            {"no": False},
        )


def test_a_column_of_choices_holds_nothing_else(app: Flask) -> None:
    with writing(SYSTEM) as work:
        ask(work, "note", "x")
    with pytest.raises(DBAPIError), writing(SYSTEM) as work:
        work.db.execute(text("UPDATE errand SET state = 'asleep'"))


def test_errands_are_handed_over_after_the_commit_and_never_without(app: Flask) -> None:
    handed: list[list[int]] = []

    def note(errand_id: int) -> None:
        with reading(SYSTEM) as work:
            handed.append(list(work.db.scalars(select(Errand.id).where(Errand.id == errand_id))))

    app.extensions["planner"].hand_over = note
    with writing(SYSTEM) as work:
        errand_id = ask(work, "note", "x")
        assert handed == []
    assert handed == [[errand_id]]
    with pytest.raises(RuntimeError):
        break_half_way()
    assert handed == [[errand_id]]


def test_a_job_engine_that_is_away_spoils_nothing(app: Flask) -> None:
    def away(errand_id: int) -> None:
        raise ConnectionError("no engine")

    app.extensions["planner"].hand_over = away
    with writing(SYSTEM) as work:
        errand_id = ask(work, "note", "x")
    with reading(SYSTEM) as work:
        assert work.db.scalars(select(Errand.id)).all() == [errand_id]
