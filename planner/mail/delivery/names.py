"""Asks the name system what it says of the sender's domain. Slow: never inside a transaction."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait

from dns import exception, name, resolver

from planner.mail.rules.trust import SELECTORS, Finding, dkim, dmarc, domain_above, spf, unanswered

ANSWER_SECONDS = 2.0
"""How long one question may take."""
ALL_SECONDS = 6.0
"""How long all of them may take together."""
AskNames = Callable[[str], tuple[str, ...]]


class NoAnswer(Exception):
    """The name system could not be asked; that says nothing about the domain."""


def texts_of(asked: str) -> tuple[str, ...]:
    """The TXT records of a name, none if there is no such name. Raises NoAnswer."""
    try:
        answer = resolver.resolve(name.from_text(asked), "TXT", lifetime=ANSWER_SECONDS, raise_on_no_answer=False)
    except resolver.NXDOMAIN:
        return ()
    # A name that is none (a label too long) is as good as one that is not there to be asked.
    except (exception.DNSException, OSError) as trouble:
        raise NoAnswer(str(trouble)) from trouble
    return tuple(b"".join(record.strings).decode("utf-8", "replace") for record in answer.rrset or ())


def look(domain: str, selector: str, ask: AskNames) -> tuple[Finding, Finding, Finding]:
    """SPF, DKIM and DMARC of a domain. `selector`: where its DKIM key stands; "" looks under the usual ones."""
    above = domain_above(domain)
    policies = [domain, *([above] if above else [])]
    selectors = (selector,) if selector else SELECTORS
    names = [domain, *(f"_dmarc.{each}" for each in policies), *(f"{s}._domainkey.{domain}" for s in selectors)]
    answers = _all_of(names, ask)

    def known(asked: Sequence[str]) -> bool:
        return all(each in answers for each in asked)

    keys = {s: answers[n] for s in selectors if (n := f"{s}._domainkey.{domain}") in answers}
    told = {each: answers[n] for each in policies if (n := f"_dmarc.{each}") in answers}
    return (
        spf(domain, answers[domain]) if known([domain]) else unanswered("SPF", [domain]),
        dkim(domain, keys) if keys else unanswered("DKIM", [f"{s}._domainkey.{domain}" for s in selectors]),
        dmarc(domain, told) if told else unanswered("DMARC", [f"_dmarc.{each}" for each in policies]),
    )


def _all_of(names: Sequence[str], ask: AskNames) -> dict[str, tuple[str, ...]]:
    """What was answered in time. Without a network the first question tells, and the rest is not asked."""
    answers: dict[str, tuple[str, ...]] = {}
    try:
        answers[names[0]] = ask(names[0])
    except NoAnswer:
        return answers
    pool = ThreadPoolExecutor(8)
    asked = {pool.submit(ask, each): each for each in names[1:]}
    done, _ = wait(asked, timeout=ALL_SECONDS)
    pool.shutdown(wait=False, cancel_futures=True)
    answers.update({asked[each]: each.result() for each in done if not each.exception()})
    return answers
