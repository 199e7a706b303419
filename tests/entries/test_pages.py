"""What people read of mailed entries: the lead before publishing, and attendees where they tick that they want them."""

import re
from collections.abc import Callable

from flask.testing import FlaskClient

from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.entries.queries import wants_entries
from tests.builders import Cast
from tests.entries.scene import WorkAs, a_programme_out, choose_water, run_errands, say_yes, shorts
from tests.entries.test_mending import LATER_HOURS
from tests.publishing.scene import SENT
from tests.registrations.scene import SLUG, change_gathering, come

As = Callable[[str], FlaskClient]
PUBLISH = f"/plan/meetings/{SLUG}/publish"


def test_the_lead_sees_how_many_calendars_change_and_as_many_do(as_: As, work_as: WorkAs, cast: Cast) -> None:
    alice = as_("alice")
    with work_as(cast.alice) as work:
        slug = a_programme_out(work)
        for who in ("anna", "bo"):
            come(work, slug, who)
        say_yes(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        before = len(shorts(work))
        change_gathering(work, slug, title=Words("Höstmötet"))
    assert "kalenderpost" not in alice.get(PUBLISH).text  # other words are not worth a letter
    with work_as(cast.alice) as work:
        change_gathering(work, slug, days=LATER_HOURS)
    assert "2 personer får en ny eller ändrad kalenderpost via e-post" in alice.get(PUBLISH).text
    assert "2 personer får en ny eller ändrad kalenderpost via e-post" in alice.get(f"{PUBLISH}/told").text
    assert alice.post(PUBLISH, data=SENT | {"quiet": "y"}).status_code == 303
    run_errands()
    with work_as(SYSTEM) as work:
        assert sorted(shorts(work, before)) == [("anna", "REQUEST", 1), ("bo", "REQUEST", 1)]
    assert "kalenderpost" not in alice.get(PUBLISH).text


def ticked(page: str) -> bool | None:
    """Whether the tick is there and set; None: it is not there."""
    found = re.search(r'<input ([^>]*name="chosen_entries"[^>]*)>', page)
    return "checked" in found[1] if found else None


def test_one_ticks_on_ones_own_page_that_one_wants_the_entries(
    client: FlaskClient, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        slug = a_programme_out(work)
        anna = come(work, slug, "anna")
    assert ticked(client.get(f"/r/{anna.token}").text) is None  # nothing to choose so far
    with work_as(cast.alice) as work:
        choose_water(work, slug, anna.registration_id)
    assert ticked(client.get(f"/r/{anna.token}").text) is False
    ticks = {"of_changes": "y", "chosen_entries": "y"}
    assert client.post(f"/r/{anna.token}/letters", data=ticks).status_code == 303
    assert ticked(client.get(f"/r/{anna.token}").text) is True
    assert client.get(f"/r/{anna.token}/data.json").get_json()["letters_wanted"]["calendar_entries_of_choices"] is True
    run_errands()
    with work_as(SYSTEM) as work:
        assert shorts(work, 1) == [("anna", "REQUEST", 0)]
    client.post(f"/r/{anna.token}/letters", data={"of_changes": "y"})
    with work_as(SYSTEM) as work:
        assert wants_entries(work.db, anna.registration_id) is False
