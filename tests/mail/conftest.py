"""A mail server for the tests of mail, and letters to give it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from planner.config import MailSettings
from planner.core.actor import SYSTEM
from planner.core.language import say
from planner.mail.delivery import SESSIONS
from planner.mail.letter import Facts, Letter, Paragraph
from planner.mail.services import post
from planner.web.entry import parts
from tests.mail.fake_smtp import Behaviour, serving


@pytest.fixture
def server(app: Flask) -> Iterator[Behaviour]:
    """A mail server that takes everything, and an application that sends there."""
    usual = parts().settings
    with serving() as (port, behaviour):
        mail = MailSettings(
            delivery="smtp", host="127.0.0.1", port=port, sender="network@example.org", sender_name="Demonätverket"
        )
        parts().settings = replace(usual, mail=mail)
        try:
            yield behaviour
        finally:
            SESSIONS.end_all()
            parts().settings = usual


def a_letter(to: str = "anna@example.org", **more: Any) -> Letter:
    return Letter(
        **{
            "to": to,
            "lang": "sv",
            "subject": say("Welcome to %(meeting)s", meeting="Höstträffen"),
            "blocks": (Paragraph("Hej Anna!"), Facts((("Ort", "Östersund"),))),
            "kind": "registered",
            "about": "Höstträffen",
            **more,
        }
    )


@pytest.fixture
def posted(work_as: Callable[..., Any]) -> Callable[..., int]:
    """posted(to, …) posts a letter and commits; gives its id."""

    def posting(to: str = "anna@example.org", **more: Any) -> int:
        with work_as(SYSTEM) as work:
            return post(work, a_letter(to, **more))

    return posting
