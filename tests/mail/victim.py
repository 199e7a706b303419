"""A worker that is killed in the middle of its work: a process of its own, so that nothing is tidied up after it."""

import os
import re
import signal
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from planner.app import create_app
from planner.config import MailSettings
from planner.web.entry import db, parts
from planner.web.errands import run_due
from tests.conftest import settings_for

HOST = "victim.example.org"
"""What the victim calls itself when it talks to the mail server."""


STEPS = {
    "claim": re.compile(r"UPDATE errand .*RETURNING", re.DOTALL),
    "let out": re.compile(r"UPDATE letter SET .*handed_at=", re.DOTALL),
    "book": re.compile(r"UPDATE letter SET .*settled_at=", re.DOTALL),
    "finish": re.compile(r"UPDATE errand SET state=[^,]*, trouble=[^,]* WHERE", re.DOTALL),
}
"""The transactions in the life of a letter's errand, and by which statement one knows each."""


@dataclass(frozen=True)
class Fate:
    """At which of STEPS the victim dies by its own hand, if at any."""

    step: str = ""
    is_committed: bool = False
    """Right after the commit, not right before."""


@dataclass(frozen=True)
class Post:
    """Where the victim works."""

    url: str
    instance: str
    mail: MailSettings
    now: datetime


def work_until_killed(post: Post, fate: Fate) -> None:
    """Run whatever is due, again and again, until the end."""
    settings = settings_for(post.url, Path(post.instance), base_url=f"http://{HOST}", mail=post.mail)
    app = create_app(settings)
    with app.app_context():
        parts().clock = lambda: post.now
        _arm(fate)
        while True:
            run_due(1)
            time.sleep(0.005)


def _arm(fate: Fate) -> None:
    step = STEPS.get(fate.step)
    is_reached, is_over = False, False

    def look(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        nonlocal is_reached
        is_reached = is_reached or (step is not None and step.search(statement) is not None)

    def before(_connection: Any) -> None:
        nonlocal is_over
        if is_reached and not fate.is_committed:
            die()
        is_over = is_reached

    def after(_driver: Any, _record: Any) -> None:
        if is_over:
            die()

    event.listen(db.engine, "before_cursor_execute", look)
    event.listen(db.engine, "commit", before)
    event.listen(db.engine, "checkin", after)


def die() -> None:
    """As in a power cut: no handler runs, no transaction ends, no connection is closed politely."""
    os.kill(os.getpid(), signal.SIGKILL)
