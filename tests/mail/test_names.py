"""Asking the name system: a few names, in little time, and without a network it says so."""

import socketserver
import threading
import time
from collections.abc import Iterator

import dns.message
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.resolver
import dns.rrset
import pytest

from planner.mail.delivery.names import ANSWER_SECONDS, NoAnswer, look, texts_of
from planner.mail.rules.trust import SELECTORS, Verdict

DOMAIN = "post.natverket.example.org"
RECORDS = {
    DOMAIN: ("v=spf1 mx -all",),
    "_dmarc.example.org": ("v=DMARC1; p=none",),
    f"mail._domainkey.{DOMAIN}": ("v=DKIM1; p=MIGf",),
    f"own._domainkey.{DOMAIN}": ("v=DKIM1; p=MIIB",),
}


class Asked:
    """A name system of our own, and what it was asked."""

    def __init__(self, *, is_there: bool = True) -> None:
        self.names: list[str] = []
        self.is_there = is_there

    def __call__(self, name: str) -> tuple[str, ...]:
        self.names.append(name)
        if not self.is_there:
            raise NoAnswer("no network")
        return RECORDS.get(name, ())


def test_the_three_are_looked_up_and_so_are_the_usual_selectors() -> None:
    ask = Asked()
    findings = look(DOMAIN, "", ask)
    assert [(one.what, one.verdict) for one in findings] == [
        ("SPF", Verdict.GOOD),
        ("DKIM", Verdict.GOOD),
        ("DMARC", Verdict.GOOD),
    ]
    assert set(ask.names) == {
        DOMAIN,
        f"_dmarc.{DOMAIN}",
        "_dmarc.example.org",
        *(f"{selector}._domainkey.{DOMAIN}" for selector in SELECTORS),
    }
    assert findings[1].asked == tuple(f"{selector}._domainkey.{DOMAIN}" for selector in SELECTORS)


def test_a_selector_that_is_known_is_the_only_one_asked_for() -> None:
    ask = Asked()
    found = look(DOMAIN, "own", ask)[1]
    assert (found.asked, found.records) == ((f"own._domainkey.{DOMAIN}",), ("v=DKIM1; p=MIIB",))
    assert not any("mail._domainkey" in name for name in ask.names)


def test_without_a_network_one_question_is_enough() -> None:
    ask = Asked(is_there=False)
    assert [one.verdict for one in look(DOMAIN, "", ask)] == [Verdict.UNKNOWN] * 3
    assert ask.names == [DOMAIN]


def test_one_name_that_cannot_be_asked_leaves_the_others() -> None:
    def ask(name: str) -> tuple[str, ...]:
        if name.startswith("_dmarc"):
            raise NoAnswer("refused")
        return RECORDS.get(name, ())

    assert [one.verdict for one in look(DOMAIN, "", ask)] == [Verdict.GOOD, Verdict.GOOD, Verdict.UNKNOWN]


class _Answers(socketserver.BaseRequestHandler):
    """A name server on the loopback that knows RECORDS."""

    def handle(self) -> None:
        content, sock = self.request
        question = dns.message.from_wire(content)
        name = question.question[0].name
        answer = dns.message.make_response(question)
        texts = RECORDS.get(str(name).rstrip("."))
        if texts is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        else:
            quoted = [f'"{text[:5]}" "{text[5:]}"' for text in texts]
            answer.answer.append(dns.rrset.from_text(name, 60, dns.rdataclass.IN, dns.rdatatype.TXT, *quoted))
        sock.sendto(answer.to_wire(), self.client_address)


@pytest.fixture
def name_server() -> Iterator[None]:
    """What dnspython asks by itself."""
    usual = dns.resolver.default_resolver
    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), _Answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        ours = dns.resolver.Resolver(configure=False)
        ours.nameservers, ours.port = ["127.0.0.1"], server.server_address[1]
        dns.resolver.default_resolver = ours
        yield
        dns.resolver.default_resolver = usual
        server.shutdown()
        thread.join()


def test_a_record_in_pieces_is_one_text(name_server: None) -> None:
    assert texts_of(DOMAIN) == ("v=spf1 mx -all",)


def test_a_name_that_is_not_there_has_no_texts(name_server: None) -> None:
    assert texts_of("nowhere.example.org") == ()


@pytest.mark.parametrize("name", ["a" * 70 + ".example.org", "a..b"])
def test_what_is_no_name_cannot_be_asked(name_server: None, name: str) -> None:
    with pytest.raises(NoAnswer):
        texts_of(name)


def test_a_server_that_says_nothing_is_not_waited_for_long() -> None:
    with socketserver.UDPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as silent:
        usual = dns.resolver.default_resolver
        ours = dns.resolver.Resolver(configure=False)
        ours.nameservers, ours.port = ["127.0.0.1"], silent.server_address[1]
        dns.resolver.default_resolver = ours
        begun = time.monotonic()
        try:
            with pytest.raises(NoAnswer):
                texts_of(DOMAIN)
        finally:
            dns.resolver.default_resolver = usual
    assert time.monotonic() - begun < ANSWER_SECONDS + 1
