"""Certificates of participation: a page that says for whom, then a page for each who was there.

Printed some at a time and put together, as badges are.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from planner.core.language import Lang, Text, days_words, joined, plain_day_words, say, speaking
from planner.core.timespan import local
from planner.papers.pdf.document import Document, Frame, Group, House, Leaf
from planner.papers.queries import Attended, Certificates, certificates
from planner.press import Progress, joined_pdf
from planner.press.letters import lines_of

AT_ONCE = 40
_NAMES = ((44, 1), (34, 2), (26, 3))
_WIDE = 170 * 72 / 25.4


def press_certificates(value: Certificates, lang: Lang, house: House, *, progress: Progress) -> bytes:
    """One for each who was there, by name."""
    people = value.people

    def parts() -> Iterator[bytes]:
        progress(0, len(people))
        yield _pressed(value, lang, house, (), is_cover=True)
        for at in range(0, len(people), AT_ONCE):
            yield _pressed(value, lang, house, people[at : at + AT_ONCE])
            progress(min(at + AT_ONCE, len(people)), len(people))

    return joined_pdf(parts())


def press_certificate(value: Certificates, lang: Lang, house: House, *, progress: Progress) -> bytes:
    """The only one of `value`, for that person."""
    progress(0, 1)
    return _pressed(value, lang, house, value.people, is_alone=True)


def hours_words(minutes: int) -> Text:
    """11 hours 30 minutes."""
    hours, rest = divmod(minutes, 60)
    if not rest:
        return say("%(hours)s h", hours=hours)
    return say("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)


def name_step(name: str) -> int:
    """The largest size that a name fits in, from 1; in the last it may take as many lines as it wants."""
    for step, (size, most) in enumerate(_NAMES, 1):
        lines = lines_of(name, _WIDE / size)
        if lines is not None and lines <= most:
            return step
    return len(_NAMES) + 1


def _pressed(
    value: Certificates,
    lang: Lang,
    house: House,
    people: Sequence[Attended],
    **what: bool,
) -> bytes:
    facts = value.programme.facts
    organisers = [host.name for host in facts.hosts] or [house.network or facts.contact.name]
    with speaking(lang):
        shown: dict[str, Any] = {
            "value": value,
            "facts": facts,
            "days": days_words(tuple(day.held_on for day in facts.days), lang),
            "organisers": joined(organisers, lang),
            "people": people,
            "hours_words": hours_words,
            "name_step": name_step,
            "is_cover": False,
            "is_alone": False,
            **what,
        }
    return Leaf(
        frame=_frame(value, lang, house),
        house=house,
        template="print/certificates.html",
        values=shown,
        styles=("staff/certificates.css",),
        pictures=value.logos,
    ).pressed()


def _frame(value: Certificates, lang: Lang, house: House) -> Frame:
    facts = value.programme.facts
    title = say("Certificates of participation: %(title)s", title=facts.title)
    noted = say("Presence as noted on %(date)s", date=plain_day_words(local(value.at, facts.zone).date(), lang))
    authors = (*([house.network] if house.network else []), *(host.name for host in facts.hosts))
    return Frame(lang, title.in_(lang), noted.in_(lang), authors or (facts.contact.name or facts.slug,), value.at)


CERTIFICATES = Document(
    key="certificates",
    name=say("Certificates of participation"),
    words=say("One for each whose presence was noted, at the door or item by item: days, hours and a line to sign on."),
    group=Group.AFTERWARDS,
    fetch=certificates,
    press=press_certificates,
    holds_people=True,
)
