"""Handing an e-mail to the mail server, and what its answer means."""

import smtplib
from email.message import EmailMessage

from planner.config import MailSettings
from planner.mail.delivery.sessions import SESSIONS

TRY_ANOTHER_SESSION = 421
"""RFC 5321 4.2.1: the server ends this session; that says nothing about the letter."""


class Bounced(Exception):
    """The mail server will never take this letter."""


class Deferred(Exception):
    """The mail server cannot be reached, or not now: try again."""


def send(message: EmailMessage, mail: MailSettings, host: str) -> None:
    """Hand the message over; `host` is what we call ourselves. Raises Bounced or Deferred, with the server's words.

    Trouble before the letter is handed over (no connection, no TLS, no login, our sender refused) is ours to mend,
    never the letter's fault, so it waits, whatever the code.
    """
    try:
        if not _handed_over(message, mail, host):
            _handed_over(message, mail, host, fresh=True)
    except smtplib.SMTPRecipientsRefused as refused:
        ((code, words),) = refused.recipients.values()
        raise refusal(code, words) from refused
    except smtplib.SMTPDataError as refused:
        raise refusal(refused.smtp_code, refused.smtp_error) from refused
    except smtplib.SMTPNotSupportedError as refused:
        if mail.security == "starttls" and "STARTTLS" in str(refused):
            raise Deferred(str(refused)) from refused
        raise Bounced(str(refused)) from refused  # a local part such as örjan@ needs SMTPUTF8
    except smtplib.SMTPResponseException as trouble:
        raise Deferred(words_of(trouble.smtp_code, trouble.smtp_error)) from trouble
    except (smtplib.SMTPException, OSError) as trouble:
        raise Deferred(f"{type(trouble).__name__}: {trouble}") from trouble


def _handed_over(message: EmailMessage, mail: MailSettings, host: str, *, fresh: bool = False) -> bool:
    """False: a session that was kept open turned out to be at its end before the letter was begun."""
    with SESSIONS.session(mail, host, fresh=fresh) as session:
        try:
            session.server.send_message(message)
        except smtplib.SMTPSenderRefused as refused:
            if refused.smtp_code != TRY_ANOTHER_SESSION or not session.is_kept:
                raise
            return False
    return True


def refusal(code: int, words: bytes | str) -> Bounced | Deferred:
    """What the server's answer to a recipient or a letter means."""
    # RFC 5321 4.2.1: 4yz may succeed later, 5yz never will.
    return (Bounced if code >= 500 else Deferred)(words_of(code, words))


def words_of(code: int, words: bytes | str) -> str:
    """550 no such mailbox"""
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {said}".replace("\0", "")
