"""What the scene of the pages is made of: gatherings, people who come, choose and speak, questions."""

import io
from dataclasses import replace
from datetime import date, time
from typing import Any

from PIL import Image
from sqlalchemy import select

from planner.activities.models import Activity
from planner.activities.rules import ActivityState
from planner.activities.services import set_feed
from planner.agenda.models import Item
from planner.agenda.rules import ItemDetails, ItemKind
from planner.agenda.services import add_item
from planner.choices.rules.terms import Opening, Way
from planner.choices.services import open_block
from planner.core.actor import Actor
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of, record_of
from planner.meetings.rules import DayHours, MeetingDetails, MeetingKind, Mode, Status
from planner.meetings.services import create_meeting, set_status
from planner.programmes.services import publish
from planner.questions.rules import QuestionDetails, QuestionKind
from planner.questions.services import add_question
from planner.registrations.letters import PARTY_PURPOSE
from planner.registrations.letters import PURPOSE as REGISTRATION_PURPOSE
from planner.registrations.models import Party, Registration
from planner.registrations.queries.parts import offers_of
from planner.registrations.rules import DayChoice, PartKind, RegistrationDetails
from planner.registrations.services import Registered, register
from planner.speakers.letters import PURPOSE as SPEAKER_PURPOSE
from planner.speakers.queries import cards_of


def a_party(work: Work, meeting_id: int) -> dict[str, Any]:
    """The last of a gathering's parties that was planted: its booker's link, one of its people, and their link."""
    keys = work.site.keys
    party, member = work.db.execute(
        select(Party, Registration)
        .join(Registration, Registration.party_id == Party.id)
        .where(Party.meeting_id == meeting_id)
        .order_by(Party.id.desc(), Registration.id.desc())
        .limit(1)
    ).one()
    booker = keys.token(PARTY_PURPOSE, party.salt)
    return {"booker": booker, "member": member.id, "comer": keys.token(REGISTRATION_PURPOSE, member.salt)}


def choosing(work: Work) -> dict[str, Any]:
    """A gathering with parallel items: ranked, first come, and not chosen among yet."""
    slug = a_gathering(work, "Den valfria", capacity=None)
    ids = []
    for hour, titles in ((11, ("Gården", "Jorden")), (13, ("Skogen", "Vattnet")), (15, ("Djuren", "Husen"))):
        for title in titles:
            item = ItemDetails(ItemKind.WORKSHOP, Words(title), date(2026, 11, 18), time(hour), 60, capacity=1)
            ids.append(add_item(work, slug, item))
    publish(work, slug, preliminary=True, with_agenda=True)
    set_status(work, slug, Status.OPEN)
    uids = list(work.db.scalars(select(Item.uid).where(Item.id.in_(ids)).order_by(Item.id)))
    block_id = open_block(work, slug, Opening(Way.RANKED, None, tuple(uids[:2])))
    open_block(work, slug, Opening(Way.FIRST_COME, date(2026, 11, 10), tuple(uids[2:4])))
    chooser = coming(work, slug, "chooser").token
    return {"choosing": slug, "block_id": block_id, "parallel_id": ids[4], "chooser": chooser}


def speaking(work: Work, slug: str) -> dict[str, Any]:
    """Of Gamleby's speakers: the links of one who has told all and of one who is silent, and who suggests and sent."""
    cards = {card.name: card for card in cards_of(work.db, gate_of(work.db, slug))}
    disa, yusuf, hakan, therese = (cards[f"{name} Demo"] for name in ("Disa", "Yusuf", "Håkan", "Therese"))
    return {
        "speaker": work.site.keys.token(SPEAKER_PURPOSE, disa.salt),
        "silent": work.site.keys.token(SPEAKER_PURPOSE, yusuf.salt),
        "talk_id": disa.items[0].item_id,
        "speaker_id": disa.person_id,
        "suggesting_id": hakan.person_id,
        "slides_id": therese.items[0].item_id,
        "file_id": therese.files[0].file_id,
    }


def part_of(work: Work, slug: str, kind: PartKind) -> int:
    """The first part of a kind."""
    offers = offers_of(work.db, record_of(work.db, slug).meeting_id)
    return next(offer.part_id for offer in offers if offer.details.kind is kind)


def a_gathering(work: Work, name: str, *, capacity: int | None = 1, programme_by: date | None = None) -> str:
    """A day in November for one person, public but without a programme; gives its slug."""
    day = date(2026, 11, 18)
    slug = create_meeting(
        work,
        MeetingDetails(
            title=Words(name),
            kind=MeetingKind.CLUSTER,
            days=(DayHours(day, time(10), time(16)),),
            mode=Mode.ON_SITE,
            zone="Europe/Stockholm",
            capacity=capacity,
            last_day=date(2026, 11, 1),
            programme_by=programme_by,
        ),
    )
    publish(work, slug, preliminary=True, with_agenda=False)
    return slug


def questions(work: Work, slug: str) -> int:
    """One question of each kind, and one that hangs on the first; gives the number of the first."""
    options = (Words("Tåg", "Train"), Words("Bil", "Car"))
    first = add_question(work, slug, QuestionDetails(QuestionKind.CHOICE, Words("Hur reser du?"), options=options))
    for kind in QuestionKind:
        more = options if kind is QuestionKind.CHOICES else ()
        if kind is not QuestionKind.CHOICE:
            add_question(work, slug, QuestionDetails(kind, Words(f"Fråga {kind}"), options=more, is_sensitive=not more))
    add_question(
        work,
        slug,
        QuestionDetails(QuestionKind.NUMBER, Words("Lediga platser i bilen?"), if_question_id=first, if_option="2"),
    )
    return first


def coming(work: Work, slug: str, name: str) -> Registered:
    """Somebody who registers for such a gathering, with everything one may answer."""
    details = RegistrationDetails(
        name=f"{name.title()} Demo",
        email=f"{name}@example.org",
        phone="070-000 00 00",
        organisation="Demogården",
        days=(DayChoice(date(2026, 11, 18), Mode.ON_SITE),),
        diet="Vegetariskt",
        access="Hörslinga",
        shows_name=True,
    )
    outcome = register(replace(work, actor=Actor()), slug, details, f"form-{name}")
    assert isinstance(outcome, Registered)
    return outcome


def a_picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (120, 60), "#1c4a38").save(file, "PNG")
    return file.getvalue()


def activities(work: Work) -> dict[str, Any]:
    """One that is shown, one that is cancelled, one that waits; and a calendar that is read in."""
    found = work.db.scalars(select(Activity).order_by(Activity.id)).all()
    by_state = {row.state: row for row in reversed(found)}
    on, off = by_state[ActivityState.APPROVED], by_state[ActivityState.CANCELLED]
    set_feed(work, "vreta-kluster", "https://kalender.invalid.invalid/a.ics")
    return {
        "activity_id": on.id,
        "activity_uid": on.uid,
        "off_uid": off.uid,
        "waiting_id": by_state[ActivityState.WAITING].id,
    }
