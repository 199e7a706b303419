"""A web server on the loopback, that answers as a test tells it, and a way out that may reach it and nothing else."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from planner.activities.errands.fetching import Reach
from planner.activities.rules.reaching import is_public

HOST = "kalender.example.org"


@dataclass
class Answer:
    """What is answered at a path. `drip`: seconds between any two bytes of it."""

    status: int = 200
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: float = 0.0
    said_length: int | None = None


@dataclass
class WebHost:
    """The server: its answers by path, and the requests that came."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)

    def url(self, path: str = "/a.ics", scheme: str = "http", host: str = HOST) -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def reach(self, names: Callable[[str], list[str]] | None = None, **more: object) -> Reach:
        """Names lead to the loopback unless `names` says otherwise; of closed networks this one port may be reached."""

        def resolve(host: str, port: int) -> list[str]:
            self.resolved.append(host)
            return names(host) if names else ["127.0.0.1"]

        def may_reach(address: str, port: int) -> bool:
            return is_public(address) or (address, port) == ("127.0.0.1", self.port)

        return Reach(**{"resolve": resolve, "may_reach": may_reach, "seconds": 5.0, **more})  # type: ignore[arg-type]


@contextmanager
def web_host(certificate: Path | None = None) -> Iterator[WebHost]:
    """A server that runs for the block; with a certificate (key and chain in one file) it speaks TLS."""
    host: WebHost

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host.asked.append((self.path, dict(self.headers.items())))
            answer = host.answers.get(self.path, Answer(404))
            if (known := self.headers.get("If-None-Match")) and known == answer.headers.get("ETag"):
                answer = Answer(304)
            length = len(answer.content) if answer.said_length is None else answer.said_length
            lines = [f"HTTP/1.1 {answer.status} X", f"Content-Length: {length}", "Connection: close"]
            lines += [f"{name}: {value}" for name, value in answer.headers.items()]
            whole = "\r\n".join([*lines, "", ""]).encode() + answer.content
            self.close_connection = True
            try:
                self._send(whole, answer.drip)
            except OSError:
                return

        def _send(self, whole: bytes, drip: float) -> None:
            if not drip:
                self.wfile.write(whole)
                return
            for byte in whole:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(drip)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    host = WebHost(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def dripping(first: bytes, *, seconds: float = 4.0) -> Iterator[int]:
    """A server that answers with `first` and then an "x" every tenth of a second, for so long; gives its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError), closing(listener.accept()[0]) as line:
            line.recv(65536)
            line.sendall(first)
            for _ in range(int(seconds * 10)):
                line.sendall(b"x")
                time.sleep(0.1)

    threading.Thread(target=serve, daemon=True).start()
    with closing(listener):
        yield listener.getsockname()[1]
