"""Mails that were made to hurt: nothing they say changes anything, none takes long, and none stops the next one."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from planner.core.actor import SYSTEM
from planner.replies.errands import looked_through, read_mailbox
from planner.replies.errands.mailbox import Delivered
from planner.replies.models import CalendarReply, IncomingMail
from planner.replies.rules import MOST_BYTES, Answer, MailKind, Passed, Reason, ReplyState, Returned
from planner.web.entry import reading
from tests.replies.fake_imap import Behaviour
from tests.replies.mails import ANNA, AWAY, UID, a_report, an_answer, answering, calendar

MOST_SECONDS = 5
"""A bomb would take minutes or for ever; a slow machine takes a second or two for what is harmless."""


def nested(depth: int, kind: bytes = b"multipart/mixed") -> bytes:
    """So many parts, each inside the other; the innermost is an invitation."""
    content = calendar(method="METHOD:REQUEST")
    heads = b"".join(b'Content-Type: %s; boundary="b%d"\r\n\r\n--b%d\r\n' % (kind, n, n) for n in range(depth))
    return b"From: anna@example.org\r\n" + heads + b"Content-Type: text/calendar\r\n\r\n" + content.encode()


def in_full(head: bytes, piece: bytes) -> bytes:
    """As much as may be fetched of the same again and again."""
    return head + piece * ((MOST_BYTES - len(head)) // len(piece))


MIXED = b'From: anna@example.org\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
CALENDAR = b"From: anna@example.org\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n"
BOMBS = {
    "multiparts 1000 deep": nested(1000),
    "mails inside mails 1000 deep": b"From: anna@example.org\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 1000,
    "deep, and then lines without end": in_full(nested(29), b"\r\n"),
    "deeper, and then lines without end": in_full(nested(300), b"\n"),
    "parts without end": in_full(MIXED, b"--b\r\n\r\n\r\n"),
    "parts of calendars without end": in_full(MIXED, b"--b\r\nContent-Type: text/calendar\r\n\r\n\r\n"),
    "headers without end": in_full(b"", b"A:\r\n"),
    "one header without end": in_full(b"Content-Type: text/calendar", b";a=b"),
    "a parameter that is never closed": in_full(b'Content-Type: text/calendar; method="', b";"),
    "a boundary that is never closed": in_full(b'Content-Type: multipart/mixed; boundary="', b";\r\n "),
    "folded without end": in_full(b"Content-Type: multipart/mixed; boundary=", b"\r\n ;\";"),
    "continued parameters": in_full(b"Content-Type: text/calendar", b"; method*0*=utf-8''R"),
    "a sender without end": in_full(b"From: ", b"<a@b.example>,"),
    "comments without end": in_full(b"Content-Type: text/calendar\r\nFrom: ", b"("),
    "quotes without end": in_full(b"Content-Type: text/calendar\r\nFrom: ", b'"\\'),
    "a report of everybody": in_full(
        b'Content-Type: multipart/report; boundary="b"\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n',
        b"Final-Recipient: rfc822; anna@example.org\r\nAction: failed\r\n\r\n",
    ),
    "events by the thousand": in_full(CALENDAR, b"BEGIN:VEVENT\r\nEND:VEVENT\r\n"),
    "components inside each other": in_full(CALENDAR, b"BEGIN:VEVENT\r\n"),
    "attendees by the thousand": in_full(CALENDAR + b"BEGIN:VEVENT\r\n", b"ATTENDEE:mailto:anna@example.org\r\n"),
    "a line that is folded at each sign": in_full(CALENDAR, b"\r\n "),
    "empty lines before a fold": in_full(CALENDAR, b"\r\n\n"),
    "nothing but NULs": in_full(b"", b"\0"),
    "nothing but carriage returns": in_full(b"From: a@b.example", b"\r"),
    "base64 that is none": in_full(b"Content-Type: text/calendar\r\nContent-Transfer-Encoding: base64\r\n\r\n", b"=A"),
    "uuencode that is none": in_full(
        b"Content-Type: text/calendar\r\nContent-Transfer-Encoding: uu\r\n\r\nbegin 666 a\r\n", b"M\r\n"
    ),
    "a code that takes time by the square": in_full(
        b"Content-Type: text/calendar; charset=punycode\r\n\r\n" + b"a" * 100_000 + b"-", b"a"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_is_passed_over_in_no_time(what: str) -> None:
    began = time.perf_counter()
    found = looked_through(Delivered(1, BOMBS[what]))
    assert time.perf_counter() - began < MOST_SECONDS
    # One of them is a true report, but of no letter of ours; none is an answer.
    assert isinstance(found, Passed), found


def test_what_a_calendar_holds_besides_is_not_even_parsed() -> None:
    """A rule for each second since the year 1, zones that say so of Stockholm, alarms: an answer all the same."""
    more = (
        "RRULE:FREQ=SECONDLY;BYSECOND=" + ",".join(map(str, range(60))),
        "RDATE:" + ",".join(["00010101T000000Z"] * 50),
        "EXRULE:FREQ=SECONDLY",
        "BEGIN:VALARM\r\nTRIGGER:-P9999999999D\r\nREPEAT:999999999\r\nEND:VALARM",
    )
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Stockholm\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\n"
        "RRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+2300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
    )
    content = calendar(more="\r\n".join(more)).replace("BEGIN:VEVENT", zone)
    began = time.perf_counter()
    found = looked_through(Delivered(1, answering(content)))
    assert isinstance(found, Answer)
    assert time.perf_counter() - began < MOST_SECONDS


mails = st.sampled_from([answering(), an_answer("DECLINED"), a_report("<1@localhost>"), AWAY, nested(3)])
pieces = st.one_of(
    st.binary(max_size=20),
    st.sampled_from(
        [b"\r\n", b"\r\n\r\n", b"\n ", b"\0", b"--b1", b"--b1--", b"BEGIN:VEVENT\r\n", b"END:VCALENDAR", b"\xff\xfe",
         b"Content-Type: ", b"multipart/report", b"message/rfc822", b"; boundary=", b"=?x?q?=?=",
         b"From: eve@example.net\r\n"]
    ),
)  # fmt: skip
cuts = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 200), pieces), max_size=8)


def mangled(mail: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """A mail with pieces taken out and others put in."""
    for at, length, piece in changes:
        mail = mail[:at] + piece + mail[at + length :]
    return mail


@given(mail=mails, changes=cuts)
@example(mail=answering(), changes=[(0, 0, b"\r\n")])
@settings(deadline=None, max_examples=300)
def test_however_a_mail_is_mangled_it_says_one_of_three_things(
    mail: bytes, changes: list[tuple[int, int, bytes]]
) -> None:
    found = looked_through(Delivered(1, mangled(mail, changes)))
    assert isinstance(found, Answer | Returned | Passed)
    if isinstance(found, Answer):
        assert found.stamped_at.tzinfo is not None
        assert found.sequence >= 0
        assert found.attendee == found.attendee.lower()


@given(content=st.binary(max_size=4000))
@settings(deadline=None, max_examples=200)
def test_noise_is_no_answer(content: bytes) -> None:
    assert isinstance(looked_through(Delivered(1, content)), Passed)


lines = st.lists(
    st.sampled_from(
        ["BEGIN:VCALENDAR", "END:VCALENDAR", "METHOD:REPLY", "METHOD:CANCEL", "BEGIN:VEVENT", "END:VEVENT",
         "UID:a@localhost",
         f"UID:{UID}@localhost", "SEQUENCE:1", "SEQUENCE:x", "DTSTAMP:20260901T070000Z", "DTSTAMP:x",
         " folded", "",
         f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ANNA}", "ATTENDEE;PARTSTAT=\"", "ATTENDEE:mailto:\u0130@example.org",
         "RRULE:FREQ=SECONDLY", "RECURRENCE-ID:20260901T070000Z", "BEGIN:VTIMEZONE", "END:VTIMEZONE", ":", ";", "\0"]
    ),
    max_size=14,
)  # fmt: skip


@given(between=lines)
@settings(deadline=None, max_examples=300)
def test_whatever_stands_between_the_lines_an_answer_is_whole_or_none(between: list[str]) -> None:
    found = looked_through(Delivered(1, answering("\r\n".join(between))))
    assert isinstance(found, Answer | Passed)


@given(mails=st.lists(st.tuples(mails, cuts), min_size=1, max_size=4))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_comes_before_it_a_true_answer_is_taken_and_nothing_else_changes(
    mails: list[tuple[bytes, list[tuple[int, int, bytes]]]], box: Behaviour, uid_of: Callable[[str], str]
) -> None:
    """None of the mangled ones knows the UID of anna's entry."""
    box.receive(*[mangled(*each) for each in mails])
    second = box.last_uid % 60
    true = an_answer("DECLINED", uid=uid_of("anna"), at=f"20260901T07{box.last_uid // 60 % 60:02}{second:02}Z")
    box.receive(true)
    read_mailbox()
    with reading(SYSTEM) as work:
        replies: list[Any] = list(work.db.scalars(select(CalendarReply)))
        last = work.db.scalars(select(IncomingMail).order_by(IncomingMail.id.desc()).limit(1)).one()
    assert [reply.state for reply in replies] == [ReplyState.DECLINED]
    assert (last.kind, last.reason) == (MailKind.ANSWER, None)


def test_a_line_break_in_what_a_server_reports_stays_out_of_what_is_kept() -> None:
    report = a_report("<1@localhost>").replace(b"User unknown", b"x\r\n\tSubject: \x00\x1b[31m<script>" + b"y" * 1000)
    found = looked_through(Delivered(1, report))
    assert isinstance(found, Returned)
    assert found.reports[0].words.isprintable()
    assert len(found.reports[0].words) <= 300


def test_a_mail_over_the_limit_is_not_even_parsed() -> None:
    too_large = Passed(MailKind.REFUSED, Reason.TOO_LARGE)
    assert looked_through(Delivered(1, answering() + b" " * MOST_BYTES)) == too_large
    assert looked_through(Delivered(1, None)) == too_large
