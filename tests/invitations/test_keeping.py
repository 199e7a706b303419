"""How long people who were invited by name are kept."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from planner.core.actor import SYSTEM, Actor
from planner.core.errors import NotAllowed
from planner.invitations import services
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.mail.services import book
from planner.meetings.queries import gate_of
from planner.registrations.queries.privacy import erasures_of
from planner.web.entry import acting
from tests.builders import Cast
from tests.conftest import Clock
from tests.invitations.scene import (
    sent_to_all,
    standings,
)
from tests.registrations.scene import a_gathering, letters

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    """Open until 30 September; reminders are due on the 16th and the 26th."""
    with work_as(cast.alice) as work:
        return a_gathering(work)


def test_who_was_invited_by_name_is_kept_as_long_as_those_who_registered(
    slug: str, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        sent_to_all(work, slug, cast)
        meeting_id = gate_of(work.db, slug).meeting_id
        for letter_id in work.db.scalars(select(PostedLetter.id)).all():
            book(acting(work, SYSTEM), letter_id, LetterState.SENT)
    with work_as(cast.alice) as work, pytest.raises(NotAllowed):
        services.erase_guests(work)
    clock.set(datetime(2028, 10, 14, 21, 59, tzinfo=UTC) - timedelta(days=1))
    with work_as(SYSTEM) as work:
        assert services.erase_guests(work) == 0
    clock.forward(minutes=1)
    with work_as(SYSTEM) as work:
        assert (services.erase_guests(work), services.erase_guests(work)) == (1, 0)
        assert set(standings(work, slug)) == {"Agroväst", "Vreta Kluster"}
        assert letters(work) == [("erased", "forgotten", "")] * 3
        assert [(line.what.value, line.erased) for line in erasures_of(work.db, meeting_id)] == [
            ("letters", 3),
            ("people", 1),
        ]
