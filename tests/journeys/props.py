"""What the scene of all pages is made of: gatherings, questions, people, a picture."""

import io
from dataclasses import replace
from datetime import date, time, timedelta

from PIL import Image

from planner.agenda.queries import agenda_of
from planner.agenda.rules import ItemDetails, ItemKind
from planner.agenda.services import add_item, change_item, remove_item
from planner.core.actor import Actor
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.meetings.rules import DayHours, MeetingDetails, MeetingKind, Mode, Status
from planner.meetings.services import create_meeting, set_status
from planner.network.queries import themes_in_order
from planner.programmes.services import publish
from planner.questions.rules import QuestionDetails, QuestionKind
from planner.questions.services import add_question
from planner.registrations.rules import DayChoice, RegistrationDetails
from planner.registrations.services import Registered, register


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


def a_day(work: Work) -> str:
    """A gathering that is on at this moment, ten o'clock: parallel items, themes, and a change of each kind today."""
    today = work.now.date()
    theme_id = themes_in_order(work.db)[0].id
    slug = create_meeting(
        work,
        MeetingDetails(
            title=Words("Den som pågår", "The one that is on"),
            kind=MeetingKind.STEERING,
            days=(DayHours(today, time(9), time(16)), DayHours(today + timedelta(days=1), time(9), time(12))),
            mode=Mode.ON_SITE,
            zone="Europe/Stockholm",
        ),
    )
    for hour, title, kind in (
        (9, "Ekonomi", ItemKind.TALK), (9, "Beslut", ItemKind.DISCUSSION), (11, "Fika", ItemKind.BREAK),
        (12, "Lägesrapport", ItemKind.TALK), (13, "Övriga frågor", ItemKind.OTHER), (14, "Avslut", ItemKind.OTHER),
    ):  # fmt: skip
        of_theme = theme_id if kind is ItemKind.TALK else None
        add_item(work, slug, ItemDetails(kind, Words(title), today, time(hour, 30), 60, theme_id=of_theme))
    publish(replace(work, now=work.now - timedelta(days=2)), slug, preliminary=True, with_agenda=True)
    set_status(work, slug, Status.OPEN)
    gate = gate_of(work.db, slug)
    items = agenda_of(work.db, gate.meeting_id, gate.zone)
    remove_item(work, slug, items[3].item_id)
    said = replace(items[4].details, starts=time(13, 45))
    change_item(work, slug, items[4].item_id, said, revision=items[4].revision)
    publish(work, slug, preliminary=True, with_agenda=True, note="Kaffet står i foajén.")
    return slug
