"""Mails as they come back: answers as calendar programs write them, reports as mail servers do."""

import base64

ANNA = "anna@example.org"
UID = "ab" * 16
HOST = "localhost"


def calendar(**more: str) -> str:
    """The calendar part of a yes, as Outlook writes it: with a time zone and much that nobody reads."""
    said = {
        "method": "METHOD:REPLY",
        "uid": f"UID:{UID}@{HOST}",
        "attendee": f'ATTENDEE;PARTSTAT=ACCEPTED;CN="Demo, Anna":MAILTO:{ANNA}',
        "dtstamp": "DTSTAMP:20260901T070000Z",
        "sequence": "SEQUENCE:0",
        "more": "COMMENT;LANGUAGE=sv-SE:\\n",
        **more,
    }
    lines = (
        "BEGIN:VCALENDAR", said["method"], "PRODID:Microsoft Exchange Server 2010", "VERSION:2.0",
        "BEGIN:VTIMEZONE", "TZID:W. Europe Standard Time",
        "BEGIN:STANDARD", "DTSTART:16010101T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10", "END:STANDARD",
        "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE",
        "BEGIN:VEVENT", said["attendee"], said["more"], said["uid"],
        "SUMMARY;LANGUAGE=sv-SE:Accepterat: Höstens träff", "DTSTART;TZID=W. Europe Standard Time:20261014T100000",
        "DTEND;TZID=W. Europe Standard Time:20261015T120000", "CLASS:PUBLIC", said["dtstamp"], "TRANSP:OPAQUE",
        "STATUS:CONFIRMED", said["sequence"], "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "END:VEVENT", "END:VCALENDAR", "",
    )  # fmt: skip
    return "\r\n".join(line for line in lines if line or line == lines[-1])


def folded(text: str) -> str:
    """Its long lines folded at 60 signs (RFC 5545 3.1)."""
    return "\r\n".join(
        "\r\n ".join(line[n : n + 60] for n in range(0, max(1, len(line)), 60)) for line in text.split("\r\n")
    )


def answering(
    content: str | None = None, *, sender: str = f"Demo Anna <{ANNA}>", param: str = "; method=REPLY", head: str = ""
) -> bytes:
    """An answer: text, and the calendar beside it in base64."""
    part = base64.encodebytes((calendar() if content is None else content).encode()).decode().replace("\n", "\r\n")
    return (
        f"From: {sender}\r\nTo: samling@example.org\r\nSubject: =?utf-8?q?Accepterat=3A_H=C3=B6stens_tr=C3=A4ff?=\r\n"
        f'{head}MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b1"\r\n\r\n'
        "--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\r\n"
        f'--b1\r\nContent-Type: text/calendar; charset="utf-8"{param}\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{part}\r\n--b1--\r\n"
    ).encode()


def an_answer(
    state: str = "ACCEPTED", *, uid: str = UID, who: str = ANNA, at: str = "20260901T070000Z", sequence: int = 0
) -> bytes:
    """`who` answers so."""
    content = calendar(
        uid=f"UID:{uid}@{HOST}",
        attendee=f"ATTENDEE;PARTSTAT={state}:mailto:{who}",
        dtstamp=f"DTSTAMP:{at}",
        sequence=f"SEQUENCE:{sequence}",
    )
    return answering(content, sender=f"Demo <{who}>")


def a_report(message_id: str, recipient: str = ANNA, *, action: str = "failed", whole: bool = True) -> bytes:
    """A mail server tells of a letter; what came back is the whole of it, or its headers."""
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    body = "\r\n\r\nHej Anna!\r\n" if whole else "\r\n"
    return (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.org (Mail Delivery System)\r\nTo: samling@example.org\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="r1"\r\n\r\n'
        "--r1\r\nContent-Type: text/plain\r\n\r\nI'm sorry to have to inform you …\r\n"
        "--r1\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example.org\r\nArrival-Date: Tue, 1 Sep 2026 10:00:00 +0200\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nOriginal-Recipient: rfc822;{recipient}\r\nAction: {action}\r\n"
        "Status: 5.1.1\r\nRemote-MTA: dns; mx.example.org\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 <" + recipient + ">: Recipient address\r\n    rejected: User unknown\r\n\r\n"
        f"--r1\r\nContent-Type: {kind}\r\n\r\n"
        f"From: Demo <samling@example.org>\r\nTo: {recipient}\r\nMessage-ID: {message_id}\r\nSubject: Hej{body}"
        "\r\n--r1--\r\n"
    ).encode()


A_LETTER = (
    b"From: Demo Anna <anna@example.org>\r\nTo: samling@example.org\r\nSubject: Fika\r\n"
    b"Content-Type: text/plain\r\n\r\nFinns det havremj\xf6lk?\r\n"
)
AWAY = A_LETTER.replace(b"Subject: Fika", b"Subject: Semester\r\nAuto-Submitted: auto-replied (vacation)")
