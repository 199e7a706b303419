"""One of everything that an address can lead to."""

import io
from dataclasses import replace
from datetime import time
from typing import Any

from PIL import Image
from sqlalchemy import select

from planner.accounts.services import make_link
from planner.agenda.models import Item
from planner.agenda.rules import Giver, ItemDetails, ItemKind
from planner.agenda.services import add_item
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
from planner.meetings.queries import gate_of
from planner.meetings.services import add_logo
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
from planner.programmes.services import publish
from planner.publishing.models import Delay
from planner.publishing.services import DelayDetails, run_late
from planner.questions.rules import QuestionDetails, QuestionKind
from planner.questions.services import add_question
from planner.registrations.letters import PARTY_PURPOSE
from planner.registrations.models import Party, Registration
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
    token = come(work, slug, "anna", cluster_id=cast.vreta_id, organisation="").token
    logo = work.db.scalars(select(Logo)).one()
    delay = DelayDetails(FIRST, 5, uid=work.db.scalars(select(Item.uid).where(Item.id == item_id)).one(), is_sure=True)
    run_late(lead, slug, delay, seen_number=2)
    return {
        "slug": slug,
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
        "account_id": str(cast.bob.account_id),
        "letter_id": str(work.db.scalars(select(PostedLetter.id).limit(1)).one()),
        **a_letter_to_decline(work),
        "registration_id": str(work.db.scalars(select(Registration.id)).one()),
        "question_id": str(add_question(lead, slug, QuestionDetails(QuestionKind.TEXT, Words("Varifrån åker du?")))),
        "logo_id": str(logo.id),
        "digest": logo.digest,
        "token": token,
        "party_token": party_token(work),
        "sign_in_token": make_link(work, cast.bob.account_id or 0, 60).rpartition("/")[2],
        "invitation_id": str(person_invitation(work, slug, "bo@example.org")),
        "invitation_token": token_of(work, cluster_invitation(work, slug, cast.vreta_id)),
        "kind": "csv",
        "what": "parking",
        "name": "bus",
        "way": "lunch-to-lunch",
        "template_id": str(save_template(lead, slug, "Vår vanliga", set(Keep))),
        "wanted": "closed",
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
