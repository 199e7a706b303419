"""Tries the way out with one letter, and keeps what the server said. Slow: never inside a transaction."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime

from planner.config import MailSettings
from planner.core.language import Text, say
from planner.core.tokens import new_salt
from planner.core.work import Site
from planner.mail.delivery.message import message_of
from planner.mail.delivery.sending import Bounced, words_of
from planner.mail.delivery.sessions import Tongue, begin, end
from planner.mail.letter import Letter, html, one_line, plain
from planner.mail.queries import FullLetter
from planner.mail.rules import LetterState, message_id_of


@dataclass(frozen=True)
class Trial:
    """How it went."""

    took: bool
    words: Text
    said: tuple[str, ...]
    """The server's answers, in order, each with its code."""
    encrypted: str = ""
    """TLSv1.3, say; empty: not at all."""


class _Listening(smtplib.SMTP):
    """Remembers what the server said."""

    heard: list[str]

    def getreply(self) -> tuple[int, bytes]:
        code, words = super().getreply()
        self.heard.append(words_of(code, words))
        return code, words


def _tongue(heard: list[str]) -> Tongue:
    """Plain and encrypted sessions that write into `heard`; a class each, since connecting is part of making one."""
    plain_one = type("Plain", (_Listening,), {"heard": heard})
    tls_one = type("Tls", (_Listening, smtplib.SMTP_SSL), {"heard": heard})
    return Tongue(plain_one, tls_one)


def try_out(letter: Letter, mail: MailSettings, site: Site, now: datetime) -> Trial:
    """Send one letter in a session of its own. It is no row, and not tried again."""
    heard: list[str] = []
    encrypted = ""
    try:
        message = message_of(_unposted(letter, site, now), mail, site)
        server = begin(mail, site.host, _tongue(heard))
        encrypted = _encryption(server)
        try:
            server.send_message(message)
        finally:
            end(server)
    except Bounced as trouble:
        return Trial(False, say("The letter was not sent: %(trouble)s", trouble=str(trouble)), ())
    except (smtplib.SMTPException, OSError) as trouble:
        return Trial(False, what_went_wrong(trouble), tuple(heard), encrypted)
    return Trial(True, say("The server took the letter. Look in your mailbox."), tuple(heard), encrypted)


def what_went_wrong(trouble: Exception) -> Text:
    """In words that tell whoever keeps the installation where to look."""
    if isinstance(trouble, smtplib.SMTPAuthenticationError):
        return say("The server does not know the user name, or the password is wrong.")
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return say("The server’s certificate is not good: %(why)s.", why=trouble.verify_message)
    if isinstance(trouble, ssl.SSLError):
        return say("No encrypted connection came about. Is the port the right one for this kind of security?")
    if isinstance(trouble, smtplib.SMTPNotSupportedError):
        return say("The server cannot do what the settings ask for: %(trouble)s", trouble=str(trouble))
    if isinstance(trouble, smtplib.SMTPSenderRefused):
        return say("The server does not let us send from this address.")
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        return say("The server does not take letters to your address.")
    if isinstance(trouble, smtplib.SMTPResponseException):
        return say("The server refused.")
    if isinstance(trouble, TimeoutError):
        return say("The server did not answer in time.")
    return say("The server could not be reached: %(trouble)s", trouble=f"{type(trouble).__name__}: {trouble}")


def _encryption(server: smtplib.SMTP) -> str:
    return server.sock.version() or "" if isinstance(server.sock, ssl.SSLSocket) else ""


def _unposted(letter: Letter, site: Site, now: datetime) -> FullLetter:
    return FullLetter(
        id=0,
        message_id=message_id_of(new_salt(), site.host),
        recipient=one_line(letter.to, 254).lower(),
        lang=letter.lang,
        kind=letter.kind,
        sort=letter.sort,
        about=letter.about,
        meeting_id=None,
        reply_to=letter.reply_to,
        subject=one_line(letter.subject.in_(letter.lang), 300),
        plain=plain(letter, site.network_name),
        html=html(letter, site.network_name),
        calendar_method="",
        calendar=None,
        state=LetterState.WAITING,
        posted_at=now,
        settled_at=None,
        tries=0,
        trouble="",
        anew_of_id=None,
        asked_by="",
    )
