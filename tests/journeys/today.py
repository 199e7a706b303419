"""A gathering that is on at this moment, for the pages of the day."""

from dataclasses import replace
from datetime import time, timedelta

from planner.agenda.queries import agenda_of
from planner.agenda.rules import ItemDetails, ItemKind
from planner.agenda.services import add_item, change_item, remove_item
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.meetings.rules import DayHours, MeetingDetails, MeetingKind, Mode, Status
from planner.meetings.services import create_meeting, set_status
from planner.network.queries import themes_in_order
from planner.programmes.services import publish


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
