"""The demo as the pages are looked at, and gatherings in each state that a page may show."""

import io
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from PIL import Image
from sqlalchemy import select

from planner.accounts.models import Account
from planner.agenda.models import Item
from planner.agenda.rules import ItemDetails, ItemKind
from planner.agenda.services import add_item
from planner.choices.rules.terms import Opening, Way
from planner.choices.services import open_block
from planner.core.actor import Actor
from planner.core.language import Words
from planner.core.work import Work
from planner.demo import Planted
from planner.invitations.letters import PURPOSE
from planner.invitations.models import Invitation
from planner.mail.models import PostedLetter
from planner.meetings.queries import record_of
from planner.meetings.rules import DayHours, MeetingDetails, MeetingKind, Mode, Status
from planner.meetings.services import add_logo, create_meeting, move_meeting, set_status
from planner.network.models import Person, Venue
from planner.programmes.services import publish
from planner.questions.rules import QuestionDetails, QuestionKind
from planner.questions.services import add_question
from planner.registrations.letters import PARTY_PURPOSE
from planner.registrations.letters import PURPOSE as REGISTRATION_PURPOSE
from planner.registrations.models import Party, Registration
from planner.registrations.queries.parts import offers_of
from planner.registrations.rules import DayChoice, PartKind, RegistrationDetails
from planner.registrations.services import Registered, cancel, register


@dataclass(frozen=True)
class Scene:
    """What the addresses of the pages are filled with."""

    gamleby: str
    gamleby_day: date
    past: str
    early: str
    full: str
    cancelled: str
    moved: str
    item_id: int
    question_id: int
    part_id: int
    day_id: int
    letter_id: int
    person_id: int
    venue_id: int
    account_id: int
    invitation_id: int
    registration_id: int
    invited: str
    confirmed: str
    waiting: str
    gone: str
    sign_in: str
    booker: str
    member: int
    comer: str
    choosing: str
    block_id: int
    parallel_id: int
    chooser: str


def set_scene(work: Work, planted: Planted, sign_in: str) -> Scene:
    """Add to the planted demo: a clash, changes not published, a logo, and a gathering in each other state."""
    db = work.db
    gamleby = record_of(db, planted.gamleby)
    item = db.scalars(select(Item).where(Item.meeting_id == gamleby.meeting_id, Item.room_id.is_not(None))).first()
    assert item is not None
    for title in ("Vattnets väg", "Vattnets andra väg"):
        add_item(
            work,
            planted.gamleby,
            ItemDetails(
                kind=ItemKind.TALK,
                title=Words(title),
                held_on=gamleby.dates[0],
                starts=time(20),
                minutes=30,
                room_id=item.room_id,
            ),
        )
    add_logo(work, planted.gamleby, content=a_picture(), alt="Demofonden")
    full, moved, cancelled = (a_gathering(work, name) for name in ("Den fulla", "Den framflyttade", "Den inställda"))
    set_status(work, full, Status.OPEN)
    guests = [coming(work, full, name) for name in ("first", "second", "third")]
    cancel(replace(work, actor=Actor(registration_id=guests[2].registration_id)), guests[2].registration_id)
    move_meeting(work, moved, date(2026, 12, 2))
    set_status(work, cancelled, Status.CANCELLED)
    early = a_gathering(work, "Den kommande", capacity=None, programme_by=date(2026, 10, 1))
    invitation, comer = db.execute(
        select(Invitation, Registration.id)
        .join(Registration, Registration.cluster_id == Invitation.cluster_id)
        .where(Invitation.meeting_id == gamleby.meeting_id, Registration.meeting_id == gamleby.meeting_id)
        .order_by(Invitation.id, Registration.id)
    ).first() or (None, 0)
    assert invitation is not None
    return Scene(
        gamleby=planted.gamleby,
        gamleby_day=gamleby.dates[0],
        past=planted.past,
        early=early,
        full=full,
        cancelled=cancelled,
        moved=moved,
        item_id=item.id,
        question_id=questions(work, planted.gamleby),
        part_id=part_of(work, planted.gamleby, PartKind.DINNER),
        day_id=part_of(work, planted.gamleby, PartKind.DAY),
        letter_id=db.scalars(select(PostedLetter.id).where(PostedLetter.calendar.is_not(None))).first() or 0,
        person_id=db.scalars(select(Person.id)).first() or 0,
        venue_id=db.scalars(select(Venue.id)).first() or 0,
        account_id=db.scalars(select(Account.id).where(Account.email.startswith("stina"))).one(),
        invitation_id=invitation.id,
        registration_id=comer,
        invited=work.site.keys.token(PURPOSE, invitation.salt),
        confirmed=guests[0].token,
        waiting=guests[1].token,
        gone=guests[2].token,
        sign_in=sign_in,
        **a_party(work, gamleby.meeting_id),
        **choosing(work),
    )


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
