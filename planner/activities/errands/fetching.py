"""Fetches a calendar from an address that somebody typed: from the public net only, and within limits.

The name is resolved here, every address it has is checked, and the connection goes to an address that was checked: a
name that says one thing to who checks and another to who connects (DNS rebinding) gains nothing.
"""

import socket
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import quote, urljoin, urlsplit

import urllib3
from urllib3 import BaseHTTPResponse

from planner.activities.errands.connecting import connected
from planner.activities.rules import FetchOutcome, as_https
from planner.activities.rules.reaching import is_public, may_reach

MOST_BYTES = 1024 * 1024
MOST_SECONDS = 20.0
MOST_REDIRECTS = 3
_CHUNK = 16 * 1024
_MOVED = frozenset({301, 302, 303, 307, 308})
_HEADERS = {"Accept": "text/calendar, */*;q=0.5", "Accept-Encoding": "gzip", "User-Agent": "Samling (calendar reader)"}


class Trouble(Exception):
    """It could not be fetched."""

    def __init__(self, outcome: FetchOutcome, detail: str = "") -> None:
        self.outcome = outcome
        self.detail = detail
        super().__init__(f"{outcome.value} {detail}".strip())


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came; `content` is None when the server says that nothing has changed."""

    content: bytes | None
    etag: str = ""
    last_modified: str = ""


def resolve(host: str, port: int) -> Sequence[str]:
    """Every numeric address of a host. Raises OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True)
class Reach:
    """How one gets out: whom to ask for addresses, which of them may be reached, and how long it may all take."""

    resolve: Callable[[str, int], Sequence[str]] = resolve
    may_reach: Callable[[str, int], bool] = may_reach
    seconds: float = MOST_SECONDS
    ca_certs: str | None = None
    """A file of certificates to trust in the place of the system's."""


DEFAULT = Reach()


def fetch(address: str, *, etag: str = "", last_modified: str = "", reach: Reach = DEFAULT) -> Fetched:
    """What stands at the address. Raises Trouble, which says why it could not be had.

    `etag` and `last_modified` are those of what is known already (RFC 9110 13.1). Redirects are followed by hand, each
    one looked at like the first address.
    """
    deadline = time.monotonic() + reach.seconds
    known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = _HEADERS | {name: value for name, value in known.items() if value}
    for _ in range(MOST_REDIRECTS + 1):
        answer = _ask(address, headers, deadline, reach)
        if isinstance(answer, Fetched):
            if answer.content is None and not (etag or last_modified):
                # "As you know it already" (RFC 9110 15.4.5), to who knows nothing and did not ask that.
                raise Trouble(FetchOutcome.REFUSED, "304")
            return answer
        address = _onward(address, answer)
    raise Trouble(FetchOutcome.REDIRECTS)


def _onward(address: str, location: str) -> str:
    try:
        return as_https(urljoin(address, location))
    except ValueError as trouble:
        raise Trouble(FetchOutcome.NO_ADDRESS) from trouble


@dataclass(frozen=True, slots=True)
class _Target:
    """An address, taken apart."""

    scheme: str
    host: str
    port: int
    path: str
    """With its query."""

    @classmethod
    def of(cls, address: str) -> "_Target":
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as trouble:
            raise Trouble(FetchOutcome.NO_ADDRESS) from trouble
        if parts.scheme not in ("http", "https") or not host:
            raise Trouble(FetchOutcome.NO_ADDRESS)
        if parts.username is not None:
            raise Trouble(FetchOutcome.PASSWORD)
        try:
            # Names outside ASCII are asked for in their ASCII form (RFC 5891).
            host = host if ":" in host else host.encode("idna").decode()
        except ValueError as trouble:
            raise Trouble(FetchOutcome.NO_HOST) from trouble
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
        query = "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~") if parts.query else ""
        return cls(parts.scheme, host, port, path + query)

    @property
    def named(self) -> str:
        """As the Host header has it (RFC 9110 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.scheme == "https" else 80) else f"{host}:{self.port}"


def _ask(address: str, headers: Mapping[str, str], deadline: float, reach: Reach) -> Fetched | str:
    """One request; where it leads on to, if it does."""
    target = _Target.of(address)
    checked = _checked(target, reach)
    try:
        with connected(
            target.scheme, target.host, (checked, target.port), deadline, ca_certs=reach.ca_certs
        ) as connection:
            sent = {**headers, "Host": target.named}
            connection.request("GET", target.path, headers=sent, preload_content=False, decode_content=False)
            with closing(connection.getresponse()) as response:
                return _answer(response, deadline)
    except (urllib3.exceptions.HTTPError, HTTPException, OSError, zlib.error, ValueError) as trouble:
        raise _trouble_of(trouble, deadline) from trouble


def _checked(target: _Target, reach: Reach) -> str:
    """A numeric address of the host. All it has must be allowed: one that is not shows what the name is for."""
    try:
        found = reach.resolve(target.host, target.port)
    except (OSError, ValueError) as trouble:
        raise Trouble(FetchOutcome.NO_HOST) from trouble
    if not found:
        raise Trouble(FetchOutcome.NO_HOST)
    if not all(reach.may_reach(address, target.port) for address in found):
        raise Trouble(FetchOutcome.PORT if all(map(is_public, found)) else FetchOutcome.FORBIDDEN)
    return min(found, key=lambda address: ":" in address)


def _answer(response: BaseHTTPResponse, deadline: float) -> Fetched | str:
    headers = response.headers
    if response.status in _MOVED and (onward := headers.get("Location")):
        return onward
    if response.status == 304:
        return Fetched(None)
    if response.status != 200:
        raise Trouble(FetchOutcome.REFUSED, str(response.status))
    content = _body(response, headers.get("Content-Encoding", "identity").strip().lower(), deadline)
    return Fetched(content, headers.get("ETag", "")[:300], headers.get("Last-Modified", "")[:100])


def _body(response: BaseHTTPResponse, coding: str, deadline: float) -> bytes:
    """All of it, unpacked; never more than MOST_BYTES of it is held, however small it came."""
    if coding not in ("identity", "", "gzip", "x-gzip"):
        raise Trouble(FetchOutcome.NO_CALENDAR, coding[:40])
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in coding else None
    content = bytearray()
    arrived = 0
    while chunk := response.read1(_CHUNK, decode_content=False):
        arrived += len(chunk)
        content += unpack.decompress(chunk, MOST_BYTES + 1 - len(content)) if unpack else chunk
        if len(content) > MOST_BYTES or arrived > MOST_BYTES:
            raise Trouble(FetchOutcome.TOO_LARGE)
        if time.monotonic() >= deadline:
            break
    # What has no length of its own looks whole when the line was hung up.
    if time.monotonic() >= deadline:
        raise Trouble(FetchOutcome.TOO_SLOW)
    if unpack is not None and not unpack.eof:
        raise Trouble(FetchOutcome.NO_CALENDAR, "gzip")
    return bytes(content)


def _trouble_of(trouble: Exception, deadline: float) -> Trouble:
    if time.monotonic() >= deadline:
        return Trouble(FetchOutcome.TOO_SLOW)
    # A connection that was refused is a kind of timeout to urllib3.
    refused = isinstance(trouble, urllib3.exceptions.NewConnectionError)
    if isinstance(trouble, TimeoutError | urllib3.exceptions.TimeoutError) and not refused:
        return Trouble(FetchOutcome.TOO_SLOW)
    if "CERTIFICATE" in str(trouble).upper() or "HOSTNAME" in str(trouble).upper():
        return Trouble(FetchOutcome.UNTRUSTED)
    return Trouble(FetchOutcome.UNREACHABLE)
