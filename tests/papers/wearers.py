"""People whose badges paper must bear."""

from dataclasses import replace
from datetime import UTC, date, datetime

from planner.core.language import Words
from planner.core.tokens import Keys
from planner.papers.pdf import House
from planner.papers.queries import Badges, Bearer
from planner.papers.rules import BadgeRole
from planner.programmes.snapshot import Programme
from tests.papers.samples import SAMPLES

HOUSE = House("https://traff.example.org", "Demonätverket", Keys("a key for tests"))
AT = datetime(2026, 10, 9, 12, 0, tzinfo=UTC)
SIXTY = "Anna-Märta Elisabeth Åkerström von Kantzow-Wachtmeister Öberg"
SEAMLESS = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewiss"
CLUSTERS = ("Agroväst", "Vreta Kluster", "Gröna kluster i Gamleby", "")
FIRST, LAST = ("Anna", "Bertil", "Cećilia", "Åsa", "Örjan"), ("Ćirić", "Demo", "Åkesson", "Lindqvist-Öberg")


def bearer(number: int, name: str, **more: object) -> Bearer:
    said: dict[str, object] = {
        "cluster": "Vreta Kluster", "organisation": "", "role": BadgeRole.PARTICIPANT,
        "number": number, "salt": f"{number:032x}" if number else "",
    }  # fmt: skip
    return Bearer(name, **said | more)  # type: ignore[arg-type]


def crowd(people: int) -> tuple[Bearer, ...]:
    return tuple(
        bearer(
            n + 1,
            f"{FIRST[n % 5]} {LAST[n % 4]} {n}",
            cluster=CLUSTERS[n % 4],
            organisation="" if n % 3 else "Demo AB",
            no_pictures=n % 7 == 0,
        )
        for n in range(people)
    )


def badges_of(programme: Programme, *bearers: Bearer, **more: object) -> Badges:
    facts = programme.facts
    entries = tuple(entry for entry in programme.entries if not entry.cancelled)
    value = Badges(facts.title, facts.slug, facts.zone, facts.days, facts.contact.name, facts.contact.phone, entries,
                   bearers, (Words("Får vi ta bilder av dig?", "May we take pictures of you?"),), AT)  # fmt: skip
    return replace(value, **more)  # type: ignore[arg-type]


FEW = (
    bearer(1, "Anna Ek", no_pictures=True),
    bearer(2, "Åsa Lindqvist-Öberg", cluster="", organisation="Länsstyrelsen i Östergötlands län, landsbygdsenheten"),
    bearer(3, SIXTY, cluster="Kompetenscentrum för gröna näringar i Småland och på öarna", organisation="Demo AB"),
    bearer(4, SEAMLESS, cluster="Agroväst"),
    bearer(5, "Bo Ćirić", role=BadgeRole.SPEAKER, days=(date(2026, 10, 15),)),
    bearer(0, "Demo Lind", cluster="", role=BadgeRole.ORGANISER),
    bearer(7, "Örjan Demo", cluster="Agroväst", passed=(f"{8:032x}", f"{9:032x}")),
)
CROWDS: dict[str, Badges] = {
    "few": badges_of(SAMPLES["small"], *FEW),
    "nobody": badges_of(SAMPLES["early"], asked=(), phone=""),
    "many": badges_of(SAMPLES["large"], *crowd(90)),
    "odd": badges_of(SAMPLES["odd"], *FEW, bearer(8, "Ćirić " * 33, organisation="Demo " * 40, cluster="Åäö " * 50)),
    "series": badges_of(SAMPLES["series"], *FEW),
}
