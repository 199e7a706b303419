"""Taking what came back by mail, once; and forgetting it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, update

from planner.core.actor import require
from planner.core.work import Work, tell
from planner.entries import queries as entries
from planner.mail.services import note_bounce
from planner.registrations.permissions import may_erase
from planner.replies.models import CalendarReply, IncomingMail, ItemReply, Mailbox
from planner.replies.news import AnswerUnclaimed
from planner.replies.permissions import may_take_mail
from planner.replies.queries import entry_by_uid, letter_sent_as, own_uid
from planner.replies.rules import (
    KEPT_DAYS,
    Answer,
    Found,
    MailKind,
    Reason,
    Report,
    Returned,
    distrust,
    replaces,
    same_address,
)


@dataclass(frozen=True)
class Place:
    """Where in a mailbox a mail lies: for ever, as long as `uid_validity` stays (RFC 3501 2.3.1.1)."""

    mailbox: str
    uid_validity: int
    uid: int


def begin_reading(work: Work, mailbox: str, uid_validity: int) -> int:
    """Note that a mailbox is being read; gives the UID of the last mail that was dealt with, 0 if none was."""
    require(may_take_mail(work.actor), work.actor)
    row = _mailbox(work, mailbox)
    if row.uid_validity != uid_validity:
        # The server numbers its mails anew: what we remember of them says nothing any more.
        row.uid_validity, row.last_uid = uid_validity, 0
    return row.last_uid


def end_reading(work: Work, mailbox: str, trouble: str = "", *, to_the_end: bool = False) -> None:
    """Note how it went: with this trouble or none; `to_the_end`: the mails were all read, trouble or not."""
    require(may_take_mail(work.actor), work.actor)
    row = _mailbox(work, mailbox)
    row.trouble = trouble.replace("\0", "")[:500]
    row.read_at = row.read_at if trouble and not to_the_end else work.now


def take(work: Work, place: Place, found: Found) -> MailKind | None:
    """Do what a mail asks for, and note what became of it; None if somebody else has dealt with it meanwhile.

    That it has been dealt with is written in the same transaction: nothing is done twice, nothing is lost.
    """
    require(may_take_mail(work.actor), work.actor)
    if not _advance(work, place):
        return None
    row = _taken(work, found)
    row.read_at = work.now
    work.db.add(row)
    work.db.flush()
    return row.kind


def forget(work: Work, registration_id: int) -> None:
    """What the calendar of whoever had this seat answered goes, and that they answered. The use case below has asked
    whether it may.
    """
    work.db.execute(delete(CalendarReply).where(CalendarReply.registration_id == registration_id))
    theirs = IncomingMail.registration_id == registration_id
    work.db.execute(update(IncomingMail).where(theirs).values(registration_id=None))


def forget_mails(work: Work) -> int:
    """Erase what became of mails that were read more than KEPT_DAYS ago; gives how many. For a daily schedule."""
    require(may_erase(work.actor), work.actor)
    before = work.now - timedelta(days=KEPT_DAYS)
    gone = work.db.execute(delete(IncomingMail).where(IncomingMail.read_at < before).returning(IncomingMail.id))
    return len(gone.all())


def _mailbox(work: Work, name: str) -> Mailbox:
    row = work.db.get(Mailbox, name)
    if row is None:
        row = Mailbox(name=name, uid_validity=0, last_uid=0, trouble="")
        work.db.add(row)
    row.tried_at = work.now
    return row


def _advance(work: Work, place: Place) -> bool:
    """Whether this mail is ours to deal with: of several who read at once, one gets it."""
    mine = work.db.execute(
        update(Mailbox)
        .where(
            Mailbox.name == place.mailbox,
            Mailbox.uid_validity == place.uid_validity,
            Mailbox.last_uid < place.uid,
        )
        .values(last_uid=place.uid)
        .returning(Mailbox.name)
    )
    return mine.one_or_none() is not None


def _taken(work: Work, found: Found) -> IncomingMail:
    if isinstance(found, Answer):
        return _take_answer(work, found)
    if isinstance(found, Returned):
        return _take_report(work, found)
    return IncomingMail(kind=found.kind, reason=found.reason)


def _take_answer(work: Work, answer: Answer) -> IncomingMail:
    """The entry is of a registration, of an item, or of what a slice above has mailed."""
    entry = entry_by_uid(work.db, answer.uid, work.site.host)
    if entry is None:
        return _take_of_item(work, answer)
    if reason := distrust(answer, entry.address, work.now):
        return _refused(reason, entry.registration_id)
    known = work.db.get(CalendarReply, entry.registration_id, populate_existing=True)
    is_new = _keep(work, known or CalendarReply(registration_id=entry.registration_id), answer, entry.sequence)
    return IncomingMail(kind=_kind(is_new), registration_id=entry.registration_id)


def _take_of_item(work: Work, answer: Answer) -> IncomingMail:
    own = own_uid(answer.uid, work.site.host)
    entry = entries.entry_by_uid(work.db, own) if own else None
    if entry is None or entry.item_uid is None:
        return _take_from_above(work, own, answer)
    row = IncomingMail(registration_id=entry.registration_id, entry_uid=own, meeting_id=entry.meeting_id)
    if reason := distrust(answer, entry.address, work.now):
        row.kind, row.reason = MailKind.REFUSED, reason
    else:
        known = work.db.get(ItemReply, own, populate_existing=True)
        row.kind = _kind(_keep(work, known or ItemReply(uid=own), answer, entry.sequence))
    return row


def _take_from_above(work: Work, own: str, answer: Answer) -> IncomingMail:
    news = AnswerUnclaimed(own, answer)
    if own:
        tell(work, news)
    if (outcome := news.outcome) is None:
        return _refused(Reason.UNKNOWN_ENTRY)
    return IncomingMail(kind=outcome.kind, reason=outcome.reason, meeting_id=outcome.meeting_id)


def _keep(work: Work, row: CalendarReply | ItemReply, answer: Answer, last_sent: int) -> bool:
    """Write the answer into its row, unless a later one stands there already; whether it was written."""
    # Nobody can have answered a later entry than the last one sent.
    sequence = min(answer.sequence, last_sent)
    before = (row.sequence, row.answered_at) if row in work.db else None
    if not replaces((sequence, answer.stamped_at), before):
        return False
    row.state, row.answered_at, row.sequence, row.taken_at = answer.state, answer.stamped_at, sequence, work.now
    work.db.add(row)
    return True


def _kind(is_new: bool) -> MailKind:
    return MailKind.ANSWER if is_new else MailKind.KNOWN


def _take_report(work: Work, returned: Returned) -> IncomingMail:
    letter = letter_sent_as(work.db, returned.message_id)
    if letter is None:
        return _refused(Reason.UNKNOWN_LETTER)
    about = [report for report in returned.reports if _is_about(report, letter.recipient)]
    if not about:
        return _refused(Reason.WRONG_RECIPIENT)
    failed = next((report for report in about if report.action == "failed"), None)
    if failed is None:
        kind = MailKind.DELAY if any(report.action == "delayed" for report in about) else MailKind.AUTOMATIC
        return IncomingMail(kind=kind, letter_id=letter.letter_id)
    note_bounce(work, returned.message_id, failed.words)
    return IncomingMail(kind=MailKind.BOUNCE, letter_id=letter.letter_id)


def _is_about(report: Report, recipient: str) -> bool:
    return any(same_address(address, recipient) for address in report.addresses)


def _refused(reason: Reason, registration_id: int | None = None) -> IncomingMail:
    return IncomingMail(kind=MailKind.REFUSED, reason=reason, registration_id=registration_id)
