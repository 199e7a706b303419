"""Links that work once, accounts that open and close, and always an admin."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from planner.accounts import queries, services
from planner.accounts.models import SignInLink
from planner.accounts.rules import LINK_MINUTES, MOST_LINKS_A_CLIENT, MOST_LINKS_AN_ACCOUNT, AccountDetails
from planner.core.actor import ANONYMOUS, SYSTEM, Actor, Role
from planner.core.errors import Conflict, Gone, Invalid, NotAllowed, NotFound, NotSignedIn
from planner.mail.models import PostedLetter
from planner.web.entry import parts, reading
from tests.builders import Cast, a_cluster
from tests.conftest import START, Clock

WorkAs = Callable[..., Any]


def letters() -> list[PostedLetter]:
    with reading(SYSTEM) as work:
        return list(work.db.scalars(select(PostedLetter).order_by(PostedLetter.id)))


def ask(work_as: WorkAs, email: str, next_path: str = "", asked_from: str = "192.0.2.1") -> None:
    with work_as(ANONYMOUS) as work:
        services.request_link(work, email, next_path, asked_from=asked_from)


def token_in(letter: PostedLetter) -> str:
    """The token that the letter will carry when it leaves."""
    found = re.search(r"/sign-in/([a-z2-7]{32})", parts().site.keys.fill(letter.plain))
    assert found is not None
    return found[1]


def test_a_link_is_mailed_in_the_accounts_language_and_signs_in(cast: Cast, work_as: WorkAs) -> None:
    ask(work_as, " ALICE@example.org ", "/plan/meetings?tab=2&x=1")
    (letter,) = letters()
    assert (letter.recipient, letter.lang, letter.kind) == ("alice@example.org", "sv", "sign-in")
    assert "?next=%2Fplan%2Fmeetings%3Ftab%3D2%26x%3D1" in letter.plain
    token = token_in(letter)
    assert token not in letter.plain + letter.html
    with work_as(ANONYMOUS) as work:
        assert services.sign_in(work, token) == (cast.alice.account_id, cast.session_key("alice"))
    with reading(SYSTEM) as work:
        assert queries.account(work.db, cast.alice.account_id or 0).signed_in_at == START


def test_the_database_keeps_no_token(cast: Cast, work_as: WorkAs) -> None:
    ask(work_as, "alice@example.org")
    token = token_in(letters()[0])
    with reading(SYSTEM) as work:
        link = work.db.scalars(select(SignInLink)).one()
    assert token not in (link.token_hash, link.salt)
    assert "192.0.2.1" not in link.asked_from


def test_a_link_works_once(cast: Cast, work_as: WorkAs) -> None:
    ask(work_as, "alice@example.org")
    token = token_in(letters()[0])
    with work_as(ANONYMOUS) as work:
        services.sign_in(work, token)
    with pytest.raises(Gone), work_as(ANONYMOUS) as work:
        services.sign_in(work, token)


@pytest.mark.parametrize(("minutes", "works"), [(LINK_MINUTES - 1, True), (LINK_MINUTES, False)])
def test_a_link_works_for_twenty_minutes(cast: Cast, work_as: WorkAs, clock: Clock, minutes: int, works: bool) -> None:
    ask(work_as, "alice@example.org")
    token = token_in(letters()[0])
    clock.forward(minutes=minutes)
    with reading(SYSTEM) as work:
        assert (queries.invited_by(work.db, token, work.now) is not None) == works
    if works:
        with work_as(ANONYMOUS) as work:
            services.sign_in(work, token)
    else:
        with pytest.raises(Gone), work_as(ANONYMOUS) as work:
            services.sign_in(work, token)


def test_an_unknown_address_gets_no_letter(cast: Cast, work_as: WorkAs) -> None:
    ask(work_as, "eve@example.org")
    assert letters() == []


def test_a_foreign_next_is_left_out_of_the_letter(cast: Cast, work_as: WorkAs) -> None:
    ask(work_as, "alice@example.org", "//evil.example/")
    assert "evil" not in letters()[0].plain


def test_the_sixth_letter_in_fifteen_minutes_is_not_written(cast: Cast, work_as: WorkAs, clock: Clock) -> None:
    for _ in range(MOST_LINKS_AN_ACCOUNT + 1):
        ask(work_as, "alice@example.org")
    assert len(letters()) == MOST_LINKS_AN_ACCOUNT
    ask(work_as, "bob@example.org")
    assert len(letters()) == MOST_LINKS_AN_ACCOUNT + 1
    clock.forward(minutes=15)
    ask(work_as, "alice@example.org")
    assert len(letters()) == MOST_LINKS_AN_ACCOUNT + 2


def test_one_client_causes_at_most_twenty_letters_in_fifteen_minutes(cast: Cast, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        for n in range(MOST_LINKS_A_CLIENT):
            services.admit(work, AccountDetails(f"Demo {n}", f"demo{n}@example.org", Role.STAFF), quiet=True)
    for n in range(MOST_LINKS_A_CLIENT):
        ask(work_as, f"demo{n}@example.org")
    ask(work_as, "alice@example.org")
    assert len(letters()) == MOST_LINKS_A_CLIENT
    ask(work_as, "alice@example.org", asked_from="192.0.2.2")
    assert len(letters()) == MOST_LINKS_A_CLIENT + 1


def test_old_links_are_forgotten(cast: Cast, work_as: WorkAs, clock: Clock) -> None:
    ask(work_as, "alice@example.org")
    clock.forward(days=2)
    ask(work_as, "alice@example.org")
    with reading(SYSTEM) as work:
        assert work.db.scalars(select(SignInLink.made_at)).all() == [clock.now]


def test_the_command_line_makes_a_whole_link(cast: Cast, work_as: WorkAs, clock: Clock) -> None:
    with work_as(SYSTEM) as work:
        address = services.make_link(work, cast.alice.account_id or 0, 7 * 24 * 60)
    assert re.fullmatch(r"http://localhost/sign-in/[a-z2-7]{32}", address)
    clock.forward(days=6)
    with work_as(ANONYMOUS) as work:
        assert services.sign_in(work, address[-32:])[0] == cast.alice.account_id
    with pytest.raises(NotAllowed), work_as(cast.dora) as work:
        services.make_link(work, cast.alice.account_id or 0, 5)


def test_a_closed_account_gets_no_letter_and_its_session_and_links_end(cast: Cast, work_as: WorkAs) -> None:
    ask(work_as, "bob@example.org")
    token = token_in(letters()[0])
    with work_as(cast.alice) as work:
        services.close_account(work, cast.bob.account_id or 0)
    ask(work_as, "bob@example.org")
    assert len(letters()) == 1
    with reading(SYSTEM) as work:
        assert queries.actor_of(work.db, cast.bob.account_id or 0, cast.session_key("bob")) is None
        assert queries.invited_by(work.db, token, work.now) is None
    with pytest.raises(Gone), work_as(ANONYMOUS) as work:
        services.sign_in(work, token)


def test_a_reopened_account_wakes_no_old_session_or_link(cast: Cast, work_as: WorkAs) -> None:
    ask(work_as, "bob@example.org")
    with work_as(cast.alice) as work:
        services.close_account(work, cast.bob.account_id or 0)
    with work_as(cast.alice) as work:
        services.reopen_account(work, cast.bob.account_id or 0)
    with reading(SYSTEM) as work:
        assert queries.account(work.db, cast.bob.account_id or 0).is_active
        assert queries.actor_of(work.db, cast.bob.account_id or 0, cast.session_key("bob")) is None
    token = token_in(letters()[0])
    with pytest.raises(Gone), work_as(ANONYMOUS) as work:
        services.sign_in(work, token)


def test_a_new_address_makes_links_to_the_old_one_useless(cast: Cast, work_as: WorkAs) -> None:
    ask(work_as, "bob@example.org")
    with work_as(cast.alice) as work:
        services.change_account(
            work, cast.bob.account_id or 0, AccountDetails("Bob", "Bob.New@example.org", Role.STAFF, "en")
        )
    token = token_in(letters()[0])
    with pytest.raises(Gone), work_as(ANONYMOUS) as work:
        services.sign_in(work, token)
    with reading(SYSTEM) as work:
        bob = queries.account(work.db, cast.bob.account_id or 0)
    assert (bob.email, bob.lang) == ("bob.new@example.org", "en")


def test_signing_out_everywhere_ends_the_session(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.bob) as work:
        services.sign_out_everywhere(work)
    with reading(SYSTEM) as work:
        assert queries.actor_of(work.db, cast.bob.account_id or 0, cast.session_key("bob")) is None
    with pytest.raises(NotSignedIn), work_as(ANONYMOUS) as work:
        services.sign_out_everywhere(work)


def test_somebody_let_in_gets_a_letter_without_a_token(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        account_id = services.admit(work, AccountDetails(" Eva Demo ", "Eva@Example.org", Role.STAFF, "en"))
    with reading(SYSTEM) as work:
        assert queries.account(work.db, account_id) == queries.AccountRow(
            account_id, "Eva Demo", "eva@example.org", Role.STAFF, "en", True, None
        )
    (letter,) = letters()
    assert (letter.recipient, letter.kind, letter.lang) == ("eva@example.org", "welcome", "en")
    assert "http://localhost/en/sign-in\n" in letter.plain


def test_an_address_belongs_to_one_account(cast: Cast, work_as: WorkAs) -> None:
    with pytest.raises(Invalid) as refused, work_as(cast.alice) as work:
        services.admit(work, AccountDetails("Eva", "BOB@example.org", Role.STAFF))
    assert list(refused.value.fields) == ["email"]
    with pytest.raises(Invalid), work_as(cast.alice) as work:
        services.change_account(
            work, cast.charlie.account_id or 0, AccountDetails("Charlie", "bob@example.org", Role.STAFF)
        )
    with pytest.raises(Invalid), work_as(SYSTEM) as work:
        services.open_first_admin(work, "no address", "Eva")


@pytest.mark.parametrize(
    ("who", "role", "allowed"),
    [
        ("dora", Role.ADMIN, True),
        ("dora", Role.STAFF, True),
        ("alice", Role.LEAD, True),
        ("alice", Role.STAFF, True),
        ("alice", Role.ADMIN, False),
        ("bob", Role.STAFF, False),
    ],
)
def test_admins_admit_anybody_and_leads_no_admins(
    cast: Cast, work_as: WorkAs, who: str, role: Role, allowed: bool
) -> None:
    details = AccountDetails("Eva", "eva@example.org", role)
    if allowed:
        with work_as(cast.account(who)) as work:
            services.admit(work, details)
    else:
        with pytest.raises(NotAllowed), work_as(cast.account(who)) as work:
            services.admit(work, details)


def test_a_lead_changes_no_admin_and_makes_none(cast: Cast, work_as: WorkAs) -> None:
    lead, dora, bob = cast.alice, cast.dora.account_id or 0, cast.bob.account_id or 0
    refused: list[Callable[[Any], object]] = [
        lambda work: services.change_account(work, dora, AccountDetails("X", "x@example.org", Role.LEAD)),
        lambda work: services.change_account(work, bob, AccountDetails("X", "x@example.org", Role.ADMIN)),
        lambda work: services.close_account(work, dora),
        lambda work: services.reopen_account(work, dora),
        lambda work: services.set_clusters(work, dora, []),
    ]
    for attempt in refused:
        with pytest.raises(NotAllowed), work_as(lead) as work:
            attempt(work)


def test_staff_do_not_learn_which_accounts_there_are(cast: Cast, work_as: WorkAs) -> None:
    for account_id in (cast.alice.account_id or 0, 999):
        with pytest.raises(NotAllowed), work_as(cast.bob) as work:
            services.close_account(work, account_id)
    with pytest.raises(NotFound), work_as(cast.alice) as work:
        services.close_account(work, 999)


def test_nobody_closes_themselves(cast: Cast, work_as: WorkAs) -> None:
    for actor in (cast.alice, cast.dora):
        with pytest.raises(NotAllowed), work_as(actor) as work:
            services.close_account(work, actor.account_id or 0)


def test_the_last_admin_stays(cast: Cast, work_as: WorkAs) -> None:
    dora = cast.dora.account_id or 0
    with pytest.raises(Conflict), work_as(SYSTEM) as work:
        services.close_account(work, dora)
    with pytest.raises(Invalid) as refused, work_as(cast.dora) as work:
        services.change_account(work, dora, AccountDetails("Dora", "dora@example.org", Role.LEAD))
    assert list(refused.value.fields) == ["role"]
    with work_as(SYSTEM) as work:
        eva = services.open_first_admin(work, "eva@example.org", "Eva")
    with work_as(Actor(name="Eva", account_id=eva, role=Role.ADMIN)) as work:
        services.close_account(work, dora)
    with pytest.raises(Conflict), work_as(SYSTEM) as work:
        services.close_account(work, eva)


def test_the_command_line_makes_an_admin_of_whoever_has_the_address(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.dora) as work:
        services.close_account(work, cast.bob.account_id or 0)
    with work_as(SYSTEM) as work:
        assert services.open_first_admin(work, "Bob@example.org", "Bob") == cast.bob.account_id
    with reading(SYSTEM) as work:
        bob = queries.account(work.db, cast.bob.account_id or 0)
    assert (bob.role, bob.is_active) == (Role.ADMIN, True)
    with pytest.raises(NotAllowed), work_as(cast.dora) as work:
        services.open_first_admin(work, "eva@example.org", "Eva")


def test_staff_work_for_the_clusters_that_were_set(cast: Cast, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        third = a_cluster(work, "Torsta").id
    with work_as(cast.alice) as work:
        services.set_clusters(work, cast.bob.account_id or 0, [third, cast.agrovast_id, third])
    with reading(SYSTEM) as work:
        assert queries.clusters_of(work.db, cast.bob.account_id or 0) == {third, cast.agrovast_id}
        assert [row.name for row in queries.staff_of(work.db, cast.agrovast_id)] == ["Bob", "Charlie"]
        assert queries.staff_of(work.db, cast.vreta_id) == []


def test_people_change_their_own_name_and_language(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.bob) as work:
        services.change_me(work, " Bob Demo ", "en")
    with reading(SYSTEM) as work:
        bob = queries.account(work.db, cast.bob.account_id or 0)
    assert (bob.name, bob.lang, bob.role) == ("Bob Demo", "en", Role.STAFF)
    with pytest.raises(NotSignedIn), work_as(ANONYMOUS) as work:
        services.change_me(work, "Eve", "en")


def test_asking_for_an_unknown_address_writes_nothing(app: Flask, work_as: WorkAs) -> None:
    ask(work_as, "eve@example.org")
    with reading(SYSTEM) as work:
        assert work.db.scalar(select(func.count()).select_from(SignInLink)) == 0
