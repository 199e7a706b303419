"""A trial letter: sent while somebody waits, and what the server said to it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from planner.config import MailSettings
from planner.core.actor import SYSTEM
from planner.core.language import say
from planner.mail.delivery.trial import Trial, try_out
from planner.mail.letters import trial
from planner.mail.models import PostedLetter
from planner.web.entry import parts, reading
from tests.conftest import START
from tests.mail.certificates import make
from tests.mail.fake_smtp import Behaviour, serving

As = Callable[[str], FlaskClient]


def tried(mail: MailSettings, to: str = "dora@example.org") -> Trial:
    site = parts().site
    return try_out(trial(site, "Dora", to, "en"), mail, site, START)


def test_what_the_server_said_is_kept_in_order(server: Behaviour) -> None:
    assert tried(parts().settings.mail) == Trial(
        True,
        say("The server took the letter. Look in your mailbox."),
        (
            "220 demo.example.org ready", "250 demo.example.org", "250 ok", "250 ok", "354 go on", "250 taken",
            "221 bye",
        ),
    )  # fmt: skip
    ((to, content),) = server.taken
    assert (to, b"Hello Dora!" in content) == ("dora@example.org", True)


def test_the_encryption_is_named_and_the_password_is_not(app: Flask, tmp_path: Path) -> None:
    certificate = make(tmp_path)
    behaviour = Behaviour(certificate=certificate.for_server(), password="hemligt")
    with serving(behaviour) as (port, _):
        mail = MailSettings("smtp", "127.0.0.1", port, "starttls", "network", "hemligt", "network@example.org")
        found = tried(replace(mail, ca_file=str(certificate.certificate)))
    assert (found.took, found.encrypted.startswith("TLSv1.")) == (True, True)
    assert "hemligt" not in "".join(found.said)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"refuses_sender": True}, "The server does not let us send from this address."),
        ({"refused": {"dora@example.org"}}, "The server does not take letters to your address."),
        ({"script": lambda stage, *_: "554 spam" if stage == "content" else None}, "The server refused."),
        ({"script": lambda stage, *_: "" if stage == "MAIL" else None}, "The server could not be reached: "),
    ],
)
def test_what_went_wrong_is_said_in_words(server: Behaviour, how: dict[str, Any], words: str) -> None:
    for name, value in how.items():
        setattr(server, name, value)
    found = tried(parts().settings.mail)
    assert (found.took, found.words.startswith(words), server.taken) == (False, True, [])
    assert found.said[:2] == ("220 demo.example.org ready", "250 demo.example.org")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"password": "fel"}, "The server does not know the user name, or the password is wrong."),
        ({"ca_file": ""}, "The server’s certificate is not good: self-signed certificate."),
        ({"security": "tls"}, "No encrypted connection came about."),
    ],
)
def test_trouble_with_encryption_and_login_is_told_apart(
    app: Flask, tmp_path: Path, more: dict[str, Any], words: str
) -> None:
    certificate = make(tmp_path)
    behaviour = Behaviour(certificate=certificate.for_server(), password="hemligt")
    with serving(behaviour) as (port, _):
        mail = MailSettings("smtp", "127.0.0.1", port, "starttls", "network", "hemligt", "network@example.org")
        found = tried(replace(mail, **({"ca_file": str(certificate.certificate)} | more)))
    assert (found.took, found.words[: len(words)]) == (False, words)


def test_a_server_that_is_not_there_is_said_to_be_so(app: Flask) -> None:
    found = tried(replace(parts().settings.mail, port=1))
    assert (found.took, found.said) == (False, ())
    assert found.words.startswith("The server could not be reached: ConnectionRefusedError")


def test_an_address_that_is_none_is_not_tried(server: Behaviour) -> None:
    found = tried(parts().settings.mail, "dora@")
    assert (found.took, server.sessions) == (False, 0)


def test_the_page_sends_to_whoever_presses_and_writes_nothing(as_: As, server: Behaviour) -> None:
    answer = as_("dora").post("/en/plan/letters/delivery/trial")
    assert answer.status_code == 200
    assert "The server took the letter. Look in your mailbox." in answer.text
    assert "<li>250 taken</li>" in answer.text
    assert [to for to, _ in server.taken] == ["dora@example.org"]
    with reading(SYSTEM) as work:
        assert work.db.scalar(select(func.count(PostedLetter.id))) == 0


def test_the_page_shows_how_letters_leave_and_no_password(as_: As, server: Behaviour) -> None:
    usual = parts().settings
    parts().settings = replace(usual, mail=replace(usual.mail, user="network", password="hemligt"))
    try:
        page = as_("dora").get("/en/plan/letters/delivery").text
    finally:
        parts().settings = usual
    for shown in ("127.0.0.1", f"<dd>{usual.mail.port}</dd>", "None: letters and password travel readable", "network"):
        assert shown in page
    assert "hemligt" not in page
