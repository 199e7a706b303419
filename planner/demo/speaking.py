"""Who gives something in Gamleby: asked three weeks ago, and what became of it."""

import io
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from PIL import Image, ImageDraw

from planner.core.actor import Actor
from planner.core.language import Words
from planner.core.pictures import shrunk
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.network.queries import people_by_id
from planner.network.services import PersonDetails, change_person
from planner.speakers import services
from planner.speakers.queries import FileLine, SpeakerCard, cards_of
from planner.speakers.rules import (
    MOST_PORTRAIT_PIXELS,
    SLIDES,
    DayWhen,
    SpeakerDetails,
    SpeakerStatus,
    TalkIdea,
    upload_of,
)

SPEAKER = "disa.talar@example.org"
"""Whose page `flask demo-links` shows."""
NAMES = ("Göran", "Karin", "Yusuf", "Astrid", "Therese", "Håkan", "Disa", "Bengt", "Frida", "Rut")
"""Those with an address and a telephone; the others still lack both."""


@dataclass(frozen=True)
class Told:
    """What somebody says of themselves."""

    bio: Words
    hues: tuple[str, str] | None = None
    """Ground and figure of their picture; None: no picture."""
    room_needs: str = ""
    special_needs: str = ""
    when: tuple[tuple[int, DayWhen], ...] = field(default=())
    """(day from 0, hours); the date is filled in."""


TOLD = {
    "Karin Demo": Told(
        Words(
            "Karin leder Demokluster Halland sedan fem år. Hon har fått tjugo gårdar att ta emot vuxna som byter yrke, "
            "och berättar gärna om de tre som slutade.",
            "Karin has led Demokluster Halland for five years. She has had twenty farms take in adults who change "
            "trades, and gladly tells of the three that stopped.",
        ),
        ("#e5eee6", "#2f7a57"),
    ),
    "Disa Demo": Told(
        Words(
            "Disa räknar på vatten: hur mycket en damm håller kvar, vad den kostar och vem som har nytta av den. "
            "Till vardags vattenrådgivare, på helgerna kanotist.",
            "Disa does sums on water: how much a pond holds back, what it costs and who gains by it.",
        ),
        ("#e2edf2", "#2b7da3"),
        room_needs="Projektor och ett stort bord för kartor.",
        special_needs="Äter inte nötter.",
        when=((0, DayWhen(date.min, starts=time(12))),),
    ),
    "Therese Demo": Told(
        Words("Therese bygger korta kurser för den som redan kan mycket. Hon var själv mjölkbonde i tolv år."), None
    ),
    "Håkan Demo": Told(
        Words("Håkan har övat elavbrott i fyra kommuner och vet vad som tar slut först."), ("#f6ebcd", "#b8860f"),
        room_needs="Kort och tärningar har jag med mig.",
        when=((1, DayWhen(date.min, is_away=True)),),
    ),
}  # fmt: skip


def invite(work: Work, slug: str, first: date) -> None:
    """Those with an address are asked; most answer, one declines, two are silent."""
    then = replace(work, now=work.now - timedelta(days=20))
    gate = gate_of(work.db, slug)
    for card in cards_of(work.db, gate):
        given, _, _ = card.name.partition(" ")
        if given in NAMES:
            plain = given.lower().translate(str.maketrans("åäö", "aao"))
            services.set_address(then, slug, card.person_id, f"{plain}.talar@example.org", "sv")
            _give_phone(work, card.person_id, NAMES.index(given))
    services.ask_all(then, slug)
    for card in cards_of(work.db, gate):
        if card.name in TOLD:
            _confirm(then, card, TOLD[card.name], first)
        elif card.name == "Rut Demo":
            _answer(then, card, SpeakerStatus.DECLINED, "Tyvärr, jag är på tjänsteresa den veckan.")
        elif card.name in ("Göran Demo", "Bengt Demo"):
            _answer(then, card, SpeakerStatus.CONFIRMED, "Roligt, jag kommer!")
    _suggest_and_send(then, slug)


def _give_phone(work: Work, person_id: int, number: int) -> None:
    (somebody,) = people_by_id(work.db, [person_id])
    known = PersonDetails(somebody.name, somebody.title, somebody.organisation, somebody.email,
                          f"070-000 00 {number:02}", somebody.cluster_id)  # fmt: skip
    change_person(work, person_id, known)


def _answer(work: Work, card: SpeakerCard, status: SpeakerStatus, word: str = "") -> Work:
    """The answer by the speaker's own link, two days after the letter; gives the work as theirs."""
    theirs = replace(
        work, now=work.now + timedelta(days=2), actor=Actor(name=card.name, speaker_id=card.speaker_id or 0)
    )
    services.answer(theirs, card.speaker_id or 0, status, word)
    return theirs


def _confirm(work: Work, card: SpeakerCard, told: Told, first: date) -> None:
    theirs = _answer(work, card, SpeakerStatus.CONFIRMED)
    hours = tuple(replace(when, held_on=first + timedelta(days=day)) for day, when in told.when)
    details = SpeakerDetails(bio=told.bio, room_needs=told.room_needs, hours=hours, special_needs=told.special_needs)
    services.save_details(theirs, card.speaker_id or 0, details, revision=card.revision)
    if told.hues:
        services.set_picture(theirs, card.speaker_id or 0, shrunk(a_face(*told.hues), MOST_PORTRAIT_PIXELS))


def _suggest_and_send(work: Work, slug: str) -> None:
    """One would have another title; one has sent slides, which the public is to have."""
    for card in cards_of(work.db, gate_of(work.db, slug)):
        number, theirs = card.speaker_id or 0, replace(work, actor=Actor(name=card.name, speaker_id=card.speaker_id))
        if card.name == "Håkan Demo":
            title = Words("En vecka utan el: vi provar", "A week without power: let us try")
            idea = TalkIdea(card.items[0].uid, title, card.items[0].details.abstract)
            services.save_details(theirs, number, replace(card.said, ideas=(idea,)), revision=card.revision)
        elif card.name == "Therese Demo":
            item_id = card.items[0].item_id
            services.give_slides(theirs, number, item_id, upload_of("kurskarta.pdf", A_PAGE, SLIDES))
            files = [file.file_id for file in _files(work, slug, card.person_id)]
            services.show_files(work, slug, item_id, files, seen=files)


def _files(work: Work, slug: str, person_id: int) -> list[FileLine]:
    gate = gate_of(work.db, slug)
    return [file for card in cards_of(work.db, gate) if card.person_id == person_id for file in card.files]


def a_face(ground: str, figure: str) -> bytes:
    """A PNG of nobody: head and shoulders in one colour on another."""
    picture = Image.new("RGB", (320, 320), ground)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((110, 60, 210, 170), fill=figure)
    draw.ellipse((50, 190, 270, 450), fill=figure)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _page() -> bytes:
    """A PDF of one page with one word on it (ISO 32000-1, 7.5)."""
    stream = b"BT /F 36 Tf 72 720 Td (Demo) Tj ET"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    text, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(text))
        text += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n"
    return text + head + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(text)


A_PAGE = _page()
