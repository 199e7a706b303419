"""Fetching from an address that somebody typed: what is got, what is refused, and how long it may take."""

import gzip
import shutil
import subprocess
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.activities.errands.fetching import MOST_BYTES, Fetched, Reach, Trouble, fetch
from planner.activities.rules import FetchOutcome
from planner.activities.rules.reaching import may_reach
from tests.activities.web_host import HOST, Answer, WebHost, dripping, web_host

CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def host() -> Iterator[WebHost]:
    with web_host() as running:
        yield running


def outcome(url: str, reach: Reach) -> FetchOutcome:
    with pytest.raises(Trouble) as trouble:
        fetch(url, reach=reach)
    return trouble.value.outcome


def test_what_stands_there_comes_with_what_tells_its_version(host: WebHost) -> None:
    host.answers["/a.ics?x=1"] = Answer(content=CALENDAR, headers={"ETag": '"v1"', "Last-Modified": "yesterday"})
    found = fetch(host.url("/a.ics?x=1"), etag='"v0"', last_modified="before", reach=host.reach())
    assert found == Fetched(CALENDAR, '"v1"', "yesterday")
    [(path, headers)] = host.asked
    assert path == "/a.ics?x=1"
    assert {name: headers.get(name) for name in ("Host", "If-None-Match", "If-Modified-Since", "Cookie")} == {
        "Host": f"{HOST}:{host.port}",
        "If-None-Match": '"v0"',
        "If-Modified-Since": "before",
        "Cookie": None,
    }


def test_unchanged_is_no_content(host: WebHost) -> None:
    host.answers["/a.ics"] = Answer(304)
    assert fetch(host.url(), etag='"v1"', reach=host.reach()) == Fetched(None)


def test_unchanged_since_nothing_is_no_answer(host: WebHost) -> None:
    host.answers["/a.ics"] = Answer(304)
    with pytest.raises(Trouble) as trouble:
        fetch(host.url(), reach=host.reach())
    assert (trouble.value.outcome, trouble.value.detail) == (FetchOutcome.REFUSED, "304")


def test_what_is_known_already_is_not_asked_for_when_nothing_is(host: WebHost) -> None:
    host.answers["/a.ics"] = Answer(content=CALENDAR)
    fetch(host.url(), reach=host.reach())
    assert not {"If-None-Match", "If-Modified-Since"} & host.asked[0][1].keys()


def test_redirects_are_followed_three_times(host: WebHost) -> None:
    for n in range(4):
        host.answers[f"/{n}"] = Answer(302, headers={"Location": f"/{n + 1}"})
    host.answers["/4"] = Answer(content=CALENDAR)
    assert fetch(host.url("/1"), reach=host.reach()).content == CALENDAR
    host.asked.clear()
    assert outcome(host.url("/0"), host.reach()) is FetchOutcome.REDIRECTS
    assert [path for path, _ in host.asked] == ["/0", "/1", "/2", "/3"]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:22/",
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "//10.0.0.1/x",
    ],
)
def test_no_redirect_leads_into_a_closed_network(host: WebHost, target: str) -> None:
    host.answers["/a.ics"] = Answer(301, headers={"Location": target})
    names = {HOST: ["127.0.0.1"], "2130706433": ["127.0.0.1"], "example.org": ["93.184.216.34"]}
    reach = host.reach(lambda name: names.get(name, [name]))
    assert outcome(host.url(), reach) is FetchOutcome.FORBIDDEN
    assert len(host.asked) == 1


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("http://[bad/", FetchOutcome.NO_ADDRESS),
        ("http://a.example.org:99999/", FetchOutcome.NO_ADDRESS),
        ("file:///etc/passwd", FetchOutcome.NO_ADDRESS),
        ("ftp://example.org/x", FetchOutcome.NO_ADDRESS),
        ("gopher://127.0.0.1:6379/_FLUSHALL", FetchOutcome.NO_ADDRESS),
        ("http://user:pass@example.org/", FetchOutcome.PASSWORD),
        ("http://user@127.0.0.1/", FetchOutcome.PASSWORD),
        ("http://example.org:22/", FetchOutcome.PORT),
        ("http://127.0.0.1:22/", FetchOutcome.FORBIDDEN),
        ("http://a..example.org/", FetchOutcome.NO_HOST),
    ],
)
def test_each_redirect_that_leads_nowhere_is_told_for_what_it_is(
    host: WebHost, target: str, told: FetchOutcome
) -> None:
    host.answers["/a.ics"] = Answer(302, headers={"Location": target})

    def only_here(address: str, port: int) -> bool:
        return may_reach(address, port) or (address, port) == ("127.0.0.1", host.port)

    names = {HOST: ["127.0.0.1"], "example.org": ["93.184.216.34"]}
    assert outcome(host.url(), host.reach(lambda name: names.get(name, [name]), may_reach=only_here)) is told
    assert len(host.asked) == 1


