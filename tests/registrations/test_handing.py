"""A colleague comes instead: what stays with the seat and what goes with the person."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from sqlalchemy import select

from planner.core.actor import SYSTEM, Actor
from planner.core.errors import Invalid, NotAllowed, NotFound
from planner.core.language import Words
from planner.registrations import services
from planner.registrations.models import Handover, Needs, Registration
from planner.registrations.queries.holders import holder, holder_actor
from planner.registrations.rules import PartChoice, PartDetails, PartKind, RoomType
from tests.builders import Cast
from tests.registrations.scene import FIRST, a_gathering, come, how_all_stand, letters, places

WorkAs = Callable[[Actor], Any]


def test_the_seat_stays_and_what_is_ones_own_goes(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work)
        night = services.add_part(work, slug, PartDetails(PartKind.NIGHT, FIRST, Words("Natt", "Night"), time(22)))
        parts = (PartChoice(night, RoomType.DOUBLE, "Demo Ce"),)
        first = come(work, slug, "anna", diet="Vegan", phone="070", shows_name=True, parts=parts)
        old_uid = work.db.scalars(select(Registration.uid)).one()
    with work_as(Actor(name="Demo Anna", registration_id=first.registration_id)) as work:
        token = services.hand_over(work, first.registration_id, "Demo Bo", "Bo@example.org", "en")
    with work_as(SYSTEM) as work:
        with pytest.raises(NotFound):
            holder_actor(work.db, first.token)
        me = holder(work.db, token)
        assert (me.name, me.email, me.lang, me.phone, me.shows_name) == ("Demo Bo", "bo@example.org", "en", "", False)
        assert (me.status.value, len(me.days), me.diet) == ("confirmed", 2, "")
        row = work.db.scalars(select(Registration)).one()
        assert (row.details_at, row.uid != old_uid, row.sequence) == (None, True, 0)
        assert work.db.scalars(select(Needs)).all() == []
        log = work.db.scalars(select(Handover)).one()
        assert (log.handed_by, log.from_name, log.to_email) == ("Demo Anna", "Demo Anna", "bo@example.org")
        assert letters(work)[2:] == [
            ("anna", "handed-on", ""),
            ("anna", "calendar", "CANCEL"),
            ("bo", "handed-over", ""),
            ("bo", "calendar", "REQUEST"),
        ]
        assert places(work, slug) == (1, 0)


def test_a_place_in_line_can_be_handed_over_too(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=1)
        come(work, slug, "anna")
        waits = come(work, slug, "bo")
        services.hand_over(work, waits.registration_id, "Demo Ce", "ce@example.org", "sv")
        assert how_all_stand(work, slug)[1] == ("ce", "waiting", 1)
        assert [pair[1:] for pair in letters(work)[-2:]] == [("handed-on", ""), ("handed-over", "")]


def test_an_address_that_is_registered_takes_no_second_seat(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work)
        first, second = come(work, slug, "anna"), come(work, slug, "bo")
        for email in ("bo@example.org", "anna@example.org"):
            with pytest.raises(Invalid) as refused:
                services.hand_over(work, first.registration_id, "Demo Bo", email, "sv")
            assert list(refused.value.fields) == ["email"]
        services.cancel(work, second.registration_id)
        services.hand_over(work, first.registration_id, "Demo Bo", "bo@example.org", "sv")
        assert how_all_stand(work, slug) == [("bo", "confirmed", None)]


def test_a_cluster_hands_over_its_own_peoples_seats_only(app: object, work_as: WorkAs, cast: Cast) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work)
        own = come(work, slug, "anna", cluster_id=cast.vreta_id, organisation="")
    with work_as(cast.charlie) as work, pytest.raises(NotAllowed):
        services.hand_over(work, own.registration_id, "Demo Bo", "bo@example.org", "sv")
    with work_as(cast.bob) as work:
        services.hand_over(work, own.registration_id, "Demo Bo", "bo@example.org", "sv")
        assert how_all_stand(work, slug) == [("bo", "confirmed", None)]
