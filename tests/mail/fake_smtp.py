"""A mail server for tests: real sockets and real SMTP, and it misbehaves on request."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


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
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    """(recipient, message) in the order they were accepted."""
    commands: list[str] = field(default_factory=list)


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 demo.example.org ready")
        recipient = ""
        while line := self.rfile.readline():
            command = line.decode().rstrip("\r\n")
            behaviour = self._behaviour
            behaviour.commands.append(command)
            verb = command.upper()
            if verb.startswith(("EHLO", "HELO")):
                self._say("250 demo.example.org")
            elif verb.startswith("MAIL FROM"):
                self._say("553 sender not known here" if behaviour.refuses_sender else "250 ok")
            elif verb.startswith("RCPT TO"):
                recipient = command[8:].split("<")[1].split(">")[0]
                self._say(self._verdict(recipient))
            elif verb == "DATA":
                self._say("354 go on")
                behaviour.taken.append((recipient, self._message()))
                if behaviour.drops_after_data:
                    return
                self._say("250 taken")
            elif verb == "QUIT":
                if behaviour.says_goodbye:
                    self._say("221 bye")
                return
            else:
                self._say("250 ok")

    @property
    def _behaviour(self) -> Behaviour:
        server: Any = self.server
        behaviour: Behaviour = server.behaviour
        return behaviour

    def _verdict(self, recipient: str) -> str:
        if recipient in self._behaviour.refused:
            return "550 no such mailbox"
        if recipient in self._behaviour.deferred:
            return "451 come back later"
        return "250 ok"

    def _message(self) -> bytes:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, reply: str) -> None:
        self.wfile.write(f"{reply}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    behaviour: Behaviour


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