def test_a_redirect_to_webcal_is_one_to_https(host: WebHost, certificate: Path) -> None:
    with web_host(certificate) as secure:
        secure.answers["/b.ics"] = Answer(content=CALENDAR)
        host.answers["/a.ics"] = Answer(302, headers={"Location": secure.url("/b.ics", scheme="webcal")})
        reach = host.reach(may_reach=lambda *_: True, ca_certs=str(certificate.with_name("cert.pem")))
        assert fetch(host.url(), reach=reach).content == CALENDAR


def test_the_real_way_out_reaches_no_loopback(host: WebHost) -> None:
    host.answers["/a.ics"] = Answer(content=CALENDAR)
    assert outcome(f"http://127.0.0.1:{host.port}/a.ics", Reach()) is FetchOutcome.FORBIDDEN
    assert outcome(f"http://localhost:{host.port}/a.ics", Reach()) is FetchOutcome.FORBIDDEN
    assert host.asked == []


def test_a_name_is_asked_for_once_and_the_checked_address_is_the_one_that_is_reached(host: WebHost) -> None:
    """DNS rebinding: a name that answers one address to the check and another one later."""
    host.answers["/a.ics"] = Answer(content=CALENDAR)
    answers = iter([["127.0.0.1"], ["169.254.169.254"], ["10.0.0.1"]])
    assert fetch(host.url(), reach=host.reach(lambda _: next(answers))).content == CALENDAR
    assert host.resolved == [HOST]


def test_a_name_with_one_closed_address_among_its_own_is_refused(host: WebHost) -> None:
    assert outcome(host.url(), host.reach(lambda _: ["127.0.0.1", "10.0.0.1"])) is FetchOutcome.FORBIDDEN
    assert host.asked == []


def test_each_redirect_is_resolved_and_checked_anew(host: WebHost) -> None:
    host.answers["/a.ics"] = Answer(302, headers={"Location": "/b.ics"})
    host.answers["/b.ics"] = Answer(content=CALENDAR)
    answers = iter([["127.0.0.1"], ["192.168.0.1"]])
    assert outcome(host.url(), host.reach(lambda _: next(answers))) is FetchOutcome.FORBIDDEN
    assert [path for path, _ in host.asked] == ["/a.ics"]


def test_a_name_that_cannot_be_one() -> None:
    assert outcome("http://a\x00b.example.org/", Reach(seconds=2)) is FetchOutcome.NO_HOST


def test_a_name_that_nobody_has(host: WebHost) -> None:
    def nobody(name: str) -> list[str]:
        raise OSError(name)

    assert outcome(host.url(), host.reach(nobody)) is FetchOutcome.NO_HOST
    assert outcome(host.url(), host.reach(lambda _: [])) is FetchOutcome.NO_HOST
    assert outcome(f"http://{'a' * 70}.example.org/", host.reach()) is FetchOutcome.NO_HOST


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500, 204])
def test_other_answers_are_told_with_their_number(host: WebHost, status: int) -> None:
    host.answers["/a.ics"] = Answer(status)
    with pytest.raises(Trouble) as trouble:
        fetch(host.url(), reach=host.reach())
    assert (trouble.value.outcome, trouble.value.detail) == (FetchOutcome.REFUSED, str(status))


def test_more_than_a_megabyte_is_not_even_read_to_its_end(host: WebHost) -> None:
    host.answers["/a.ics"] = Answer(content=b"x" * (MOST_BYTES + 1))
    host.answers["/b.ics"] = Answer(content=b"x" * MOST_BYTES)
    assert outcome(host.url(), host.reach()) is FetchOutcome.TOO_LARGE
    assert len(fetch(host.url("/b.ics"), reach=host.reach()).content or b"") == MOST_BYTES


