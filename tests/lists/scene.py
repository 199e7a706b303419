"""A gathering with everything one can say yes to, and many who do."""

import secrets
from datetime import time
from typing import Any

from sqlalchemy import insert, select

from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.meetings.rules import Mode
from planner.registrations import services
from planner.registrations.models import Needs, Part, PartStop, Party, Registration, RegistrationPart
from planner.registrations.rules import (
    Decision,
    PartChoice,
    PartDetails,
    PartKind,
    PartState,
    RegistrationStatus,
    RoomType,
    Stop,
)
from tests.registrations.scene import FIRST, a_gathering

STOPS = (Stop("Linköping C", time(7, 15)), Stop("Norrköping", time(8)))


def a_full_gathering(work: Work, **more: Any) -> str:
    """Two days, a dinner for three, a night and a bus with two stops; places for all; gives its slug."""
    slug = a_gathering(work, **{"capacity": None, **more})
    services.add_part(
        work,
        slug,
        PartDetails(PartKind.DINNER, FIRST, Words("Middag", "Dinner"), time(19), 3, price=Words("350 kr", "SEK 350")),
    )
    services.add_part(work, slug, PartDetails(PartKind.NIGHT, FIRST, Words("Natt", "Night")))
    services.add_part(work, slug, PartDetails(PartKind.BUS, FIRST, Words("Buss", "Bus"), stops=STOPS))
    return slug


def part_ids(work: Work, slug: str) -> dict[str, int]:
    """The parts of a gathering by their Swedish names, days by their dates."""
    rows = work.db.scalars(select(Part).where(Part.meeting_id == gate_of(work.db, slug).meeting_id))
    return {row.name_sv or row.held_on.isoformat(): row.id for row in rows}


def stop_ids(work: Work, slug: str) -> dict[str, int]:
    """The stops of a gathering's bus by their names."""
    rows = work.db.scalars(select(PartStop).where(PartStop.part_id == part_ids(work, slug)["Buss"]))
    return {row.name: row.id for row in rows}


def chosen(work: Work, slug: str, room: RoomType = RoomType.SINGLE, share_with: str = "") -> tuple[PartChoice, ...]:
    """Yes to the dinner, the night in such a room, and the bus from its first stop."""
    ids = part_ids(work, slug)
    return (
        PartChoice(ids["Middag"]),
        PartChoice(ids["Natt"], room, share_with),
        PartChoice(ids["Buss"], stop_id=stop_ids(work, slug)["Linköping C"]),
    )


def many(work: Work, slug: str, number: int, cluster_ids: tuple[int, ...]) -> None:
    """So many people of these clusters by turns, straight into the tables: every part, half of them in single rooms."""
    meeting_id = gate_of(work.db, slug).meeting_id
    ids, stops = part_ids(work, slug), stop_ids(work, slug)
    party = Party(
        meeting_id=meeting_id, form_key=secrets.token_hex(16), booker_name="Demo Lind",
        booker_email="lind@example.org", salt=secrets.token_hex(16), token_hash=secrets.token_hex(32),
        made_at=work.now,
    )  # fmt: skip
    work.db.add(party)
    work.db.flush()
    work.db.execute(insert(Registration), [_row(work, meeting_id, party.id, n, cluster_ids) for n in range(number)])
    numbers = work.db.scalars(select(Registration.id).where(Registration.party_id == party.id)).all()
    parts = [
        {
            "registration_id": registration_id,
            "part_id": part_id,
            "mode": Mode.ON_SITE,
            "state": PartState.GRANTED,
            "room": (RoomType.SINGLE if registration_id % 2 else RoomType.DOUBLE) if name == "Natt" else None,
            "share_with": "",
            "stop_id": stops["Norrköping"] if name == "Buss" else None,
        }
        for registration_id in numbers
        for name, part_id in ids.items()
    ]
    work.db.execute(insert(RegistrationPart), parts)
    erase_on = gate_of(work.db, slug).erase_needs_on
    needs = [{"registration_id": n, "diets": "vegan", "diet": "", "access": "", "erase_on": erase_on} for n in numbers]
    work.db.execute(insert(Needs), needs)


def _row(work: Work, meeting_id: int, party_id: int, n: int, cluster_ids: tuple[int, ...]) -> dict[str, object]:
    return {
        "meeting_id": meeting_id,
        "party_id": party_id,
        "uid": secrets.token_hex(16),
        "name": f"Demo {n:04}",
        "email": f"demo{n:04}@example.org",
        "cluster_id": cluster_ids[n % len(cluster_ids)],
        "status": RegistrationStatus.CONFIRMED,
        "takes_place": True,
        "decision": Decision.FREE,
        "details_at": work.now,
        "invoice": "Demofakturan",
        "shows_name": True,
        "salt": secrets.token_hex(16),
        "token_hash": secrets.token_hex(32),
        "registered_at": work.now,
        "changed_at": work.now,
    }
