"""Connections to addresses that were checked, which are hung up when time is up, whoever holds them by then."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from urllib3.connection import HTTPConnection, HTTPSConnection

STEP_SECONDS = 8.0
"""So long a server may be silent."""


class _Watch:
    """Hangs a line up when time is up. A server that drips never trips the limit of silence."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._line: socket.socket | None = None
        self._timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._hang_up)
        self._timer.daemon = True
        self._timer.start()

    def over(self, line: socket.socket) -> socket.socket:
        """Watch this line from now on; gives it back."""
        # A second handle: TLS takes the first one over, and an answer with "Connection: close" is read by itself
        # while the connection knows of no socket any more.
        self._line = line.dup()
        if time.monotonic() >= self._deadline:
            self._hang_up()
        return line

    def end(self) -> None:
        """Watch no longer."""
        self._timer.cancel()
        self._timer.join()
        if self._line is not None:
            self._line.close()

    def _hang_up(self) -> None:
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)


class _Watched(HTTPConnection):
    watch: _Watch

    def _new_conn(self) -> socket.socket:
        return self.watch.over(super()._new_conn())


class _WatchedTls(_Watched, HTTPSConnection):
    """Watched from before the handshake on."""


@contextmanager
def connected(
    scheme: str, host: str, place: tuple[str, int], deadline: float, *, ca_certs: str | None = None
) -> Iterator[HTTPConnection]:
    """A connection to the very address and port that were checked, for the block; at the deadline it is hung up.

    With https, who answers must prove to be the host that was asked for.
    """
    timeout = min(STEP_SECONDS, max(0.1, deadline - time.monotonic()))
    connection = (
        _Watched(*place, timeout=timeout)
        if scheme == "http"
        else _WatchedTls(
            *place,
            timeout=timeout,
            cert_reqs="CERT_REQUIRED",
            server_hostname=host,
            assert_hostname=host,
            ca_certs=ca_certs,
        )
    )
    connection.watch = _Watch(deadline)
    try:
        yield connection
    finally:
        connection.watch.end()
        connection.close()
