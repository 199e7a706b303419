"""Letters about a version: to those whom it concerns, each with their own share of it, once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from sqlalchemy import func, select

from planner.agenda.rules import Giver
from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.errors import NotAllowed, NotSignedIn
from planner.core.language import Words
from planner.core.outbox import Errand
from planner.core.work import Work
from planner.mail.models import PostedLetter
from planner.meetings.queries import gate_of
from planner.meetings.rules import Mode, Status
from planner.meetings.services import set_status
from planner.network.models import Person
from planner.programmes.queries import tag_of
from planner.publishing import services
from planner.publishing.models import ChangeLetter
from planner.registrations.models import Registration
from planner.registrations.rules import DayChoice
from planner.registrations.rules.keeping import erased_address
from planner.registrations.services import cancel
from tests.builders import Cast, an_item
from tests.conftest import Clock
from tests.publishing.scene import (
    FIRST,
    LUNCH,
    MILL,
    SECOND,
    WATER,
    a_published_gathering,
    change,
    letter_to,
    letters,
    notices,
    publish_loud,
    run_errands,
)
from tests.registrations.scene import a_gathering, change_gathering, come

WorkAs = Callable[[Actor], Any]
FIRST_ONLY, SECOND_ONLY = (DayChoice(FIRST, Mode.ON_SITE),), (DayChoice(SECOND, Mode.ON_SITE),)


def recipients(work: Work) -> list[str]:
    return sorted(who for who, _, _ in letters(work))


def test_only_those_whose_items_changed_are_told_and_only_of_those(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        come(work, slug, "anna", days=FIRST_ONLY)
        come(work, slug, "bo", days=SECOND_ONLY, lang="en")
        come(work, slug, "cilla")
        change(work, slug, WATER, starts=time(10, 30))
        change(work, slug, MILL, title=Words("Kvarnen och ån", "The mill and the river"))
        publish_loud(work, slug, note="Bussen var sen.")
        assert letters(work) == []  # nothing is written while the lead waits
    assert run_errands() == 1
    with work_as(cast.alice) as work:
        assert letters(work) == [
            (who, "programme-changed", subject)
            for who, subject in (
                ("anna", "Ändringar i programmet: Höstens träff"),
                ("bo", "Changes in the programme: The autumn gathering"),
                ("cilla", "Ändringar i programmet: Höstens träff"),
            )
        ]
        anna, bo, cilla = (letter_to(work, who) for who in ("anna", "bo", "cilla"))
    moved = "”Vatten”, onsdag 14 oktober, flyttas från 10.00–10.45 till 10.30–11.15."
    assert moved in anna
    assert moved in cilla
    assert "Kvarnen" not in anna
    assert "“Kvarnen” is now called “The mill and the river”." in bo
    assert "Vatten" not in bo
    assert "From those who arrange it: Bussen var sen." in bo
    assert f"/en/meetings/{slug}/programme" in bo
    assert "/en/r/{{private:registration:" in bo
    assert "Questions? Contact Demo Lind, demo.lind@example.org." in bo


def test_answers_go_to_the_contact(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        come(work, slug, "anna")
        change(work, slug, WATER, starts=time(10, 30))
        publish_loud(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        row = work.db.scalars(select(PostedLetter).where(PostedLetter.kind == "programme-changed")).one()
        assert (row.reply_to, row.meeting_id, row.about) == (
            "demo.lind@example.org",
            gate_of(work.db, slug).meeting_id,
            "Höstens träff",
        )


def test_published_quietly_nobody_is_told(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        come(work, slug, "anna")
        change(work, slug, WATER, starts=time(10, 30))
        publish_loud(work, slug, quiet=True)
        assert notices(work) == []
    assert run_errands() == 0


def test_texts_that_changed_are_told_to_nobody(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        come(work, slug, "anna")
        change(work, slug, WATER, abstract=Words("Nya ord"), suits=Words("vill veta"), capacity=9)
        publish_loud(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert (letters(work), notices(work)) == ([], [("changes", True)])


def test_those_who_wait_or_have_cancelled_are_not_told(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work, capacity=2)
        anna = come(work, slug, "anna").registration_id
        come(work, slug, "bo")
        come(work, slug, "waiting")
        come(work, slug, "online", days=(DayChoice(FIRST, Mode.ONLINE),))
        change(work, slug, WATER, starts=time(10, 30))
        cancel(replace(work, actor=Actor(registration_id=anna)), anna)  # whoever waited has the place now
        publish_loud(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert recipients(work) == ["bo", "online", "waiting"]
        come(work, slug, "late")
        change(work, slug, WATER, starts=time(10, 40))
        publish_loud(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert "late" not in recipients(work)


def test_whoever_registers_after_the_version_is_out_has_seen_it(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        come(work, slug, "anna")
        change(work, slug, WATER, starts=time(10, 30))
        publish_loud(work, slug)
    clock.forward(seconds=30)
    with work_as(cast.alice) as work:
        come(work, slug, "bo")
    run_errands()
    with work_as(cast.alice) as work:
        assert recipients(work) == ["anna"]


def test_nobody_is_written_to_who_is_erased(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        anna = come(work, slug, "anna").registration_id
        work.db.get_one(Registration, anna).email = erased_address(anna)
        change(work, slug, WATER, starts=time(10, 30))
        publish_loud(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert letters(work) == []


def test_what_the_lead_is_still_writing_is_in_no_letter(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        come(work, slug, "anna")
        change(work, slug, WATER, starts=time(10, 30))
        publish_loud(work, slug)
        change_gathering(work, slug, title=Words("Hemligt än så länge"))
        change(work, slug, LUNCH, starts=time(13))
    run_errands()
    with work_as(cast.alice) as work:
        told = letter_to(work, "anna")
        assert recipients(work) == ["anna"]
    assert "Hemligt" not in told
    assert LUNCH not in told


def test_run_twice_it_tells_nobody_twice(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        come(work, slug, "anna")
        change(work, slug, WATER, starts=time(10, 30))
        publish_loud(work, slug)
        programme_id = tag_of(work.db, slug).programme_id
    run_errands()
    with work_as(SYSTEM) as work:
        assert services.tell_some(work, programme_id) is False
        assert recipients(work) == ["anna"]
        assert work.db.scalar(select(func.count()).select_from(ChangeLetter)) == 1


def test_a_crash_between_batches_loses_nobody_and_tells_nobody_twice(work_as: WorkAs, cast: Cast) -> None:
    names = [f"p{number:02}" for number in range(7)]
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        for name in names:
            come(work, slug, name)
        change(work, slug, WATER, starts=time(10, 30))
        publish_loud(work, slug)
        programme_id = tag_of(work.db, slug).programme_id
    with work_as(SYSTEM) as work:
        assert services.tell_some(work, programme_id, most=3) is True

    def tell_and_fall() -> None:
        with work_as(SYSTEM) as work:
            services.tell_some(work, programme_id, most=3)
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        tell_and_fall()
    with work_as(SYSTEM) as work:
        assert recipients(work) == names[:3]
        assert notices(work) == [("changes", False)]
    run_errands()
    with work_as(SYSTEM) as work:
        assert recipients(work) == names
        assert notices(work) == [("changes", True)]


def test_a_batch_takes_the_same_statements_for_three_and_thirty(
    work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    counts = []
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
    for number, people in ((2, range(3)), (3, range(3, 30))):
        with work_as(cast.alice) as work:
            for n in people:
                come(work, slug, f"p{n}")
            change(work, slug, WATER, starts=time(10, number * 10))
            publish_loud(work, slug)
            programme_id = tag_of(work.db, slug).programme_id
        with work_as(SYSTEM) as work, statements() as seen:
            services.tell_some(work, programme_id)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 20
    with work_as(SYSTEM) as work:
        assert len(letters(work)) == 33


def test_publishing_writes_a_version_and_errands_however_many_come(
    work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    counts = []
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
    for number, people in ((1, range(1)), (2, range(1, 30))):
        with work_as(cast.alice) as work:
            for n in people:
                come(work, slug, f"p{n}")
            change(work, slug, WATER, starts=time(10, number * 10))
            work.db.expunge_all()
            with statements() as seen:
                publish_loud(work, slug)
            counts.append(len(seen))
    assert counts[0] == counts[1]
    with work_as(SYSTEM) as work:
        kinds = work.db.scalars(select(Errand.kind).where(Errand.kind != "deliver-letter").order_by(Errand.id)).all()
        once = {"print-programme", "mend-entries"}  # asked for by every version, quiet ones too
        assert [kind for kind in kinds if kind not in once] == ["tell-of-version", "tell-of-version"]


def test_a_speaker_with_an_address_is_told_also_when_not_registered(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        change(work, slug, WATER, givers=(Giver("Demo Ek", "vd", "Demo AB"), Giver("Demo Alm")))
        work.db.scalars(select(Person).where(Person.name == "Demo Ek")).one().email = "ek@example.org"
        publish_loud(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        told = letter_to(work, "ek")
        assert recipients(work) == ["ek"]
    assert "”Vatten”, onsdag 14 oktober 10.00–10.45, ges av Demo Ek och Demo Alm." in told
    assert "Du får det här brevet för att du medverkar" in told
    assert "/r/" not in told


def test_the_first_programme_reaches_those_who_registered_before_it_when_the_lead_wants_it(
    work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        come(work, slug, "anna", lang="en")
        an_item(work, slug, WATER, givers=(Giver("Demo Ek"),))
        work.db.scalars(select(Person)).one().email = "ek@example.org"
        assert services.plan_publishing(work, slug).wanted.quiet  # nobody is told by itself
        publish_loud(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert letters(work) == [
            ("anna", "programme-out", "The programme is out: The autumn gathering"),
            ("ek", "programme-out", "Programmet är ute: Höstens träff"),
        ]
        anna, ek = (letter_to(work, who, "programme-out") for who in ("anna", "ek"))
    assert "The programme of The autumn gathering is out." in anna
    assert WATER not in anna
    assert "Du medverkar i:\n\nNy punkt: ”Vatten”, onsdag 14 oktober 10.00–10.45." in ek


def test_a_gathering_that_is_cancelled_meanwhile_tells_of_nothing_else(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        come(work, slug, "anna")
        change(work, slug, WATER, starts=time(10, 30))
        publish_loud(work, slug)
        set_status(work, slug, Status.CANCELLED)
    run_errands()
    with work_as(cast.alice) as work:
        assert (letters(work), notices(work)) == ([], [("changes", True)])


@pytest.mark.parametrize("name", ["bob", "charlie"])
def test_staff_neither_publish_nor_have_people_told(work_as: WorkAs, cast: Cast, name: str) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        programme_id = tag_of(work.db, slug).programme_id
    with work_as(cast.account(name)) as work:
        for use in (
            lambda: publish_loud(work, slug),
            lambda: services.plan_publishing(work, slug),
            lambda: services.unschedule(work, slug),
            lambda: services.ask_for_letters(work, programme_id),
            lambda: services.tell_some(work, programme_id),
            lambda: services.standing_of(work, gate_of(work.db, slug)),
        ):
            with pytest.raises(NotAllowed):
                use()
    with work_as(ANONYMOUS) as work, pytest.raises(NotSignedIn):
        publish_loud(work, slug)


def test_a_long_list_of_changes_ends_in_a_number(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        come(work, slug, "anna")
        for number in range(33):
            an_item(work, slug, f"Punkt {number:02}", held_on=FIRST, starts=time(13, number))
        publish_loud(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        told = letter_to(work, "anna")
    assert told.count("Ny punkt:") == 30
    assert "Ytterligare 3 punkter har ändrats: se programmet." in told
