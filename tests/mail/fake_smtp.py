"""A mail server for tests: real sockets and real SMTP, and it misbehaves on request."""

import base64
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

HANGS_UP = ""
"""What a script answers to have the server end the connection without a word."""
Script = Callable[[str, str, str], str | None]


def as_usual(stage: str, caller: str, recipient: str) -> str | None:
    """Nothing out of the ordinary happens."""
    return None


@dataclass
class Behaviour:
    """What the server does, and what it has taken. May be changed while it runs."""

    deferred: set[str] = field(default_factory=set)
    """Recipients that get 451."""
    refused: set[str] = field(default_factory=set)
    """Recipients that get 550."""
    refuses_sender: bool = False
    drops_after_data: bool = False
    """Takes the letter and hangs up without a word: was it accepted? It was."""
    says_goodbye: bool = True
    script: Script = as_usual
    """Asked at each stage (connect, EHLO, AUTH, MAIL, RCPT, DATA, content, stored, RSET, QUIT), with what the client
    calls itself and the recipient, for another answer than the usual one."""
    letter_seconds: float = 0
    """How long it takes over a letter."""
    keeps_letters: bool = True
    """Else only their number is known: a letter is large."""
    certificate: ssl.SSLContext | None = None
    """Offers STARTTLS, or speaks TLS from the start."""
    tls_at_once: bool = False
    password: str = ""
    """Wants to be signed in to with it, by AUTH PLAIN."""
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    """(recipient, message) in the order they were accepted."""
    count: int = 0
    """How many were accepted."""
    commands: list[str] = field(default_factory=list)
    sessions: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class HungUp(Exception):
    """The server has ended the connection."""


class _Session(socketserver.StreamRequestHandler):
    caller = ""
    recipient = ""
    is_encrypted = False
    is_known = False

    def handle(self) -> None:
        behaviour = self._behaviour
        behaviour.sessions += 1
        try:
            if behaviour.tls_at_once:
                self._encrypt()
            self._answer("connect", "220 demo.example.org ready")
            while line := self.rfile.readline():
                command = line.decode().rstrip("\r\n")
                if behaviour.keeps_letters:
                    behaviour.commands.append(command)
                self._obey(command, command.upper())
        except (HungUp, OSError, ssl.SSLError):
            return

    def finish(self) -> None:
        super().finish()
        if self.is_encrypted:
            self.request.close()

    def _obey(self, command: str, verb: str) -> None:
        if verb.startswith(("EHLO", "HELO")):
            self.caller = command[5:]
            self._answer("EHLO", self._greeting())
        elif verb == "STARTTLS":
            self._say("220 go on")
            self._encrypt()
        elif verb.startswith("AUTH PLAIN"):
            _, _, password = base64.b64decode(command[11:]).decode().split("\0")
            self.is_known = password == self._behaviour.password
            self._answer("AUTH", "235 welcome" if self.is_known else "535 5.7.8 who are you?")
        elif verb.startswith("MAIL FROM"):
            self._answer("MAIL", self._verdict_on_sender())
        elif verb.startswith("RCPT TO"):
            self.recipient = command[8:].split("<")[1].split(">")[0]
            self._answer("RCPT", self._verdict(self.recipient))
        elif verb == "DATA":
            self._take()
        elif verb == "QUIT":
            if self._behaviour.says_goodbye:
                self._answer("QUIT", "221 bye")
            raise HungUp
        else:
            self._answer(verb, "250 ok")

    def _take(self) -> None:
        behaviour = self._behaviour
        if not self._answer("DATA", "354 go on").startswith("354"):
            return
        message = self._message()
        said = behaviour.script("content", self.caller, self.recipient)
        if said == HANGS_UP:
            raise HungUp
        if said is not None:
            self._say(said)
            return
        time.sleep(behaviour.letter_seconds)
        with behaviour.lock:
            behaviour.count += 1
            if behaviour.keeps_letters:
                behaviour.taken.append((self.recipient, message))
        if behaviour.drops_after_data:
            raise HungUp
        self._answer("stored", "250 taken")

    def _answer(self, stage: str, usual: str) -> str:
        said = self._behaviour.script(stage, self.caller, self.recipient)
        if said == HANGS_UP:
            raise HungUp
        answer = usual if said is None else said
        self._say(answer)
        return answer

    def _greeting(self) -> str:
        offers = ["demo.example.org"]
        if self._behaviour.certificate and not self.is_encrypted:
            offers.append("STARTTLS")
        if self._behaviour.password:
            offers.append("AUTH PLAIN")
        return "\r\n".join(f"250{'-' if n < len(offers) else ' '}{offer}" for n, offer in enumerate(offers, 1))

    def _encrypt(self) -> None:
        context = self._behaviour.certificate
        assert context is not None
        self.rfile.close()
        self.request = context.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)
        self.is_encrypted = True

    @property
    def _behaviour(self) -> Behaviour:
        server: Any = self.server
        behaviour: Behaviour = server.behaviour
        return behaviour

    def _verdict_on_sender(self) -> str:
        if self._behaviour.password and not self.is_known:
            return "530 5.7.0 sign in first"
        return "553 sender not known here" if self._behaviour.refuses_sender else "250 ok"

    def _verdict(self, recipient: str) -> str:
        if recipient in self._behaviour.refused:
            return "550 no such mailbox"
        if recipient in self._behaviour.deferred:
            return "451 come back later"
        return "250 ok"

    def _message(self) -> bytes:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise HungUp  # whoever was talking is gone, and half a letter is none
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, reply: str) -> None:
        self.wfile.write(f"{reply}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50
    behaviour: Behaviour


@contextmanager
def serving(behaviour: Behaviour | None = None) -> Iterator[tuple[int, Behaviour]]:
    """(port, behaviour) of a server that runs while the block does."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.behaviour = behaviour or Behaviour()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.server_address[1], server.behaviour
        finally:
            server.shutdown()
            thread.join()
