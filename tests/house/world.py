"""One of everything that an address can lead to."""

import io
from dataclasses import replace
from datetime import time
from typing import Any

from PIL import Image
from sqlalchemy import select

from planner.accounts.services import make_link
from planner.activities.queries import activity_record
from planner.activities.rules import ActivityDetails
from planner.activities.services import add_activity, set_feed
from planner.agenda.models import Item
from planner.agenda.rules import Giver, ItemDetails, ItemKind
from planner.agenda.services import add_item
from planner.checkin.models import Door, Visitor
from planner.checkin.queries import code_for
from planner.checkin.services import NewVisitor, make_door, welcome
from planner.choices.rules.terms import Opening, Way
from planner.choices.services import open_block
from planner.core.actor import Actor
from planner.core.language import Words
from planner.core.pictures import shrunk
from planner.core.work import Work
from planner.invitations.rules import Guest
from planner.invitations.services import invite_clusters, invite_people, send
from planner.mail.letter import Sort
from planner.mail.letters import NO_MORE_PURPOSE
from planner.mail.models import PostedLetter
from planner.mail.rules import mark_of
from planner.meetings.models import Logo
from planner.meetings.queries import gate_by_id, gate_of
from planner.meetings.services import add_logo
from planner.mypage.models import OwnCalendar
from planner.mypage.rules import FEED, PAGE
from planner.mypage.services import send_calendar_link
from planner.network.models import Theme
from planner.network.rules import Hue
from planner.network.services import (
    RoomDetails,
    ThemeDetails,
    VenueDetails,
    add_room,
    add_theme,
    add_venue,
)
from planner.papers.rules import Wanted
from planner.papers.services import ask_for_paper
from planner.programmes.services import publish
from planner.publishing.models import Delay
from planner.publishing.services import DelayDetails, run_late
from planner.questions.rules import QuestionDetails, QuestionKind
from planner.questions.services import add_question
from planner.registrations.letters import PARTY_PURPOSE
from planner.registrations.models import Party, Registration
from planner.registrations.queries.places import meeting_of
from planner.registrations.rules import PartDetails, PartKind
from planner.registrations.services import add_part
from planner.speakers import services as speakers
from planner.speakers.letters import PURPOSE as SPEAKER_PURPOSE
from planner.speakers.queries import cards_of, files_of
from planner.speakers.queries.holders import speaker_salt
from planner.speakers.rules import (
    MOST_PORTRAIT_PIXELS,
    SLIDES,
    SpeakerDetails,
    SpeakerStatus,
    TalkIdea,
    upload_of,
)
from planner.starters.rules import Keep
from planner.starters.services import save_template
from tests.builders import Cast
from tests.invitations.scene import cluster_invitation, person_invitation, token_of
from tests.polls.scene import a_poll, poll_token, sent
from tests.registrations.scene import FIRST, a_gathering, come


