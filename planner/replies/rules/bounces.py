"""What a mail server reports of a letter that it could not deliver (RFC 3464)."""

import re
from collections.abc import Sequence
from email.message import Message
from email.parser import HeaderParser

from planner.replies.rules.findings import MailKind, NotTaken, Passed, Reason, Report, Returned

MOST_RECIPIENTS = 20
"""Our letters have one; lists that they are sent on to may have more."""
MOST_WORDS = 300

_ID = re.compile(r"<[!-;=?-~]{3,200}>")


def is_report(mail: Message) -> bool:
    """Whether this is a report of how a letter went, or that it was read (RFC 6522)."""
    return mail.get_content_type() == "multipart/report"


def returned_in(mail: Message) -> Returned | Passed:
    """What the report says. Raises NotTaken where it does not name one letter."""
    parts = _children(mail)
    blocks = [
        block for part in parts if part.get_content_type() == "message/delivery-status" for block in _children(part)
    ]
    if not blocks:
        # That somebody has read a letter (RFC 8098) is none of our business.
        return Passed(MailKind.AUTOMATIC)
    reports = tuple(report for block in blocks[: MOST_RECIPIENTS + 1] if (report := _report(block)))
    return Returned(_message_id(parts), reports)


def _children(part: Message) -> Sequence[Message]:
    inside = part.get_payload()
    return [child for child in inside if isinstance(child, Message)] if isinstance(inside, list) else ()


def _message_id(parts: Sequence[Message]) -> str:
    """Of the letter that came back whole, or as its headers."""
    letters = [_children(part)[0] for part in parts if part.get_content_type() == "message/rfc822" and _children(part)]
    for part in parts:
        if part.get_content_type() == "text/rfc822-headers":
            text = part.get_payload(decode=True)
            headers = text.decode("ascii", "replace") if isinstance(text, bytes) else ""
            letters.append(HeaderParser(policy=part.policy).parsestr(headers))
    named = [str(value).strip() for letter in letters for value in letter.get_all("Message-ID", [])]
    if len(named) != 1 or not _ID.fullmatch(named[0]):
        raise NotTaken(Reason.UNKNOWN_LETTER)
    return named[0]


def _report(block: Message) -> Report | None:
    """What is said of one recipient; None for the lines about the letter as a whole (RFC 3464 2.2)."""
    named = (block.get("Final-Recipient"), block.get("Original-Recipient"))
    addresses = tuple(dict.fromkeys(_recipient(str(value)) for value in named if value is not None))
    if not addresses:
        return None
    said = " ".join(str(value) for name in ("Status", "Diagnostic-Code") if (value := block.get(name)) is not None)
    words = "".join(sign for sign in " ".join(said.split()) if sign.isprintable())
    return Report(addresses, str(block.get("Action", "")).strip().lower()[:20], words[:MOST_WORDS])


def _recipient(value: str) -> str:
    # "rfc822; anna@example.org", some with angle brackets around it.
    return value.partition(";")[2].strip().strip("<>").lower()[:254]
