"""Makes the people and things that tests need, in as few words as the test can bear."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec
from sqlalchemy import select

from planner.accounts.models import Account, AccountCluster
from planner.agenda.rules import ItemDetails, ItemKind
from planner.agenda.services import add_item
from planner.core.actor import Actor, Role
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.models import Meeting, MeetingDay
from planner.meetings.rules import DayHours, MeetingDetails, MeetingKind, Mode, Status
from planner.meetings.services import create_meeting
from planner.network.models import Cluster
from planner.programmes.models import ProgrammeRow
from planner.programmes.snapshot import Contact, Entry, MeetingFacts, Place, Programme, ThemeMark, to_json


@dataclass(frozen=True)
class Cast:
    """The people of all tests, and the two clusters they come from."""

    alice: Actor
    bob: Actor
    charlie: Actor
    dora: Actor
    vreta_id: int
    agrovast_id: int
    keys: dict[str, str] = field(default_factory=dict)

    def account(self, name: str) -> Actor:
        found = {"alice": self.alice, "bob": self.bob, "charlie": self.charlie, "dora": self.dora}
        return found[name]

    def session_key(self, name: str) -> str:
        return self.keys[name]


def a_cluster(work: Work, name: str = "Vreta Kluster", **more: object) -> Cluster:
    slug = name.lower().replace(" ", "-").replace("ä", "a").replace("å", "a").replace("ö", "o")
    cluster = Cluster(**{"slug": slug, "name": name, "place": "", "county": "", **more})
    work.db.add(cluster)
    work.db.flush()
    return cluster


def an_account(work: Work, name: str, role: Role, *cluster_ids: int) -> Account:
    account = Account(
        email=f"{name}@example.org",
        name=name.title(),
        role=role,
        session_key=f"key of {name}",
        created_at=work.now,
    )
    work.db.add(account)
    work.db.flush()
    work.db.add_all(AccountCluster(account_id=account.id, cluster_id=c) for c in cluster_ids)
    work.db.flush()
    return account


def cast_of(work: Work) -> Cast:
    vreta, agrovast = a_cluster(work, "Vreta Kluster"), a_cluster(work, "Agroväst")
    people = {
        "alice": an_account(work, "alice", Role.LEAD),
        "bob": an_account(work, "bob", Role.STAFF, vreta.id),
        "charlie": an_account(work, "charlie", Role.STAFF, agrovast.id),
        "dora": an_account(work, "dora", Role.ADMIN),
    }
    clusters = {"bob": frozenset({vreta.id}), "charlie": frozenset({agrovast.id})}
    actors = {
        name: Actor(
            name=account.name,
            account_id=account.id,
            role=account.role,
            cluster_ids=clusters.get(name, frozenset()),
        )
        for name, account in people.items()
    }
    return Cast(
        **actors,
        vreta_id=vreta.id,
        agrovast_id=agrovast.id,
        keys={name: account.session_key for name, account in people.items()},
    )


PUBLISHED = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)
"""When a_programme() was published, unless said otherwise."""
GAMLEBY = Place("Gamleby folkhögskola", "Kastalgatan 1", "Gamleby", 57.8942, 16.4048, "", Words())
PREPAREDNESS = ThemeMark("beredskap", Words("Beredskap", "Preparedness"), Words("Beredskap", "Preparedness"), "rowan")
WATER = ThemeMark("vatten", Words("Vattenfrågor", "Water"), Words("Vatten", "Water"), "lake")


def some_facts(**more: Any) -> MeetingFacts:
    """A gathering of two days in Gamleby, 14–15 October 2026, lunch to lunch."""
    facts = MeetingFacts(
        meeting_id=1,
        slug="hostens-traff",
        uid="a0" * 16,
        kind=MeetingKind.NETWORK,
        title=Words("Höstens nätverksträff", "The autumn gathering"),
        summary=Words("Två dagar om beredskap och vatten.", "Two days on preparedness and water."),
        description=Words(),
        audience=Words(),
        practical=Words(),
        zone="Europe/Stockholm",
        mode=Mode.ON_SITE,
        place=GAMLEBY,
        days=(
            DayHours(date(2026, 10, 14), time(9, 30), time(16, 30)),
            DayHours(date(2026, 10, 15), time(8, 30), time(12, 0)),
        ),
        hosts=(),
        contact=Contact("Demo Lind", "demo.lind@example.org", "070-000 00 00"),
        funding=Words(),
        logos=(),
        programme_by=None,
        cancelled=False,
        moved_from=None,
    )
    return replace(facts, **more)


def an_entry(number: int = 1, title: str = "Vatten när det är torrt", **more: Any) -> Entry:
    """The programme's item `number`: a talk of 45 minutes. Item 1 begins 10.00 on 14 October, each next an hour later.

    `ends_at` follows `starts_at`, unless given.
    """
    starts_at = more.pop("starts_at", datetime(2026, 10, 14, 7, 0, tzinfo=UTC) + timedelta(hours=number))
    entry = Entry(
        item_id=number,
        uid=f"{number:032x}",
        kind="talk",
        theme="",
        title=Words(title),
        abstract=Words(),
        suits=Words(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        room="Stora salen",
        room_kind="room",
        capacity=None,
        speakers=(),
        changed_at=PUBLISHED,
        created_at=PUBLISHED,
    )
    return replace(entry, **more)


def a_programme(*entries: Entry, **more: Any) -> Programme:
    """Version 1 of a programme with these entries, in the order of their starts; `facts` and the rest may be given."""
    used = {entry.theme for entry in entries}
    programme = Programme(
        number=1,
        published_at=PUBLISHED,
        preliminary=False,
        with_agenda=bool(entries),
        note="",
        facts=some_facts(),
        themes=tuple(theme for theme in (PREPAREDNESS, WATER) if theme.code in used),
        entries=tuple(sorted(entries, key=lambda e: (e.starts_at, e.room, e.uid))),
        sequence=0,
        changed_at=PUBLISHED,
        created_at=PUBLISHED,
    )
    return replace(programme, **more)


def published(work: Work, programme: Programme, **more: object) -> Programme:
    """Store `programme` as its gathering's version, and the gathering itself with `more` if it is not there yet.

    Gives the programme with the gathering's true number in it.
    """
    facts = programme.facts
    meeting_id = work.db.scalar(select(Meeting.id).where(Meeting.slug == facts.slug))
    if meeting_id is None:
        meeting = Meeting(
            **{
                "slug": facts.slug,
                "uid": facts.uid,
                "kind": MeetingKind(facts.kind),
                "title_sv": facts.title.sv,
                "title_en": facts.title.en,
                "zone": facts.zone,
                "mode": Mode(facts.mode),
                "status": Status.OPEN,
                "created_at": programme.created_at,
                "changed_at": programme.published_at,
                **more,
            }
        )
        meeting.days = [MeetingDay(held_on=d.held_on, opens=d.opens, closes=d.closes) for d in facts.days]
        work.db.add(meeting)
        work.db.flush()
        meeting_id = meeting.id
    programme = replace(programme, facts=replace(facts, meeting_id=meeting_id))
    work.db.add(
        ProgrammeRow(
            meeting_id=meeting_id,
            number=programme.number,
            published_at=programme.published_at,
            published_by="Alice",
            preliminary=programme.preliminary,
            with_agenda=programme.with_agenda,
            note=programme.note,
            first_day=facts.days[0].held_on,
            last_day=facts.days[-1].held_on,
            facts=msgspec.json.encode(programme.facts).decode(),
            snapshot=to_json(programme),
        )
    )
    work.db.flush()
    return programme


GAMLEBY_DETAILS = MeetingDetails(
    title=Words("Gröna kluster i Gamleby", "Green clusters in Gamleby"),
    kind=MeetingKind.NETWORK,
    days=(
        DayHours(date(2026, 10, 14), time(9, 30), time(17, 0)),
        DayHours(date(2026, 10, 15), time(8, 30), time(13, 0)),
    ),
    mode=Mode.ON_SITE,
    zone="Europe/Stockholm",
    contact_name="Demo Lind",
)
"""What a lead says of two days in Gamleby."""


def a_meeting(work: Work, **more: Any) -> str:
    """A gathering made by its use case; gives the slug: grona-kluster-i-gamleby-2026, if not given another title."""
    return create_meeting(work, replace(GAMLEBY_DETAILS, **more))


def an_item(work: Work, slug: str, title: str = "Vatten när det är torrt", **more: Any) -> int:
    """An item put on the draft by its use case: a talk of 45 minutes, 14 October at 10.00, unless said otherwise."""
    said: dict[str, Any] = {
        "kind": ItemKind.TALK,
        "title": Words(title),
        "held_on": date(2026, 10, 14),
        "starts": time(10, 0),
        "minutes": 45,
    }
    return add_item(work, slug, ItemDetails(**(said | more)))


def many_items(work: Work, slug: str, number: int) -> None:
    """So many items, one after the other on both days and in parallel when a day is full."""
    for n in range(number):
        at = 9 * 60 + (n // 2 * 15) % (12 * 60)
        an_item(
            work,
            slug,
            f"Programpunkt {n}",
            held_on=date(2026, 10, 14 + n % 2),
            starts=time(at // 60, at % 60),
            minutes=15,
        )
