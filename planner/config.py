"""Settings from the environment: read once at start, checked, then frozen."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
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
