"""The migrations make exactly the tables that the models describe, and take them away again. On both databases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from planner.app import create_app
from planner.core.database import Base
from planner.web.entry import db
from tests import postgres
from tests.conftest import settings_for


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database in which there is nothing yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'samling.sqlite'}"
        return
    running: postgres.Cluster = request.getfixturevalue("cluster")
    running.create("migrations")
    yield running.url("migrations")
    running.drop("migrations")


@pytest.fixture
def empty_app(empty_url: str, instance: Path) -> Iterator[Flask]:
    app = create_app(settings_for(empty_url, instance))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def schema_of(engine: Engine) -> dict[str, Any]:
    """Everything the database itself says about its tables, in an order that can be compared."""
    seen = inspect(engine)
    kinds = ("columns", "check_constraints", "unique_constraints", "foreign_keys", "indexes", "pk_constraint")
    return {
        f"{table}.{kind}": sorted(repr(part) for part in _parts(getattr(seen, f"get_{kind}")(table)))
        for table in seen.get_table_names()
        for kind in kinds
        if table != "alembic_version"
    }


def _parts(found: Any) -> list[dict[str, object]]:
    rows = found if isinstance(found, list) else [found]
    return [{name: str(value) for name, value in sorted(row.items())} for row in rows]


def test_the_migrations_make_what_the_models_describe(empty_app: Flask) -> None:
    flask_migrate.upgrade()
    migrated = schema_of(db.engine)
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    flask_migrate.downgrade(revision="base")
    Base.metadata.create_all(db.engine)
    assert migrated == schema_of(db.engine)


def test_references_are_held_to_again_once_the_migrations_are_done(empty_app: Flask) -> None:
    flask_migrate.upgrade()
    orphan = "INSERT INTO item_speaker (item_id, person_id, position, on_link) VALUES (1, 1, 0, false)"
    with db.engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(text(orphan))


def test_the_migrations_can_be_taken_back(empty_app: Flask) -> None:
    flask_migrate.upgrade()
    flask_migrate.downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    flask_migrate.upgrade()
    assert set(inspect(db.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_the_migrations_stand_in_one_line(empty_app: Flask) -> None:
    scripts = ScriptDirectory(empty_app.extensions["migrate"].directory)
    assert len(scripts.get_heads()) == 1


OLD_ROWS = (
    "INSERT INTO cluster (id, slug, name, former_names, place, county, owner, website, contact_name, contact_email,"
    " status, source, revision)"
    " VALUES (1, 'vreta', 'Vreta', '', '', '', '', '', '', '', 'active', '', 1)",
    "INSERT INTO account (id, email, name, role, lang, is_active, session_key, created_at)"
    " VALUES (1, 'bob@example.org', 'Bob', 'staff', 'sv', true, 'k', '2026-09-01 08:00:00')",
    "INSERT INTO account_cluster (account_id, cluster_id) VALUES (1, 1)",
    "INSERT INTO meeting (id, slug, uid, kind, title_sv, title_en, summary_sv, summary_en, description_sv,"
    " description_en, audience_sv, audience_en, practical_sv, practical_en, zone, mode, status, contact_name,"
    " contact_email, contact_phone, funding_sv, funding_en, places_taken, waiting, revision, created_at, changed_at)"
    " VALUES (1, 'traff', 'u', 'network', 'Träff', '', '', '', '', '', '', '', '', '', 'Europe/Stockholm', 'on_site',"
    " 'open', '', '', '', '', '', 1, 1, 1, '2026-09-01 08:00:00', '2026-09-01 08:00:00')",
    "INSERT INTO meeting_host (meeting_id, cluster_id, position) VALUES (1, 1, 0)",
    "INSERT INTO invitation (meeting_id, cluster_id, invited_at, sends_nobody)"
    " VALUES (1, 1, '2026-09-01 08:00:00', false)",
    "INSERT INTO allotment (meeting_id, cluster_id, seats, funded, release_on) VALUES (1, 1, 2, 1, '2026-09-20')",
    "INSERT INTO part (id, meeting_id, kind, held_on, name_sv, name_en, price_note)"
    " VALUES (1, 1, 'day', '2026-10-14', '', '', '')",
    *(
        f"INSERT INTO party (id, meeting_id, form_key, booker_name, booker_email, cluster_id, made_at)"
        f" VALUES ({n}, 1, 'f{n}', 'Demo', '{who}@example.org', 1, '2026-09-01 08:00:00')"
        for n, who in ((1, "anna"), (2, "bo"))
    ),
    *(
        f"INSERT INTO registration (id, meeting_id, party_id, uid, sequence, name, email, phone, cluster_id,"
        f" organisation, lang, status, takes_place, place_in_line, shows_name, salt, token_hash, registered_at,"
        f" changed_at, revision) VALUES ({n}, 1, {n}, 'u{n}', 0, 'Demo', '{who}@example.org', '', 1, '', 'sv',"
        f" '{status}', true, {place}, false, 's{n}', 't{n}', '2026-09-01 08:00:00', '2026-09-01 08:00:00', 1)"
        for n, who, status, place in ((1, "anna", "confirmed", "NULL"), (2, "bo", "waiting", "1"))
    ),
    *(f"INSERT INTO registration_part (registration_id, part_id, mode) VALUES ({n}, 1, 'on_site')" for n in (1, 2)),
    "INSERT INTO needs (registration_id, diet, access, erase_on) VALUES (1, 'Vegan', '', '2026-11-14')",
)
"""One of each row of the first tables that later migrations change, or that refers to one of those."""
NEXT_PART = (
    "INSERT INTO part (meeting_id, kind, held_on, name_sv, name_en, price_sv, price_en, position)"
    " VALUES (1, 'meal', '2026-10-14', 'Lunch', '', '', '', 0) RETURNING id"
)


def found(sql: str) -> list[tuple[Any, ...]]:
    with db.engine.begin() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def test_what_stood_in_the_first_tables_is_carried_over_and_back(empty_app: Flask) -> None:
    """SQLite makes tables anew to change them: what refers to them must not go with the old ones."""
    flask_migrate.upgrade(revision="0001")
    with db.engine.begin() as connection:
        for sql in OLD_ROWS:
            connection.execute(text(sql))
    flask_migrate.upgrade()
    assert found("SELECT email, status, place_in_line, decision, cluster_id FROM registration ORDER BY id") == [
        ("anna@example.org", "confirmed", None, "free", 1),
        ("bo@example.org", "waiting", 1, "full", 1),
    ]
    assert found("SELECT state FROM registration_part ORDER BY registration_id") == [("granted",), ("wished",)]
    assert found("SELECT meeting_id, seats, funded FROM allotment") == [(1, 2, 1)]
    assert found("SELECT count(*) FROM seat_terms WHERE release_on = '2026-09-20'") == [(1,)]
    assert found("SELECT cluster_id FROM invitation") == [(1,)]
    assert found("SELECT cluster_id FROM meeting_host") == found("SELECT cluster_id FROM account_cluster") == [(1,)]
    assert found("SELECT diet FROM needs") == [("Vegan",)]
    assert found(NEXT_PART) == [(2,)]
    flask_migrate.downgrade(revision="0001")
    assert found("SELECT email, status FROM registration ORDER BY id") == [
        ("anna@example.org", "confirmed"),
        ("bo@example.org", "waiting"),
    ]
    assert found("SELECT count(*) FROM allotment WHERE release_on = '2026-09-20'") == [(1,)]
    assert found("SELECT cluster_id FROM invitation") == found("SELECT cluster_id FROM meeting_host") == [(1,)]


def test_entries_that_were_mailed_before_they_were_counted_are_known(empty_app: Flask) -> None:
    """Anna has her entry by mail; Bo waits and has none."""
    flask_migrate.upgrade(revision="0001")
    letter = (
        "INSERT INTO letter (id, message_id, recipient, lang, kind, about, meeting_id, reply_to, subject, plain, html,"
        " calendar_method, state, posted_at, tries, trouble) VALUES ({n}, 'm{n}', '{who}@example.org', 'sv', 'x', '',"
        " 1, '', '', '', '', '{method}', 'sent', '2026-09-01 08:00:00', 1, '')"
    )
    with db.engine.begin() as connection:
        for sql in OLD_ROWS:
            connection.execute(text(sql))
        for n, who, method in ((1, "anna", "REQUEST"), (2, "anna", ""), (3, "bo", "")):
            connection.execute(text(letter.format(n=n, who=who, method=method)))
    flask_migrate.upgrade()
    assert found("SELECT uid, meeting_id, item_uid, address, state, sequence, told FROM mailed_entry") == [
        ("u1", 1, None, "anna@example.org", "held", 0, "")
    ]


def test_letters_that_there_are_know_their_entry_and_their_sort(empty_app: Flask) -> None:
    flask_migrate.upgrade(revision="0023")
    calendar = (
        b"BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nBEGIN:VEVENT\r\nUID:ab\r\n c@localhost\r\nSEQUENCE:3\r\nEND:VEVENT\r\n"
    )
    letter = text(
        "INSERT INTO letter (id, message_id, recipient, lang, kind, sort, about, reply_to, subject, plain, html,"
        " calendar_method, calendar, state, posted_at, tries, trouble, hurries, asked_by)"
        " VALUES (:id, :mark, 'anna@example.org', 'sv', :kind, :sort, '', '', '', '', '', '', :calendar, 'sent',"
        " '2026-09-01 08:00:00', 0, '', true, '')"
    )
    with db.engine.begin() as connection:
        for n, kind, sort, content in (
            (1, "calendar", "receipt", calendar),
            (2, "date-poll", "invitations", None),
            (3, "invitation", "invitations", None),
        ):
            connection.execute(letter, {"id": n, "mark": str(n), "kind": kind, "sort": sort, "calendar": content})
    flask_migrate.upgrade()
    known = "SELECT entry_uid, entry_sequence, sort FROM letter ORDER BY id"
    assert found(known) == [("abc@localhost", 3, "receipt"), ("", 0, "dates"), ("", 0, "invitations")]
    flask_migrate.downgrade(revision="0023")
    assert found("SELECT sort FROM letter ORDER BY id") == [("receipt",), ("invitations",), ("invitations",)]


def test_letters_that_waited_for_a_dead_errand_are_given_up(empty_app: Flask) -> None:
    flask_migrate.upgrade(revision="0023")
    with db.engine.begin() as connection:
        for n, errands in ((1, ("failed",)), (2, ("failed", "waiting")), (3, ("running",))):
            connection.execute(
                text(
                    "INSERT INTO letter (id, message_id, recipient, lang, kind, sort, about, reply_to, subject, plain,"
                    " html, calendar_method, state, posted_at, tries, trouble, hurries, asked_by)"
                    f" VALUES ({n}, '{n}', 'anna@example.org', 'sv', 'x', 'receipt', '', '', '', '', '', '', 'waiting',"
                    " '2026-09-01 08:00:00', 0, '', true, '')"
                )
            )
            for state in errands:
                connection.execute(
                    text(
                        "INSERT INTO errand (kind, payload, state, tries, asked_at, due_at, trouble) VALUES"
                        f" ('deliver-letter', '{n}', '{state}', 12, '2026-09-01 08:00:00',"
                        " '2026-09-01 08:00:00', 'died')"
                    )
                )
    flask_migrate.upgrade()
    known = found("SELECT state, trouble FROM letter ORDER BY id")
    assert known == [("given_up", "died"), ("waiting", ""), ("waiting", "")]
