"""What an administrator may say of the mailbox, what is refused at start, and the command that tries it."""

from pathlib import Path

import pytest
from flask import Flask

from planner import cli
from planner.config import BadSetting, ImapSettings, settings_from
from planner.web.entry import parts
from planner.web.errands import run_often
from tests.replies.fake_imap import Behaviour
from tests.replies.mails import A_LETTER

LEAST = {"PLANNER_IMAP_HOST": "imap.example.org", "PLANNER_IMAP_USER": "samling@example.org"}


def imap_of(tmp_path: Path, **more: str) -> ImapSettings | None:
    said = {f"PLANNER_IMAP_{name}": value for name, value in more.items()}
    return settings_from({"PLANNER_INSTANCE": str(tmp_path), **LEAST, **said}).imap


def test_without_a_server_no_mailbox_is_read_and_calendars_answer_to_the_contact(tmp_path: Path) -> None:
    settings = settings_from({"PLANNER_INSTANCE": str(tmp_path), "PLANNER_IMAP_PASSWORD": "left over"})
    assert (settings.imap, settings.answers_to) == (None, "")


def test_a_server_and_a_user_are_enough(tmp_path: Path) -> None:
    assert imap_of(tmp_path) == ImapSettings(
        "imap.example.org", "samling@example.org", 993, "tls", password="", folder="INBOX", moves_to=""
    )
    more = {"SECURITY": "starttls", "PASSWORD": "hemligt", "FOLDER": "Svar", "MOVES_TO": "Klart"}
    assert imap_of(tmp_path, **more) == ImapSettings(
        "imap.example.org", "samling@example.org", 143, "starttls", password="hemligt", folder="Svar", moves_to="Klart"
    )


def test_calendars_answer_to_the_sender_where_the_mailbox_is_read(tmp_path: Path) -> None:
    environ = {"PLANNER_INSTANCE": str(tmp_path), "PLANNER_MAIL_SENDER": "svar@example.org", **LEAST}
    assert settings_from(environ).answers_to == "svar@example.org"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("USER", ""),
        ("USER", "a\r\nA1 DELETE INBOX"),
        ("PASSWORD", "lösen"),
        ("FOLDER", "Inkorg/På gång"),
        ("MOVES_TO", "a\nb"),
        ("SECURITY", "ssl"),
        ("PORT", "imaps"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_name_and_not_repeated(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"PLANNER_IMAP_{name}") as refusal:
        imap_of(tmp_path, **{name: value})
    assert value == "" or value not in str(refusal.value)


def test_the_password_is_in_nothing_that_is_printed(tmp_path: Path) -> None:
    assert "hemligt" not in repr(imap_of(tmp_path, PASSWORD="hemligt"))


def test_one_thing_that_fails_keeps_none_of_the_others_from_running(app: Flask) -> None:
    ran = []

    def fails() -> None:
        raise RuntimeError("the first one")

    usual = parts().often
    parts().often = (fails, lambda: ran.append(1))
    try:
        run_often()
    finally:
        parts().often = usual
    assert ran == [1]


def test_an_administrator_reads_the_mailbox_by_hand(app: Flask, box: Behaviour) -> None:
    runner = app.test_cli_runner()
    box.receive(A_LETTER)
    read = runner.invoke(cli.mailbox, ["read"])
    assert (read.exit_code, read.output) == (0, "1 mails looked at.\n")
    box.drops_at = "SELECT"
    failed = runner.invoke(cli.mailbox, ["read"])
    assert failed.exit_code == 1
    assert "0 mails looked at." in failed.output
    assert "Error: " in failed.output


def test_the_command_says_where_no_mailbox_is_set(app: Flask) -> None:
    refused = app.test_cli_runner().invoke(cli.mailbox, ["read"])
    assert (refused.exit_code, refused.output) == (
        1, "Error: No mailbox is set: PLANNER_IMAP_HOST names its server.\n"
    )  # fmt: skip
