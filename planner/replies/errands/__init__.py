"""Reads the mailbox every few minutes, if there is one, and has each mail dealt with once.

A mail is fetched, looked through, dealt with and remembered in one transaction, and only then marked in the mailbox.
Whatever breaks in between: it is not remembered, and comes again; or it is, and is not taken twice.
"""

import logging

from planner.core.actor import SYSTEM
from planner.replies import services
from planner.replies.errands.mailbox import Delivered, MailboxSession, MailboxTrouble, opened
from planner.replies.rules import Found, MailKind, Passed, Reason, found_in
from planner.replies.services import Place
from planner.web.entry import parts, writing

log = logging.getLogger(__name__)

TAKEN = (MailKind.ANSWER, MailKind.KNOWN, MailKind.BOUNCE, MailKind.DELAY)
"""Mails of these kinds are marked as read; all others are left for a person, as they are."""


def read_mailbox() -> int:
    """Deal with what has come back since the last time; gives how many mails were looked at. For a schedule.

    Trouble with the mailbox is logged and noted for the administrator, never raised: there is a next time.
    """
    settings = parts().settings.imap
    if settings is None:
        return 0
    seen = 0
    try:
        with opened(settings) as box:
            with writing(SYSTEM) as work:
                last_uid = services.begin_reading(work, settings.name, box.uid_validity)
            for mail in box.mails_after(last_uid):
                _deal_with(box, mail, Place(settings.name, box.uid_validity, mail.uid))
                seen += 1
    except MailboxTrouble as trouble:
        log.warning("the mailbox %s could not be read: %s", settings.name, trouble)
        with writing(SYSTEM) as work:
            services.end_reading(work, settings.name, str(trouble) or type(trouble).__name__)
    else:
        if box.left_lying:
            log.warning("mails in %s could not be put away: %s", settings.name, box.left_lying)
        with writing(SYSTEM) as work:
            services.end_reading(work, settings.name, box.left_lying, to_the_end=True)
    return seen


def _deal_with(box: MailboxSession, mail: Delivered, place: Place) -> None:
    found = looked_through(mail)
    with writing(SYSTEM) as work:
        kind = services.take(work, place, found)
    if kind in TAKEN:
        box.put_away(mail.uid)


def looked_through(mail: Delivered) -> Found:
    """What a mail says; one that cannot be read changes nothing, and stops nothing."""
    if mail.content is None:
        return Passed(MailKind.REFUSED, Reason.TOO_LARGE)
    try:
        return found_in(mail.content)
    except Exception as trouble:  # parsers raise anything; one bad mail must not stop all that follow
        log.warning("mail %s cannot be read: %s", mail.uid, type(trouble).__name__)
        return Passed(MailKind.REFUSED, Reason.UNREADABLE)
