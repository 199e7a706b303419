"""The Gamleby gathering: lunch to lunch over two days, with an agenda by theme."""

from dataclasses import dataclass, field
from datetime import time

from planner.agenda.rules import Giver, ItemKind
from planner.core.language import Words


@dataclass(frozen=True)
class Line:
    """An item: day (from 0), start, minutes, kind, theme's short name, room, title and the rest."""

    day: int
    starts: time
    minutes: int
    kind: ItemKind
    theme: str
    room: str
    title: Words
    abstract: Words = field(default_factory=Words)
    suits: Words = field(default_factory=Words)
    givers: tuple[Giver, ...] = ()
    capacity: int | None = None
    notes: str = ""


SKILLS, READINESS, WATER, TOGETHER = "Kompetens", "Beredskap", "Vatten", "Samverkan"
HALL, SMALL, LIBRARY, DINING, BUS = "Stora salen", "Lilla salen", "Biblioteket", "Matsalen", "Bussen"
LEAD = Giver("Lena Demo", "projektledare", "Demonätverket")

AGENDA: tuple[Line, ...] = (
    Line(
        0, time(9, 30), 30, ItemKind.REGISTRATION, "", DINING, Words("Fika och registrering", "Coffee and registration")
    ),
    Line(
        0, time(10), 30, ItemKind.TALK, TOGETHER, HALL,
        Words("Välkommen till Gamleby", "Welcome to Gamleby"),
        Words("Två dagar, fyra teman och en fråga: vad gör vi bättre tillsammans än var för sig?",
              "Two days, four themes and one question: what do we do better together than apart?"),
        givers=(LEAD, Giver("Göran Demo", "rektor", "Demoskolan i Gamleby")),
    ),
    Line(
        0, time(10, 30), 60, ItemKind.PANEL, SKILLS, HALL,
        Words("Kompetens där den behövs", "Skills where they are needed"),
        Words("Tre kluster berättar hur de fått **vuxna yrkesväxlare** till gröna näringar, "
              "och vad som inte fungerade. "
              "Samtal om validering, korta kurser och handledare på gård.",
              "Three clusters tell how they brought adults into farming, and what did not work."),
        givers=(
            Giver("Karin Demo", "verksamhetsledare", "Demokluster Halland"),
            Giver("Yusuf Demo", "studie- och yrkesvägledare", "Demokommunen", on_link=True),
            Giver("Astrid Demo", "lantbrukare", "Demogården"),
        ),
    ),
    Line(
        0, time(11, 30), 30, ItemKind.DISCUSSION, TOGETHER, HALL,
        Words("Rundan: nuläget i klustren", "The round: how the clusters are doing"),
        Words("Varje kluster har två minuter.", "Each cluster has two minutes."), givers=(LEAD,),
    ),
    Line(0, time(12), 75, ItemKind.MEAL, "", DINING, Words("Lunch")),
    Line(
        0, time(13, 15), 75, ItemKind.WORKSHOP, SKILLS, HALL,
        Words("Validering och korta kurser", "Validation and short courses"),
        Words("Vi bygger en gemensam kurskarta: vad finns redan, vem får använda det och vad saknas?",
              "We draw a common map of courses: what exists, who may use it and what is missing?"),
        Words("Passar dig som arbetar med utbildning eller rekrytering.",
              "Suits you who work with training or hiring."),
        (Giver("Therese Demo", "utbildningsledare", "Demokluster Dalarna"),), 40,
    ),
    Line(
        0, time(13, 15), 75, ItemKind.WORKSHOP, READINESS, SMALL,
        Words("Livsmedelsberedskap på gården", "Food readiness on the farm"),
        Words("Reservkraft, foder och drivmedel i en vecka utan el. En övning med kort och tärning.",
              "Power, feed and fuel for a week without electricity. An exercise with cards and dice."),
        Words("Passar dig som vill prova en övning hemma.", "Suits you who want to try an exercise at home."),
        (Giver("Håkan Demo", "beredskapssamordnare", "Demoregionen"),), 30,
    ),
    Line(
        0, time(13, 15), 75, ItemKind.WORKSHOP, WATER, LIBRARY,
        Words("Vatten i landskapet", "Water in the landscape"),
        Words("Dammar, våtmarker och bevattning: vad ger mest nytta per krona, och vem äger frågan?",
              "Ponds, wetlands and irrigation: what gives most for the money, and whose question is it?"),
        Words("Passar dig som möter markägare.", "Suits you who meet landowners."),
        (Giver("Disa Demo", "vattenrådgivare", "Demolänsstyrelsen"),), 20,
    ),
    Line(0, time(14, 30), 30, ItemKind.BREAK, "", DINING, Words("Fika", "Coffee")),
    Line(
        0, time(15), 90, ItemKind.VISIT, WATER, BUS,
        Words("Studiebesök: våtmark och bevattningsdamm", "Study visit: wetland and irrigation pond"),
        Words("Bussen går 15.00 från entrén. Ta med stövlar.",
              "The bus leaves at 15:00 from the entrance. Bring boots."),
        Words("Passar dig som vill se innan du tror.", "Suits you who want to see it first."),
        (Giver("Bengt Demo", "lantbrukare", "Demogården"),), 45, "Bussbolaget vill ha antalet en vecka före.",
    ),
    Line(
        0, time(15), 90, ItemKind.WORKSHOP, SKILLS, SMALL,
        Words("Praktikplatser över länsgränser", "Traineeships across county borders"),
        Words("Hur gör vi när eleven bor i ett län och gården ligger i ett annat?",
              "What do we do when the student lives in one county and the farm lies in another?"),
        Words("Passar dig som samordnar praktik.", "Suits you who arrange traineeships."),
        (Giver("Frida Demo", "praktiksamordnare", "Demoskolan i Gamleby"),), 30,
    ),
    Line(0, time(18, 30), 150, ItemKind.SOCIAL, "", DINING, Words("Middag och mingel", "Dinner and mingle")),
    Line(1, time(8, 30), 30, ItemKind.BREAK, "", DINING, Words("Morgonkaffe", "Morning coffee")),
    Line(
        1, time(9), 60, ItemKind.TALK, READINESS, HALL,
        Words("Klustrens roll när det blir kris", "The clusters' part in a crisis"),
        Words("Vad länet räknar med att vi gör, vad vi kan göra och vad vi aldrig ska lova.",
              "What the county expects of us, what we can do and what we must never promise."),
        givers=(Giver("Rut Demo", "försvarsdirektör", "Demolänsstyrelsen", on_link=True),),
    ),
    Line(1, time(10), 30, ItemKind.BREAK, "", DINING, Words("Fika", "Coffee")),
    Line(
        1, time(10, 30), 75, ItemKind.WORKSHOP, WATER, LIBRARY,
        Words("En gemensam ansökan om vatten", "One joint application on water"),
        Words("Vi skriver syfte, mål och arbetspaket på plats.",
              "We write aim, goals and work packages there and then."),
        Words("Passar dig som skriver ansökningar.", "Suits you who write applications."),
        (Giver("Per Demo", "projektutvecklare", "Demokluster Skåne"),), 20,
    ),
    Line(
        1, time(10, 30), 75, ItemKind.DISCUSSION, READINESS, SMALL,
        Words("Lager, logistik och lokala avtal", "Stores, logistics and local agreements"),
        Words("Tre mallar att ta med hem.", "Three templates to take home."),
        Words("Passar dig som för samtal med kommuner.", "Suits you who talk with municipalities."),
        (Giver("Ingrid Demo", "strateg", "Demokommunen"),), 30,
    ),
    Line(
        1, time(11, 45), 30, ItemKind.DISCUSSION, TOGETHER, HALL,
        Words("Så arbetar vi tillsammans över tid", "How we work together over time"),
        Words("Vem tar vilken fråga till våren, och var ses vi nästa gång?",
              "Who takes which question on, and where do we meet next?"), givers=(LEAD,),
    ),
    Line(1, time(12, 15), 45, ItemKind.MEAL, "", DINING, Words("Lunch och hemresa", "Lunch and journey home")),
)  # fmt: skip
