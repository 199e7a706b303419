"""Files of items: who puts them there, in which order they stand, who sees them, and when they are gone."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from planner.agenda.models import ItemFile
from planner.agenda.services import remove_item
from planner.core.actor import Actor
from planner.core.errors import Invalid, NotAllowed, NotFound, NotSignedIn
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.network.models import Person
from planner.programmes.services import publish
from planner.speakers import services
from planner.speakers.queries import file_by, file_of_item, files_of, published_files, shown_file, shown_of
from planner.speakers.rules.uploads import MOST_FILES
from tests.builders import Cast
from tests.speakers import scene
from tests.speakers.scene import PDF, a_file, a_stage, card, person_id, theirs

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_stage(work)


def item(work: Work, slug: str) -> tuple[int, str]:
    first = card(work, slug).items[0]
    return first.item_id, first.uid


def listed(work: Work, slug: str) -> list[tuple[str, str, bool]]:
    """(name, who gave it, for the public) of the files of the first item."""
    files = files_of(work.db, gate_of(work.db, slug).meeting_id).get(item(work, slug)[1], ())
    return [(file.name, file.given_by, file.published) for file in files]


def add(work: Work, slug: str, *names: str) -> list[int]:
    return [services.add_file(work, slug, item(work, slug)[0], a_file(name, PDF + name.encode())) for name in names]


def is_public(work: Work, name: str) -> bool:
    try:
        found = shown_file(work.db, a_file(name, PDF + name.encode()).digest, name)
    except NotFound:
        return False
    return found.content == PDF + name.encode()


def rows(work: Work) -> int:
    return work.db.scalar(select(func.count(ItemFile.id))) or 0


def test_files_stand_in_the_order_that_the_lead_gives_them(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        one, two, three = add(work, slug, "1.pdf", "2.pdf", "3.pdf")
        item_id = item(work, slug)[0]
        services.move_file(work, slug, item_id, three, up=True)
        services.move_file(work, slug, item_id, one, up=False)
        assert [name for name, _, _ in listed(work, slug)] == ["3.pdf", "1.pdf", "2.pdf"]
        services.move_file(work, slug, item_id, three, up=True)
        services.move_file(work, slug, item_id, two, up=False)
        assert [name for name, _, _ in listed(work, slug)] == ["3.pdf", "1.pdf", "2.pdf"]
        with pytest.raises(NotFound):
            services.move_file(work, slug, card(work, slug).items[1].item_id, one, up=True)


def test_nothing_is_public_until_it_is_ticked_and_published(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        one, two = add(work, slug, "1.pdf", "2.pdf")
        publish(work, slug, preliminary=False, with_agenda=True)
        services.show_files(work, slug, item(work, slug)[0], [one], seen=[one])
        assert listed(work, slug) == [("1.pdf", "Alice", True), ("2.pdf", "Alice", False)]
        assert (is_public(work, "1.pdf"), is_public(work, "2.pdf")) == (False, False)
        publish(work, slug, preliminary=False, with_agenda=True)
        assert (is_public(work, "1.pdf"), is_public(work, "2.pdf")) == (True, False)
        services.show_files(work, slug, item(work, slug)[0], [two], seen=[two])
        assert [shown for _, _, shown in listed(work, slug)] == [True, True]  # only what was seen is changed
        digest = a_file("1.pdf", PDF + b"1.pdf").digest
        with pytest.raises(NotFound):
            shown_file(work.db, digest, "another-name.pdf")


def test_a_removed_file_is_erased_unless_a_published_programme_shows_it(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        one, two = add(work, slug, "1.pdf", "2.pdf")
        item_id = item(work, slug)[0]
        services.show_files(work, slug, item_id, [one, two], seen=[one, two])
        assert services.remove_file(work, slug, item_id, two) == "2.pdf"
        assert rows(work) == 1
        publish(work, slug, preliminary=False, with_agenda=True)
        services.remove_file(work, slug, item_id, one)
        assert (listed(work, slug), rows(work), is_public(work, "1.pdf")) == ([], 1, True)
        with pytest.raises(NotFound):
            services.remove_file(work, slug, item_id, one)


def test_a_file_that_should_never_have_been_public_is_erased_everywhere_at_once(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        one, two = add(work, slug, "1.pdf", "2.pdf")
        item_id = item(work, slug)[0]
        services.show_files(work, slug, item_id, [one, two], seen=[one, two])
        for _ in range(2):
            publish(work, slug, preliminary=False, with_agenda=True)
        services.remove_file(work, slug, item_id, one, for_good=True)
        assert (is_public(work, "1.pdf"), is_public(work, "2.pdf"), rows(work)) == (False, True, 1)
        assert shown_of(work.db, gate_of(work.db, slug).meeting_id) == {a_file("2.pdf", PDF + b"2.pdf").digest}


def test_an_items_files_stay_with_its_uid(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        (one,) = add(work, slug, "1.pdf")
        item_id, uid = item(work, slug)
        services.show_files(work, slug, item_id, [one], seen=[one])
        publish(work, slug, preliminary=False, with_agenda=True)
        remove_item(work, slug, item_id)
        assert [file.name for file in files_of(work.db, gate_of(work.db, slug).meeting_id)[uid]] == ["1.pdf"]
        assert is_public(work, "1.pdf")


def test_a_speaker_gives_replaces_and_takes_back_their_own(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = scene.confirmed(work, slug)
        item_id, uid = item(work, slug)
        add(work, slug, "Bordskarta.pdf")
        mine = theirs(work, number)
        services.give_slides(mine, number, item_id, a_file())
        (old,) = card(work, slug).files
        services.show_files(work, slug, item_id, [old.file_id], seen=[old.file_id])
        services.replace_slides(mine, number, old.file_id, a_file("nya.pdf", PDF + b"2"))
        assert listed(work, slug) == [("Bordskarta.pdf", "Alice", False), ("nya.pdf", "Demo Ek", True)]
        (new,) = card(work, slug).files
        meeting_id, ek = gate_of(work.db, slug).meeting_id, person_id(work, "Demo Ek")
        assert file_by(work.db, meeting_id, ek, new.file_id).content == PDF + b"2"
        assert file_of_item(work.db, meeting_id, uid, new.file_id).name == "nya.pdf"
        assert services.take_back_slides(mine, number, new.file_id) == "nya.pdf"
        assert [name for name, _, _ in listed(work, slug)] == ["Bordskarta.pdf"]


def test_a_speaker_reaches_no_item_and_no_file_of_others(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        (paper,) = add(work, slug, "Bordskarta.pdf")
        ek, alm = scene.confirmed(work, slug), scene.confirmed(work, slug, "Demo Alm")
        services.give_slides(theirs(work, ek), ek, item(work, slug)[0], a_file())
        (slides,) = card(work, slug).files
        with pytest.raises(NotFound):
            services.give_slides(theirs(work, alm), alm, item(work, slug)[0], a_file())
        for file_id in (paper, slides.file_id, 4711):
            with pytest.raises(NotFound):
                services.replace_slides(theirs(work, alm), alm, file_id, a_file())
            with pytest.raises(NotFound):
                services.take_back_slides(theirs(work, alm), alm, file_id)
            with pytest.raises(NotFound):
                file_by(work.db, gate_of(work.db, slug).meeting_id, person_id(work, "Demo Alm"), file_id)
        assert rows(work) == 2


def test_there_is_an_end_to_the_files_of_an_item(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        add(work, slug, *(f"{n}.pdf" for n in range(MOST_FILES)))
        with pytest.raises(Invalid) as refused:
            add(work, slug, "en till.pdf")
        assert list(refused.value.fields) == ["file"]


def test_the_bytes_are_in_no_list(slug: str, cast: Cast, work_as: WorkAs, statements: Callable[[], Any]) -> None:
    with work_as(cast.alice) as work:
        (one,) = add(work, slug, "1.pdf")
        services.show_files(work, slug, item(work, slug)[0], [one], seen=[one])
    with work_as(cast.alice) as work:
        with statements() as seen:
            services.move_file(work, slug, item(work, slug)[0], one, up=True)
            published_files(work.db, gate_of(work.db, slug).meeting_id)
        assert [statement for statement in seen.seen if "item_file.content" in statement] == []


def test_files_go_with_the_person_who_gave_them(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = scene.confirmed(work, slug, special_needs="Nötter")
        services.give_slides(theirs(work, number), number, item(work, slug)[0], a_file())
        add(work, slug, "Bordskarta.pdf")
    with work_as(cast.alice) as work:
        work.db.delete(work.db.get_one(Person, person_id(work, "Demo Ek")))
    with work_as(cast.alice) as work:
        assert work.db.scalars(select(ItemFile.name)).all() == ["Bordskarta.pdf"]
        assert card(work, slug, "Demo Alm").items


def test_only_leads_keep_the_files_of_items(slug: str, cast: Cast, work_as: WorkAs) -> None:
    ways: tuple[Callable[[Work], object], ...] = (
        lambda work: services.add_file(work, slug, 1, a_file()),
        lambda work: services.show_files(work, slug, 1, [], seen=[]),
        lambda work: services.move_file(work, slug, 1, 1, up=True),
        lambda work: services.remove_file(work, slug, 1, 1),
    )
    for actor, refusal in ((cast.bob, NotAllowed), (Actor(speaker_id=1), NotSignedIn)):
        for way in ways:
            with work_as(actor) as work, pytest.raises(refusal):
                way(work)
