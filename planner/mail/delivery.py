"""Carries letters to the mail server, one errand each.

At least once: should this process die after the server took a letter and before that was booked, the errand is
run again and the letter leaves twice, with the same Message-ID, by which mail programs know it for one. The
other order, booking first, would lose it.
"""

import logging
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from planner.config import MailSettings
from planner.core import outbox
from planner.core.actor import SYSTEM
from planner.core.work import Site
from planner.mail import queries, services
from planner.mail.queries import FullLetter
from planner.mail.rules import DELIVER as DELIVER
from planner.mail.rules import LetterState
from planner.web.entry import parts, reading, writing

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 30
TURN_SECONDS = 15
"""How long a letter waits at least before it asks again whether the one before it has left."""


class Bounced(Exception):
    """The mail server will never take this letter."""


class Deferred(Exception):
    """The mail server cannot be reached, or not now: try again."""


def deliver(letter_id: str) -> None:
    """Errand: send one letter, unless it has left already or an earlier one to the same address has not."""
    with reading(SYSTEM) as work:
        letter = queries.letter_to_send(work.db, int(letter_id))
        if letter is None:
            return
        if turn := queries.held_back_until(work.db, letter):
            wait = max(TURN_SECONDS, int((turn - work.now).total_seconds()) + 1)
            raise outbox.Later(wait, "an earlier letter to the same address comes first")
    mail = parts().settings.mail
    if mail.delivery == "keep":
        _book(letter, LetterState.KEPT)
        return
    try:
        send(message_of(letter, mail, parts().site), mail, parts().site.host)
    except Bounced as refusal:
        _book(letter, LetterState.BOUNCED, str(refusal))
        raise outbox.Hopeless(str(refusal)) from refusal
    except Deferred as trouble:
        _put_off(letter, str(trouble))
    else:
        _book(letter, LetterState.SENT)


def message_of(letter: FullLetter, mail: MailSettings, site: Site) -> EmailMessage:
    """The e-mail itself. Only here do private links get their tokens. Raises Bounced for an unusable address."""
    # The SMTP policy ends lines with CRLF before base64 is made of them, as RFC 5545 3.1 wants it.
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = Address(mail.sender_name, addr_spec=mail.sender)
        message["To"] = Address(addr_spec=mailable(letter.recipient))
        if letter.reply_to:
            message["Reply-To"] = Address(addr_spec=mailable(letter.reply_to))
    except (ValueError, IndexError, MessageError) as unusable:  # what the parser says of "a@", "@b" and the like
        raise Bounced(f"not an e-mail address: {unusable}") from unusable
    message["Subject"] = letter.subject
    message["Date"] = letter.posted_at
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834 5: no out-of-office answers, please
    message.set_content(site.keys.fill(letter.plain), cte="quoted-printable")
    message.add_alternative(site.keys.fill(letter.html), subtype="html", cte="quoted-printable")
    if letter.calendar is not None:
        # Last, and no attachment: this is what makes Outlook show Accept and Decline (RFC 6047 2.4).
        message.add_alternative(
            letter.calendar.decode(), subtype="calendar", cte="base64", params={"method": letter.calendar_method}
        )
    # Not before: making alternatives moves all Content- headers into the first of them.
    message["Content-Language"] = letter.lang
    return message


def mailable(address: str) -> str:
    """The address with its domain as the name system knows it: örby.example → xn--rby-rna.example."""
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.encode('idna').decode()}"


def send(message: EmailMessage, mail: MailSettings, host: str) -> None:
    """Hand the message over; `host` is what we call ourselves. Raises Bounced or Deferred, with the server's words."""
    with _session(mail, host) as server:
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            ((code, words),) = refused.recipients.values()
            raise _refusal(code, words) from refused
        except smtplib.SMTPDataError as refused:
            raise _refusal(refused.smtp_code, refused.smtp_error) from refused
        except smtplib.SMTPNotSupportedError as refused:
            raise Bounced(str(refused)) from refused  # a local part such as örjan@ needs SMTPUTF8


@contextmanager
def _session(mail: MailSettings, host: str) -> Iterator[smtplib.SMTP]:
    # Trouble before the letter is handed over (no connection, no TLS, no login, our sender refused) is ours
    # to mend, never the letter's fault, so it waits, whatever the code.
    try:
        server = _connected(mail, host)
        try:
            if mail.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if mail.user:
                server.login(mail.user, mail.password)
            yield server
            # The letter has left: a server that fails to say goodbye must not have it sent again.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()
    except smtplib.SMTPResponseException as trouble:
        raise Deferred(_words(trouble.smtp_code, trouble.smtp_error)) from trouble
    except (smtplib.SMTPException, OSError) as trouble:
        raise Deferred(f"{type(trouble).__name__}: {trouble}") from trouble


def _connected(mail: MailSettings, host: str) -> smtplib.SMTP:
    if mail.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(mail.host, mail.port, host, timeout=TIMEOUT_SECONDS, context=context)
    return smtplib.SMTP(mail.host, mail.port, host, timeout=TIMEOUT_SECONDS)


def _refusal(code: int, words: bytes | str) -> Bounced | Deferred:
    # RFC 5321 4.2.1: 4yz may succeed later, 5yz never will.
    return (Bounced if code >= 500 else Deferred)(_words(code, words))


def _words(code: int, words: bytes | str) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {said}".replace("\0", "")


def _put_off(letter: FullLetter, trouble: str) -> None:
    # The letter counts its own tries; the errand's would also count workers that died.
    tries = letter.tries + 1
    log.warning("letter %s could not be sent (try %s): %s", letter.id, tries, trouble)
    if tries >= outbox.MOST_TRIES:
        _book(letter, LetterState.GIVEN_UP, trouble)
        raise outbox.Hopeless(trouble)
    _book(letter, LetterState.DEFERRED, trouble)
    raise outbox.Later(int(outbox.wait_after(tries).total_seconds()), trouble)


def _book(letter: FullLetter, state: LetterState, trouble: str = "") -> None:
    with writing(SYSTEM) as work:
        services.book(work, letter.id, state, trouble)
