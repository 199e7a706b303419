"""Whose answer counts, what a report does to a letter, and what is forgotten."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from planner.core.actor import ANONYMOUS, SYSTEM
from planner.core.errors import NotAllowed, NotSignedIn
from planner.core.work import Work
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.registrations import services as registrations
from planner.registrations.models import Registration
from planner.replies.models import CalendarReply, IncomingMail
from planner.replies.queries import answer_of
from planner.replies.rules import CalendarAnswer, MailKind, Passed, Reason, ReplyState, found_in
from planner.replies.services import Place, begin_reading, end_reading, forget_mails, take
from tests.builders import Cast
from tests.conftest import START, Clock
from tests.registrations.scene import how_all_stand, places
from tests.replies.mails import HOST, a_report, an_answer, answering, calendar

WorkAs = Callable[..., Any]
UidOf = Callable[[str], str]
NumberOf = Callable[[str], int]
AT = datetime(2026, 9, 1, 7, 0, tzinfo=UTC)


@pytest.fixture
def mailed(work_as: WorkAs) -> Callable[[bytes], tuple[MailKind | None, Reason | None]]:
    """mailed(content) has a mail dealt with; gives what became of it, and why."""
    uids = iter(range(1, 1000))

    def taking(content: bytes) -> tuple[MailKind | None, Reason | None]:
        with work_as(SYSTEM) as work:
            begin_reading(work, "box", 7)
            kind = take(work, Place("box", 7, next(uids)), found_in(content))
            row = work.db.scalars(select(IncomingMail).order_by(IncomingMail.id.desc()).limit(1)).one()
            return kind, row.reason

    return taking


@pytest.fixture
def answered(work_as: WorkAs, number_of: NumberOf) -> Callable[..., CalendarAnswer | None]:
    """answered("anna") is what her calendar said last."""

    def asked(who: str = "anna") -> CalendarAnswer | None:
        with work_as(SYSTEM) as work:
            return answer_of(work.db, number_of(who))

    return asked


Mailed = Callable[[bytes], tuple[MailKind | None, Reason | None]]
Answered = Callable[..., CalendarAnswer | None]
ANSWER, KNOWN, REFUSED = (MailKind.ANSWER, None), (MailKind.KNOWN, None), MailKind.REFUSED


@pytest.mark.parametrize("state", list(ReplyState))
def test_an_answer_is_kept_and_takes_nobodys_seat(
    slug: str, mailed: Mailed, answered: Answered, uid_of: UidOf, work_as: WorkAs, state: ReplyState
) -> None:
    with work_as(SYSTEM) as work:
        before = how_all_stand(work, slug), places(work, slug)
    assert mailed(an_answer(state.value.upper(), uid=uid_of("anna"))) == ANSWER
    assert answered() == CalendarAnswer(state, AT, True)
    assert answered("bo") is None
    with work_as(SYSTEM) as work:
        assert (how_all_stand(work, slug), places(work, slug)) == before


def test_the_last_answer_counts_whichever_comes_first_by_mail(
    mailed: Mailed, answered: Answered, uid_of: UidOf
) -> None:
    uid = uid_of("anna")
    assert mailed(an_answer("DECLINED", uid=uid, at="20260901T070002Z")) == ANSWER
    assert mailed(an_answer("ACCEPTED", uid=uid, at="20260901T070001Z")) == KNOWN
    assert answered() == CalendarAnswer(ReplyState.DECLINED, AT + timedelta(seconds=2), True)
    assert mailed(an_answer("TENTATIVE", uid=uid, at="20260901T070003Z")) == ANSWER
    assert mailed(an_answer("DECLINED", uid=uid, at="20260901T070002Z")) == KNOWN
    assert answered() == CalendarAnswer(ReplyState.TENTATIVE, AT + timedelta(seconds=3), True)


def raise_sequence(work: Work, who: str, to: int) -> None:
    work.db.execute(update(Registration).where(Registration.email == f"{who}@example.org").values(sequence=to))


def test_an_answer_about_an_earlier_time_is_kept_as_such_and_yields_to_one_about_this(
    mailed: Mailed, answered: Answered, uid_of: UidOf, work_as: WorkAs
) -> None:
    uid = uid_of("anna")
    assert mailed(an_answer("DECLINED", uid=uid)) == ANSWER
    with work_as(SYSTEM) as work:
        raise_sequence(work, "anna", 2)
    assert answered() == CalendarAnswer(ReplyState.DECLINED, AT, False)
    assert mailed(an_answer("ACCEPTED", uid=uid, sequence=2)) == ANSWER
    assert answered() == CalendarAnswer(ReplyState.ACCEPTED, AT, True)
    # Given later, but to the old letter (RFC 5546 2.1.5).
    assert mailed(an_answer("DECLINED", uid=uid, sequence=1, at="20260901T075900Z")) == KNOWN
    assert answered() == CalendarAnswer(ReplyState.ACCEPTED, AT, True)


def test_an_answer_to_a_letter_that_was_never_sent_does_not_outlast_the_true_ones(
    mailed: Mailed, answered: Answered, uid_of: UidOf
) -> None:
    assert mailed(an_answer("DECLINED", uid=uid_of("anna"), sequence=2_000_000_000)) == ANSWER
    assert mailed(an_answer("ACCEPTED", uid=uid_of("anna"), at="20260901T070001Z")) == ANSWER
    assert answered() == CalendarAnswer(ReplyState.ACCEPTED, AT + timedelta(seconds=1), True)


def test_only_the_person_themselves_answers_for_them(
    slug: str, mailed: Mailed, answered: Answered, uid_of: UidOf
) -> None:
    uid = uid_of("anna")
    forged = {
        an_answer(uid="f" * 32): Reason.UNKNOWN_ENTRY,
        an_answer(uid=""): Reason.UNKNOWN_ENTRY,
        an_answer(uid=f"{uid}@elsewhere.example"): Reason.UNKNOWN_ENTRY,
        an_answer(uid=uid, who="bo@example.org"): Reason.WRONG_ATTENDEE,
        an_answer(uid=uid, who="anna@example.org.evil.example"): Reason.WRONG_ATTENDEE,
        answering(calendar(uid=f"UID:{uid}@{HOST}"), sender="bo@example.org"): Reason.WRONG_SENDER,
        answering(
            calendar(uid=f"UID:{uid}@{HOST}"), sender='"anna@example.org" <eve@example.net>'
        ): Reason.WRONG_SENDER,
        answering(calendar(uid=f"UID:{uid}@elsewhere.example")): Reason.UNKNOWN_ENTRY,
        answering(calendar(uid=f"UID:{uid}")): Reason.UNKNOWN_ENTRY,
        answering(calendar(uid=f"UID:{uid}%")): Reason.UNKNOWN_ENTRY,
        an_answer(uid=uid, at="20260902T080001Z"): Reason.FROM_FUTURE,
        an_answer(uid=uid, at="99991231T235959Z"): Reason.FROM_FUTURE,
    }
    assert {mail: mailed(mail) for mail in forged} == {mail: (REFUSED, why) for mail, why in forged.items()}
    assert (answered(), answered("bo")) == (None, None)


def test_case_and_host_are_written_as_people_write_them(mailed: Mailed, answered: Answered, uid_of: UidOf) -> None:
    content = calendar(
        uid=f"UID:{uid_of('anna')}@LOCALHOST", attendee="ATTENDEE;PARTSTAT=declined:mailto:Anna@Example.Org"
    )
    assert mailed(answering(content, sender="ANNA@example.org")) == ANSWER
    assert answered() == CalendarAnswer(ReplyState.DECLINED, AT, True)


def a_letter_to(work: Work, who: str, kind: str = "registered") -> PostedLetter:
    found: PostedLetter = work.db.scalars(
        select(PostedLetter)
        .where(PostedLetter.recipient == f"{who}@example.org", PostedLetter.kind == kind)
        .execution_options(populate_existing=True)
    ).one()
    return found


@pytest.fixture
def sent(slug: str, work_as: WorkAs) -> Callable[[str], str]:
    """sent("anna") is the Message-ID of a letter to her, which has left."""

    def leaving(who: str) -> str:
        with work_as(SYSTEM) as work:
            letter = a_letter_to(work, who)
            letter.state = LetterState.SENT
            return letter.message_id

    return leaving


def state_of(work_as: WorkAs, who: str) -> tuple[LetterState, str]:
    with work_as(SYSTEM) as work:
        letter = a_letter_to(work, who)
        return letter.state, letter.trouble


def test_a_letter_that_came_back_is_marked_with_the_servers_words(
    mailed: Mailed, sent: Callable[[str], str], work_as: WorkAs
) -> None:
    message_id = sent("anna")
    for _ in range(2):
        assert mailed(a_report(message_id)) == (MailKind.BOUNCE, None)
    words = "5.1.1 smtp; 550 5.1.1 <anna@example.org>: Recipient address rejected: User unknown"
    assert state_of(work_as, "anna") == (LetterState.BOUNCED, words)
    assert state_of(work_as, "bo")[0] is LetterState.WAITING


def test_a_delay_is_only_noted_and_a_delivery_passed_over(
    mailed: Mailed, sent: Callable[[str], str], work_as: WorkAs
) -> None:
    message_id = sent("anna")
    assert mailed(a_report(message_id, action="Delayed")) == (MailKind.DELAY, None)
    assert mailed(a_report(message_id, action="relayed")) == (MailKind.AUTOMATIC, None)
    assert state_of(work_as, "anna") == (LetterState.SENT, "")


def test_a_report_of_somebody_elses_letter_changes_nothing(
    mailed: Mailed, sent: Callable[[str], str], work_as: WorkAs
) -> None:
    message_id = sent("anna")
    assert mailed(a_report("<0@localhost>")) == (REFUSED, Reason.UNKNOWN_LETTER)
    assert mailed(a_report(message_id, "bo@example.org")) == (REFUSED, Reason.WRONG_RECIPIENT)
    assert state_of(work_as, "anna") == (LetterState.SENT, "")


def test_an_address_with_a_domain_in_our_letters_is_known_in_the_servers(
    slug: str, mailed: Mailed, work_as: WorkAs, sent: Callable[[str], str]
) -> None:
    message_id = sent("anna")
    with work_as(SYSTEM) as work:
        a_letter_to(work, "anna").recipient = "anna@örby.example"
    assert mailed(a_report(message_id, "anna@xn--rby-rna.example")) == (MailKind.BOUNCE, None)


def test_what_a_calendar_answered_goes_with_the_seat(
    mailed: Mailed, answered: Answered, uid_of: UidOf, number_of: NumberOf, work_as: WorkAs, cast: Cast
) -> None:
    anna, uid = number_of("anna"), uid_of("anna")
    mailed(an_answer("DECLINED", uid=uid))
    with work_as(cast.alice) as work:
        registrations.hand_over(work, anna, "Demo Cia", "cia@example.org", "sv")
    assert answered("cia") is None
    assert mailed(an_answer("DECLINED", uid=uid)) == (REFUSED, Reason.UNKNOWN_ENTRY)
    with work_as(SYSTEM) as work:
        assert {row.registration_id for row in work.db.scalars(select(IncomingMail))} == {None}


def test_what_a_calendar_answered_is_erased_with_the_person(
    mailed: Mailed, uid_of: UidOf, number_of: NumberOf, work_as: WorkAs, cast: Cast
) -> None:
    mailed(an_answer("DECLINED", uid=uid_of("anna")))
    mailed(an_answer("ACCEPTED", uid=uid_of("bo"), who="bo@example.org"))
    with work_as(cast.alice) as work:
        registrations.erase_person(work, number_of("anna"))
        assert [row.state for row in work.db.scalars(select(CalendarReply))] == [ReplyState.ACCEPTED]
        numbers = [row.registration_id for row in work.db.scalars(select(IncomingMail).order_by(IncomingMail.id))]
        assert numbers == [None, number_of("bo")]


def test_what_became_of_mails_is_erased_after_thirty_days(mailed: Mailed, clock: Clock, work_as: WorkAs) -> None:
    mailed(b"")
    clock.forward(days=1)
    mailed(b"")
    for day, erased in ((30, 0), (30.1, 1), (31.1, 1)):
        clock.set(START + timedelta(days=day))
        with work_as(SYSTEM) as work:
            assert forget_mails(work) == erased


@pytest.mark.parametrize(("name", "refusal"), [("", NotSignedIn), ("bob", NotAllowed), ("alice", NotAllowed)])
def test_nobody_but_the_errand_says_what_came_by_mail(
    cast: Cast, work_as: WorkAs, name: str, refusal: type[Exception]
) -> None:
    uses: tuple[Callable[[Work], object], ...] = (
        lambda work: begin_reading(work, "box", 7),
        lambda work: end_reading(work, "box"),
        lambda work: take(work, Place("box", 7, 1), Passed(MailKind.OTHER)),
        forget_mails,
    )
    for use in uses:
        with pytest.raises(refusal), work_as(cast.account(name) if name else ANONYMOUS) as work:
            use(work)


def test_taking_an_answer_needs_the_same_few_statements_however_many_come(
    slug: str, mailed: Mailed, uid_of: UidOf, statements: Callable[[], Any]
) -> None:
    counts = []
    for second in (1, 2):
        mail = an_answer("DECLINED", uid=uid_of("anna"), at=f"20260901T07000{second}Z")
        with statements() as seen:
            mailed(mail)
        counts.append(len(seen))
    assert counts[0] <= 8
    assert counts[1] <= counts[0]
