"""What staff enter, what the lead decides, and what everybody sees meanwhile."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from planner.activities.models import Activity
from planner.activities.queries import Waiting, activity_record, calendar_stamp, happenings, waiting_for
from planner.activities.rules import ActivityState, EntryKind, Happening
from planner.activities.services import (
    approve_activity,
    cancel_activity,
    change_activity,
    restore_activity,
    send_back,
    stop_trusting,
    trust_cluster,
    withdraw_activity,
)
from planner.core.actor import ANONYMOUS, Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from planner.core.language import Words
from planner.meetings.rules import Status
from planner.meetings.services import set_status
from planner.network.rules import Hue
from planner.network.services import ThemeDetails, add_theme
from planner.programmes.services import publish
from tests.activities.scene import a_theme, an_activity, details, shown, stands
from tests.builders import Cast, a_meeting
from tests.conftest import Clock

WorkAs = Callable[[Actor], Any]
DRAFT, WAITING, APPROVED = ActivityState.DRAFT, ActivityState.WAITING, ActivityState.APPROVED
WITHDRAWN, CANCELLED = ActivityState.WITHDRAWN, ActivityState.CANCELLED


@pytest.fixture
def sent(work_as: WorkAs, cast: Cast) -> int:
    """What bob of Vreta sent, waiting for the lead."""
    with work_as(cast.bob) as work:
        return an_activity(work, cast.vreta_id)


def test_what_staff_send_waits_and_nobody_sees_it(sent: int, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        assert stands(work, sent) == (WAITING, None)
        assert waiting_for(work.db) == Waiting(1, 0)
        approve_activity(work, sent, revision=1)
        assert stands(work, sent) == (APPROVED, "Fältvandring")
        assert waiting_for(work.db) == Waiting(0, 0)


def test_a_draft_is_nobodys_to_wait_for(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.bob) as work:
        number = an_activity(work, cast.vreta_id, send=False)
        assert stands(work, number) == (DRAFT, None)
        assert waiting_for(work.db) == Waiting(0, 0)


@pytest.mark.parametrize("who", ["alice", "dora"])
def test_what_a_lead_sends_is_shown_at_once(work_as: WorkAs, cast: Cast, who: str) -> None:
    with work_as(cast.account(who)) as work:
        assert stands(work, an_activity(work, cast.vreta_id)) == (APPROVED, "Fältvandring")


def test_a_trusted_cluster_need_not_ask_until_it_is_trusted_no_more(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        trust_cluster(work, "vreta-kluster")
        trust_cluster(work, "vreta-kluster")
    with work_as(cast.bob) as work:
        first = an_activity(work, cast.vreta_id)
        assert stands(work, first) == (APPROVED, "Fältvandring")
        change_activity(work, first, details(cast.vreta_id, title=Words("Ny")), revision=1, send=True)
        assert stands(work, first) == (APPROVED, "Ny")
    with work_as(cast.charlie) as work:
        assert stands(work, an_activity(work, cast.agrovast_id)) == (WAITING, None)
    with work_as(cast.alice) as work:
        stop_trusting(work, "vreta-kluster")
    with work_as(cast.bob) as work:
        change_activity(work, first, details(cast.vreta_id, title=Words("Nyare")), revision=2, send=True)
        assert stands(work, first) == (WAITING, "Ny")


def test_the_approved_form_is_shown_until_the_change_is_approved(sent: int, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        approve_activity(work, sent, revision=1)
    with work_as(cast.bob) as work:
        change_activity(work, sent, details(cast.vreta_id, title=Words("Halv")), revision=2, send=False)
        assert stands(work, sent) == (DRAFT, "Fältvandring")
        change_activity(work, sent, details(cast.vreta_id, title=Words("Hel")), revision=3, send=True)
        assert stands(work, sent) == (WAITING, "Fältvandring")
    with work_as(cast.alice) as work:
        approve_activity(work, sent, revision=4)
        assert stands(work, sent) == (APPROVED, "Hel")


def test_the_lead_approves_what_was_read_and_no_other(sent: int, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.bob) as work:
        change_activity(work, sent, details(cast.vreta_id, title=Words("Annan")), revision=1, send=True)
    with work_as(cast.alice) as work:
        with pytest.raises(Conflict):
            approve_activity(work, sent, revision=1)
        approve_activity(work, sent, revision=2)
        with pytest.raises(Conflict):
            approve_activity(work, sent, revision=3)


def test_what_is_sent_back_is_a_draft_with_words(sent: int, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        with pytest.raises(Invalid) as refused:
            send_back(work, sent, "  ", revision=1)
        assert list(refused.value.fields) == ["answer"]
        send_back(work, sent, " Vilken gård? ", revision=1)
        record = activity_record(work.db, sent)
        assert (record.state, record.answer) == (DRAFT, "Vilken gård?")
    with work_as(cast.bob) as work:
        change_activity(work, sent, details(cast.vreta_id), revision=2, send=True)
        assert activity_record(work.db, sent).answer == ""


def test_who_saves_over_another_is_told(sent: int, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.bob) as work:
        change_activity(work, sent, details(cast.vreta_id, place="Här"), revision=1, send=True)
        with pytest.raises(Conflict):
            change_activity(work, sent, details(cast.vreta_id, place="Där"), revision=1, send=True)


def test_cancelled_stays_in_the_calendar_and_can_be_on_again(
    sent: int, work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    with work_as(cast.bob) as work, pytest.raises(Conflict):
        cancel_activity(work, sent)
    with work_as(cast.alice) as work:
        approve_activity(work, sent, revision=1)
    clock.forward(hours=1)
    with work_as(cast.bob) as work:
        cancel_activity(work, sent)
        off = shown(work, sent)
        assert (off.cancelled, off.sequence, off.changed_at) == (True, 1, clock.now)
        assert stands(work, sent) == (CANCELLED, "Fältvandring")
        change_activity(work, sent, details(cast.vreta_id), revision=3, send=True)
        assert shown(work, sent).cancelled
    with work_as(cast.alice) as work:
        approve_activity(work, sent, revision=4)
        assert (shown(work, sent).cancelled, shown(work, sent).sequence) == (False, 2)


def test_withdrawn_is_gone_and_comes_back_as_a_draft(sent: int, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        approve_activity(work, sent, revision=1)
    with work_as(cast.bob) as work:
        with pytest.raises(Conflict):
            restore_activity(work, sent)
        withdraw_activity(work, sent)
        assert stands(work, sent) == (WITHDRAWN, None)
        restore_activity(work, sent)
        assert stands(work, sent) == (DRAFT, None)


def test_another_clusters_staff_and_strangers_may_do_nothing(sent: int, work_as: WorkAs, cast: Cast) -> None:
    mine = details(cast.agrovast_id)
    with work_as(cast.charlie) as work:
        for use_case in (
            lambda: change_activity(work, sent, mine, revision=1, send=True),
            lambda: cancel_activity(work, sent),
            lambda: withdraw_activity(work, sent),
            lambda: restore_activity(work, sent),
            lambda: approve_activity(work, sent, revision=1),
            lambda: send_back(work, sent, "Nej", revision=1),
            lambda: trust_cluster(work, "agrovast"),
            lambda: stop_trusting(work, "agrovast"),
            lambda: an_activity(work, cast.vreta_id),
        ):
            with pytest.raises(NotAllowed):
                use_case()
    with work_as(cast.bob) as work, pytest.raises(NotAllowed):
        change_activity(work, sent, mine, revision=1, send=True)
    with work_as(ANONYMOUS) as work, pytest.raises(NotSignedIn):
        an_activity(work, cast.vreta_id)
    with work_as(cast.alice) as work:
        assert stands(work, sent) == (WAITING, None)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"link": "javascript:alert(1)"}, "link"),
        ({"theme_ids": (4711,)}, "theme_ids"),
    ],
)
def test_what_cannot_be_is_refused(work_as: WorkAs, cast: Cast, said: dict[str, Any], field: str) -> None:
    with work_as(cast.alice) as work:
        with pytest.raises(Invalid) as refused:
            an_activity(work, cast.vreta_id, **said)
        assert list(refused.value.fields) == [field]
        with pytest.raises(Invalid) as refused:
            an_activity(work, 4711)
        assert list(refused.value.fields) == ["cluster_id"]


def test_what_is_not_there_is_not_found(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        with pytest.raises(NotFound):
            approve_activity(work, 4711, revision=1)
        with pytest.raises(NotFound):
            trust_cluster(work, "no-such")


def test_the_version_rises_with_what_is_shown_and_with_nothing_else(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    def number() -> int:
        with work_as(cast.alice) as work:
            return calendar_stamp(work.db).number

    before = number()
    with work_as(cast.bob) as work:
        activity_id = an_activity(work, cast.vreta_id)
        withdraw_activity(work, activity_id)
    assert number() == before
    with work_as(cast.alice) as work:
        an_activity(work, cast.vreta_id)
    assert number() == before + 1
    with work_as(cast.alice) as work:
        row = work.db.query(Activity).filter(Activity.state == APPROVED).one()
        change_activity(work, row.id, details(cast.vreta_id), revision=row.revision, send=True)
    assert number() == before + 1
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
    assert number() == before + 1
    with work_as(cast.alice) as work:
        publish(work, slug, preliminary=True, with_agenda=False)
    published = number()
    assert published > before + 1
    with work_as(cast.alice) as work:
        set_status(work, slug, Status.OPEN)
    assert number() > published
    renamed = number()
    with work_as(cast.alice) as work:
        add_theme(work, ThemeDetails(Words("Vatten", "Water"), Words("Vatten", "Water"), Hue.LAKE))
    assert number() == renamed + 1


def test_themes_are_shown_in_the_networks_order(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        last, first = a_theme(work, "b", "B", position=2), a_theme(work, "a", "A", position=1)
        assert shown(work, an_activity(work, cast.vreta_id, theme_ids=(last, first))).themes == ("a", "b")


# What others read of it.


def test_happenings_are_what_everybody_may_know_of_a_span_of_days(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        theme = a_theme(work, "vatten", "Vatten")
        an_activity(work, cast.vreta_id, theme_ids=(theme,), last_day=date(2026, 10, 8))
        off = an_activity(work, cast.vreta_id, title=Words("Inställd"))
        cancel_activity(work, off)
        an_activity(work, cast.vreta_id, title=Words("Senare"), first_day=date(2026, 10, 16))
        slug = a_meeting(work, host_ids=(cast.agrovast_id,))
        publish(work, slug, preliminary=True, with_agenda=False)
        a_meeting(work, title=Words("Utkast"))
    with work_as(cast.bob) as work:
        an_activity(work, cast.vreta_id, title=Words("Väntar"))
        found = happenings(work.db, date(2026, 10, 7), date(2026, 10, 15))
        everything = happenings(work.db, date(2026, 10, 6), date(2026, 10, 15), with_hidden=True)
    activity, gathering = found
    assert activity == Happening(
        kind=EntryKind.ACTIVITY,
        title=Words("Fältvandring", "Field walk"),
        days=(date(2026, 10, 6), date(2026, 10, 7), date(2026, 10, 8)),
        clusters=("Vreta Kluster",),
        themes=("vatten",),
        path=activity.path,
    )
    assert gathering == Happening(
        kind=EntryKind.GATHERING,
        title=Words("Gröna kluster i Gamleby", "Green clusters in Gamleby"),
        days=(date(2026, 10, 14), date(2026, 10, 15)),
        clusters=("Agroväst",),
        themes=(),
        path=f"/meetings/{slug}",
    )
    assert [(each.title.sv, each.is_public, each.path != "") for each in everything] == [
        ("Fältvandring", True, True),
        ("Väntar", False, False),
        ("Gröna kluster i Gamleby", True, True),
        ("Utkast", False, False),
    ]