def test_gzip_is_unpacked(host: WebHost) -> None:
    host.answers["/a.ics"] = Answer(content=gzip.compress(CALENDAR), headers={"Content-Encoding": "gzip"})
    assert fetch(host.url(), reach=host.reach()).content == CALENDAR


def test_a_bomb_is_thrown_away_unexploded(host: WebHost) -> None:
    bomb = gzip.compress(b"\0" * (200 * MOST_BYTES), 9)
    assert len(bomb) < MOST_BYTES
    host.answers["/a.ics"] = Answer(content=bomb, headers={"Content-Encoding": "gzip"})
    begun = time.perf_counter()
    assert outcome(host.url(), host.reach()) is FetchOutcome.TOO_LARGE
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize(
    ("coding", "content"),
    [
        ("gzip", b"no gzip at all"),
        ("gzip", gzip.compress(CALENDAR)[:-9]),
        ("deflate", zlib.compress(CALENDAR)),
        ("br", CALENDAR),
    ],
)
def test_what_cannot_be_unpacked_is_no_calendar(host: WebHost, coding: str, content: bytes) -> None:
    host.answers["/a.ics"] = Answer(content=content, headers={"Content-Encoding": coding})
    assert outcome(host.url(), host.reach()) in (FetchOutcome.NO_CALENDAR, FetchOutcome.UNREACHABLE)


def test_what_is_cut_short_is_not_taken_for_the_whole(host: WebHost) -> None:
    host.answers["/a.ics"] = Answer(content=CALENDAR, said_length=len(CALENDAR) + 100)
    assert outcome(host.url(), host.reach()) is FetchOutcome.UNREACHABLE


def test_a_server_that_drips_its_head_is_left_when_time_is_up(host: WebHost) -> None:
    host.answers["/a.ics"] = Answer(content=CALENDAR, headers={"X": "y" * 100}, drip=0.1)
    begun = time.perf_counter()
    assert outcome(host.url(), host.reach(seconds=0.6)) is FetchOutcome.TOO_SLOW
    assert time.perf_counter() - begun < 2


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
UNTIL_CLOSED = b"HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\n\r\n"
HALF_A_HANDSHAKE = b"\x16\x03\x03\x40\x00"


@pytest.mark.parametrize(
    ("scheme", "first"),
    [
        # The extension of a chunk (RFC 9112 7.1.1) is read to its end, in whatever pieces it comes.
        ("http", CHUNKED + b"\r\n5;"),
        ("http", CHUNKED + b"Connection: close\r\n\r\n5;"),
        ("http", CHUNKED + b"Connection: close\r\n\r\n0\r\nTrailer: "),
        ("http", UNTIL_CLOSED + CALENDAR),
        ("https", HALF_A_HANDSHAKE),
    ],
)
def test_a_server_that_drips_anything_else_is_left_too(scheme: str, first: bytes) -> None:
    reach = Reach(resolve=lambda *_: ["127.0.0.1"], may_reach=lambda *_: True, seconds=0.6)
    with dripping(first) as port:
        begun = time.perf_counter()
        assert outcome(f"{scheme}://{HOST}:{port}/", reach) is FetchOutcome.TOO_SLOW
        assert time.perf_counter() - begun < 2


def test_a_server_that_does_not_listen(host: WebHost) -> None:
    reach = Reach(resolve=lambda *_: ["127.0.0.1"], may_reach=lambda *_: True, seconds=2)
    assert outcome("http://kalender.example.org:9/", reach) is FetchOutcome.UNREACHABLE


# TLS.


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key, and a certificate of its own making for the host's name."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "36500", "-subj", f"/CN={HOST}",
         "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    both = folder / "both.pem"
    both.write_text((folder / "key.pem").read_text() + (folder / "cert.pem").read_text())
    return both


def test_the_certificate_must_be_that_of_the_name_not_of_the_address(certificate: Path) -> None:
    with web_host(certificate) as host:
        host.answers["/a.ics"] = Answer(content=CALENDAR)
        trusting = host.reach(ca_certs=str(certificate.with_name("cert.pem")))
        assert fetch(host.url(scheme="https"), reach=trusting).content == CALENDAR
        other = host.url(scheme="https", host="other.example.org")
        assert outcome(other, trusting) is FetchOutcome.UNTRUSTED
        assert outcome(host.url(scheme="https"), host.reach()) is FetchOutcome.UNTRUSTED
        assert len(host.asked) == 1
