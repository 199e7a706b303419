"""What the pages are filled in with: the planted demo, and a gathering in each other state."""

from dataclasses import dataclass, replace
from datetime import date, time

from sqlalchemy import select

from planner.accounts.models import Account
from planner.agenda.models import Item
from planner.agenda.rules import ItemDetails, ItemKind
from planner.agenda.services import add_item
from planner.checkin.queries import code_for
from planner.checkin.services import make_door
from planner.core.actor import Actor
from planner.core.language import Words
from planner.core.work import Work
from planner.demo import Planted
from planner.invitations.letters import PURPOSE
from planner.invitations.models import Invitation
from planner.mail.letter import Sort
from planner.mail.letters import NO_MORE_PURPOSE
from planner.mail.models import PostedLetter
from planner.mail.rules import mark_of
from planner.meetings.queries import record_of
from planner.meetings.rules import Status
from planner.meetings.services import add_logo, move_meeting, set_status
from planner.network.models import Person, Venue
from planner.registrations.models import Registration
from planner.registrations.rules import PartKind
from planner.registrations.services import cancel
from tests.journeys.calendar_pages import owning
from tests.journeys.makers import (
    a_gathering,
    a_party,
    a_picture,
    activities,
    choosing,
    coming,
    part_of,
    questions,
    speaking,
)
from tests.journeys.poll_pages import polling
from tests.journeys.today import a_day


@dataclass(frozen=True)
class Scene:
    """What the addresses of the pages are filled with."""

    gamleby: str
    gamleby_day: date
    past: str
    early: str
    full: str
    today: str
    cancelled: str
    moved: str
    item_id: int
    question_id: int
    part_id: int
    day_id: int
    letter_id: int
    declinable: str
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
    speaker: str
    silent: str
    talk_id: int
    speaker_id: int
    suggesting_id: int
    slides_id: int
    file_id: int
    activity_id: int
    activity_uid: str
    off_uid: str
    waiting_id: int
    poll_id: int
    poll_draft: int
    poll_decided: int
    poll_date: int
    poll_ask: int
    poll_answered: str
    poll_silent: str
    poll_over: str
    poll_shared: str
    signed: str
    calendar_page: str
    door: str


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
        today=a_day(work),
        cancelled=cancelled,
        moved=moved,
        item_id=item.id,
        question_id=questions(work, planted.gamleby),
        part_id=part_of(work, planted.gamleby, PartKind.DINNER),
        day_id=part_of(work, planted.gamleby, PartKind.DAY),
        letter_id=db.scalars(select(PostedLetter.id).where(PostedLetter.calendar.is_not(None))).first() or 0,
        declinable=a_letter_to_decline(work),
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
        signed=code_for(db, work.site.keys, guests[0].registration_id),
        door=make_door(work, planted.past, "Kim"),
        **a_party(work, gamleby.meeting_id),
        **owning(work, gamleby.meeting_id),
        **choosing(work),
        **speaking(work, planted.gamleby),
        **activities(work),
        **polling(work),
    )


def a_letter_to_decline(work: Work) -> str:
    """Mark and token of a letter that is no receipt, as they stand in its link."""
    mark = mark_of(
        work.db.scalars(select(PostedLetter.message_id).where(PostedLetter.sort != Sort.RECEIPT)).first() or ""
    )
    return f"{mark}/{work.site.keys.token(NO_MORE_PURPOSE, mark)}"
