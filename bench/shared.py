"""The shared calendar of three hundred activities against a bare Flask hello-world."""

from collections.abc import Iterator
from datetime import timedelta

from flask import Flask

from bench.measure import Task, by_turns
from bench.pages import HELLO, KEPT, UNCHANGED, Answer, forgetting, hello_app, statements_of
from bench.report import Finding
from bench.stage import ZONE
from planner.activities import ical
from planner.activities.rules import ActivityDetails
from planner.activities.services import add_activity
from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.network.queries import clusters_in_order, themes_in_order
from planner.network.services import ClusterDetails, ClusterFacts, add_cluster
from planner.web.entry import writing

ENTRIES = 300
ADDRESSES = (("calendar page", "/calendar"), ("calendar.ics", "/calendar.ics"), ("calendar.json", "/calendar.json"))
KINDS = {"/calendar": "shared-calendar.", "/calendar.ics": "shared-feed.", "/calendar.json": "shared-json."}


def findings(app: Flask, rounds: int) -> Iterator[Finding]:
    """A reader who has it, one who has not, and the first one after something changed."""
    with app.app_context():
        _fill()
    hello = Task(Answer(hello_app(), "/").expect("200"))

    def against_hello(what: str, task: Task, bar: float | None) -> Finding:
        found = by_turns(task, hello, rounds)
        return Finding(what, ENTRIES, found.ratio, HELLO, bar, found.ours, statements_of(app, task.run))

    for name, path in ADDRESSES:
        kept = Answer(app, path).expect("200")
        unchanged = Answer(app, path, kept.headers["ETag"]).expect("304")
        yield against_hello(f"{name}, 304", Task(unchanged), UNCHANGED)
        yield against_hello(f"{name}, kept bytes", Task(kept), KEPT)
        with forgetting(app, KINDS[path]):
            yield against_hello(f"{name}, rendered anew", Task(Answer(app, path).expect("200")), None)
    with forgetting(app, KINDS["/calendar.ics"]):
        anew = Answer(app, "/calendar.ics").expect("200")
        yield against_hello("calendar.ics, anew, no event kept", Task(anew, _forget_events), None)


def _forget_events() -> None:
    ical._activity_event.cache_clear()
    ical._gathering_events.cache_clear()


def _fill() -> None:
    with writing(SYSTEM) as work:
        for number in range(19):
            add_cluster(work, ClusterDetails(f"Kluster {number}", ClusterFacts(county="Skåne län")))
        clusters, themes = clusters_in_order(work.db), themes_in_order(work.db)
        for number in range(ENTRIES):
            details = ActivityDetails(
                title=Words(f"Aktivitet {number}", f"Activity {number}"),
                cluster_id=clusters[number % len(clusters)].id,
                first_day=work.now.date() + timedelta(days=number),
                zone=ZONE,
                text=Words("Vi går längs fältet och räknar på vattnet. Ta med stövlar och en fråga."),
                place="Demogården",
                county="Skåne län",
                theme_ids=(themes[number % len(themes)].id,),
            )
            add_activity(work, details, send=True)
