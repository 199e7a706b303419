"""What publishing costs whoever presses the button, with a thousand people to be told of it afterwards."""

import re
import secrets
import time
from collections.abc import Iterator, Sequence
from typing import Any

from flask import Flask
from sqlalchemy import insert, select
from werkzeug.test import EnvironBuilder

from bench.measure import Task, by_turns
from bench.pages import HELLO, Answer, hello_app, statements_of
from bench.report import Finding
from bench.stage import Gathering, draft_one
from planner.accounts.models import Account
from planner.core.actor import SYSTEM, Role
from planner.core.work import Work
from planner.meetings.rules import Mode
from planner.programmes.queries import tag_of
from planner.publishing import errands
from planner.registrations.models import Part, Party, Registration, RegistrationPart
from planner.registrations.rules import Decision, PartState, RegistrationStatus
from planner.web.entry import reading, writing

ATTENDEES = 1000
MOST_SECONDS = 1.0
"""So long the lead may wait, of wall time: the bench stops when no answer came sooner."""
BAR = {24: 350, 400: 1000}


class Publishing:
    """One POST of the page that publishes, as the server would hand it over; each publishes another draft."""

    def __init__(self, app: Flask, gathering: Gathering) -> None:
        self._app, self._gathering = app, gathering
        self._path = f"/plan/meetings/{gathering.slug}/publish"
        self._environ: dict[str, Any] = {}
        self._status = ""
        self.least_seconds = float("inf")
        with app.app_context(), writing(SYSTEM) as work:
            account = _a_lead(work)
            self._signed_in = {"account": account.id, "key": account.session_key}

    def prepare(self) -> None:
        """The draft changes, and the lead looks at the page: what one sends has its token, and the version it saw."""
        with self._app.app_context():
            draft_one(self._gathering, secrets.token_hex(4))
        browser = self._app.test_client()
        with browser.session_transaction() as session:
            session.update(self._signed_in)
        page = browser.get(self._path).text
        hidden = dict(re.findall(r'name="(csrf_token|seen_number)"[^>]* value="([^"]*)"', page))
        cookie = browser.get_cookie("samling")
        assert cookie is not None
        sent = {"scope": "agenda", "when": "now", **hidden}
        builder = EnvironBuilder(
            path=self._path, base_url="http://localhost", method="POST", data=sent,
            headers=[("Cookie", f"samling={cookie.value}")],
        )  # fmt: skip
        self._environ = builder.get_environ()

    def __call__(self) -> None:
        begun = time.perf_counter()
        answer: Any = self._app(self._environ, self._start)
        answer.close()
        self.least_seconds = min(self.least_seconds, time.perf_counter() - begun)
        if not self._status.startswith("303"):
            raise RuntimeError(f"{self._path} answered {self._status}, not 303")

    def _start(self, status: str, headers: object, _trouble: object = None) -> Any:
        self._status = status
        return len


def findings(app: Flask, gathering: Gathering, rounds: int) -> Iterator[Finding]:
    """The request that publishes, and the letters that are written after it."""
    with app.app_context(), writing(SYSTEM) as work:
        come(work, gathering)
    # Outside of any context: a request makes its own, as on a server.
    publishing = Publishing(app, gathering)
    hello = Answer(hello_app(), "/").expect("200")
    found = by_turns(Task(publishing, publishing.prepare), Task(hello), rounds)
    publishing.prepare()
    statements, items = statements_of(app, publishing), gathering.size.items
    if publishing.least_seconds > MOST_SECONDS:
        raise SystemExit(f"Publishing took {publishing.least_seconds:.2f} s, not {MOST_SECONDS:g}.")
    what = f"publish, {ATTENDEES} to tell"
    yield Finding(what, items, found.ratio, HELLO, BAR[items], found.ours, statements)
    seconds = _write_letters(app, gathering)
    yield Finding(f"{ATTENDEES} letters of it, after", items, seconds / found.ours, "the request itself", None, seconds)


def _write_letters(app: Flask, gathering: Gathering) -> float:
    """CPU seconds of all letters about the newest version."""
    with app.app_context():
        with reading(SYSTEM) as work:
            programme_id = tag_of(work.db, gathering.slug).programme_id
        begun = time.process_time()
        errands.tell_of_version(str(programme_id))
        return time.process_time() - begun


def _a_lead(work: Work) -> Account:
    name = secrets.token_hex(8)
    account = Account(
        email=f"{name}@example.org", name="Demo Lind", role=Role.LEAD, session_key=name, created_at=work.now
    )
    work.db.add(account)
    work.db.flush()
    return account


def come(work: Work, gathering: Gathering) -> Sequence[int]:
    """A thousand people with a place on every day, straight into the tables; gives their registrations."""
    meeting_id = gathering.meeting_id
    party = Party(
        meeting_id=meeting_id, form_key=secrets.token_hex(16), booker_name="Demo Lind",
        booker_email="lind@example.org", salt=secrets.token_hex(16), token_hash=secrets.token_hex(32),
        made_at=work.now,
    )  # fmt: skip
    work.db.add(party)
    work.db.flush()
    work.db.execute(insert(Registration), [_person(work, party, n) for n in range(ATTENDEES)])
    people = work.db.scalars(select(Registration.id).where(Registration.party_id == party.id)).all()
    days = work.db.scalars(select(Part.id).where(Part.meeting_id == meeting_id)).all()
    parts = [
        {"registration_id": who, "part_id": day, "mode": Mode.ON_SITE, "state": PartState.GRANTED, "share_with": ""}
        for who in people
        for day in days
    ]
    work.db.execute(insert(RegistrationPart), parts)
    return people


def _person(work: Work, party: Party, number: int) -> dict[str, object]:
    return {
        "meeting_id": party.meeting_id,
        "party_id": party.id,
        "uid": secrets.token_hex(16),
        "name": f"Demo {number:04}",
        "email": f"demo{number:04}@example.org",
        "organisation": "Demo AB",
        "status": RegistrationStatus.CONFIRMED,
        "takes_place": True,
        "decision": Decision.FREE,
        "salt": secrets.token_hex(16),
        "token_hash": secrets.token_hex(32),
        "registered_at": work.now,
        "changed_at": work.now,
    }
