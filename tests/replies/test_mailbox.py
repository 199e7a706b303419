"""From the mailbox to the tables: each mail once, whatever the server does."""

import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from planner.core.actor import SYSTEM
from planner.replies.errands import mailbox, read_mailbox
from planner.replies.models import CalendarReply, IncomingMail, Mailbox
from planner.replies.rules import MOST_BYTES, MailKind, Passed, Reason, ReplyState
from planner.replies.services import Place, take
from planner.web.entry import parts, reading
from planner.web.errands import run_often
from tests.conftest import START, Clock
from tests.replies.fake_imap import Behaviour
from tests.replies.mails import A_LETTER, AWAY, an_answer

WorkAs = Callable[..., Any]
UidOf = Callable[[str], str]


def outcomes() -> list[tuple[MailKind, Reason | None]]:
    """What became of each mail, in the order they were taken."""
    with reading(SYSTEM) as work:
        return [(row.kind, row.reason) for row in work.db.scalars(select(IncomingMail).order_by(IncomingMail.id))]


def answers() -> list[tuple[ReplyState, int]]:
    with reading(SYSTEM) as work:
        rows = work.db.scalars(select(CalendarReply).order_by(CalendarReply.registration_id))
        return [(row.state, row.sequence) for row in rows]


def last_reading() -> tuple[int, int, bool, str]:
    """(UIDVALIDITY, last UID, whether it was read to the end, trouble)."""
    with reading(SYSTEM) as work:
        row = work.db.scalars(select(Mailbox)).one()
        return row.uid_validity, row.last_uid, row.read_at is not None, row.trouble


def yes_of(uid_of: UidOf, who: str = "anna", state: str = "DECLINED", **more: Any) -> bytes:
    return an_answer(state, uid=uid_of(who), who=f"{who}@example.org", **more)


def test_nothing_is_done_where_no_mailbox_is_set(app: Flask) -> None:
    assert read_mailbox() == 0
    with reading(SYSTEM) as work:
        assert work.db.scalars(select(Mailbox)).all() == []


def test_answers_are_taken_once_and_marked_and_all_else_is_left_as_it_is(box: Behaviour, uid_of: UidOf) -> None:
    box.receive(A_LETTER, yes_of(uid_of), AWAY, yes_of(uid_of, "bo", "TENTATIVE"))
    assert read_mailbox() == 4
    assert answers() == [(ReplyState.DECLINED, 0), (ReplyState.TENTATIVE, 0)]
    assert box.unseen == [1, 3]
    assert read_mailbox() == 0
    assert outcomes() == [
        (MailKind.OTHER, None),
        (MailKind.ANSWER, None),
        (MailKind.AUTOMATIC, None),
        (MailKind.ANSWER, None),
    ]
    assert last_reading() == (7, 4, True, "")


def test_it_is_read_every_few_minutes(box: Behaviour, uid_of: UidOf) -> None:
    box.receive(yes_of(uid_of))
    run_often()
    assert answers() == [(ReplyState.DECLINED, 0)]


def test_what_was_read_before_the_mailbox_was_set_is_not_looked_at(box: Behaviour, uid_of: UidOf) -> None:
    box.receive(yes_of(uid_of), yes_of(uid_of, "bo"))
    box.mails[0].seen = True
    assert read_mailbox() == 1
    assert [outcome for outcome, _ in outcomes()] == [MailKind.ANSWER]


def test_an_answer_that_somebody_has_opened_meanwhile_is_taken(box: Behaviour, uid_of: UidOf) -> None:
    box.receive(A_LETTER)
    read_mailbox()
    box.receive(yes_of(uid_of))
    box.mails[1].seen = True
    read_mailbox()
    assert answers() == [(ReplyState.DECLINED, 0)]


