"""The e-mail itself, made of a letter's row at the moment it leaves."""

from email.errors import MessageError
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage, Message
from email.policy import SMTP, Policy

from planner.config import MailSettings
from planner.core.language import Lang
from planner.core.work import Site
from planner.mail.delivery.sending import Bounced
from planner.mail.letter import Sort
from planner.mail.letters import no_more_url
from planner.mail.queries import FullLetter
from planner.mail.rules import mark_of


class _AsItIs(UnstructuredHeader, BaseHeader):
    """A header without a place to break it: on one line, for else it would be encoded, and nobody could read it."""

    def fold(self, *, policy: "Policy[Message[str, str]]") -> str:
        return f"{self.name}: {self}{policy.linesep}"


def _headers() -> HeaderRegistry:
    registry = HeaderRegistry()
    for name in ("message-id", "list-unsubscribe"):
        registry.map_to_type(name, _AsItIs)
    return registry


# The SMTP policy ends lines with CRLF before base64 is made of them, as RFC 5545 3.1 wants it.
_POLICY = SMTP.clone(header_factory=_headers())


def message_of(letter: FullLetter, mail: MailSettings, site: Site) -> EmailMessage:
    """The e-mail itself. Only here do private links get their tokens. Raises Bounced for an unusable address."""
    message = EmailMessage(policy=_POLICY)
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
    if letter.sort is not Sort.RECEIPT:
        _add_way_out(message, letter, site)
    message.set_content(site.keys.fill(letter.plain), cte="quoted-printable")
    message.add_alternative(site.keys.fill(letter.html), subtype="html", cte="quoted-printable")
    if letter.calendar is not None:
        # Last, and no attachment: this is what makes Outlook show Accept and Decline (RFC 6047 2.4).
        message.add_alternative(
            letter.calendar.decode(), subtype="calendar", cte="base64", params={"method": letter.calendar_method}
        )
    # A letter that is sent twice is the same to the byte. No line of base64 or quoted-printable has "=_" in it.
    message.set_boundary(f"=_{mark_of(letter.message_id)}")
    # Not before: making alternatives moves all Content- headers into the first of them.
    message["Content-Language"] = letter.lang
    return message


def mailable(address: str) -> str:
    """The address with its domain as the name system knows it: örby.example → xn--rby-rna.example."""
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.encode('idna').decode()}"


def _add_way_out(message: EmailMessage, letter: FullLetter, site: Site) -> None:
    lang: Lang = "en" if letter.lang == "en" else "sv"
    address = site.keys.fill(no_more_url(site, mark_of(letter.message_id), lang))
    message["List-Unsubscribe"] = f"<{address}>"
    # RFC 8058 3.1: one click is for HTTPS only. The mail program POSTs it, without a cookie and without asking.
    if address.startswith("https://"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
