"""The steering group's last meeting: numbered items, and who was there at each."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from planner.agenda.rules import ItemDetails, ItemKind
from planner.agenda.services import add_item
from planner.core.language import Words
from planner.core.work import Work
from planner.demo.coming import come_alone
from planner.demo.people import guests
from planner.meetings.queries import gate_of
from planner.meetings.rules import DayHours, MeetingDetails, MeetingKind, Mode, Status
from planner.meetings.services import create_meeting, set_status
from planner.network.queries import clusters_in_order, themes_in_order
from planner.presence.queries import sheet_of
from planner.presence.rules import Attender, Ticked
from planner.presence.services import note_presence
from planner.programmes.services import publish

OTHER = ItemKind.OTHER
AGENDA: tuple[tuple[time, int, ItemKind, Words], ...] = (
    (time(9), 10, OTHER, Words("Mötets öppnande", "Opening")),
    (time(9, 10), 10, OTHER, Words("Val av justerare", "Choice of who checks the minutes")),
    (time(9, 20), 10, OTHER, Words("Föregående protokoll", "The last minutes")),
    (time(9, 30), 45, ItemKind.TALK, Words("Lägesrapport från klustren", "How the clusters are doing")),
    (time(10, 15), 15, ItemKind.BREAK, Words("Fika", "Coffee")),
    (time(10, 30), 30, OTHER, Words("Ekonomi och prognos", "Money and forecast")),
    (time(11), 40, ItemKind.DISCUSSION, Words("Beslut: programmet i Gamleby", "Decision: the programme in Gamleby")),
    (time(11, 40), 10, OTHER, Words("Övriga frågor", "Any other business")),
    (time(11, 50), 10, OTHER, Words("Nästa möte och avslut", "Next meeting, and closing")),
)
AUDITOR = "Rolf Demo, revisor"


def hold(work: Work, day: date) -> str:
    """Held on `day`, or the Friday before if that is at a weekend; planned and filled weeks before.

    Somebody came late, somebody left, a guest came for one item.
    """
    day -= timedelta(days=max(0, day.isoweekday() - 5))
    then = replace(work, now=datetime.combine(day - timedelta(days=21), time(9), UTC))
    slug = create_meeting(
        then,
        MeetingDetails(
            title=Words("Styrgruppsmöte", "Steering group meeting"),
            kind=MeetingKind.STEERING,
            days=(DayHours(day, time(9), time(12)),),
            mode=Mode.HYBRID,
            zone="Europe/Stockholm",
            summary=Words("Styrgruppen för nätverket.", "The network's steering group."),
            contact_name=work.actor.name,
            contact_email="lena@example.org",
        ),
    )
    themes = {theme.short.sv: theme.id for theme in themes_in_order(work.db)}
    for starts, minutes, kind, title in AGENDA:
        theme_id = themes["Samverkan"] if kind is ItemKind.TALK else None
        add_item(then, slug, ItemDetails(kind, title, day, starts, minutes, theme_id=theme_id))
    publish(then, slug, preliminary=False, with_agenda=True)
    set_status(then, slug, Status.OPEN)
    clusters = [cluster.id for cluster in clusters_in_order(work.db)][:8]
    come_alone(then, slug, islice(guests(), 96, 104), (day,), clusters, online_each=4)
    set_status(then, slug, Status.CLOSED)
    _note(replace(work, now=datetime.combine(day, time(10), UTC)), slug)
    set_status(work, slug, Status.HELD)
    return slug


def _note(work: Work, slug: str) -> None:
    sheet = sheet_of(work.db, gate_of(work.db, slug))
    uids = [item.uid for item in sheet.items]
    late, early, *rest = sheet.registered
    said = [
        replace(late, uids=frozenset(uids[3:])),
        replace(early, uids=frozenset(uids[:6])),
        *(replace(line, uids=frozenset(uids)) for line in rest),
        Ticked(Attender(None, AUDITOR), frozenset(uids[4:5])),
    ]
    note_presence(work, slug, said, revision=sheet.revision)