def build(work: Work, cast: Cast) -> dict[str, str]:
    """A published gathering that is open, with everything; gives what stands for each blank of an address."""
    theme = add_theme(work, ThemeDetails(Words("Vattenfrågor", "Water"), Words("Vatten", "Water"), Hue.LAKE))
    venue_id = add_venue(work, VenueDetails("Gamleby folkhögskola", "Kastalgatan 1", "Gamleby"))
    room_id = add_room(work, venue_id, RoomDetails("Stora salen"))
    lead = replace(work, actor=cast.alice)
    slug = a_gathering(lead, capacity=10, venue_id=venue_id, host_ids=(cast.vreta_id,))
    theme_id = work.db.scalars(select(Theme.id).where(Theme.code == theme)).one()
    item_id = add_item(lead, slug, an_item(theme_id=theme_id, room_id=room_id))
    # Its neighbour at the same time, and two more that people choose among already.
    add_item(lead, slug, an_item(title=Words("Jorden")))
    parallel = [add_item(lead, slug, an_item(title=Words(title), starts=time(14))) for title in ("Gården", "Skogen")]
    add_logo(lead, slug, content=a_picture(), alt="Medfinansieras av Europeiska unionen")
    speaking = a_speaker(lead, slug, item_id)
    publish(lead, slug, preliminary=True, with_agenda=True)
    uids = tuple(work.db.scalars(select(Item.uid).where(Item.id.in_(parallel))))
    block_id = open_block(lead, slug, Opening(Way.RANKED, None, uids))
    invite_clusters(lead, slug, [cast.vreta_id])
    invite_people(lead, slug, [Guest("Demo Bo", "bo@example.org")])
    send(lead, slug)
    anna = come(work, slug, "anna", cluster_id=cast.vreta_id, organisation="")
    logo = work.db.scalars(select(Logo)).one()
    delay = DelayDetails(FIRST, 5, uid=work.db.scalars(select(Item.uid).where(Item.id == item_id)).one(), is_sure=True)
    run_late(lead, slug, delay, seen_number=2)
    door_token = make_door(lead, slug, "Kim")
    welcome(lead, slug, NewVisitor("Demo Vera", "", None, "Demo AB", frozenset({FIRST})), "f" * 32)
    return {
        "slug": slug,
        "door_token": door_token,
        "door_id": str(work.db.scalars(select(Door.id)).one()),
        "visitor_id": str(work.db.scalars(select(Visitor.id)).one()),
        "signed": code_for(work.db, work.site.keys, work.db.scalars(select(Registration.id)).one()),
        "cluster": "vreta-kluster",
        "block_id": str(block_id),
        "item_id": str(item_id),
        "code": theme,
        "number": "1",
        "delay_id": str(work.db.scalars(select(Delay.id)).one()),
        "venue_id": str(venue_id),
        "room_id": str(room_id),
        "part_id": str(add_part(lead, slug, PartDetails(PartKind.MEAL, FIRST, Words("Lunch")))),
        **speaking,
        **an_activity(lead, cast.vreta_id),
        **a_date_poll(lead, cast),
        "account_id": str(cast.bob.account_id),
        "letter_id": str(work.db.scalars(select(PostedLetter.id).limit(1)).one()),
        **a_letter_to_decline(work),
        "registration_id": str(work.db.scalars(select(Registration.id)).one()),
        "question_id": str(add_question(lead, slug, QuestionDetails(QuestionKind.TEXT, Words("Varifrån åker du?")))),
        "logo_id": str(logo.id),
        "digest": logo.digest,
        "token": anna.token,
        **an_own_calendar(work, anna.registration_id),
        "party_token": party_token(work),
        "sign_in_token": make_link(work, cast.bob.account_id or 0, 60).rpartition("/")[2],
        "invitation_id": str(person_invitation(work, slug, "bo@example.org")),
        "invitation_token": token_of(work, cluster_invitation(work, slug, cast.vreta_id)),
        "document": "poster",
        "paper_lang": "sv",
        "job_id": str(ask_for_paper(lead, Wanted(gate_of(work.db, slug).meeting_id, "poster", "sv", "1"))),
        "kind": "csv",
        "pack": "proof",
        "packed": "zip",
        "what": "parking",
        "name": "bus",
        "way": "lunch-to-lunch",
        "template_id": str(save_template(lead, slug, "Vår vanliga", set(Keep))),
        "wanted": "closed",
    }


def a_date_poll(work: Work, cast: Cast) -> dict[str, str]:
    """Sent to Vreta Kluster, which has not answered."""
    poll_id = a_poll(work, cast, asked=frozenset({cast.vreta_id}), required=frozenset())
    poll = sent(work, poll_id)
    return {
        "poll_id": str(poll_id),
        "ask_id": str(poll.asks[0].ask_id),
        "date_id": str(poll.dates[0].date_id),
        "poll_token": poll_token(work, poll.asks[0].ask_id),
    }


