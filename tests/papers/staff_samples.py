"""What the staff's papers must bear: few and many people, none, long names, nothing planned."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from planner.agenda.queries import AgendaItem
from planner.agenda.rules import Giver, ItemDetails, ItemKind
from planner.core.language import Words
from planner.core.timespan import instant
from planner.lists.queries.kitchen import KitchenMeal
from planner.meetings.queries import LogoLine
from planner.meetings.rules import DayHours, Mode
from planner.network.queries import RoomValue, VenueValue
from planner.network.rules import RoomKind
from planner.papers.queries.sheets import Bus, BusList, KitchenSheet, Signer, SignSheet, SignSheets, Traveller
from planner.papers.queries.staff import ClusterContact, Head, Helper, RunBook, Taken
from planner.programmes.queries import entry_of
from planner.programmes.snapshot import Contact, Entry
from planner.registrations.rules import Diet, PartDetails, PartKind, Stop
from planner.speakers.rules import DayWhen, SpeakerStatus
from tests.builders import a_programme, an_entry
from tests.papers.samples import LONG, PICTURES
from tests.programmes.samples import FLAG

ZONE = "Europe/Stockholm"
FIRST, SECOND = date(2026, 10, 14), date(2026, 10, 15)
HEAD = Head(
    title=Words("Höstens nätverksträff", "The autumn gathering"),
    slug="hostens-traff",
    zone=ZONE,
    mode=Mode.HYBRID,
    days=(DayHours(FIRST, time(9, 30), time(16, 30)), DayHours(SECOND, time(8, 30), time(12))),
    place="Gamleby folkhögskola",
    hosts=("Vreta Kluster",),
    contact=Contact("Demo Lind", "demo.lind@example.org", "070-000 00 00"),
    cancelled=False,
    changed_at=datetime(2026, 10, 3, 12, 32, tzinfo=UTC),
)
ODD_HEAD = replace(
    HEAD, title=Words(LONG), place="", hosts=(), contact=Contact("", "", ""), changed_at=None, cancelled=True,
    days=tuple(DayHours(date(2026, 10, 1) + timedelta(days=7 * n), time(9), time(12)) for n in range(9)),
)  # fmt: skip
FUNDING = Words("Europa investerar i landsbygdsområden.", "Europe invests in rural areas.")
LOGOS = (LogoLine(1, "EU", FLAG.digest, FLAG.width, FLAG.height),)
CLUSTERS = ("Vreta Kluster", "Agroväst", "Grön kunskapsnod i Stockholms län", "Demo AB")
LONG_NAME = "Demo Anna-Karin Elisabeth von Långtnamnsson-Bergenstråhle af Västerviksskärgården"


def names(number: int) -> list[str]:
    return [f"Demo Person {n:03}" for n in range(1, number + 1)]


def signers(number: int) -> tuple[Signer, ...]:
    return tuple(Signer(name, CLUSTERS[n % 4]) for n, name in enumerate(names(number)))


def sign_in(number: int, *, head: Head = HEAD, funded: bool = True) -> SignSheets:
    """A sheet for the first day, one for a dinner."""
    dinner = SignSheet(FIRST, Words("Middag", "Dinner"), "Matsalen", time(19), signers(number // 2))
    sheets = (SignSheet(FIRST, Words(), "", None, signers(number)), dinner)
    return SignSheets(head, sheets, FUNDING if funded else Words(), LOGOS if funded else (), PICTURES)


ODD_SIGNERS = (Signer(LONG_NAME, f"{LONG_NAME}, {LONG}"), Signer("Ö", ""), Signer("<b>& Demo</b>", "Åäö"))
ODD_SHEETS = SignSheets(
    ODD_HEAD, (SignSheet(FIRST, Words(LONG), LONG, None, ODD_SIGNERS),), Words(), (), {}
)  # fmt: skip

STOPS = (Stop("Norrköping", time(8), 2), Stop("Linköping C", time(7, 15), 1), Stop("Gamleby station", None, 3))
BUS = PartDetails(PartKind.BUS, FIRST, Words("Buss dit", "Bus there"), time(7, 15), 50, stops=STOPS)
BACK = PartDetails(PartKind.BUS, SECOND, Words("Buss hem", "Bus home"))


def buses(number: int) -> BusList:
    """There from two of three stops by turns; the way back has none."""
    there = [
        Traveller(1, (1, 2)[n % 2], name, CLUSTERS[n % 4], f"070-000 {n:05}") for n, name in enumerate(names(number))
    ]
    back = [replace(each, part_id=2, stop_id=None) for each in there]
    return BusList(HEAD, (Bus(1, BUS, 3), Bus(2, BACK, 0)), (*there, *back))


ODD_BUSES = BusList(
    ODD_HEAD,
    (Bus(1, replace(BUS, name=Words(LONG), stops=(Stop(LONG, time(7), 1),)), 1),),
    (Traveller(1, 9, LONG_NAME, LONG, ""), Traveller(1, 1, "<i>Ö</i>", "", "+46 70 000 00 00 ankn. 12345")),
)


def meal(name: str, day: date, eating: int, *texts: tuple[str, int], kind: PartKind = PartKind.MEAL) -> KitchenMeal:
    diets = ((Diet.VEGETARIAN, 4), (Diet.VEGAN, 3), (Diet.GLUTEN_FREE, 2)) if texts else ()
    starts = time(12) if name else None
    details = PartDetails(kind, day, Words(name, f"{name} (en)" if name else ""), starts)
    return KitchenMeal(details, eating, eating - 9 if texts else eating, diets, texts, 0)


KITCHEN = KitchenSheet(
    HEAD,
    (
        meal("", FIRST, 64, ("Nötallergi", 1), kind=PartKind.DAY),
        meal("Lunch", FIRST, 60, ("Nötallergi", 1), ("Ingen lök", 2)),
        meal("Middag", FIRST, 45, ("Nötallergi", 1), kind=PartKind.DINNER),
        meal("Lunch att ta med", SECOND, 52),
    ),
    is_erased=False,
)
MUCH_TO_COOK = KitchenSheet(
    replace(HEAD, days=ODD_HEAD.days),
    tuple(
        meal(name, day.held_on, 400, *((f"{n}: {LONG}" if n == 3 else f"Allergi mot {n}", 1) for n in range(40)))
        for day in ODD_HEAD.days[:3]
        for name in ("Lunch", "Middag")
    ),
    is_erased=True,
)
ERASED = KitchenSheet(
    ODD_HEAD, (KitchenMeal(PartDetails(PartKind.MEAL, FIRST, Words(LONG)), 1, None, (), (), 1),), is_erased=True
)

VENUE = VenueValue(
    1, "Gamleby folkhögskola", "Kastalgatan 1", "Gamleby", None, None, "https://example.org", Words(),
    (RoomValue(1, "Stora salen", RoomKind.ROOM, 120, "", "Huvudbyggnaden"),
     RoomValue(2, "Aulan", RoomKind.ROOM, None, "")),
)  # fmt: skip


def helper(number: int, name: str, status: SpeakerStatus = SpeakerStatus.CONFIRMED, **more: object) -> Helper:
    plain = Helper(number, name, "rådgivare", "Demo AB", "070-111 11 11", "demo@example.org", status, "", ())
    return replace(plain, **more)  # type: ignore[arg-type]


def agenda_item(
    number: int, at: str, title: str, *, day: date = FIRST, room: str = "Stora salen", givers: tuple[Helper, ...] = (),
    kind: ItemKind = ItemKind.TALK, minutes: int = 45, notes: str = "",
) -> AgendaItem:  # fmt: skip
    hour, minute = at.split(".")
    starts = time(int(hour), int(minute))
    room_id = {"": None, "Stora salen": 1, "Aulan": 2}.get(room, 3)
    said = tuple(Giver(one.name, one.title, one.organisation) for one in givers)
    starts_at = instant(day, starts, ZONE)
    details = ItemDetails(kind, Words(title), day, starts, minutes, room_id=room_id, notes=notes, givers=said)
    return AgendaItem(
        item_id=number, uid=f"{number:032x}", revision=1, details=details, starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes), theme_code="", theme_name=Words(), theme_hue="", room=room,
        room_kind="room" if room else "", room_capacity=None, room_building="",
        giver_ids=tuple(one.person_id for one in givers), created_at=starts_at, changed_at=starts_at,
    )  # fmt: skip


HALF_DAY = (DayWhen(FIRST, starts=time(12)),)
KARIN = helper(1, "Demo Karin", room_needs="Projektor\noch ljud", hours=HALF_DAY)
HAKAN = helper(2, "Demo Håkan", SpeakerStatus.ASKED, phone="")
RUT = helper(3, "Demo Rut", SpeakerStatus.DECLINED)
ITEMS = (
    agenda_item(1, "9.30", "Fika och registrering", kind=ItemKind.BREAK, room="", minutes=30),
    agenda_item(2, "10.00", "Välkomna", givers=(KARIN,), notes="Lås upp kl. 8.\nMikrofon."),
    agenda_item(3, "10.45", "Vatten när det är torrt", givers=(HAKAN, KARIN)),
    agenda_item(4, "13.00", "Ny punkt", room="", givers=(RUT,), kind=ItemKind.WORKSHOP),
    agenda_item(5, "13.30", "Flyttad punkt", room="Aulan"),
    agenda_item(6, "9.00", "Avslutning", day=SECOND),
)


def entry_like(item: AgendaItem, **more: object) -> Entry:
    return replace(entry_of(item), **more)  # type: ignore[arg-type]


PUBLISHED = a_programme(
    entry_like(ITEMS[0]), entry_like(ITEMS[1]), entry_like(ITEMS[2]),
    entry_like(ITEMS[4], room="Stora salen", starts_at=instant(FIRST, time(14), ZONE),
               ends_at=instant(FIRST, time(14, 45), ZONE)),
    an_entry(9, "Borttagen punkt"), entry_like(ITEMS[5]), number=3,
)  # fmt: skip
PARTS = (
    Taken(PartDetails(PartKind.DAY, FIRST, Words()), 64, 12, 3),
    Taken(PartDetails(PartKind.MEAL, FIRST, Words("Lunch"), time(12)), 60, 0, 0),
    Taken(PartDetails(PartKind.DINNER, FIRST, Words("Middag", "Dinner"), time(19)), 45, 0, 2),
    Taken(PartDetails(PartKind.DAY, SECOND, Words()), 58, 12, 0),
)
BOOK = RunBook(
    head=HEAD,
    venue=VENUE,
    items=ITEMS,
    parked=(Words("Önskat ämne"),),
    numbers=((2, 1), (3, 2)),
    chosen=((4, 31, 30), (5, 12, 40)),
    programme=PUBLISHED,
    helpers=(HAKAN, KARIN, RUT),
    clusters=(ClusterContact("Vreta Kluster", "Kim Demo", "kim@example.org", 8),),
    parts=PARTS,
    practical=Words("# Praktiskt\n\nTa med stövlar."),
    registered=76,
    waiting=3,
    rooms_matter=True,
)
EMPTY_BOOK = RunBook(
    ODD_HEAD, None, (), (), (), (), None, (), (), (), Words(), 0, 0, rooms_matter=False
)  # fmt: skip
ODD_BOOK = replace(
    BOOK,
    head=replace(HEAD, title=Words(LONG)),
    items=(
        agenda_item(1, "9.00", LONG, room="", givers=tuple(helper(n, LONG_NAME) for n in range(1, 5)), notes=LONG * 12),
        agenda_item(2, "9.00", "Livsmedelsförsörjningsberedskapssamordning" * 2, room=LONG[:120], minutes=600),
        agenda_item(3, "9.30", "<b>Överlappande</b>", room=LONG[:120], day=date(2026, 10, 13)),
    ),
    helpers=tuple(helper(n, LONG_NAME, room_needs=LONG * 2, email="", phone="") for n in range(1, 5)),
    programme=None,
    practical=Words("", "In English only"),
)
LARGE_BOOK = replace(
    BOOK,
    items=tuple(
        agenda_item(100 * day.day + n, f"{8 + n // 6}.{n % 6 * 10:02}", f"Pass {day.day} nummer {n:02}", day=day,
                    room=("Stora salen", "Aulan", "")[n % 3], givers=(KARIN,) if n % 2 else ())
        for day in (FIRST, SECOND)
        for n in range(60)
    ),
    helpers=tuple(helper(n, f"Demo Talare {n:02}", (SpeakerStatus.ASKED, SpeakerStatus.CONFIRMED)[n % 2])
                  for n in range(1, 61)),
    clusters=tuple(ClusterContact(f"Demokluster {n}", "Kim Demo", "kim@example.org", n) for n in range(1, 41)),
)  # fmt: skip