def test_taken_mails_are_moved_where_the_administrator_said(box: Behaviour, uid_of: UidOf) -> None:
    set_imap(moves_to="Samling/Klart")
    box.receive(A_LETTER, yes_of(uid_of))
    read_mailbox()
    assert (box.moved, [mail.uid for mail in box.mails]) == ({"Samling/Klart": [yes_of(uid_of)]}, [1])
    box.can_move = False
    box.receive(yes_of(uid_of, "bo"))
    read_mailbox()
    assert [(mail.uid, mail.seen) for mail in box.mails] == [(1, False), (3, True)]


@pytest.mark.parametrize(
    ("command", "said", "told"),
    [
        ("UID MOVE", b"TAG NO [TRYCREATE] no such folder\r\n", "MOVE: [TRYCREATE] no such folder"),
        ("UID STORE", b"TAG NO over quota\r\n", "STORE: over quota"),
        ("UID MOVE", b"TAG BAD what?\r\n", "what?"),
    ],
)
def test_what_cannot_be_put_away_keeps_nothing_from_being_read(
    box: Behaviour, uid_of: UidOf, clock: Clock, command: str, said: bytes, told: str
) -> None:
    set_imap(moves_to="Klart")
    box.answers[command] = said
    box.receive(yes_of(uid_of), yes_of(uid_of, "bo"), A_LETTER)
    assert (read_mailbox(), read_mailbox()) == (3, 0)
    assert len(answers()) == 2
    box.receive(AWAY)
    box.answers.clear()
    clock.forward(minutes=5)
    with reading(SYSTEM) as work:
        row = work.db.scalars(select(Mailbox)).one()
        assert (row.trouble, row.read_at) == ("", START)  # nothing was to be put away in the second reading
    box.answers[command] = said
    box.receive(yes_of(uid_of, at="20260901T080000Z"))
    read_mailbox()
    with reading(SYSTEM) as work:
        row = work.db.scalars(select(Mailbox)).one()
        assert told in row.trouble
        assert (row.read_at, row.tried_at) == (clock.now, clock.now)


def set_imap(**more: Any) -> None:
    settings = parts().settings
    assert settings.imap is not None
    parts().settings = replace(settings, imap=replace(settings.imap, **more))


def test_many_mails_are_read_a_portion_at_a_time(
    box: Behaviour, uid_of: UidOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "MOST_IN_A_SESSION", 3)
    box.receive(*[A_LETTER] * 4, yes_of(uid_of))
    assert [read_mailbox() for _ in range(3)] == [3, 2, 0]
    assert answers() == [(ReplyState.DECLINED, 0)]


def test_a_mail_too_large_is_never_fetched_even_when_the_server_is_wrong(box: Behaviour, uid_of: UidOf) -> None:
    box.receive(yes_of(uid_of) + b"x" * 10_000_000, yes_of(uid_of) + b"x" * MOST_BYTES, yes_of(uid_of, "bo"))
    box.mails[1].claimed_size = 17
    read_mailbox()
    too_large = (MailKind.REFUSED, Reason.TOO_LARGE)
    assert outcomes() == [too_large, too_large, (MailKind.ANSWER, None)]
    assert [command for command in box.commands if "BODY" in command] == [
        f"UID FETCH {uid} (BODY.PEEK[]<0.{MOST_BYTES + 1}>)" for uid in (2, 3)
    ]


def test_a_mail_that_no_parser_can_read_does_not_stop_the_others(box: Behaviour, uid_of: UidOf) -> None:
    # A stamp that the calendar library stumbles on, not one of our own refusals.
    broken = yes_of(uid_of, at="20269999T999999Z")
    box.receive(broken, yes_of(uid_of, "bo"))
    read_mailbox()
    assert outcomes() == [(MailKind.REFUSED, Reason.UNREADABLE), (MailKind.ANSWER, None)]
    assert box.unseen == [1]