def a_speaker(work: Work, slug: str, item_id: int) -> dict[str, str]:
    """Whoever gives the item: confirmed, with a picture, slides that are shown and a suggestion of a title."""
    gate = gate_of(work.db, slug)
    card, item = next((c, i) for c in cards_of(work.db, gate) for i in c.items if i.item_id == item_id)
    speakers.set_address(work, slug, card.person_id, "ek@example.org", "sv")
    speakers.ask_one(work, slug, card.person_id)
    number = speakers.speaker_of(work, slug, card.person_id)
    theirs = replace(work, actor=Actor(name=card.name, speaker_id=number))
    speakers.answer(theirs, number, SpeakerStatus.CONFIRMED)
    picture = shrunk(a_picture(), MOST_PORTRAIT_PIXELS)
    speakers.set_picture(theirs, number, picture)
    idea = TalkIdea(item.uid, Words("Vatten på torra land", "Water on dry land"))
    speakers.save_details(theirs, number, SpeakerDetails(ideas=(idea,)), revision=1)
    slides = upload_of("bilder.pdf", b"%PDF-1.7 slides", SLIDES)
    speakers.give_slides(theirs, number, item_id, slides)
    file_id = files_of(work.db, gate.meeting_id)[item.uid][0].file_id
    speakers.show_files(work, slug, item_id, [file_id], seen=[file_id])
    return {
        "person_id": str(card.person_id),
        "file_id": str(file_id),
        "file_digest": slides.digest,
        "file_name": slides.name,
        "picture_digest": picture.digest,
        "speaker_token": work.site.keys.token(SPEAKER_PURPOSE, speaker_salt(work.db, "ek@example.org")),
    }


def an_own_calendar(work: Work, registration_id: int) -> dict[str, str]:
    """The keys of the calendar of everything that anna comes to, and of its page."""
    hers = replace(work, actor=Actor(registration_id=registration_id))
    send_calendar_link(
        hers, registration_id, "anna@example.org", gate_by_id(work.db, meeting_of(work.db, registration_id)), "sv"
    )
    row = work.db.scalars(select(OwnCalendar)).one()
    keys = work.site.keys
    return {
        "calendar_token": keys.token(FEED, row.salt),
        "calendar_page_token": keys.token(PAGE, row.page_salt or ""),
    }


def a_letter_to_decline(work: Work) -> dict[str, str]:
    """The mark and the link's token of a letter that is no receipt."""
    wanted = select(PostedLetter.message_id).where(PostedLetter.sort != Sort.RECEIPT).limit(1)
    mark = mark_of(work.db.scalars(wanted).one())
    return {"mark": mark, "no_more_token": work.site.keys.token(NO_MORE_PURPOSE, mark)}


def party_token(work: Work) -> str:
    """Of the booker's link of the first party."""
    return work.site.keys.token(PARTY_PURPOSE, work.db.scalars(select(Party.salt).order_by(Party.id).limit(1)).one())


def an_item(**more: Any) -> ItemDetails:
    """A talk on the first day, ten to a quarter to eleven."""
    item = ItemDetails(
        kind=ItemKind.TALK,
        title=Words("Vatten när det är torrt", "Water in a dry year"),
        held_on=FIRST,
        starts=time(10),
        minutes=45,
        givers=(Giver("Demo Ek", "rådgivare", "Demo AB"),),
    )
    return replace(item, **more)


def a_picture() -> bytes:
    """A small PNG."""
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(file, "PNG")
    return file.getvalue()


def an_activity(work: Work, cluster_id: int) -> dict[str, str]:
    """Something that the cluster does, in the calendar, and a calendar of its own that is read in."""
    details = ActivityDetails(Words("Fältvandring"), cluster_id, FIRST, "Europe/Stockholm")
    activity_id = add_activity(work, details, send=True)
    set_feed(work, "vreta-kluster", "https://www.example.org/calendar.ics")
    return {"activity_id": str(activity_id), "uid": activity_record(work.db, activity_id).uid}
