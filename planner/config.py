"""Settings from the environment: read once at start, checked, then frozen."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones


class BadSetting(Exception):
    """A setting has a value that cannot be used; the text names the variable and what it wants."""


@dataclass(frozen=True)
class MailSettings:
    """How letters leave. `keep` sends nothing: letters stay in the outbox and are read on screen."""

    delivery: Literal["keep", "smtp"] = "keep"
    host: str = "127.0.0.1"
    port: int = 25
    security: Literal["plain", "starttls", "tls"] = "plain"
    user: str = ""
    password: str = ""
    sender: str = "samling@example.org"
    sender_name: str = "Samling"
    ca_file: str = ""
    """A file of certificates that vouch for the server, beside those the system trusts."""
    per_minute: int = 0
    """So many letters leave a minute at most; 0: no limit. An administrator may say otherwise on screen."""


@dataclass(frozen=True)
class ImapSettings:
    """The mailbox that is read for what comes back: it must be the one of the sender of letters."""

    host: str
    user: str
    port: int = 993
    security: Literal["plain", "starttls", "tls"] = "tls"
    password: str = field(default="", repr=False)
    folder: str = "INBOX"
    moves_to: str = ""
    """Where mails go that were taken; empty: they stay, marked as read."""

    @property
    def name(self) -> str:
        """Which mailbox this is: what has been read is remembered by it."""
        return f"{self.user} · {self.host}:{self.port} · {self.folder}"


@dataclass(frozen=True)
class Settings:
    """All settings of one installation."""

    base_url: str
    secret_key: str
    instance: Path
    database_url: str
    redis_url: str
    network_name: str
    default_zone: str
    mail: MailSettings
    imap: ImapSettings | None = None
    """None: no mailbox is read."""
    contact: str = ""
    """Whom people write to about this site; the sender of letters unless another is named."""
    demo: bool = False
    trusted_proxies: int = 0
    """How many proxies in front of us tell the truth about who asks (X-Forwarded-For)."""
    testing: bool = False
    locking: bool = True
    """Only the tests' negative control switches the seat lock off."""

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def contact_address(self) -> str:
        return self.contact or self.mail.sender

    @property
    def answers_to(self) -> str:
        """The address that calendars are to answer to, since somebody reads what they answer; empty: nobody does."""
        return self.mail.sender if self.imap is not None else ""

    @property
    def host(self) -> str:
        """The host name that calendar UIDs and Message-IDs end with."""
        return urlsplit(self.base_url).hostname or "localhost"


def settings_from(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read PLANNER_* variables. Raises BadSetting for a value that cannot be used."""
    instance = Path(environ.get("PLANNER_INSTANCE", "instance")).resolve()
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    base_url = environ.get("PLANNER_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    if urlsplit(base_url).scheme not in ("http", "https") or not urlsplit(base_url).hostname:
        raise BadSetting("PLANNER_BASE_URL must be an http or https address, such as https://samling.example.org")
    zone = environ.get("PLANNER_ZONE", "Europe/Stockholm")
    if zone not in available_timezones():
        raise BadSetting("PLANNER_ZONE must be an IANA time zone, such as Europe/Stockholm")
    return Settings(
        base_url=base_url,
        secret_key=environ.get("PLANNER_SECRET_KEY") or _kept_secret(instance / "secret_key"),
        instance=instance,
        database_url=environ.get("PLANNER_DATABASE_URL", f"sqlite:///{instance / 'samling.sqlite'}"),
        redis_url=environ.get("PLANNER_REDIS_URL", ""),
        network_name=environ.get("PLANNER_NETWORK_NAME", "Samling"),
        default_zone=zone,
        mail=_mail_from(environ),
        imap=_imap_from(environ),
        contact=environ.get("PLANNER_CONTACT", ""),
        demo=environ.get("PLANNER_DEMO", "") == "1",
        trusted_proxies=_number(environ, "PLANNER_TRUSTED_PROXIES", "0"),
    )


def _mail_from(environ: Mapping[str, str]) -> MailSettings:
    delivery = environ.get("PLANNER_MAIL_DELIVERY", "keep")
    security = environ.get("PLANNER_SMTP_SECURITY", "plain")
    if delivery not in ("keep", "smtp"):
        raise BadSetting("PLANNER_MAIL_DELIVERY must be keep or smtp")
    if security not in ("plain", "starttls", "tls"):
        raise BadSetting("PLANNER_SMTP_SECURITY must be plain, starttls or tls")
    return MailSettings(
        delivery="smtp" if delivery == "smtp" else "keep",
        host=environ.get("PLANNER_SMTP_HOST", "127.0.0.1"),
        port=_number(environ, "PLANNER_SMTP_PORT", "25"),
        security="tls" if security == "tls" else "starttls" if security == "starttls" else "plain",
        user=environ.get("PLANNER_SMTP_USER", ""),
        password=environ.get("PLANNER_SMTP_PASSWORD", ""),
        sender=environ.get("PLANNER_MAIL_SENDER", "samling@example.org"),
        sender_name=environ.get("PLANNER_MAIL_SENDER_NAME", environ.get("PLANNER_NETWORK_NAME", "Samling")),
        ca_file=environ.get("PLANNER_SMTP_CA_FILE", ""),
        per_minute=_number(environ, "PLANNER_MAIL_PER_MINUTE", "0"),
    )


def _imap_from(environ: Mapping[str, str]) -> ImapSettings | None:
    said = {name: environ.get(f"PLANNER_IMAP_{name}", "") for name in _IMAP}
    if not said["HOST"]:
        return None
    if not said["USER"]:
        raise BadSetting("PLANNER_IMAP_USER must name whoever has the mailbox at PLANNER_IMAP_HOST")
    for name, value in said.items():
        if not (value.isascii() and value.isprintable()):
            raise BadSetting(f"PLANNER_IMAP_{name} must be on one line, in signs that IMAP knows: ASCII")
    security = said["SECURITY"] or "tls"
    if security not in ("plain", "starttls", "tls"):
        raise BadSetting("PLANNER_IMAP_SECURITY must be tls, starttls or plain")
    return ImapSettings(
        host=said["HOST"],
        port=_number(environ, "PLANNER_IMAP_PORT", "993" if security == "tls" else "143"),
        security="plain" if security == "plain" else "starttls" if security == "starttls" else "tls",
        user=said["USER"],
        password=said["PASSWORD"],
        folder=said["FOLDER"] or "INBOX",
        moves_to=said["MOVES_TO"],
    )


_IMAP = ("HOST", "USER", "PASSWORD", "SECURITY", "FOLDER", "MOVES_TO")


def _number(environ: Mapping[str, str], name: str, default: str) -> int:
    text = environ.get(name, default)
    if not text.isdigit():
        raise BadSetting(f"{name} must be a number")
    return int(text)


def _kept_secret(path: Path) -> str:
    """The key of an installation that names none: made once, readable by its owner only."""
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text().strip()