@pytest.mark.parametrize("command", ["LOGIN", "SELECT", "UID SEARCH", "UID FETCH", "UID STORE"])
@pytest.mark.parametrize("how", ["drops_at", "drops_after"])
def test_wherever_the_server_hangs_up_nothing_is_lost_or_done_twice(
    box: Behaviour, uid_of: UidOf, command: str, how: str
) -> None:
    box.receive(yes_of(uid_of), yes_of(uid_of, "bo", "ACCEPTED"))
    setattr(box, how, command)
    read_mailbox()
    assert last_reading()[2:] != (True, "")
    setattr(box, how, "")
    read_mailbox()
    read_mailbox()
    assert answers() == [(ReplyState.DECLINED, 0), (ReplyState.ACCEPTED, 0)]
    assert outcomes() == [(MailKind.ANSWER, None)] * 2
    assert last_reading() == (7, 2, True, "")


GARBAGE = {
    "a folder that is not there": ("SELECT", b"TAG NO no such folder\r\n"),
    "a folder without numbers": ("SELECT", b"TAG OK\r\n"),
    "numbers that are none": ("UID SEARCH", b"* SEARCH one two\r\nTAG OK\r\n"),
    "a search refused": ("UID SEARCH", b"TAG NO not now\r\n"),
    "noise": ("UID SEARCH", b"\xff\xfe\x00 what\r\n"),
    "noise with the tag": ("UID SEARCH", b"TAG \xff\xff\r\n"),
    "a line without end": ("UID SEARCH", b"* SEARCH " + b"1 " * 600_000 + b"\r\n"),
    "a literal without end": ("UID FETCH", b"* 1 FETCH (UID 1 BODY[] {9999999999}\r\n"),
    "a size that is none": ("UID FETCH", b"* 1 FETCH (UID 1 RFC822.SIZE {many}\r\nTAG NO\r\n"),
    "somebody else's tag": ("UID FETCH", b"zz OK done\r\n"),
    "goodbye": ("UID FETCH", b"* BYE shutting down\r\nTAG NO\r\n"),
}


@pytest.mark.parametrize("what", GARBAGE)
def test_a_server_that_talks_nonsense_is_noted_and_tried_again(box: Behaviour, uid_of: UidOf, what: str) -> None:
    box.receive(yes_of(uid_of))
    command, said = GARBAGE[what]
    box.answers = {command: said}
    assert read_mailbox() == 0
    _, last_uid, read, trouble = last_reading()
    assert (last_uid, read, bool(trouble)) == (0, False, True)
    box.answers = {}
    assert read_mailbox() == 1
    assert last_reading() == (7, 1, True, "")


