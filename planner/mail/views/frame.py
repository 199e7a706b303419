"""What all pages about letters share."""

from flask import render_template
from flask.typing import ResponseReturnValue

from planner.core.actor import Actor
from planner.core.language import language
from planner.core.tokens import conceal
from planner.core.work import Work
from planner.mail import queries
from planner.mail.forms import AddressForm
from planner.mail.permissions import may_follow_links, may_send_elsewhere, may_set_pace
from planner.mail.queries import FullLetter
from planner.mail.rules import FAILED, FORGOTTEN, STATE_WORDS, UNREACHED, paragraphs_of
from planner.mail.rules.pace import Switch
from planner.web.entry import parts
from planner.web.page import for_person


def surroundings(reader: Actor) -> dict[str, object]:
    """What their templates want to know beside what they show."""
    settings = parts().settings
    return {
        "keeps": settings.mail.delivery == "keep",
        "zone": settings.default_zone,
        "page_here": "plan.letters",
        "may_administer": may_set_pace(reader),
        "state_words": STATE_WORDS,
        "unreached": UNREACHED,
        "forgotten": FORGOTTEN,
        **for_person(reader),
    }


def switch_now(work: Work) -> Switch:
    """How letters leave now."""
    return queries.switch_of(work.db, parts().settings.mail.per_minute)


def text_for(reader: Actor, letter: FullLetter, text: str) -> str:
    """The letter's text, its private links hidden from eyes that it was not written to."""
    settings = parts().settings
    kept = settings.mail.delivery == "keep"
    if may_follow_links(reader, letter.kind, kept=kept, demo=settings.demo):
        return parts().site.keys.fill(text)
    return conceal(text)


def letter_page(work: Work, letter: FullLetter, form: AddressForm, code: int = 200) -> ResponseReturnValue:
    """One letter: how it went, what can be done, what it says."""
    text = text_for(work.actor, letter, letter.plain)
    failed = letter.state in FAILED and letter.kind != FORGOTTEN
    is_outdone = failed and queries.count_outdone(work.db, letter.id) > 0
    page = render_template(
        "mail/letter.html",
        letter=letter,
        form=form,
        paragraphs=paragraphs_of(text),
        is_concealed=text == conceal(letter.plain) != letter.plain,
        is_outdone=is_outdone,
        may_send_again=failed and not is_outdone,
        may_send_elsewhere=failed and letter.calendar is None and may_send_elsewhere(work.actor, letter.kind),
        ways=_ways(work, letter),
        sent_anew=queries.sent_anew(work.db, letter.id),
        sender=parts().settings.mail.sender,
        **surroundings(work.actor),
    )
    return page, code


def _ways(work: Work, letter: FullLetter) -> list[tuple[str, str]]:
    """Where the address of a letter that came to nobody can be corrected."""
    if letter.state not in UNREACHED or letter.kind == FORGOTTEN:
        return []
    found = parts().recipient_pages(work.db, letter.id, letter.meeting_id, letter.recipient)
    return [(words.in_(language()), url) for words, url in found]
