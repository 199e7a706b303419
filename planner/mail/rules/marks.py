"""What a letter is known by: its mark stands in its Message-ID and in the address that says no to more of them."""

import re


def message_id_of(mark: str, host: str) -> str:
    """The Message-ID of the letter with this mark (32 hexadecimal digits)."""
    return f"<{mark}@{host}>"


def mark_of(message_id: str) -> str:
    """The mark in a Message-ID of ours."""
    return message_id.strip("<>").partition("@")[0]


def entry_of(calendar: bytes | None) -> tuple[str, int]:
    """(UID, SEQUENCE) of the entry in an iTIP object of ours; ("", 0) where there is none."""
    # RFC 5545 3.1: a long line goes on after a break and a blank.
    _, begun, event = re.sub(rb"\r?\n[ \t]", b"", calendar or b"").partition(b"BEGIN:VEVENT")
    uid = re.search(rb"^UID:(\S+)", event, re.MULTILINE)
    sequence = re.search(rb"^SEQUENCE:(\d+)", event, re.MULTILINE)
    if not begun or uid is None:
        return "", 0
    # 3.8.7.4: without one it is 0.
    return uid[1].decode("utf-8", "replace")[:255], int(sequence[1]) if sequence else 0
