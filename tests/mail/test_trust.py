"""What SPF, DKIM and DMARC records mean, and what their absence does."""

import pytest

from planner.mail.rules.trust import Verdict, dkim, dmarc, domain_above, spf, unanswered

DOMAIN = "natverket.example.org"


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        ((), Verdict.MISSING),
        (("google-site-verification=abc", "v=spf10 -all"), Verdict.MISSING),
        (("v=spf1 mx include:_spf.example.org ~all",), Verdict.GOOD),
        (("V=SPF1 mx -ALL",), Verdict.GOOD),
        (("v=spf1 redirect=_spf.example.org",), Verdict.GOOD),
        (("v=spf1 +all",), Verdict.ODD),
        (("v=spf1 a all",), Verdict.ODD),
        (("v=spf1 mx ?all",), Verdict.ODD),
        (("v=spf1 mx",), Verdict.ODD),
        (("v=spf1",), Verdict.ODD),
        (("v=spf1 mx -all", "v=spf1 a -all"), Verdict.ODD),
    ],
)
def test_spf(texts: tuple[str, ...], verdict: Verdict) -> None:
    found = spf(DOMAIN, texts)
    assert (found.what, found.verdict, found.asked) == ("SPF", verdict, (DOMAIN,))
    assert found.records == tuple(t for t in texts if t.lower().split(" ")[0] == "v=spf1")


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        ({"mail": (), "s1": ()}, Verdict.UNKNOWN),
        ({"mail": (), "s1": ("v=DKIM1; k=rsa; p=MIGf",)}, Verdict.GOOD),
        ({"mail": ("p=MIGf",)}, Verdict.GOOD),
        ({"mail": ("v=DKIM1; p=",)}, Verdict.ODD),
        ({"mail": ("v=spf1 -all",)}, Verdict.UNKNOWN),
    ],
)
def test_dkim(texts: dict[str, tuple[str, ...]], verdict: Verdict) -> None:
    found = dkim(DOMAIN, texts)
    assert (found.what, found.verdict) == ("DKIM", verdict)
    assert found.asked == tuple(f"{selector}._domainkey.{DOMAIN}" for selector in texts)


def test_where_the_key_stands_is_said() -> None:
    assert "s1" in dkim(DOMAIN, {"mail": (), "s1": ("p=MIGf",)}).words


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        ({DOMAIN: ()}, Verdict.MISSING),
        ({DOMAIN: ("v=DMARC1; p=none; rua=mailto:d@example.org",)}, Verdict.GOOD),
        ({DOMAIN: ("v=DMARC1; p=Reject",)}, Verdict.GOOD),
        ({DOMAIN: (), "example.org": ("v=DMARC1; p=quarantine",)}, Verdict.GOOD),
        ({DOMAIN: ("v=DMARC1;",)}, Verdict.ODD),
        ({DOMAIN: ("v=DMARC1; p=maybe",)}, Verdict.ODD),
        ({DOMAIN: ("v=DMARC1; p=none", "v=DMARC1; p=reject")}, Verdict.ODD),
    ],
)
def test_dmarc(texts: dict[str, tuple[str, ...]], verdict: Verdict) -> None:
    found = dmarc(DOMAIN, texts)
    assert (found.what, found.verdict) == ("DMARC", verdict)
    assert found.asked == tuple(f"_dmarc.{each}" for each in texts)


def test_the_domains_own_record_holds_before_the_one_above() -> None:
    found = dmarc(DOMAIN, {DOMAIN: ("v=DMARC1; p=none",), "example.org": ("v=DMARC1; p=reject",)})
    assert found.records == ("v=DMARC1; p=none",)


@pytest.mark.parametrize(
    ("domain", "above"),
    [("a.b.example.org", "example.org"), ("a.example.org", "example.org"), ("example.org", None), ("localhost", None)],
)
def test_the_domain_above(domain: str, above: str | None) -> None:
    assert domain_above(domain) == above


def test_no_answer_is_not_the_domains_fault() -> None:
    assert unanswered("SPF", [DOMAIN]).verdict is Verdict.UNKNOWN
