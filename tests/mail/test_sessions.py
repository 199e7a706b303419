"""Sessions with the mail server: kept between letters, begun anew when they end, safe from the first password on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from planner.config import MailSettings
from planner.core.actor import SYSTEM
from planner.mail.delivery import SESSIONS
from planner.mail.delivery.sessions import Sessions
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.web.entry import parts, reading
from planner.web.errands import run_due
from tests.conftest import Clock
from tests.mail.certificates import Certificate, make
from tests.mail.fake_smtp import HANGS_UP, Behaviour, serving

Posted = Callable[..., int]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make(tmp_path_factory.mktemp("certificate"))


def stands() -> list[tuple[LetterState, str]]:
    """How the letters stand, and what was said of them; oldest first."""
    with reading(SYSTEM) as work:
        found = work.db.execute(select(PostedLetter.state, PostedLetter.trouble).order_by(PostedLetter.id))
        return [(row.state, row.trouble) for row in found]


def verbs(server: Behaviour) -> list[str]:
    return [command.upper().split(" ")[0].split(":")[0] for command in server.commands]


def test_letters_of_one_batch_share_a_session_with_a_reset_between(server: Behaviour, posted: Posted) -> None:
    for name in ("anna", "bo", "cia"):
        posted(f"{name}@example.org")
    run_due()
    assert (server.sessions, len(server.taken)) == (1, 3)
    one = ["MAIL", "RCPT", "DATA"]
    assert verbs(server) == ["EHLO", *one, "RSET", *one, "RSET", *one]
    SESSIONS.end_all()
    assert verbs(server)[-1] == "QUIT"


def test_a_refused_letter_leaves_the_session_fit_for_the_next(server: Behaviour, posted: Posted) -> None:
    server.refused.add("anna@example.org")
    posted("anna@example.org")
    posted("bo@example.org")
    run_due()
    assert (server.sessions, [to for to, _ in server.taken]) == (1, ["bo@example.org"])
    assert [state for state, _ in stands()] == [LetterState.BOUNCED, LetterState.SENT]


@pytest.mark.parametrize("answer", [HANGS_UP, "421 idle too long", "500 what?"])
def test_a_kept_session_that_the_server_ended_is_begun_anew_and_costs_no_try(
    server: Behaviour, posted: Posted, answer: str
) -> None:
    posted("anna@example.org")
    run_due()
    server.script = lambda stage, caller, recipient: answer if stage == "RSET" else None
    posted("bo@example.org")
    run_due()
    assert (server.sessions, len(server.taken)) == (2, 2)
    assert stands() == [(LetterState.SENT, "")] * 2


def test_a_server_that_has_had_enough_of_a_session_gets_another(server: Behaviour, posted: Posted) -> None:
    posted("anna@example.org")
    run_due()
    full = iter(["421 too many letters in one session"])
    server.script = lambda stage, caller, recipient: next(full, None) if stage == "MAIL" else None
    posted("bo@example.org")
    run_due()
    assert (server.sessions, len(server.taken)) == (2, 2)
    assert stands() == [(LetterState.SENT, "")] * 2


def test_a_server_that_is_busy_from_the_first_is_left_in_peace(server: Behaviour, posted: Posted) -> None:
    server.script = lambda stage, caller, recipient: "421 not now" if stage == "MAIL" else None
    posted()
    run_due()
    assert (server.sessions, stands()) == (1, [(LetterState.DEFERRED, "421 not now")])


@pytest.mark.parametrize("stage", ["connect", "EHLO", "MAIL", "RCPT", "DATA", "content"])
@pytest.mark.parametrize("answer", [HANGS_UP, "451 come back later"])
def test_a_letter_waits_wherever_the_server_stops(
    server: Behaviour, posted: Posted, clock: Clock, stage: str, answer: str
) -> None:
    server.script = lambda at, caller, recipient: answer if at == stage else None
    posted()
    run_due()
    ((state, _),) = stands()
    # A server that knows no EHLO is asked by HELO: it gets the same answer.
    assert (state, server.taken) == (LetterState.DEFERRED, [])
    server.script = lambda at, caller, recipient: None
    clock.forward(minutes=1)
    run_due()
    assert (stands()[0][0], len(server.taken)) == (LetterState.SENT, 1)


def test_a_session_holds_so_many_letters_and_no_more(server: Behaviour) -> None:
    sessions = Sessions(most_letters=2)
    mail = parts().settings.mail
    for _ in range(3):
        with sessions.session(mail, "localhost"):
            pass
    sessions.end_all()
    assert (server.sessions, verbs(server).count("QUIT")) == (2, 2)


def test_a_session_that_nobody_needs_is_ended(server: Behaviour) -> None:
    sessions = Sessions(idle_seconds=0.05)
    with sessions.session(parts().settings.mail, "localhost"):
        pass
    patience = time.monotonic() + 5
    while "QUIT" not in verbs(server) and time.monotonic() < patience:
        time.sleep(0.02)
    assert verbs(server)[-1] == "QUIT"


def test_a_session_in_use_is_nobody_elses(server: Behaviour) -> None:
    sessions = Sessions()
    mail = parts().settings.mail
    with sessions.session(mail, "localhost") as one, sessions.session(mail, "localhost") as other:
        assert one.server is not other.server
    sessions.end_all()
    assert server.sessions == 2


@contextmanager
def sending_to(app: Flask, behaviour: Behaviour, **mail: Any) -> Iterator[None]:
    """The application sends to a server that behaves so."""
    usual = parts().settings
    with serving(behaviour) as (port, _):
        settings = MailSettings(delivery="smtp", host="127.0.0.1", port=port, sender="network@example.org", **mail)
        parts().settings = replace(usual, mail=settings)
        try:
            yield
        finally:
            SESSIONS.end_all()
            parts().settings = usual


SECURITY = [("starttls", False), ("tls", True)]


@pytest.mark.parametrize(("security", "at_once"), SECURITY)
def test_a_letter_travels_encrypted_and_signed_in(
    app: Flask, posted: Posted, certificate: Certificate, security: str, at_once: bool
) -> None:
    server = Behaviour(certificate=certificate.for_server(), tls_at_once=at_once, password="hemligt")
    ca_file = str(certificate.certificate)
    with sending_to(app, server, security=security, ca_file=ca_file, user="network", password="hemligt"):
        posted()
        posted("bo@example.org")
        run_due()
    assert stands() == [(LetterState.SENT, "")] * 2
    assert (server.sessions, verbs(server).count("AUTH"), verbs(server).count("STARTTLS")) == (1, 1, not at_once)


@pytest.mark.parametrize(("security", "at_once"), SECURITY)
def test_nothing_is_said_to_a_server_whose_certificate_nobody_vouches_for(
    app: Flask, posted: Posted, certificate: Certificate, security: str, at_once: bool
) -> None:
    server = Behaviour(certificate=certificate.for_server(), tls_at_once=at_once, password="hemligt")
    with sending_to(app, server, security=security, user="network", password="hemligt"):
        posted()
        run_due()
    ((state, words),) = stands()
    assert (state, "CERTIFICATE_VERIFY_FAILED" in words, server.taken) == (LetterState.DEFERRED, True, [])
    assert "AUTH" not in verbs(server)


def test_a_certificate_for_another_name_is_refused(app: Flask, posted: Posted, tmp_path: Path) -> None:
    elses = make(tmp_path, "DNS:another.example.org")
    server = Behaviour(certificate=elses.for_server())
    with sending_to(app, server, security="starttls", ca_file=str(elses.certificate)):
        posted()
        run_due()
    ((state, words),) = stands()
    assert (state, "IP address mismatch" in words, server.taken) == (LetterState.DEFERRED, True, [])


def test_a_server_without_encryption_gets_no_letter_where_it_is_asked_for(app: Flask, posted: Posted) -> None:
    server = Behaviour(password="hemligt")
    with sending_to(app, server, security="starttls", user="network", password="hemligt"):
        posted()
        run_due()
    assert stands() == [(LetterState.DEFERRED, "STARTTLS extension not supported by server.")]
    assert "AUTH" not in verbs(server)


def test_a_refused_login_is_ours_to_mend_so_the_letter_waits(
    app: Flask, posted: Posted, certificate: Certificate
) -> None:
    server = Behaviour(certificate=certificate.for_server(), password="hemligt")
    ca_file = str(certificate.certificate)
    with sending_to(app, server, security="starttls", ca_file=ca_file, user="network", password="fel"):
        posted()
        run_due()
    assert stands() == [(LetterState.DEFERRED, "535 5.7.8 who are you?")]
    assert server.taken == []
