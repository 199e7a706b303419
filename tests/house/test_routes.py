"""Who may open what: for every address and method, the answer to each kind of person.

Permissions are decided in Python, so this runs on SQLite only, whose file can be put back after each change.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM
from planner.web.entry import db, writing
from tests.builders import Cast
from tests.house.route_table import ACTORS, TABLE
from tests.house.world import build

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")

NAMES = {"own staff": "bob", "other staff": "charlie", "lead": "alice", "admin": "dora"}
BY_PROGRAMS = ("POST /no-more/<mark>/<token>",)
"""What mail programs send by themselves, without having been to the page: the secret address proves enough."""
BLANK = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
CHANGES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


@pytest.fixture
def world(app: Flask, cast: Cast) -> dict[str, str]:
    with writing(SYSTEM) as work:
        return build(work, cast)


@pytest.fixture
def ask(app: Flask, as_: Callable[[str], FlaskClient], world: dict[str, str]) -> Callable[[str, str], int]:
    """ask("lead", "GET /plan") gives the status of the answer, from a browser of its own."""

    def status(actor: str, row: str) -> int:
        method, rule = row.split(" ", 1)
        known = world if actor != "anonymous" else world | {"token": "made-up"}
        if "/clusters/" in rule:
            known = known | {"slug": world["cluster"]}
        if rule.startswith("/i/") and actor != "anonymous":
            known = known | {"token": world["invitation_token"]}
        if rule.startswith("/d/") and actor != "anonymous":
            known = known | {"token": world["poll_token"]}
        if rule.startswith("/p/") and actor != "anonymous":
            known = known | {"token": world["party_token"]}
        if rule.startswith("/s/") and actor != "anonymous":
            known = known | {"token": world["speaker_token"]}
        if rule.startswith("/my/") and actor != "anonymous":
            known = known | {"token": world["calendar_token" if rule.endswith(".ics") else "calendar_page_token"]}
        if rule.startswith("/door/") and actor != "anonymous":
            known = known | {"token": world["door_token"]}
        if rule.startswith("/no-more/") and actor != "anonymous":
            known = known | {"token": world["no_more_token"]}
        if rule.startswith("/sign-in/"):
            known = known | {"token": world["sign_in_token"]}
        browser = as_(NAMES[actor]) if actor in NAMES else app.test_client()
        return browser.open(BLANK.sub(lambda blank: known[blank[1]], rule), method=method).status_code

    return status


def rows_of(app: Flask) -> list[str]:
    """Every method and address that the application answers, as the table writes them."""
    rules = app.url_map.iter_rules()
    return sorted(f"{method} {rule.rule}" for rule in rules for method in (rule.methods or set()) & {"GET", "POST"})


@contextmanager
def put_back(app: Flask) -> Iterator[Callable[[], None]]:
    """Gives what puts the whole database back to how it is now."""
    path = db.engine.url.database
    with closing(sqlite3.connect(":memory:")) as kept:
        with closing(sqlite3.connect(str(path))) as file:
            file.backup(kept)

        def restore() -> None:
            db.engine.dispose()
            with closing(sqlite3.connect(str(path))) as file:
                kept.backup(file)

        yield restore


def written(answers: dict[str, dict[str, int]]) -> dict[str, str]:
    """Answers as the table writes them: one line of statuses for each row."""
    return {row: " ".join(str(by_actor[actor]) for actor in ACTORS) for row, by_actor in answers.items()}


def test_every_address_has_its_row_and_every_row_its_address(app: Flask) -> None:
    assert sorted(TABLE) == rows_of(app)


def test_looking_is_answered_as_the_table_says_and_changes_nothing(
    ask: Callable[[str, str], int], statements: Callable[[], Any]
) -> None:
    rows = [row for row in TABLE if row.startswith("GET ")]
    with statements() as seen:
        answers = {row: {actor: ask(actor, row) for actor in ACTORS} for row in rows}
    assert written(answers) == {row: TABLE[row] for row in rows}
    assert [statement for statement in seen.seen if CHANGES.match(statement)] == []


def test_sending_is_answered_as_the_table_says(app: Flask, ask: Callable[[str, str], int]) -> None:
    rows = [row for row in TABLE if row.startswith("POST ")]
    answers: dict[str, dict[str, int]] = {row: {} for row in rows}
    with put_back(app) as restore:
        for row in rows:
            for actor in ACTORS:
                answers[row][actor] = ask(actor, row)
                if answers[row][actor] < 400:
                    restore()
    assert written(answers) == {row: TABLE[row] for row in rows}


def test_what_is_not_there_is_not_found(ask: Callable[[str, str], int], world: dict[str, str]) -> None:
    missing = {name: "4711" if value.isdigit() else "no-such" for name, value in world.items()}
    world |= missing | {"kind": "csv", "wanted": "closed"}
    rows = [row for row in TABLE if row.startswith("GET ") and BLANK.search(row) and "/sign-in/" not in row]
    assert {row: ask("admin", row) for row in rows} == dict.fromkeys(rows, 404)


@pytest.mark.parametrize("actor", ACTORS)
def test_an_address_that_leads_nowhere_is_not_found(ask: Callable[[str, str], int], actor: str) -> None:
    assert [ask(actor, row) for row in ("GET /nowhere", "GET /plan/nowhere", "POST /nowhere")] == [404] * 3


def test_nothing_is_taken_from_another_site(
    app: Flask, ask: Callable[[str, str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the token of a form of ours nothing is even looked at, whoever sends it."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    rows = [row for row in TABLE if row.startswith("POST ")]
    refused = dict.fromkeys(rows, 400) | dict.fromkeys(BY_PROGRAMS, 422)
    assert {row: ask("admin", row) for row in rows} == refused
