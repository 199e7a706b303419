"""What people say yes to in Gamleby, what they are asked, and how those come who do."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import islice

from planner.core.actor import Actor
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.meetings.rules import Mode
from planner.questions.queries import asked_of
from planner.questions.rules import Asked, Given, QuestionDetails, QuestionKind
from planner.questions.services import add_question
from planner.registrations.queries.parts import offers_of
from planner.registrations.rules import (
    ClusterSeats,
    Colleague,
    DayChoice,
    Diet,
    PartChoice,
    PartDetails,
    PartKind,
    PartOffer,
    PartyDetails,
    RegistrationDetails,
    RoomType,
    Stop,
    Terms,
)
from planner.registrations.services import add_part, register, register_party, set_terms

Guest = tuple[str, str, str]
"""Name, address, diet."""
DIETS = {
    "Vegetariskt": Diet.VEGETARIAN,
    "Glutenfritt": Diet.GLUTEN_FREE,
    "Veganskt": Diet.VEGAN,
    "Laktosfritt": Diet.LACTOSE_FREE,
}
WISHES = ("Hur får vi fler praktikplatser?", "Elnät på landsbygden", "Gemensam ansökan om våtmarker")


def plan_parts(work: Work, slug: str, first: date) -> None:
    """Lunches, dinner, night and bus of two days."""
    second = first + timedelta(days=1)
    free = Words("Ingår", "Included")
    for details in (
        PartDetails(
            PartKind.BUS,
            first,
            Words("Buss till Gamleby", "Bus to Gamleby"),
            time(7, 30),
            capacity=50,
            stops=(Stop("Linköping, resecentrum", time(7, 30)), Stop("Norrköping, resecentrum", time(8, 10))),
        ),
        PartDetails(PartKind.MEAL, first, Words("Lunch"), time(12), price=free),
        PartDetails(
            PartKind.DINNER,
            first,
            Words("Middag och mingel", "Dinner and mingle"),
            time(18, 30),
            capacity=40,
            last_day=first - timedelta(days=21),
            price=Words("180 kr, faktureras", "180 SEK, invoiced"),
        ),
        PartDetails(
            PartKind.NIGHT,
            first,
            Words("Natten på skolan", "The night at the school"),
            time(22),
            capacity=30,
            last_day=first - timedelta(days=21),
            price=Words("Enkelrum 690 kr, del i dubbelrum 450 kr", "Single room 690 SEK, half a double room 450 SEK"),
        ),
        PartDetails(PartKind.MEAL, second, Words("Lunch att ta med", "Lunch to take along"), time(12, 15), price=free),
    ):
        add_part(work, slug, details)


def plan_questions(work: Work, slug: str) -> None:
    """How one travels, seats to share, what to talk about."""
    ways = (Words("Tåg", "Train"), Words("Bil", "Car"), Words("Bussen", "The bus"))
    travel = QuestionDetails(
        QuestionKind.CHOICE, Words("Hur reser du?", "How do you travel?"), options=ways, if_mode=Mode.ON_SITE
    )
    travel_id = add_question(work, slug, travel)
    seats = QuestionDetails(
        QuestionKind.NUMBER,
        Words("Hur många kan åka med i bilen?", "How many can ride with you?"),
        if_question_id=travel_id,
        if_option="2",
    )
    add_question(work, slug, seats)
    wish = QuestionDetails(
        QuestionKind.WISH, Words("Vad vill du att vi talar om?", "What would you like us to talk about?")
    )
    add_question(work, slug, wish)


def plan_places(work: Work, slug: str, first: date, cluster_ids: Sequence[int]) -> None:
    """Two places of their own for these clusters until a month before; a freed place is offered for two days."""
    own = tuple(ClusterSeats(cluster_id, 2) for cluster_id in cluster_ids)
    release_on = first - timedelta(days=30)
    set_terms(work, slug, Terms(offer_hours=48, release_on=release_on, asks_invoice=True, seats=own))


def come_alone(
    work: Work,
    slug: str,
    people: Iterable[Guest],
    days: tuple[date, ...],
    cluster_ids: Sequence[int],
    *,
    online_each: int,
) -> None:
    """Everybody for themselves, each `online_each`th online (0: nobody), with yeses to what there is in person."""
    meeting_id = gate_of(work.db, slug).meeting_id
    offers, asked = offers_of(work.db, meeting_id), asked_of(work.db, meeting_id)
    for number, (name, address, diet) in enumerate(people):
        online = bool(online_each) and number % online_each == online_each - 1
        mode = Mode.ONLINE if online else Mode.ON_SITE
        details = RegistrationDetails(
            name=name,
            email=address,
            phone="" if number % 5 == 4 else f"070-000 01 {number % 100:02}",
            days=tuple(DayChoice(day, mode) for day in days),
            cluster_id=cluster_ids[number * 7 % len(cluster_ids)],
            diet="" if online or diet in DIETS else diet,
            diets=(DIETS[diet],) if diet in DIETS and not online else (),
            parts=() if online else tuple(_choices(offers, number)),
            given=tuple(_answers(asked, number, online=online)) if asked else None,
            shows_name=number % 3 != 2,
        )
        at = work.now - timedelta(hours=6 * (60 - number % 60))
        register(replace(work, now=at, actor=Actor()), slug, details, f"demo-{slug[:12]}-{number}")


def come_together(
    work: Work, slug: str, people: Iterator[Guest], days: tuple[date, ...], cluster_ids: Sequence[int]
) -> None:
    """Five from each of these clusters, registered by the first of them."""
    offers = offers_of(work.db, gate_of(work.db, slug).meeting_id)
    for number, cluster_id in enumerate(cluster_ids):
        (name, address, _), *others = islice(people, 5)
        booker = RegistrationDetails(
            name=name,
            email=address,
            days=tuple(DayChoice(day, Mode.ON_SITE) for day in days),
            cluster_id=cluster_id,
            parts=tuple(_choices(offers, 5 * number)),
            invoice="Demoekonomi, Box 1, 590 00 Demostad. Referens: DEMO",
            shows_name=True,
        )
        colleagues = tuple(Colleague(name, address) for name, address, _ in others)
        at = work.now - timedelta(hours=5 + number)
        party = PartyDetails(booker, colleagues=colleagues)
        register_party(replace(work, now=at, actor=Actor()), slug, party, f"demo-{slug[:12]}-party-{number}")


def _choices(offers: Sequence[PartOffer], number: int) -> Iterator[PartChoice]:
    for offer in offers:
        kind, stops = offer.details.kind, offer.details.stops
        if kind is PartKind.MEAL or (kind is PartKind.DINNER and number % 6):
            yield PartChoice(offer.part_id)
        elif kind is PartKind.NIGHT and number % 3 == 0:
            yield PartChoice(offer.part_id, RoomType.DOUBLE if number % 2 else RoomType.SINGLE)
        elif kind is PartKind.BUS and number % 4 == 0:
            yield PartChoice(offer.part_id, stop_id=stops[number // 4 % len(stops)].stop_id)


def _answers(asked: Sequence[Asked], number: int, *, online: bool) -> Iterator[Given]:
    for question in asked:
        if question.kind is QuestionKind.CHOICE and not online and number % 5:
            yield Given(question.question_id, question.version, str(number % 3 + 1))
        elif question.kind is QuestionKind.WISH and number % 14 == 3:
            yield Given(question.question_id, question.version, WISHES[number // 14 % len(WISHES)])