@pytest.mark.parametrize(
    "greeting", [b"* BYE too many\r\n", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x15\x03\x01\x00\x02\r\n"]
)
def test_a_server_that_does_not_greet_as_it_should(box: Behaviour, greeting: bytes) -> None:
    box.greeting = greeting
    assert read_mailbox() == 0
    assert last_reading()[3] != ""


def test_a_message_that_the_answer_does_not_name_is_not_taken_for_it(box: Behaviour, uid_of: UidOf) -> None:
    content = yes_of(uid_of)
    box.receive(A_LETTER)
    size = b"* 1 FETCH (UID 1 RFC822.SIZE 100)\r\nTAG OK\r\n"
    other = b"* 1 FETCH (UID 9 BODY[]<0> {%d}\r\n" % len(content) + content + b")\r\nTAG OK\r\n"
    box.answers = {"UID FETCH 1 (RFC822.SIZE)": size, "UID FETCH 1 (BODY": other}
    read_mailbox()
    assert (answers(), outcomes()) == ([], [])


def test_the_right_password_is_asked_for_and_never_told(box: Behaviour) -> None:
    set_imap(password="wrong one")
    read_mailbox()
    trouble = last_reading()[3]
    assert "AUTHENTICATIONFAILED" in trouble
    assert "wrong one" not in trouble
    assert "wrong one" not in repr(parts().settings)


def test_when_the_server_numbers_its_mails_anew_nothing_is_lost_and_nothing_counts_twice(
    box: Behaviour, uid_of: UidOf
) -> None:
    box.receive(A_LETTER, yes_of(uid_of))
    read_mailbox()
    box.uid_validity = 8
    box.mails[:] = []
    box.last_uid = 0
    box.receive(yes_of(uid_of), yes_of(uid_of, "bo"))
    read_mailbox()
    assert [kind for kind, _ in outcomes()] == [MailKind.OTHER, MailKind.ANSWER, MailKind.KNOWN, MailKind.ANSWER]
    assert last_reading() == (8, 2, True, "")


def test_another_mailbox_is_read_from_its_beginning(box: Behaviour, uid_of: UidOf, work_as: WorkAs) -> None:
    box.receive(yes_of(uid_of))
    read_mailbox()
    with work_as(SYSTEM) as work:
        work.db.execute(update(Mailbox).values(name="another one"))
    box.mails[0].seen = False
    read_mailbox()
    assert [kind for kind, _ in outcomes()] == [MailKind.ANSWER, MailKind.KNOWN]


def test_a_server_that_drips_for_ever_is_left_in_time(box: Behaviour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "ANSWER_SECONDS", 0.5)
    box.greeting, box.drips_seconds = b"", 5
    read_mailbox()
    assert last_reading()[3] != ""


def test_slow_as_it_may_be_no_session_outlasts_its_time(box: Behaviour, monkeypatch: pytest.MonkeyPatch) -> None:
    # Each octet comes in time, but there is no end to them.
    monkeypatch.setattr(mailbox, "SESSION_SECONDS", 0.5)
    box.drips_seconds = 0.05
    read_mailbox()
    assert last_reading()[3] != ""


def test_a_certificate_that_nobody_vouches_for_is_refused(box: Behaviour, tmp_path: Path, uid_of: UidOf) -> None:
    certificate, key = str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    box.certificate = (certificate, key)
    box.receive(yes_of(uid_of))
    set_imap(security="tls")
    assert read_mailbox() == 0
    assert "certificate verify failed" in last_reading()[3]
    assert box.commands == []


def test_a_server_that_cannot_keep_a_secret_is_not_told_any(box: Behaviour) -> None:
    set_imap(security="starttls")
    read_mailbox()
    assert "TLS" in last_reading()[3]
    assert [command for command in box.commands if command.startswith("LOGIN")] == []


def test_of_two_who_read_at_once_each_mail_is_taken_by_one(
    box: Behaviour, uid_of: UidOf, clock: Clock, work_as: WorkAs
) -> None:
    box.receive(yes_of(uid_of), yes_of(uid_of, "bo"))
    read_mailbox()
    # The other one had asked for the same mails before they were dealt with: so it seems to a second reading.
    with work_as(SYSTEM) as work:
        row = work.db.scalars(select(Mailbox)).one()
        name = row.name

    with work_as(SYSTEM) as work:
        assert [take(work, Place(name, 7, uid), Passed(MailKind.OTHER)) for uid in (1, 2)] == [None, None]
        assert take(work, Place(name, 6, 9), Passed(MailKind.OTHER)) is None
        assert take(work, Place(name, 7, 3), Passed(MailKind.OTHER)) is MailKind.OTHER
    assert len(outcomes()) == 3
    with reading(SYSTEM) as work:
        assert {row.read_at for row in work.db.scalars(select(IncomingMail))} == {START}


def test_two_workers_at_the_same_time_take_each_mail_once(app: Flask, box: Behaviour, uid_of: UidOf) -> None:
    box.receive(A_LETTER)
    read_mailbox()
    box.receive(*(yes_of(uid_of, at=f"20260901T0700{n:02}Z") for n in range(20)))

    def worker(_number: int) -> int:
        with app.app_context():
            return read_mailbox()

    with ThreadPoolExecutor(3) as workers:
        assert max(workers.map(worker, range(3))) == 20
    assert [kind for kind, _ in outcomes()] == [MailKind.OTHER, *[MailKind.ANSWER] * 20]
    assert last_reading() == (7, 21, True, "")
