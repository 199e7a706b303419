"""Programmes that paper must bear: small, large and odd ones."""

import io
from dataclasses import replace
from datetime import date, time

from PIL import Image

from planner.core.language import Words
from planner.programmes.snapshot import DayHours, Programme, SpeakerLine
from tests.builders import GAMLEBY, PREPAREDNESS, WATER, a_programme
from tests.programmes.samples import FACTS, FLAG, GAMLEBY_MEETS, SAVE_THE_DATE, SKILLS, WEBINAR, item

LONG = (
    "Hur samhällets krisberedskap, den lokala livsmedelsförsörjningen och de gröna näringarnas kompetensförsörjning "
    "hänger ihop i praktiken: erfarenheter från tre län, en gemensam arbetsmetod och förslag på nästa steg"
)
SUBJECTS = ("utbildning", "lager", "bevattning", "samverkan")
THEMES = (SKILLS, PREPAREDNESS, WATER)


def flag() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (FLAG.width, FLAG.height), "#003399").save(picture, "PNG")
    return picture.getvalue()


PICTURES = {FLAG.digest: flag()}


def with_people(programme: Programme) -> Programme:
    """Its first speakers say something of themselves."""
    bio = Words("Arbetar med vattenvård i Västervik sedan 2009, och har skrivit om tvåstegsdiken.")
    entries = []
    numbers: dict[str, int] = {}
    for entry in programme.entries:
        lines = tuple(
            replace(line, bio=bio, person_id=numbers.setdefault(line.name, 100 + len(numbers)))
            for line in entry.speakers
        )
        entries.append(replace(entry, speakers=lines))
    return replace(programme, entries=tuple(entries))


def large(days: int = 2, items: int = 40, rooms: int = 4) -> Programme:
    """Days of so many items: plenary, then talks in so many rooms at once, from eight to evening."""
    found = []
    number = 0
    for day in range(14, 14 + days):
        number += 1
        found.append(item(number, f"{day} 8.00–8.30", "registration", "Fika och registrering", "Foajén"))
        at, left = 8 * 60 + 30, items - 2
        while left > 0:
            abreast = min(left, rooms)
            for room in range(abreast):
                number += 1
                theme = ("kompetens", "beredskap", "vatten", "")[room % 4]
                found.append(
                    item(
                        number,
                        f"{day} {at // 60}.{at % 60:02}–{(at + 40) // 60}.{(at + 40) % 60:02}",
                        "workshop",
                        f"Pass {number}: så arbetar klustren med {SUBJECTS[room % 4]}",
                        f"Sal {('Vindö', 'Loftahammar', 'Helgenäs', 'Ukna', 'Odensvi')[room % 5]}",
                        theme=theme,
                        speakers=(SpeakerLine(f"Demo Talare {number}", "rådgivare", "Demo AB", False),),
                    )
                )
            at, left = at + 45, left - abreast
        number += 1
        found.append(item(number, f"{day} 18.00–20.00", "social", "Middag och mingel", "Matsalen"))
    hours = tuple(DayHours(date(2026, 10, 14 + n), time(8), time(20)) for n in range(days))
    return a_programme(*found, facts=replace(FACTS, days=hours), themes=THEMES, number=7)


def series(days: int = 14) -> Programme:
    """Mornings over some weeks, a few items each."""
    held = [date(2026, 10, 1 + 2 * n) for n in range(days)]
    found = []
    for number, day in enumerate(held):
        found.append(item(3 * number + 1, f"{day.day} 9.00–9.45", "talk", f"Fika med forskare, del {number + 1}", "",
                          theme=("kompetens", "beredskap", "vatten")[number % 3]))  # fmt: skip
        found.append(item(3 * number + 2, f"{day.day} 9.45–10.00", "break", "Paus"))
        found.append(item(3 * number + 3, f"{day.day} 10.00–11.00", "discussion", "Samtal i smågrupper"))
    hours = tuple(DayHours(day, time(9), time(11)) for day in held)
    return a_programme(*found, facts=replace(FACTS, days=hours), themes=THEMES, number=2)


ODD = a_programme(
    item(1, "14 9.00–10.00", "talk", LONG, "Den stora salen på andra våningen i västra flygeln vid biblioteket"),
    item(2, "14 10.00–10.05", "talk", "Kort"),
    item(3, "14 10.05–12.00", "workshop", f"{LONG}.", "Aulan", theme="vatten", cancelled=True),
    item(4, "14 10.05–12.00", "workshop", "Livsmedelsförsörjningsberedskapssamordning" * 2, "Sal Vindö", abstract=LONG),
    item(5, "14 10.30–12.30", "workshop", "Överlappande", "Matsalen"),
    facts=replace(
        FACTS,
        title=Words(LONG),
        summary=Words(""),
        audience=Words(),
        practical=Words(),
        funding=Words(),
        logos=(),
        hosts=(),
        place=None,
        days=(DayHours(date(2026, 10, 14), time(9), time(12, 30)),),
    ),
    themes=THEMES,
    preliminary=True,
)
MOVED = replace(
    GAMLEBY_MEETS,
    facts=replace(FACTS, moved_from=(date(2026, 9, 29), date(2026, 9, 30)), place=replace(GAMLEBY, directions=Words(
        "# Med tåg\n\nTill Gamleby station, därifrån tio minuters promenad.\n\n# Med bil\n\nE22, avfart Gamleby."))),
)  # fmt: skip
CANCELLED = replace(GAMLEBY_MEETS, facts=replace(FACTS, cancelled=True))
SAMPLES: dict[str, Programme] = {
    "small": with_people(GAMLEBY_MEETS),
    "webinar": WEBINAR,
    "large": large(),
    "wide": large(days=3, items=40, rooms=5),
    "series": series(),
    "odd": ODD,
    "moved": MOVED,
    "cancelled": CANCELLED,
    "early": SAVE_THE_DATE,
}
