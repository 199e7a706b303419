"""A mailbox over IMAP (RFC 3501), read warily: little at a time, with a limit to everything.

Nothing is changed in it but that mails which were taken are marked as read, or moved. Fetching never marks (PEEK).
"""

import imaplib
import re
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from planner.config import ImapSettings
from planner.replies.rules import MOST_BYTES

ANSWER_SECONDS = 20
"""The server may take so long over one answer."""
SESSION_SECONDS = 120
"""And so long over all of them together, however slowly it drips."""
MOST_SESSION_BYTES = 64 * 1024 * 1024
MOST_IN_A_SESSION = 100
"""Mails that are looked at in one reading; the rest are for the next one."""

_UID = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,18})\b")


class MailboxTrouble(Exception):
    """The mailbox cannot be read, or not to the end; the text says why, for an administrator."""


@dataclass(frozen=True)
class Delivered:
    """A mail in the mailbox."""

    uid: int
    content: bytes | None
    """None: too large to be fetched."""


class _Client(imaplib.IMAP4):
    """imaplib on a connection that is open already, to a server that may not send without end."""

    def __init__(self, connection: socket.socket, settings: ImapSettings) -> None:
        self._connection = connection
        self._is_secure = settings.security == "tls"
        self._received = 0
        super().__init__(settings.host, settings.port)

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        """Take the connection that was given; imaplib would make its own, and show it to nobody before the greeting."""
        self.host, self.port = host, port
        self.sock: socket.socket = self._connection
        if self._is_secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=host)
        self.file = self.sock.makefile("rb")

    def read(self, size: int) -> bytes:
        """So many octets, but not more than MOST_SESSION_BYTES in all."""
        self._count(size)
        return super().read(size)

    def readline(self) -> bytes:
        """A line; it counts too."""
        line = super().readline()
        self._count(len(line))
        return line

    def _count(self, size: int) -> None:
        self._received += size
        if self._received > MOST_SESSION_BYTES:
            raise self.abort("the server sends without end")


class MailboxSession:
    """An open mailbox. Its methods raise whatever imaplib does; opened() makes MailboxTrouble of it."""

    def __init__(self, client: imaplib.IMAP4, settings: ImapSettings) -> None:
        self._client = client
        self._settings = settings
        self.left_lying = ""
        """Why mails that were dealt with could not all be put away; empty if they could."""
        self.uid_validity = self._selected()

    def mails_after(self, last_uid: int) -> Iterator[Delivered]:
        """The next mails, in the order they came in; of a mailbox that is read for the first time, the unread ones.

        Later on also those that somebody has opened meanwhile: an answer is an answer, whoever saw it first.
        """
        wanted = ["UID", f"{last_uid + 1}:*"] if last_uid else ["UNSEEN"]
        found = self._asked("SEARCH", None, *wanted)
        # "n:*" holds the last mail also when its number is lower (RFC 3501 6.4.8).
        uids = sorted({int(uid) for line in found if line for uid in line.split() if int(uid) > last_uid})
        uids = uids[:MOST_IN_A_SESSION]
        sizes = self._sizes(uids)
        for uid in uids:
            if (size := sizes.get(uid)) is not None:
                content = self._content(uid) if size <= MOST_BYTES else None
                if size > MOST_BYTES or content is not None:
                    yield Delivered(uid, content)

    def put_away(self, uid: int) -> None:
        """Mark a mail as read, and move it if the administrator said where and the server can (RFC 6851).

        A server that refuses is remembered in `left_lying`: the mail has been dealt with, and more wait to be read.
        """
        try:
            self._asked("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")
            if self._settings.moves_to and "MOVE" in self._client.capabilities:
                self._asked("MOVE", str(uid), quoted(self._settings.moves_to))
        except imaplib.IMAP4.abort:
            raise  # the line is dead, and nothing more can be read
        except (MailboxTrouble, imaplib.IMAP4.error) as trouble:
            self.left_lying = _words(trouble.args[-1:])

    def _selected(self) -> int:
        kind, said = self._client.select(quoted(self._settings.folder))
        if kind != "OK":
            raise MailboxTrouble(f"there is no folder {self._settings.folder}: {_words(said)}")
        _, validity = self._client.response("UIDVALIDITY")
        return int((validity or [b""])[-1] or b"")

    def _sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """How large each is; who has been deleted meanwhile has no size."""
        if not uids:
            return {}
        lines = self._asked("FETCH", ",".join(map(str, uids)), "(RFC822.SIZE)")
        pairs = [(_UID.search(line), _SIZE.search(line)) for line in lines if isinstance(line, bytes)]
        return {int(uid[1]): int(size[1]) for uid, size in pairs if uid and size}

    def _content(self, uid: int) -> bytes | None:
        """The whole mail; one octet more than the limit where the server was wrong about its size."""
        answers = self._asked("FETCH", str(uid), f"(BODY.PEEK[]<0.{MOST_BYTES + 1}>)")
        for answer in answers:
            if isinstance(answer, tuple) and (named := _UID.search(answer[0])) and int(named[1]) == uid:
                return bytes(answer[1])
        return None

    def _asked(self, command: str, *arguments: str | None) -> list[Any]:
        kind, said = self._client.uid(command, *arguments)  # type: ignore[arg-type]
        if kind != "OK":
            raise MailboxTrouble(f"{command}: {_words(said)}")
        return said


@contextmanager
def opened(settings: ImapSettings) -> Iterator[MailboxSession]:
    """The mailbox, for the length of the block. Raises MailboxTrouble when it cannot be opened, or fails on the way."""
    try:
        with (
            closing(socket.create_connection((settings.host, settings.port), timeout=ANSWER_SECONDS)) as connection,
            _at_most(SESSION_SECONDS, connection),
            _signed_in(connection, settings) as client,
        ):
            yield MailboxSession(client, settings)
            with suppress(imaplib.IMAP4.error, OSError, ValueError):
                client.logout()
    # ValueError: what the server says is not what the protocol allows; imaplib then stumbles where it reads it.
    except (imaplib.IMAP4.error, OSError, ValueError, IndexError) as trouble:
        raise MailboxTrouble(f"{type(trouble).__name__}: {_words(trouble.args[-1:])}") from trouble


@contextmanager
def _at_most(seconds: float, connection: socket.socket) -> Iterator[None]:
    """Hang up after so long: a read that waits then ends, also one in the middle of a handshake."""
    # A second handle on the same line: TLS takes the first one over, and a closed file waits for who reads it.
    with closing(connection.dup()) as line:
        end = threading.Timer(seconds, _hang_up, (line,))
        end.daemon = True
        end.start()
        try:
            yield
        finally:
            end.cancel()
            end.join()


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


@contextmanager
def _signed_in(connection: socket.socket, settings: ImapSettings) -> Iterator[imaplib.IMAP4]:
    client = _Client(connection, settings)
    try:
        if settings.security == "starttls":
            client.starttls(ssl_context=ssl.create_default_context())
        client.login(quoted(settings.user), settings.password)
        yield client
    finally:
        with suppress(OSError, ValueError):
            client.shutdown()


def quoted(text: str) -> str:
    """As a quoted string (RFC 3501 4.3): imaplib quotes nothing but passwords."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _words(said: Any) -> str:
    """What a server or a library said, as one line that can be shown."""
    last = said[-1] if isinstance(said, list | tuple) and said else said
    text = last.decode("utf-8", "replace") if isinstance(last, bytes) else str(last or "")
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())[:300]
