"""Looks through one mail: is it an answer from a calendar, a report of a letter of ours, or none of our business?

Every limit here stands against a mail that was made to hurt. What is not understood is passed over.
"""

import re
from collections.abc import Iterator
from email._policybase import Compat32
from email.message import Message
from email.parser import BytesParser
from email.utils import collapse_rfc2231_value

from planner.core.addresses import is_mail_address
from planner.replies.rules.bounces import is_report, returned_in
from planner.replies.rules.calendars import Said, said_in
from planner.replies.rules.findings import Answer, Found, MailKind, NotTaken, Passed, Reason

MOST_BYTES = 256 * 1024
MOST_NESTED = 30
"""Parts that hold parts. The parser walks all of them for each line, and calls itself for each."""
MOST_HEADER = 2000
"""Characters of one header. The parser of parameters takes time by the square of them."""
MOST_CALENDARS = 5

_CHARSETS = frozenset({"utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"})
"""A mail may name any codec of Python's, also such as never end. What is in another is read as UTF-8."""
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\([^()]*\)")
_AUTOMATIC = ("X-Autoreply", "X-Autorespond", "X-Vacation")
_PRECEDENCE = ("auto_reply", "bulk", "junk")


class _Wary(Compat32):
    """The parser's plainest policy, to which a header that is too long is an empty one."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value if len(value) <= MOST_HEADER else ""


_PARSER = BytesParser(policy=_Wary())


def found_in(raw: bytes) -> Found:
    """What a mail says. What a parser that is given nonsense may raise is the caller's to catch."""
    if len(raw) > MOST_BYTES:
        return Passed(MailKind.REFUSED, Reason.TOO_LARGE)
    lowered = raw.lower()
    if lowered.count(b"multipart/") + lowered.count(b"message/") > MOST_NESTED:
        return Passed(MailKind.REFUSED, Reason.TOO_NESTED)
    mail = _PARSER.parsebytes(raw)
    try:
        return returned_in(mail) if is_report(mail) else _answer_in(mail) or Passed(_plain_kind(mail))
    except NotTaken as refusal:
        kind = MailKind.OTHER if refusal.reason is Reason.METHOD else MailKind.REFUSED
        return Passed(kind, refusal.reason)


def _answer_in(mail: Message) -> Answer | None:
    """The one answer in a mail; None when there is no calendar in it. Raises NotTaken."""
    calendars = [part for part in _parts(mail) if part.get_content_type() == "text/calendar"]
    if not calendars:
        return None
    if len(calendars) > MOST_CALENDARS:
        raise NotTaken(Reason.SEVERAL)
    # Some programs send the same twice: to be shown, and as a file.
    said: set[Said] = {said_in(_text(part), _method(part)) for part in calendars}
    if len(said) != 1:
        raise NotTaken(Reason.SEVERAL)
    (only,) = said
    return Answer(only.uid, only.attendee, sender_of(mail), only.state, only.stamped_at, only.sequence)


def _parts(mail: Message) -> Iterator[Message]:
    """The leaves of a mail, but not those of mails inside it: what is forwarded is not said by whoever forwards."""
    inside = mail.get_payload()
    if mail.get_content_maintype() == "multipart" and isinstance(inside, list):
        for part in inside:
            if isinstance(part, Message):
                yield from _parts(part)
    else:
        yield mail


def _method(part: Message) -> str:
    said = part.get_param("method")
    return "" if said is None else collapse_rfc2231_value(said)


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise NotTaken(Reason.UNREADABLE)
    named = part.get_content_charset("utf-8")
    return content.decode(named if named in _CHARSETS else "utf-8", "replace").removeprefix("\ufeff")


def sender_of(mail: Message) -> str:
    """The one address in From, in lower case. Raises NotTaken for anything that can be read in two ways."""
    said = mail.get_all("From", [])
    text = " ".join(str(said[0]).split()) if len(said) == 1 else ""
    plain = _COMMENT.sub("", _QUOTED.sub("", text)).strip()
    name, bracket, address = plain.removesuffix(">").rpartition("<")
    if bool(bracket) != plain.endswith(">") or any(sign in "<>,;:" for sign in name) or not is_mail_address(address):
        raise NotTaken(Reason.BAD_SENDER)
    return address.strip().lower()


def _plain_kind(mail: Message) -> MailKind:
    """Of a mail that is neither answer nor report: did a machine write it (RFC 3834 5)?"""
    submitted = str(mail.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    precedence = str(mail.get("Precedence", "")).strip().lower()
    is_automatic = submitted != "no" or precedence in _PRECEDENCE or any(name in mail for name in _AUTOMATIC)
    return MailKind.AUTOMATIC if is_automatic else MailKind.OTHER
