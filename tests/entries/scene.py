"""A gathering whose page is out, people who hold entries of it, and what was mailed to them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

import vobject
from sqlalchemy import select

from planner.agenda.rules import Giver
from planner.choices.models import ChoiceBlock
from planner.core.actor import SYSTEM, Actor
from planner.core.outbox import Errand, due
from planner.core.work import Work
from planner.entries.services import MEND, want_entries
from planner.mail.models import PostedLetter
from planner.meetings.queries import gate_of
from planner.network import services as network
from planner.network.models import Person
from planner.network.rules import RoomKind
from planner.network.services.venues import RoomDetails, VenueDetails
from planner.programmes.services import publish
from planner.speakers import services as speakers
from planner.speakers.rules import SpeakerStatus
from planner.web.entry import reading
from planner.web.errands import run_errand
from tests.builders import an_item
from tests.choices.scene import a_block, choose
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


def a_house(work: Work, name: str = "Demogården") -> int:
    """A venue with an online room that has a link."""
    venue_id = network.add_venue(work, VenueDetails(name, "Byvägen 1", "Gamleby"))
    network.add_room(work, venue_id, RoomDetails("Stora salen"))
    network.add_room(work, venue_id, RoomDetails("Digitalt", RoomKind.ONLINE, online_link=LINK))
    return venue_id


def a_page(work: Work, **more: Any) -> str:
    """A gathering whose page is out, without a programme; gives its slug."""
    venue_id = more.pop("venue_id", None) or a_house(work)
    said: dict[str, Any] = {"capacity": 50, "venue_id": venue_id}
    return a_gathering(work, **(said | more))


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
    (event,) = vobject.readOne(row.calendar.decode()).contents["vevent"]
    (attendee,) = event.contents["attendee"]
    assert row.recipient == attendee.value.removeprefix("mailto:").lower()
    return Sent(
        to=row.recipient.partition("@")[0],
        method=row.calendar_method,
        sequence=int(event.sequence.value),
        starts=f"{event.dtstart.value:%d %H.%M}",
        uid=event.uid.value,
        summary=event.summary.value,
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


def say_yes(work: Work, slug: str, name: str = "Demo Ek", *, answer: SpeakerStatus = SpeakerStatus.CONFIRMED) -> int:
    """A speaker with an address answers; gives the speaker's number."""
    person_id = work.db.scalars(select(Person.id).where(Person.name == name)).one()
    speakers.set_address(work, slug, person_id, f"{name.removeprefix('Demo ').lower()}@example.org", "sv")
    number = speakers.speaker_of(work, slug, person_id)
    speakers.answer(work, number, answer)
    return number


def choose_water(work: Work, slug: str, registration_id: int, title: str | None = "Vatten") -> None:
    """Somebody chooses among the two talks at ten; the first to do so opens them for choosing."""
    of_meeting = select(ChoiceBlock.id).where(ChoiceBlock.meeting_id == gate_of(work.db, slug).meeting_id)
    block_id = work.db.scalars(of_meeting).first() or a_block(work, slug, ("Vatten", "Jord"))
    choose(work, slug, block_id, registration_id, title)


def wants(work: Work, registration_id: int, *, wanted: bool = True) -> None:
    """Somebody ticks that they want entries of what they chose, or takes the tick away."""
    want_entries(replace(work, actor=Actor(registration_id=registration_id)), registration_id, wanted=wanted)
