"""Sessions with the mail server: how one begins, and how it is kept open for the next letter."""

import atexit
import smtplib
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache

from planner.config import MailSettings

TIMEOUT_SECONDS = 30
IDLE_SECONDS = 10
"""A session that nobody needed for so long is ended: servers do not like guests who say nothing."""
MOST_LETTERS = 100
"""Servers count the letters of a session too; many end it after some hundreds."""


@dataclass
class Session:
    """A session that somebody has now."""

    server: smtplib.SMTP
    letters: int = 0
    """How many were handed over in it before."""
    used_at: float = field(default_factory=time.monotonic)

    @property
    def is_kept(self) -> bool:
        return self.letters > 0


Where = tuple[MailSettings, str]


class Sessions:
    """Sessions kept open between letters, each used by one thread at a time: a new one costs a handshake and login."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS, most_letters: int = MOST_LETTERS) -> None:
        self._idle_seconds = idle_seconds
        self.most_letters = most_letters
        self._kept: dict[Where, list[Session]] = {}
        self._lock = threading.Lock()
        self._reaper: threading.Timer | None = None

    @contextmanager
    def session(self, mail: MailSettings, host: str, *, fresh: bool = False) -> Iterator[Session]:
        """A session, signed in; `host` is what we call ourselves. A kept one has answered right now, unless `fresh`.

        It is kept afterwards if the block ends well, or with an answer of the server's: smtplib resets it then.
        """
        where = (mail, host)
        session = (None if fresh else self._take(where)) or Session(begin(mail, host))
        is_sane = False
        try:
            yield session
            is_sane = True
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused):
            is_sane = True
            raise
        finally:
            if is_sane:
                self._give_back(where, session)
            else:
                session.server.close()

    def end_all(self, idle_for: float = 0) -> None:
        """Take leave of the server in every session that is not in use, and has not been for so many seconds."""
        now = time.monotonic()
        with self._lock:
            idle = [(w, s) for w, all_of in self._kept.items() for s in all_of if now - s.used_at >= idle_for]
            for where, session in idle:
                self._kept[where].remove(session)
            self._kept = {where: kept for where, kept in self._kept.items() if kept}
        for _, session in idle:
            end(session.server)

    def _take(self, where: Where) -> Session | None:
        while True:
            with self._lock:
                kept = self._kept.get(where)
                session = kept.pop() if kept else None
            if session is None or _answers(session.server):
                return session

    def _give_back(self, where: Where, session: Session) -> None:
        # The letter has left, or was refused: a server that fails to say goodbye must not have it sent again.
        session.letters += 1
        session.used_at = time.monotonic()
        if session.server.sock is None:
            return
        if session.letters >= self.most_letters:
            end(session.server)
            return
        with self._lock:
            self._kept.setdefault(where, []).append(session)
            if self._reaper is None:
                self._watch()

    def _watch(self) -> None:
        self._reaper = threading.Timer(self._idle_seconds, self._reap)
        self._reaper.daemon = True
        self._reaper.start()

    def _reap(self) -> None:
        self.end_all(self._idle_seconds)
        with self._lock:
            self._reaper = None
            if self._kept:
                self._watch()


@dataclass(frozen=True)
class Tongue:
    """How a session is spoken: plainly at first, or encrypted from the first word."""

    plain: type[smtplib.SMTP] = smtplib.SMTP
    tls: type[smtplib.SMTP_SSL] = smtplib.SMTP_SSL


def begin(mail: MailSettings, host: str, tongue: Tongue = Tongue()) -> smtplib.SMTP:
    """A new session, encrypted and signed in as the settings say.

    Raises what smtplib and ssl raise. A certificate that is not good for the server's name is refused: nothing is
    said, no password above all, to whom we do not know.
    """
    server = (
        tongue.tls(mail.host, mail.port, host, timeout=TIMEOUT_SECONDS, context=_context(mail.ca_file))
        if mail.security == "tls"
        else tongue.plain(mail.host, mail.port, host, timeout=TIMEOUT_SECONDS)
    )
    with ExitStack() as unless_done:
        unless_done.callback(server.close)
        if mail.security == "starttls":
            server.starttls(context=_context(mail.ca_file))
        if mail.user:
            server.login(mail.user, mail.password)
        unless_done.pop_all()
    return server


@cache
def _context(ca_file: str) -> ssl.SSLContext:
    # Made once a process: reading the system's hundred and more certificates takes twenty milliseconds.
    return ssl.create_default_context(cafile=ca_file or None)


def end(server: smtplib.SMTP) -> None:
    """Take leave, whatever the server says to that."""
    with suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()


def _answers(server: smtplib.SMTP) -> bool:
    """Whether the server is still there, and ready for another letter. Whoever is not is left."""
    with suppress(smtplib.SMTPException, OSError):
        if server.rset()[0] == 250:
            return True
    server.close()
    return False


SESSIONS = Sessions()
"""Those of this process."""
atexit.register(SESSIONS.end_all)
