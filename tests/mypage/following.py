"""Following a calendar of one's own, as people and calendar programmes do."""

import re

import lxml.html
import vobject
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import SYSTEM
from planner.mail.models import PostedLetter
from planner.web.entry import reading


def own_address(client: FlaskClient, token: str) -> str:
    """The path of a registration's calendar, as its page shows it once it has been asked for."""
    assert client.post(f"/en/r/{token}/calendar").headers["Location"] == f"/en/r/{token}#calendar"
    return shown_address(client.get(f"/en/r/{token}").text)


def shown_address(page: str) -> str:
    (address,) = lxml.html.fromstring(page).xpath("//input[@id='feed']/@value")
    assert address.startswith("http://localhost/en/my/")
    return str(address.removeprefix("http://localhost"))


def whole_page(client: FlaskClient, token: str) -> str:
    """The path of the page of the calendar of everything, as the letter tells it."""
    client.post(f"/en/r/{token}/calendar/all")
    with reading(SYSTEM) as work:
        letter = work.db.scalars(select(PostedLetter).where(PostedLetter.kind == "own-calendar")).all()[-1]
        found = re.search(r"/en/my/\S+", work.site.keys.fill(letter.plain))
    assert found
    return found[0]


def entries(content: bytes) -> list[str]:
    """Titles, in order of time."""
    calendar = vobject.readOne(content.decode())
    found = sorted(calendar.contents.get("vevent", []), key=lambda event: (event.dtstart.value, event.summary.value))
    return [event.summary.value for event in found]


def titles(client: FlaskClient, address: str) -> list[str]:
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    return entries(answer.data)
