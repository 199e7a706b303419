"""A mailbox for tests: real sockets and as much IMAP as is needed, and it misbehaves on request."""

import re
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

USER, PASSWORD = "samling@example.org", 'a "secret"'


@dataclass
class Mail:
    uid: int
    content: bytes
    seen: bool = False
    claimed_size: int | None = None
    """What the server says of its size, if not the truth."""


@dataclass
class Behaviour:
    """What is in the mailbox, and what the server does. May be changed while it runs."""

    mails: list[Mail] = field(default_factory=list)
    moved: dict[str, list[bytes]] = field(default_factory=dict)
    uid_validity: int = 7
    can_move: bool = True
    drops_at: str = ""
    """Hangs up when it gets a command that begins so."""
    drops_after: str = ""
    """Does it, and hangs up instead of saying so."""
    answers: dict[str, bytes] = field(default_factory=dict)
    """Command → what is said instead of the truth."""
    greeting: bytes = b"* OK [CAPABILITY IMAP4rev1] ready\r\n"
    drips_seconds: float = 0
    """After the greeting, an octet each so often, for ever."""
    certificate: tuple[str, str] | None = None
    """(certificate, key): every connection is TLS."""
    commands: list[str] = field(default_factory=list)

    def receive(self, *contents: bytes) -> None:
        """Mails come in."""
        for content in contents:
            last = max((mail.uid for mail in self.mails), default=0)
            self.mails.append(Mail(max(last, self.last_uid) + 1, content))
            self.last_uid = self.mails[-1].uid

    last_uid: int = 0

    @property
    def unseen(self) -> list[int]:
        return [mail.uid for mail in self.mails if not mail.seen]


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server: Any = self.server
        self.behaviour: Behaviour = server.behaviour
        self._send(self.behaviour.greeting)
        while self.behaviour.drips_seconds:
            self._send(b"*")
            time.sleep(self.behaviour.drips_seconds)
        while line := self.rfile.readline():
            tag, _, command = line.decode().rstrip("\r\n").partition(" ")
            self.behaviour.commands.append(command)
            if self.behaviour.drops_at and command.startswith(self.behaviour.drops_at):
                return
            self._obey(tag, command)
            if command == "LOGOUT":
                return

    def _obey(self, tag: str, command: str) -> None:
        behaviour = self.behaviour
        said = next((said for begins, said in behaviour.answers.items() if command.startswith(begins)), None)
        if said is not None:
            self._send(said.replace(b"TAG", tag.encode()))
            return
        verb = command.removeprefix("UID ").partition(" ")[0].lower()
        verdict = getattr(self, f"_{verb}", self._unknown)(command)
        if behaviour.drops_after and command.startswith(behaviour.drops_after):
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._send(f"{tag} {verdict or 'OK done'}\r\n".encode())

    def _unknown(self, command: str) -> str:
        return "BAD what?"

    def _capability(self, command: str) -> None:
        self._send(b"* CAPABILITY IMAP4rev1" + (b" MOVE" if self.behaviour.can_move else b"") + b"\r\n")

    def _login(self, command: str) -> str | None:
        right = 'LOGIN "samling@example.org" "a \\"secret\\""'
        return None if command == right else "NO [AUTHENTICATIONFAILED] wrong user or password"

    def _select(self, command: str) -> str | None:
        if command != 'SELECT "INBOX"':
            return "NO no such folder"
        self._send(
            b"* %d EXISTS\r\n* OK [UIDVALIDITY %d] ok\r\n" % (len(self.behaviour.mails), self.behaviour.uid_validity)
        )
        return "OK [READ-WRITE] selected"

    def _search(self, command: str) -> None:
        mails = self.behaviour.mails
        found = [mail.uid for mail in mails if not mail.seen]
        if since := re.search(r"UID (\d+):\*$", command):
            last = max((mail.uid for mail in mails), default=0)
            found = [mail.uid for mail in mails if mail.uid >= min(int(since[1]), last)]
        self._send(f"* SEARCH {' '.join(map(str, found))}".rstrip().encode() + b"\r\n")

    def _fetch(self, command: str) -> None:
        asked = {int(uid) for uid in command.split()[2].split(",")}
        for number, mail in enumerate(self.behaviour.mails, 1):
            if mail.uid in asked and "RFC822.SIZE" in command:
                size = mail.claimed_size if mail.claimed_size is not None else len(mail.content)
                self._send(f"* {number} FETCH (UID {mail.uid} RFC822.SIZE {size})\r\n".encode())
            elif mail.uid in asked and (most := re.search(r"BODY\.PEEK\[\]<0\.(\d+)>", command)):
                piece = mail.content[: int(most[1])]
                self._send(
                    f"* {number} FETCH (UID {mail.uid} BODY[]<0> {{{len(piece)}}}\r\n".encode() + piece + b")\r\n"
                )

    def _store(self, command: str) -> None:
        for mail in self._named(command):
            mail.seen = True

    def _move(self, command: str) -> None:
        for mail in self._named(command):
            self.behaviour.moved.setdefault(command.split('"')[1], []).append(mail.content)
            self.behaviour.mails.remove(mail)

    def _logout(self, command: str) -> None:
        self._send(b"* BYE\r\n")

    def _named(self, command: str) -> list[Mail]:
        return [mail for mail in self.behaviour.mails if mail.uid == int(command.split()[2])]

    def _send(self, content: bytes) -> None:
        self.wfile.write(content)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    behaviour: Behaviour

    def get_request(self) -> Any:
        connection, where = super().get_request()
        if self.behaviour.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*self.behaviour.certificate)
            # The handshake in the thread of the session: one that fails must not stop the server.
            connection = context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, where

    def handle_error(self, request: Any, client_address: Any) -> None:
        """That the other side hung up is what some of the tests are about."""


@contextmanager
def serving() -> Iterator[tuple[int, Behaviour]]:
    """(port, behaviour) of a server that runs while the block does."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.behaviour = Behaviour()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.server_address[1], server.behaviour
        finally:
            server.shutdown()
            thread.join()
