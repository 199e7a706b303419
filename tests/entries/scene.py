"""A gathering whose page is out, people who hold entries of it, and what was mailed to them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from icalendar import Calendar
from sqlalchemy import select

from planner.agenda.rules import Giver
from planner.core.actor import SYSTEM, Actor
from planner.core.outbox import Errand, due
from planner.core.work import Work
from planner.entries.services import MEND
from planner.mail.models import PostedLetter
from planner.network import services as network
from planner.network.rules import RoomKind
from planner.network.services.venues import RoomDetails, VenueDetails
from planner.programmes.services import publish
from planner.web.entry import reading
from planner.web.errands import run_errand
from tests.builders import an_item
from tests.registrations.scene import FIRST, SECOND, a_gathering

WorkAs = Callable[[Actor], Any]
EK = Giver("Demo Ek", "rådgivare", "Demo AB")
LINK, OTHER_LINK = "https://video.example.org/rum", "https://video.example.org/annat"


@dataclass(frozen=True)
class Sent:
    """One letter with a calendar entry, in short."""

    to: str
    method: str
    sequence: int
    starts: str
    """On the wall clock."""
    uid: str
    summary: str
    subject: str
    text: bytes

    @property
    def short(self) -> tuple[str, str, int]:
        return self.to, self.method, self.sequence


def a_house(work: Work) -> int:
    """A venue with an online room that has a link."""
    venue_id = network.add_venue(work, VenueDetails("Demogården", "Byvägen 1", "Gamleby"))
    network.add_room(work, venue_id, RoomDetails("Stora salen"))
    network.add_room(work, venue_id, RoomDetails("Digitalt", RoomKind.ONLINE, online_link=LINK))
    return venue_id


def a_page(work: Work, **more: Any) -> str:
    """A gathering whose page is out, without a programme; gives its slug."""
    return a_gathering(work, **({"capacity": 50, "venue_id": a_house(work)} | more))


def a_programme_out(work: Work, **more: Any) -> str:
    """With two talks at ten on the first day, one of them Ek's, and one of Ek's at nine on the second."""
    slug = a_page(work, **more)
    an_item(work, slug, "Vatten", held_on=FIRST, starts=time(10), givers=(EK,))
    an_item(work, slug, "Jord", held_on=FIRST, starts=time(10))
    an_item(work, slug, "Kvarnen", held_on=SECOND, starts=time(9), givers=(EK,))
    publish(work, slug, preliminary=False, with_agenda=True)
    return slug


def mailed(work: Work, since: int = 0) -> list[Sent]:
    """Every letter with a calendar entry after the first `since`, in the order they were posted."""
    rows = work.db.scalars(select(PostedLetter).where(PostedLetter.calendar_method != "").order_by(PostedLetter.id))
    return [_sent(row) for row in rows.all()][since:]


def shorts(work: Work, since: int = 0) -> list[tuple[str, str, int]]:
    """(to whom, method, sequence) of each."""
    return [sent.short for sent in mailed(work, since)]


def _sent(row: PostedLetter) -> Sent:
    assert row.calendar is not None
    (event,) = Calendar.from_ical(row.calendar).walk("VEVENT")
    (attendee,) = [event["attendee"]]
    assert row.recipient == str(attendee).removeprefix("mailto:").lower()
    return Sent(
        to=row.recipient.partition("@")[0],
        method=row.calendar_method,
        sequence=int(event["sequence"]),
        starts=f"{event.start:%d %H.%M}",
        uid=str(event["uid"]),
        summary=str(event["summary"]),
        subject=row.subject,
        text=row.calendar,
    )


def run_errands(kind: str = MEND) -> int:
    """Run the errands of this kind that are due, as the worker would; gives how many ran."""
    ran = 0
    while True:
        with reading(SYSTEM) as work:
            waiting = set(due(work.db, work.now))
            ours = select(Errand.id).where(Errand.kind == kind, Errand.id.in_(waiting)).order_by(Errand.id)
            errand_ids = work.db.scalars(ours).all()
        if not errand_ids:
            return ran
        ran += sum(run_errand(errand_id) for errand_id in errand_ids)
