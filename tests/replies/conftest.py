"""A mailbox that is read, and a gathering whose people answer from their calendars."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from planner.config import ImapSettings
from planner.core.actor import SYSTEM
from planner.registrations.models import Registration
from planner.web.entry import parts, reading
from tests.builders import Cast
from tests.registrations.scene import a_gathering, come
from tests.replies.fake_imap import PASSWORD, USER, Behaviour, serving


@pytest.fixture
def box(app: Flask) -> Iterator[Behaviour]:
    """A mailbox with nothing in it, and an application that reads it."""
    usual = parts().settings
    with serving() as (port, behaviour):
        imap = ImapSettings(host="127.0.0.1", port=port, security="plain", user=USER, password=PASSWORD)
        parts().settings = replace(usual, imap=imap)
        try:
            yield behaviour
        finally:
            parts().settings = usual


@pytest.fixture
def slug(cast: Cast, work_as: Callable[..., Any]) -> str:
    """anna and bo come to a gathering."""
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=None)
        come(work, slug, "anna", cluster_id=cast.vreta_id)
        come(work, slug, "bo")
    return slug


@pytest.fixture
def uid_of(slug: str) -> Callable[[str], str]:
    """uid_of("anna") is the UID of her calendar entry, without its host."""

    def found(who: str) -> str:
        with reading(SYSTEM) as work:
            uid: str = work.db.scalars(select(Registration.uid).where(Registration.email == f"{who}@example.org")).one()
            return uid

    return found


@pytest.fixture
def number_of(slug: str) -> Callable[[str], int]:
    """number_of("anna") is the number of her registration."""

    def found(who: str) -> int:
        with reading(SYSTEM) as work:
            number: int = work.db.scalars(
                select(Registration.id).where(Registration.email == f"{who}@example.org")
            ).one()
            return number

    return found
