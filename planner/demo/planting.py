"""Plants the demo in an empty database."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import islice

from planner.accounts.rules import AccountDetails
from planner.accounts.services import admit, set_clusters
from planner.agenda.rules import ItemDetails
from planner.agenda.services import add_items
from planner.core.actor import Actor, Role
from planner.core.errors import Conflict
from planner.core.language import Words, say
from planner.core.timespan import instant
from planner.core.work import Work
from planner.demo import (
    accounting,
    activities,
    answering,
    arriving,
    asking,
    clusters,
    coming,
    inviting,
    speaking,
    steering,
    templates,
)
from planner.demo.gamleby import AGENDA, Line
from planner.demo.people import guests
from planner.meetings.queries import meetings_in_order
from planner.meetings.rules import DayHours, MeetingDetails, MeetingKind, Mode, Status
from planner.meetings.services import create_meeting, set_status
from planner.network import queries as network
from planner.network.rules import Hue, RoomKind
from planner.network.services import (
    RoomDetails,
    ThemeDetails,
    VenueDetails,
    add_room,
    add_theme,
    add_venue,
)
from planner.programmes.services import publish

LEAD, STAFF, ADMIN, GUEST = "lena@example.org", "stina@example.org", "adam@example.org", "anna.demo1@example.org"
ZONE = "Europe/Stockholm"
FUNDING = Words(
    "Demo: här står finansiärens mening, med logotyper, på sida, program och brev.",
    "Demo: the funder's sentence stands here, with logos, on page, programme and letters.",
)
THEMES = (
    (Words("Kompetensförsörjning", "Skills supply"), Words("Kompetens", "Skills"), Hue.WHEAT),
    (Words("Beredskap", "Readiness"), Words("Beredskap", "Readiness"), Hue.ROWAN),
    (Words("Vattenfrågor", "Water"), Words("Vatten", "Water"), Hue.LAKE),
    (Words("Samverkan över tid", "Working together over time"), Words("Samverkan", "Together"), Hue.PINE),
)
ROOMS = (
    RoomDetails("Stora salen", RoomKind.ROOM, 120),
    RoomDetails("Lilla salen", RoomKind.ROOM, 40),
    RoomDetails("Biblioteket", RoomKind.ROOM, 25),
    RoomDetails("Matsalen", RoomKind.ROOM, 140),
    RoomDetails("Bussen", RoomKind.BUS, 50),
    RoomDetails("Länken", RoomKind.ONLINE, None, "https://video.example.org/gamleby"),
)


@dataclass(frozen=True)
class Planted:
    """What was planted: slugs of the gatherings."""

    gamleby: str
    webinar: str
    past: str
    steering: str


def plant(work: Work) -> Planted:
    """Plant the whole demo; Conflict unless the database holds no gathering and no cluster."""
    if meetings_in_order(work.db, work.now) or network.clusters_in_order(work.db):
        raise Conflict(say("There is something in the database already: the demo is only planted in an empty one."))
    clusters.add_all(work)
    for name, short, hue in THEMES:
        add_theme(work, ThemeDetails(name, short, hue))
    lead = _accounts(work)
    led = replace(work, actor=lead)
    # In the order of time, so that lists with the newest first show what a reader expects.
    past, group, webinar = _past(led), steering.hold(led, _later(work.now.date(), -12)), _webinar(led)
    activities.enter(led, "Stina Demo")
    gamleby, _ = _gamleby(led), asking.ask(led, ZONE)
    return Planted(gamleby=gamleby, webinar=webinar, past=past, steering=group)


def _accounts(work: Work) -> Actor:
    lead_id = admit(work, AccountDetails("Lena Demo", LEAD, Role.LEAD), quiet=True)
    admit(work, AccountDetails("Adam Demo", ADMIN, Role.ADMIN), quiet=True)
    staff_id = admit(work, AccountDetails("Stina Demo", STAFF, Role.STAFF), quiet=True)
    set_clusters(work, staff_id, [c.id for c in network.clusters_in_order(work.db) if c.slug == "vreta-kluster"])
    return Actor(name="Lena Demo", account_id=lead_id, role=Role.LEAD)


def _gamleby(work: Work) -> str:
    first = _next_weekday(work.now.date() + timedelta(days=60), 2)
    venue_id = add_venue(
        work,
        VenueDetails(
            "Demoskolan i Gamleby",
            "Skolvägen 1, Gamleby",
            "Gamleby",
            (57.89, 16.40),
            "",
            Words(
                "Tåg till Gamleby station, därifrån tio minuters promenad. Bil: E22, avfart Gamleby; fri parkering.",
                "Train to Gamleby, then a ten-minute walk. By car: E22, exit Gamleby; parking is free.",
            ),
        ),
    )
    for room in ROOMS:
        add_room(work, venue_id, room)
    clusters = {cluster.slug: cluster.id for cluster in network.clusters_in_order(work.db)}
    slug = create_meeting(
        work,
        MeetingDetails(
            title=Words("Gröna kluster i Gamleby", "Green clusters in Gamleby"),
            kind=MeetingKind.NETWORK,
            days=(DayHours(first, time(9, 30), time(21)), DayHours(_later(first, 1), time(8, 30), time(13))),
            mode=Mode.HYBRID,
            zone=ZONE,
            venue_id=venue_id,
            summary=Words(
                "Landets gröna kluster ses lunch till lunch om kompetensförsörjning, beredskap och vattenfrågor, "
                "och om hur vi arbetar tillsammans över tid.",
                "The country's green clusters meet for two days on skills, readiness and water, and on how to work "
                "together over time.",
            ),
            description=Words(
                "Vi ses för att **lära av varandra** och för att bestämma vad vi gör gemensamt det kommande året.\n\n"
                "- tre teman i parallella pass\n- studiebesök vid en våtmark\n- gott om tid att prata",
                "We meet to **learn from each other** and to decide what we do together in the coming year.",
            ),
            audience=Words(
                "Du som arbetar i ett grönt kluster, och du som vill bygga ett.",
                "You who work in a green cluster, and you who want to build one.",
            ),
            practical=Words(
                "Rum finns på skolan och i byn. Ta med stövlar till studiebesöket. All mat ingår.",
                "There are rooms at the school and in the village. Bring boots for the visit. All meals are included.",
            ),
            programme_by=_later(first, -30),
            last_day=_later(first, -14),
            capacity=60,
            contact_name="Lena Demo",
            contact_email=LEAD,
            contact_phone="070-000 00 00",
            host_ids=(clusters["vreta-kluster"], clusters["agro-sormland"]),
            funding=FUNDING,
        ),
    )
    _agenda(work, slug, first, venue_id, AGENDA)
    templates.save_one(work, slug)
    speaking.invite(work, slug, first)
    publish(work, slug, preliminary=True, with_agenda=True, note="Första programmet.")
    set_status(work, slug, Status.OPEN)
    inviting.invite(work, slug)
    come_from = [i for name, i in clusters.items() if name not in ("torsta", "gron-kunskapsnod-stockholm")][:13]
    coming.plan_parts(work, slug, first)
    coming.plan_places(work, slug, first, [*come_from[:5], *list(clusters.values())[-2:]])
    coming.plan_questions(work, slug)
    days = (first, _later(first, 1))
    coming.come_alone(work, slug, islice(guests(), 40), days, come_from, online_each=4)
    coming.come_together(work, slug, islice(guests(), 40, 60), days, come_from[::4])
    inviting.let_time_pass(work, slug)
    answering.answer(work, slug)
    return slug


def _webinar(work: Work) -> str:
    day = _next_weekday(work.now.date() + timedelta(days=21), 4)
    slug = create_meeting(
        work,
        MeetingDetails(
            title=Words("Webbinarium: vatten i växtodlingen", "Webinar: water in arable farming"),
            kind=MeetingKind.WEBINAR,
            days=(DayHours(day, time(9), time(12)),),
            mode=Mode.ONLINE,
            zone=ZONE,
            summary=Words("En förmiddag om bevattning och dränering.", "A morning on irrigation and drainage."),
            last_day=_later(day, -1),
            contact_name="Lena Demo",
            contact_email=LEAD,
        ),
    )
    lines = (
        Line(0, time(9), 45, AGENDA[1].kind, "Vatten", "", Words("Dränering som håller", "Drainage that lasts")),
        Line(0, time(9, 45), 15, AGENDA[8].kind, "", "", Words("Paus", "Break")),
        Line(0, time(10), 60, AGENDA[1].kind, "Vatten", "", Words("Bevattning med måtta", "Irrigation in moderation")),
        Line(0, time(11), 60, AGENDA[3].kind, "Vatten", "", Words("Frågor och svar", "Questions and answers")),
    )
    _agenda(work, slug, day, None, lines)
    publish(work, slug, preliminary=False, with_agenda=True)
    set_status(work, slug, Status.OPEN)
    coming.come_alone(work, slug, islice(guests(), 60, 72), (day,), _some_clusters(work), online_each=1)
    return slug


def _past(work: Work) -> str:
    """Held half a year ago: planned, filled and published at the time it would have been."""
    first = _next_weekday(work.now.date() - timedelta(days=190), 1)
    then = replace(work, now=work.now - timedelta(days=230))
    slug = create_meeting(then, _past_details(first))
    lines = (
        Line(
            0, time(10), 120, AGENDA[1].kind, "Kompetens", "", Words("Vuxna in i gröna näringar", "Adults into farming")
        ),
        Line(0, time(12), 60, AGENDA[4].kind, "", "", Words("Lunch")),
        Line(0, time(13), 180, AGENDA[9].kind, "Kompetens", "", Words("Studiebesök på gård", "Visit to a farm")),
    )
    _agenda(then, slug, first, None, lines)
    accounting.fund(then, slug)
    publish(then, slug, preliminary=False, with_agenda=True)
    set_status(then, slug, Status.OPEN)
    accounting.invite(then, slug, _some_clusters(work))
    coming.come_alone(then, slug, islice(guests(), 72, 96), (first,), _some_clusters(work), online_each=0)
    set_status(then, slug, Status.CLOSED)
    arriving.arrive(work, slug, first)
    set_status(work, slug, Status.HELD)
    accounting.account(replace(work, now=instant(_later(first, 6), time(14), ZONE)), slug)
    return slug


def _past_details(first: date) -> MeetingDetails:
    return MeetingDetails(
        title=Words("Vårträff i Sala", "Spring gathering in Sala"),
        kind=MeetingKind.NETWORK,
        days=(DayHours(first, time(10), time(16)),),
        mode=Mode.ON_SITE,
        zone=ZONE,
        summary=Words("En dag om kompetensförsörjning hos Agro Västmanland.", "A day on skills in Sala."),
        description=Words(
            "Vi ses för att dela vad som har fått **vuxna att byta till gröna näringar**, och för att bestämma två "
            "saker som klustren prövar tillsammans under året.",
            "We meet to share what has made **adults change to farming**, and to decide on two things that the "
            "clusters will try together this year.",
        ),
        last_day=_later(first, -7),
        contact_name="Lena Demo",
        contact_email=LEAD,
        funding=FUNDING,
    )


def _agenda(work: Work, slug: str, first: date, venue_id: int | None, lines: Iterable[Line]) -> None:
    rooms = {room.name: room.id for room in network.rooms_of_venue(work.db, venue_id)} if venue_id else {}
    themes = {theme.short.sv: theme.id for theme in network.themes_in_order(work.db)}
    items = [
        ItemDetails(
            kind=line.kind,
            title=line.title,
            held_on=_later(first, line.day),
            starts=line.starts,
            minutes=line.minutes,
            theme_id=themes.get(line.theme),
            room_id=rooms.get(line.room),
            abstract=line.abstract,
            suits=line.suits,
            capacity=line.capacity,
            notes=line.notes,
            givers=line.givers,
        )
        for line in lines
    ]
    add_items(work, slug, items)


def _some_clusters(work: Work) -> list[int]:
    return [cluster.id for cluster in network.clusters_in_order(work.db)][:8]


def _next_weekday(day: date, weekday: int) -> date:
    """The first `weekday` (0: Monday) on or after `day`."""
    return _later(day, (weekday - day.weekday()) % 7)


def _later(day: date, days: int) -> date:
    return day + timedelta(days=days)
