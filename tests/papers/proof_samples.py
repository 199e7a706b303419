"""Gatherings that a proof pack must bear: small, large and odd ones."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from planner.core.language import Words
from planner.papers.queries import (
    ClusterCount,
    Counted,
    DayCount,
    Mark,
    Meal,
    Participant,
    PartLine,
    Proof,
    ProofNote,
    Reach,
    SentInvitation,
    SentText,
)
from planner.registrations.rules import PartKind
from tests.papers.samples import LONG, ODD, PICTURES, large, series
from tests.programmes.samples import GAMLEBY_MEETS, WEBINAR

AT = datetime(2026, 10, 20, 9, 30, tzinfo=UTC)
FIRST, SECOND = date(2026, 10, 14), date(2026, 10, 15)
LETTER = SentText(
    "sv",
    "Inbjudan: Nätverksträff för gröna kluster i Gamleby",
    "Hej …! Vreta Kluster är inbjudet till Nätverksträff för gröna kluster i Gamleby.\n\nVi ses!\n\n"
    "När: onsdag 14 oktober 2026 9.30–21.00\nVar: Gamleby folkhögskola\n\n"
    "Se inbjudan och anmäl personer:\nhttps://traff.example.org/i/••••••••",
    date(2026, 8, 20),
)
ENGLISH = SentText("en", "Invitation: The green clusters meet", "Hello …! You are invited.", date(2026, 8, 21))
NOTE = ProofNote(
    purpose=Words(
        "Att **lära av varandra** om beredskap.\n\n- nitton kluster\n- tre teman", "To **learn** from each other."
    ),
    evaluation=Words("Deltagarna var nöjda och vill ses igen."),
    answers=31,
    marks=(Mark("Hur var programmet?", Decimal("4.35")), Mark("=1+1", Decimal("4"))),
    revision=1,
    saved_at=AT,
)


def a_cluster(name: str, registered: int, came: int, *by_day: tuple[int, int]) -> ClusterCount:
    return ClusterCount(name, registered, came, by_day)


SMALL = Proof(
    programme=GAMLEBY_MEETS,
    logos=PICTURES,
    changed_at=AT,
    is_preliminary=False,
    is_online=False,
    note=NOTE,
    invitation=SentInvitation(13, 2, date(2026, 8, 20), date(2026, 8, 27), 24, 4, (LETTER, ENGLISH)),
    days=(DayCount(FIRST, 40, 7, 38, 2, True), DayCount(SECOND, 36, 5, 31, 1, True)),
    registered=48,
    came=41,
    unannounced=2,
    parts=(
        PartLine(FIRST, PartKind.BUS, Words("Buss till Gamleby"), 17, None),
        PartLine(FIRST, PartKind.MEAL, Words("Lunch"), 39, 37),
    ),
    clusters=(
        a_cluster("Agro Sörmland", 20, 18, (18, 17), (16, 14)),
        a_cluster("Vreta Kluster", 22, 19, (20, 18), (18, 15)),
        a_cluster("", 6, 4, (2, 3), (2, 2)),
    ),
    invited=Reach(12, 13),
    network=Reach(13, 19),
    meals=(
        Meal(FIRST, time(12), Words("Lunch"), 37, Counted.TICKED),
        Meal(FIRST, time(18, 30), Words("Middag och mingel", "Dinner"), 33, Counted.SIGNED_UP_AND_THERE),
        Meal(SECOND, time(12, 15), Words("Lunch"), 31, Counted.THERE),
    ),
)
NAMED = replace(
    SMALL,
    with_names=True,
    nameless=1,
    people=tuple(
        Participant(
            f"Demo Person {number:02}", "Vreta Kluster", (FIRST, SECOND) if number % 3 else (FIRST,), number % 9 > 0
        )
        for number in range(40)
    ),
)
EMPTY_DAYS = tuple(replace(day, came=0, unannounced=0, is_noted=False) for day in SMALL.days)
NOBODY_CAME = replace(
    SMALL,
    days=tuple(replace(day, came=0, unannounced=0) for day in SMALL.days),
    came=0,
    unannounced=0,
    clusters=tuple(replace(each, came=0, by_day=tuple((n, 0) for n, _ in each.by_day)) for each in SMALL.clusters),
    invited=Reach(0, 13),
    network=Reach(0, 19),
    meals=tuple(replace(meal, served=0) for meal in SMALL.meals),
)
BEFORE = replace(
    SMALL,
    is_preliminary=True,
    days=EMPTY_DAYS,
    came=0,
    unannounced=0,
    note=ProofNote(),
    invitation=None,
    meals=(Meal(FIRST, time(12), Words("Lunch"), 39, Counted.SIGNED_UP),),
)
BARE = replace(BEFORE, registered=0, days=tuple(replace(day, on_site=0, online=0) for day in EMPTY_DAYS), parts=(),
               clusters=(), invited=Reach(0, 0), network=Reach(0, 0), meals=(), logos={})  # fmt: skip
CROWD = replace(
    NAMED,
    programme=large(),
    clusters=tuple(a_cluster(f"Grönt kluster {n} i ett län", 60, 50, (55, 48), (44, 40)) for n in range(19)),
    people=tuple(
        Participant(f"Demo Deltagarsson {number:03}", f"Grönt kluster {number % 19} i ett län", (FIRST, SECOND), True)
        for number in range(400)
    ),
)
_SERIES = series()
FOURTEEN = replace(
    SMALL,
    programme=_SERIES,
    days=tuple(DayCount(day.held_on, 20, 0, 18, 1, number != 3) for number, day in enumerate(_SERIES.facts.days)),
    clusters=tuple(a_cluster(f"Grönt kluster {n}", 12, 11, *((10, 9) for _ in _SERIES.facts.days)) for n in range(5)),
    meals=tuple(Meal(day.held_on, None, Words("Frukost"), 17, Counted.THERE) for day in _SERIES.facts.days),
    parts=(),
)
ODD_ONE = replace(
    SMALL,
    programme=ODD,
    days=(DayCount(FIRST, 3, 0, 2, 0, True),),
    note=ProofNote(
        purpose=Words(f"# {LONG}\n\n## Mål\n\n{LONG} " * 8),
        evaluation=Words(f"1. {LONG}\n2. Livsmedelsförsörjningsberedskapssamordning" * 3),
        answers=0,
        marks=tuple(Mark(LONG[:200], Decimal("3.2")) for _ in range(8)),
    ),
    invitation=SentInvitation(0, 1, FIRST, FIRST, 1, 0, (replace(LETTER, subject=LONG, text=f"{LONG}\n\n" * 12),)),
    clusters=(a_cluster(LONG, 3, 2, (3, 2)), a_cluster("Livsmedelsförsörjningsberedskapskluster" * 2, 0, 0, (0, 0))),
    meals=(Meal(FIRST, None, Words(LONG), 2, Counted.SIGNED_UP_AND_THERE),),
    logos={},
)
SAMPLES: Mapping[str, Proof] = {
    "small": SMALL,
    "named": NAMED,
    "nobody": NOBODY_CAME,
    "before": BEFORE,
    "bare": BARE,
    "crowd": CROWD,
    "series": FOURTEEN,
    "odd": ODD_ONE,
    "told": replace(
        SMALL,
        invitation=SentInvitation(
            0, 0, FIRST, FIRST, 80, 0, (SentText("sv", "", "Välkomna till <Gamleby>!\n\nVi ses.", FIRST),), is_told=True
        ),
    ),
    "webinar": replace(
        SMALL, programme=WEBINAR, is_online=True, meals=(), parts=(), days=(DayCount(FIRST, 0, 90, 0, 0, False),),
        clusters=tuple(replace(each, by_day=each.by_day[:1]) for each in SMALL.clusters),
    ),
}  # fmt: skip
