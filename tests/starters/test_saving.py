"""Templates: saved, used, renamed, removed."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select

from planner.agenda.rules import Giver
from planner.core.actor import ANONYMOUS
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.rules import DayHours
from planner.network.models import Person
from planner.starters.models import AgendaTemplate
from planner.starters.queries import template_of, templates_in_order
from planner.starters.rules import Keep, mark_of
from planner.starters.services import remove_template, rename_template, save_template, use_pattern
from tests.builders import Cast, a_meeting, an_item
from tests.conftest import START
from tests.starters.scene import an_earlier_gathering, everything, lines, placed

WorkAs = Callable[..., Any]
EMPTY = mark_of(())
SPRING = (DayHours(date(2027, 3, 1), time(9), time(17)), DayHours(date(2027, 3, 8), time(9), time(17)))


def names(work: Work) -> list[str]:
    return [template.name for template in templates_in_order(work.db)]


def test_an_agenda_is_saved_and_comes_again_on_other_days(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = an_earlier_gathering(work, cast)
        template_id = save_template(work, slug, " Vår  vanliga ", set(Keep))
        found = template_of(work.db, template_id)
        assert (found.name, found.made_by, found.made_at, found.key) == (
            "Vår vanliga", "Alice", START, f"saved-{template_id}",
        )  # fmt: skip
        other = a_meeting(work, title=Words("Vår"), days=SPRING)
        use_pattern(work, other, found.key, seen=EMPTY)
        assert lines(work, other) == [
            (date(2027, 3, 1), time(10), "Vatten"),
            (date(2027, 3, 1), time(12), "Lunch"),
            (date(2027, 3, 8), time(12), "Avslutning"),
        ]
        first = placed(work, other)[0]
        assert (first.details.givers, first.details.notes, first.room) == (
            (Giver("Demo Ek", "vd", "Demo AB"),), "Ring", "",
        )  # fmt: skip
        assert {i.uid for i in placed(work, other)} & {i.uid for i in placed(work, slug)} == set()


def test_saving_changes_nothing_but_the_templates(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = an_earlier_gathering(work, cast)
        before = everything(work)
        template_id = save_template(work, slug, "Vår vanliga", ())
        after = everything(work)
        assert {name for name in after if after[name] != before[name]} == {"agenda_template"}
        remove_template(work, template_id)
        assert everything(work) == before


def test_an_empty_agenda_and_a_name_that_is_taken_are_refused(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        with pytest.raises(Invalid) as refusal:
            save_template(work, slug, "Tom", ())
        assert refusal.value.fields == {"name": "There is nothing on the agenda to save."}
        an_item(work, slug)
        save_template(work, slug, "Vår vanliga", ())
        with pytest.raises(Invalid) as refusal:
            save_template(work, slug, "VÅR vanliga", ())
        assert refusal.value.fields == {"name": "There is already a template of that name."}


def test_a_template_is_renamed_also_in_its_own_letters(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug)
        first, second = (save_template(work, slug, name, ()) for name in ("Ett", "Två"))
        rename_template(work, first, "ETT")
        with pytest.raises(Invalid):
            rename_template(work, second, "ett")
        rename_template(work, second, "Tre")
        assert names(work) == ["Tre", "ETT"]


def test_a_removed_template_is_gone_and_what_was_made_after_it_stays(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug)
        template_id = save_template(work, slug, "Ett", ())
        other = a_meeting(work, title=Words("En annan"))
        use_pattern(work, other, f"saved-{template_id}", seen=EMPTY)
        assert remove_template(work, template_id) == "Ett"
        assert (names(work), len(lines(work, other))) == ([], 1)
        with pytest.raises(NotFound):
            remove_template(work, template_id)


def test_a_template_of_a_version_that_is_not_known_is_passed_over_and_refused(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        row = AgendaTemplate(name="Från framtiden", value='{"version": 99}', made_by="Alice", made_at=work.now)
        work.db.add(row)
        work.db.flush()
        assert templates_in_order(work.db) == ()
        with pytest.raises(Conflict):
            use_pattern(work, a_meeting(work), f"saved-{row.id}", seen=EMPTY)


def test_only_planners_keep_templates(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug)
        template_id = save_template(work, slug, "Ett", ())
    for actor, refusal in ((cast.bob, NotAllowed), (ANONYMOUS, NotSignedIn)):
        with work_as(actor) as work:
            for attempt in (
                lambda work=work: save_template(work, slug, "Två", ()),
                lambda work=work: rename_template(work, template_id, "Två"),
                lambda work=work: remove_template(work, template_id),
            ):
                with pytest.raises(refusal):
                    attempt()


def test_a_template_of_thirty_items_takes_as_many_statements_as_one(
    work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    counts = []
    with work_as(cast.alice) as work:
        for number in (1, 30):
            slug = a_meeting(work, title=Words(f"Från {number}"))
            for n in range(number):
                an_item(work, slug, f"Punkt {n}", givers=(Giver(f"Demo {number} {n}"),))
            key = f"saved-{save_template(work, slug, f'Mall {number}', set(Keep))}"
            for person in work.db.scalars(select(Person)):
                work.db.delete(person)  # so that everybody is somebody new
            other = a_meeting(work, title=Words(f"Till {number}"))
            work.db.flush()
            with statements() as seen:
                use_pattern(work, other, key, seen=EMPTY)
            counts.append(len(seen))
    assert counts[0] == counts[1] <= 20
