"""A gathering with people who give something, the tokens of their links, and files to send."""

import io
import zipfile
from dataclasses import replace
from datetime import date, time
from typing import Any

from PIL import Image
from sqlalchemy import select

from planner.agenda.queries import agenda_of
from planner.agenda.rules import Giver
from planner.agenda.services import change_item
from planner.core.actor import Actor
from planner.core.language import Lang, Words
from planner.core.pictures import Picture, shrunk
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.network.models import Person
from planner.speakers import services
from planner.speakers.letters import PURPOSE
from planner.speakers.models import Speaker
from planner.speakers.queries import SpeakerCard, cards_of
from planner.speakers.rules import (
    DOCUMENTS,
    MOST_PORTRAIT_PIXELS,
    SpeakerDetails,
    SpeakerStatus,
    Upload,
    upload_of,
)
from tests.builders import a_meeting, an_item

EK, ALM = Giver("Demo Ek", "rådgivare", "Demo AB"), Giver("Demo Alm", "lantbrukare", "Demogården")
FIRST, SECOND = date(2026, 10, 14), date(2026, 10, 15)
PDF = b"%PDF-1.7 slides"


def a_stage(work: Work, **more: Any) -> str:
    """Two talks: Ek's on the first day at ten, Ek's and Alm's together on the second. Gives the slug."""
    slug = a_meeting(work, contact_email="demo.lind@example.org", **more)
    an_item(work, slug, "Vatten när det är torrt", givers=(EK,))
    an_item(work, slug, "Vägen framåt", givers=(EK, ALM), held_on=SECOND, starts=time(9))
    return slug


def many_speakers(work: Work, slug: str, number: int, *, with_address: bool = True) -> None:
    """So many talks, one after the other, each with a speaker of its own."""
    for n in range(number):
        at = 11 * 60 + 5 * n
        giver = Giver(f"Demo Talare {n:02}", "", "Demo AB")
        an_item(work, slug, f"Punkt {n:02}", givers=(giver,), starts=time(at // 60, at % 60), minutes=5)
    if with_address:
        for card in cards_of(work.db, gate_of(work.db, slug)):
            set_address(work, slug, card.name)


def change(work: Work, slug: str, item_id: int, **more: Any) -> None:
    """The lead changes an item."""
    gate = gate_of(work.db, slug)
    item = next(item for item in agenda_of(work.db, gate.meeting_id, gate.zone) if item.item_id == item_id)
    change_item(work, slug, item_id, replace(item.details, **more), revision=item.revision)


def person_id(work: Work, name: str) -> int:
    return work.db.scalars(select(Person.id).where(Person.name == name)).one()


def card(work: Work, slug: str, name: str = "Demo Ek") -> SpeakerCard:
    return next(card for card in cards_of(work.db, gate_of(work.db, slug)) if card.name == name)


def set_address(work: Work, slug: str, name: str, lang: Lang = "sv") -> None:
    """Demo Ek gets ek@example.org."""
    email = f"{name.removeprefix('Demo ').lower().replace(' ', '.')}@example.org"
    services.set_address(work, slug, person_id(work, name), email, lang)


def asked(work: Work, slug: str, name: str = "Demo Ek", lang: Lang = "sv") -> int:
    """They have got the letter; gives the speaker's number."""
    set_address(work, slug, name, lang)
    services.ask_one(work, slug, person_id(work, name))
    return services.speaker_of(work, slug, person_id(work, name))


def token_of(work: Work, speaker_id: int) -> str:
    """Of the link in the newest letter."""
    salt = work.db.scalars(select(Speaker.salt).where(Speaker.id == speaker_id)).one()
    return work.site.keys.token(PURPOSE, salt)


def theirs(work: Work, speaker_id: int) -> Work:
    """The same work, done by the holder of the link."""
    return replace(work, actor=Actor(name="Demo Ek", speaker_id=speaker_id))


def confirmed(work: Work, slug: str, name: str = "Demo Ek", **told: Any) -> int:
    """They have said yes, and told this of themselves; gives the speaker's number."""
    number = asked(work, slug, name)
    services.answer(theirs(work, number), number, SpeakerStatus.CONFIRMED)
    if told:
        services.save_details(theirs(work, number), number, SpeakerDetails(**told), revision=1)
    return number


def tell_all(work: Work, slug: str, number: int) -> None:
    """Words, a picture, special needs and slides for the first item, by the link."""
    mine = theirs(work, number)
    details = SpeakerDetails(title="agronom", bio=Words("Räknar på vatten."), special_needs="Nötter")
    services.save_details(mine, number, details, revision=1)
    services.set_picture(mine, number, a_portrait())
    services.give_slides(mine, number, card(work, slug).items[0].item_id, a_file())


def a_picture(colour: str = "navy", size: tuple[int, int] = (40, 40)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def a_portrait(colour: str = "navy") -> Picture:
    return shrunk(a_picture(colour), MOST_PORTRAIT_PIXELS)


def a_file(name: str = "bilder.pdf", content: bytes = PDF) -> Upload:
    return upload_of(name, content, DOCUMENTS)


def a_zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def water(sv: str = "Ek räknar på vatten.", en: str = "") -> Words:
    return Words(sv, en)
