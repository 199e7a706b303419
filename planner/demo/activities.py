"""What the demo's clusters do themselves: in the calendar, one waiting for the lead, one cancelled."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from planner.activities.rules import ActivityDetails
from planner.activities.services import add_activity, cancel_activity, trust_cluster
from planner.core.actor import Actor, Role
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.rules import Mode
from planner.network.queries import ClusterName, clusters_in_order, themes_in_order

ZONE = "Europe/Stockholm"
ON_SITE, ONLINE, HYBRID = Mode.ON_SITE, Mode.ONLINE, Mode.HYBRID


@dataclass(frozen=True)
class Line:
    """An activity so many days from today; no times: the whole day."""

    days: int
    cluster: str
    title: Words
    text: str = ""
    starts: time | None = None
    ends: time | None = None
    lasts: int = 1
    mode: Mode = ON_SITE
    place: str = ""
    themes: tuple[str, ...] = ()


LINES = (
    Line(-40, "demokluster-skane", Words("Skördekväll", "Harvest evening"), "Hur blev året? Vi jämför siffror.",
         time(18), time(20), place="Demogården, Höör"),
    Line(5, "vreta-kluster", Words("Frukost för företagare", "Breakfast for businesses"),
         "Kaffe, smörgås och tre snabba om odling under glas.", time(7, 30), time(9), place="Demohuset, Linköping",
         themes=("Kompetens",)),
    Line(9, "demokluster-halland", Words("Fältvandring: bevattning i potatis", "Field walk: watering potatoes"),
         "Vi går längs ledningen och räknar på vattnet. Ta med stövlar.", time(13), time(16),
         place="Demogården, Halmstad", themes=("Vatten",)),
    Line(12, "demokluster-varmland", Words("Öppet hus på kompetensnoden", "Open house"), "Kom och se vad vi gör.",
         place="Demohuset, Karlstad", themes=("Kompetens", "Samverkan")),
    Line(16, "demokluster-skane", Words("Webbinarium: reservkraft på gården", "Webinar: power reserves on farms"),
         "Vad klarar gården utan ström, och hur länge?", time(12), time(13), mode=ONLINE, themes=("Beredskap",)),
    Line(23, "demokluster-kronoberg", Words("Kurs: motorsåg för nybörjare", "Course: chain saws for beginners"),
         "Två dagar i skogen, intyg ingår.", lasts=2, place="Demoskogen, Växjö", themes=("Kompetens",)),
    Line(31, "vreta-kluster", Words("Studiebesök hos en biogasanläggning", "Visit to a biogas plant"),
         "Buss från stationen, hemma till middag.", time(8, 30), time(16), place="Linköping",
         themes=("Samverkan", "Beredskap")),
    Line(34, "demokluster-dalarna", Words("Fäboddag", "A day at the summer farm"), "Ost, kor och gamla gränser.",
         place="Demofäboden, Rättvik"),
    Line(45, "demokluster-gavleborg", Words("Rundabordssamtal om dricksvatten", "Round table on drinking water"),
         "Kommuner och lantbrukare vid samma bord.", time(9), time(12), mode=HYBRID, place="Demohuset, Söderhamn",
         themes=("Vatten",)),
    Line(52, "demokluster-halland", Words("Höstkonferens", "Autumn conference"),
         "Lunch till lunch om råvaror från havet.", lasts=2, place="Demohotellet, Varberg", themes=("Samverkan",)),
    Line(75, "demokluster-varmland", Words("Skogsdag för unga", "Forest day for the young"), "För gymnasiet.", time(9),
         time(15), place="Demoskogen, Sunne", themes=("Kompetens",)),
)  # fmt: skip
CANCELLED = Line(
    20, "demokluster-dalarna", Words("Kväll om vallfröskörd", "An evening on grass seed"), "Vi räknar på priset.",
    time(18), time(20), place="Demohuset, Rättvik",
)  # fmt: skip
WAITING = Line(
    27, "vreta-kluster", Words("Prova på: drönare över åkern", "Try it: drones over the field"),
    "Vi flyger, du tittar på kartan efteråt.", time(10), time(15), place="Vreta", themes=("Kompetens",),
)  # fmt: skip


def enter(work: Work, staff_name: str) -> None:
    """Entered by the lead, but for one that a cluster's staff sent and that waits for approval."""
    clusters = {cluster.slug: cluster for cluster in clusters_in_order(work.db)}
    themes = {theme.short.sv: theme.id for theme in themes_in_order(work.db)}
    for line in LINES:
        add_activity(work, _details(line, clusters[line.cluster], themes, work.now.date()), send=True)
    off = add_activity(work, _details(CANCELLED, clusters[CANCELLED.cluster], themes, work.now.date()), send=True)
    cancel_activity(work, off)
    trust_cluster(work, "demokluster-skane")
    staff = Actor(staff_name, account_id=0, role=Role.STAFF, cluster_ids=frozenset({clusters[WAITING.cluster].id}))
    waiting = _details(WAITING, clusters[WAITING.cluster], themes, work.now.date())
    add_activity(replace(work, actor=staff), waiting, send=True)


def _details(line: Line, cluster: ClusterName, themes: dict[str, int], today: date) -> ActivityDetails:
    first = today + timedelta(days=line.days)
    return ActivityDetails(
        title=line.title,
        cluster_id=cluster.id,
        first_day=first,
        last_day=first + timedelta(days=line.lasts - 1),
        starts=line.starts,
        ends=line.ends,
        zone=ZONE,
        text=Words(line.text),
        mode=line.mode,
        place=line.place,
        county=cluster.county,
        theme_ids=tuple(themes[name] for name in line.themes),
        link="https://www.example.org",
        contact="Kim Demo, kim@example.org",
    )
