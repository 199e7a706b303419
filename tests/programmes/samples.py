"""Gatherings for tests of paper: two days in Gamleby with parallel workshops, and what differs from it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from planner.core.language import Words
from planner.meetings.rules import MeetingKind, Mode
from planner.programmes.snapshot import DayHours, Entry, HostMark, LogoMark, SpeakerLine, ThemeMark
from tests.builders import PREPAREDNESS, WATER, a_programme, an_entry, some_facts

SWEDEN = ZoneInfo("Europe/Stockholm")
SKILLS = ThemeMark("kompetens", Words("Kompetensförsörjning", "Skills supply"), Words("Kompetens", "Skills"), "wheat")
FLAG = LogoMark("f" * 64, "Medfinansieras av Europeiska unionen", 300, 200)


def speaker(name: str, title: str = "", organisation: str = "", *, on_link: bool = False) -> SpeakerLine:
    return SpeakerLine(name, title, organisation, on_link)


def item(number: int, span: str, kind: str, title: str, room: str = "", **more: object) -> Entry:
    """An entry of "14 10.00–10.45" October 2026, in Swedish time."""
    day, _, hours = span.partition(" ")
    starts_at, ends_at = (
        datetime.combine(date(2026, 10, int(day)), time.fromisoformat(at.zfill(5).replace(".", ":")), SWEDEN)
        for at in hours.split("–")
    )
    more = {key: Words(value) if isinstance(value, str) and key != "theme" else value for key, value in more.items()}
    return an_entry(
        number,
        title,
        kind=kind,
        room=room,
        starts_at=starts_at.astimezone(UTC),
        ends_at=ends_at.astimezone(UTC),
        **more,
    )


LEAD = speaker("Demo Åkesson", "projektledare", "Landsbygdsnätverket")
WATER_MAN = speaker("Demo Sjö", "vattenrådgivare", "Demo vattenråd", on_link=True)
ITEMS = (
    item(1, "14 9.30–10.00", "registration", "Fika och registrering", "Foajén"),
    item(2, "14 10.00–10.20", "talk", "Välkommen till Gamleby", "Aulan", speakers=(LEAD,)),
    item(
        3,
        "14 10.20–11.00",
        "talk",
        "Kompetensförsörjning i de gröna näringarna",
        "Aulan",
        theme="kompetens",
        speakers=(speaker("Demo Lindqvist", "generalsekreterare", "Demo naturbruk"),),
        abstract="Antalet sökande ökar, men företagen hittar ändå inte rätt kompetens.",
    ),
    item(4, "14 11.00–11.20", "break", "Bensträckare"),
    item(5, "14 11.20–12.00", "talk", "Livsmedelsberedskap på gårdsnivå", "Aulan", theme="beredskap"),
    item(6, "14 12.00–13.30", "meal", "Lunch", "Matsalen"),
    item(
        7,
        "14 13.30–14.45",
        "workshop",
        "Validering av yrkeskunskaper",
        "Aulan",
        theme="kompetens",
        speakers=(speaker("Demo Berg", "utvecklingsledare", "Agroväst"),),
        abstract="Hur hittar gårdarna medarbetare som stannar? En modell för validering av yrkeskunskaper prövas.",
        suits="Passar dig som arbetar med utbildning",
    ),
    item(
        8,
        "14 13.30–14.45",
        "workshop",
        "Fem dygn utan el",
        "Sal Vindö",
        theme="beredskap",
        speakers=(speaker("Demo Ström", "säkerhetssamordnare", "Demo kommun"),),
        abstract="En övning i grupp kring livsmedelsberedskap, reservkraft, drivmedel och kommunikation.",
        suits="Passar dig som är rådgivare",
    ),
    item(
        9,
        "14 13.30–14.45",
        "workshop",
        "Vatten i landskapet",
        "Sal Loftahammar",
        theme="vatten",
        speakers=(WATER_MAN,),
        abstract="Tvåstegsdiken och våtmarker, och hur kluster samordnar markavvattningsföretag "
        "och verksamhetsplanering över kommungränserna i hela avrinningsområdet.",
        suits="Passar dig som är markägare",
    ),
    item(10, "14 14.45–15.15", "break", "Eftermiddagsfika", "Foajén"),
    item(11, "14 15.15–16.30", "visit", "Fältvandring vid diket", "Huvudentrén", theme="vatten"),
    item(12, "14 16.30–17.30", "discussion", "Gruppsamtal: vad tar vi med oss hem?", "Grupprum 1–6"),
    item(13, "14 17.30–18.30", "other", "Incheckning och egen tid"),
    item(14, "14 18.30–21.00", "social", "Middag och mingel", "Matsalen"),
    item(15, "15 8.30–8.40", "talk", "God morgon och återblick", "Aulan", speakers=(LEAD,)),
    item(16, "15 8.40–9.20", "talk", "Bevattning i ett torrare klimat", "Aulan", theme="vatten", speakers=(WATER_MAN,)),
    item(17, "15 9.20–9.50", "break", "Förmiddagsfika", "Foajén"),
    item(18, "15 9.50–10.35", "workshop", "Mentorskap för nya lantbrukare", "Sal Vindö", theme="kompetens"),
    item(19, "15 9.50–10.35", "workshop", "Lager av utsäde och foder", "Aulan", theme="beredskap"),
    item(20, "15 10.35–11.20", "panel", "Klustren år 2030", "Aulan", speakers=(LEAD, WATER_MAN)),
    item(21, "15 11.20–11.40", "talk", "Utlysningar och stöd", "Aulan", cancelled=True),
    item(22, "15 11.40–12.00", "talk", "Nästa värd och avslut", "Aulan"),
    item(23, "15 12.00–13.00", "meal", "Lunch andra dagen", "Matsalen"),
    item(24, "15 13.15–13.45", "travel", "Buss till Linköping", "Buss från huvudentrén"),
)
FACTS = some_facts(
    title=Words("Nätverksträff för gröna kluster i Gamleby", "The green clusters meet in Gamleby"),
    audience=Words("Klusterledare och rådgivare"),
    practical=Words("# Boende\n\nPå skolan.\n\n### Mat\n\nIngår. Se [programmet](#program) eller [skolan](/skolan)."),
    mode=Mode.HYBRID,
    hosts=(HostMark("vreta", "Vreta Kluster"),),
    funding=Words("Europa investerar i landsbygdsområden."),
    logos=(FLAG,),
)
GAMLEBY_MEETS = a_programme(*ITEMS, facts=FACTS, themes=(SKILLS, PREPAREDNESS, WATER), number=3)
WEBINAR = a_programme(
    item(1, "14 9.00–9.10", "talk", "Välkommen", ""),
    item(2, "14 9.10–10.00", "talk", "Dricksvatten och lantbruk", "", theme="vatten", speakers=(WATER_MAN,)),
    facts=replace(
        FACTS,
        kind=MeetingKind.WEBINAR,
        mode=Mode.ONLINE,
        place=None,
        practical=Words(),
        days=(DayHours(date(2026, 10, 14), time(9), time(12)),),
    ),
    preliminary=True,
)
SAVE_THE_DATE = a_programme(facts=replace(FACTS, programme_by=date(2026, 9, 15)))
