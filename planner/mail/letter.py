"""A letter as a value: said in blocks, so that plain text and HTML always tell the same."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape

from planner.core.language import Lang, Text, in_language, say
from planner.core.tokens import conceal


class Sort(StrEnum):
    """What a letter is to whoever gets it. All but receipts can be declined by a link in the letter itself."""

    RECEIPT = "receipt"
    """Somebody did something, or has something booked that changes: confirmations, links, answers, calendar entries."""
    INVITATIONS = "invitations"
    """They are asked to something, or asked once more."""
    DATES = "dates"
    """They are asked which dates suit, for what is no gathering yet."""
    CHANGES = "changes"
    """The programme has changed, or is out."""
    ON_THE_DAY = "on_the_day"
    """It runs late."""
    MESSAGES = "messages"
    """Those who arrange it have something to say."""


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Facts:
    """Pairs of name and value, one a line."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Button:
    """A link on a line of its own. Only here may a private link stand: blanks in other blocks are concealed."""

    label: str
    url: str


Block = Paragraph | Facts | Button

NO_MORE = say("I do not want such letters")
"""The link at the foot of a letter that is no receipt."""


@dataclass(frozen=True)
class EntryMark:
    """Which calendar entry an iTIP object is about, and what it tells: for whoever keeps count of what was mailed."""

    uid: str
    """Without the host that it ends with in the object."""
    sequence: int
    told: str
    """A digest of the time, the place and the online link that it tells; compared, never read."""
    item_uid: str | None = None
    """Of the programme's item; None: the entry is of the whole gathering."""
    registration_id: int | None = None
    person_id: int | None = None
    """Whose entry of an item it is, as far as that is known."""


@dataclass(frozen=True)
class CalendarPart:
    """An iTIP object that travels inside multipart/alternative (RFC 6047 2.4). It holds no private link."""

    method: str
    content: bytes
    mark: EntryMark | None = None
    """None: nobody keeps count of it."""


@dataclass(frozen=True)
class Letter:
    """One e-mail to one person. Texts may be Texts; they are put into `lang` when the letter is posted."""

    to: str
    lang: Lang
    subject: Text
    blocks: tuple[Block, ...]
    kind: str
    """What the letter is, for the list of letters: sign-in, registered, cancelled …"""
    about: str = ""
    """What it is about, for the list of letters: the meeting's title, say."""
    meeting_id: int | None = None
    reply_to: str = ""
    sort: Sort = Sort.RECEIPT
    calendar: CalendarPart | None = field(default=None, repr=False)


def plain(letter: Letter, network_name: str, no_more_url: str = "") -> str:
    """The letter's plain text; `no_more_url` is where its reader says that such letters are not wanted."""
    lines = [_plain_block(block, letter.lang) for block in letter.blocks]
    way_out = f"\n{NO_MORE.in_(letter.lang)}: {no_more_url}" if no_more_url else ""
    return "\n\n".join([*lines, f"-- \n{_foot(letter, network_name)}{way_out}"]) + "\n"


def html(letter: Letter, network_name: str, no_more_url: str = "") -> str:
    """The letter's HTML: no pictures, no style sheets, nothing fetched."""
    way_out = (
        f'<br><a href="{escape(no_more_url)}" style="color:#55605a">{escape(NO_MORE.in_(letter.lang))}</a>'
        if no_more_url
        else ""
    )
    body = "".join(_html_block(block, letter.lang) for block in letter.blocks)
    return (
        f'<!doctype html><html lang="{letter.lang}"><head><meta charset="utf-8">'
        f"<title>{escape(_said(letter.subject, letter.lang))}</title></head>"
        '<body style="margin:0;padding:24px;background:#faf8f3;color:#1d2b22;'
        "font:17px/1.5 'Source Sans 3','Source Sans Pro',Segoe UI,Helvetica,Arial,sans-serif\">"
        f'<div style="max-width:36em;margin:0 auto">{body}'
        f'<p style="margin-top:32px;padding-top:12px;border-top:1px solid #c9c5b6;color:#55605a;font-size:14px">'
        f"{escape(_foot(letter, network_name))}{way_out}</p></div></body></html>"
    )


def one_line(text: str, most: int) -> str:
    """`text` fit for a header: on one line, without control signs, at most `most` characters."""
    # RFC 5322 2.2: a header ends at CRLF, so a line break in a name would begin a header of its own.
    return "".join(c for c in " ".join(text.split()) if c.isprintable())[:most]


def _said(text: str, lang: Lang) -> str:
    # People's own words stand in here: a blank among them would be filled with a token when the letter leaves,
    # and PostgreSQL keeps no NUL.
    return conceal(in_language(text, lang).replace("\0", ""))


def _plain_block(block: Block, lang: Lang) -> str:
    def said(text: str) -> str:
        return _said(text, lang)

    if isinstance(block, Paragraph):
        return said(block.text)
    if isinstance(block, Facts):
        return "\n".join(f"{said(name)}: {said(value)}" for name, value in block.pairs)
    return f"{said(block.label)}:\n{block.url}"


def _html_block(block: Block, lang: Lang) -> str:
    def said(text: str) -> str:
        return escape(_said(text, lang))

    return _HTML[type(block)](block, said)


def _html_paragraph(block: Paragraph, said: Callable[[str], str]) -> str:
    return f"<p>{said(block.text).replace(chr(10), '<br>')}</p>"


def _html_facts(block: Facts, said: Callable[[str], str]) -> str:
    rows = "".join(
        f'<tr><th scope="row" align="left" valign="top" style="padding:2px 16px 2px 0;font-weight:600">{said(n)}</th>'
        f'<td style="padding:2px 0">{said(v).replace(chr(10), "<br>")}</td></tr>'
        for n, v in block.pairs
    )
    return f'<table style="border-collapse:collapse;font:inherit">{rows}</table>'


def _html_button(block: Button, said: Callable[[str], str]) -> str:
    return (
        f'<p><a href="{escape(block.url)}" style="display:inline-block;padding:10px 18px;background:#1f4d3a;'
        f'color:#ffffff;text-decoration:none;border-radius:3px">{said(block.label)}</a></p>'
    )


_HTML: dict[type, Callable[..., str]] = {Paragraph: _html_paragraph, Facts: _html_facts, Button: _html_button}


def _foot(letter: Letter, network_name: str) -> str:
    about = f"{_said(letter.about, letter.lang)} · " if letter.about else ""
    return about + say("Sent by %(network)s.", network=network_name).in_(letter.lang)
