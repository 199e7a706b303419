"""Who hears which news, which errand is run by what, and who is at the door. One page, on purpose."""

from collections.abc import Callable, Sequence
from functools import partial

from flask import session, url_for
from sqlalchemy.orm import Session

from planner.accounts import queries as accounts
from planner.activities import errands as activity_errands
from planner.activities import hearers as activities
from planner.activities.permissions import may_approve
from planner.activities.queries import waiting_for
from planner.activities.services import look_after_feeds
from planner.agenda import hearers as agenda
from planner.calendars.ical import Edition, calendar_of
from planner.checkin import hearers as checkin
from planner.checkin.services import erase_visitors
from planner.choices import hearers as choices
from planner.choices.news import ChoicesChanged
from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.language import Lang, Text, say, say_many
from planner.core.work import Hearers, Work
from planner.entries import errands as entry_errands
from planner.entries import hearers as entries
from planner.entries.services import erase_old as erase_old_entries
from planner.invitations import hearers as invitations
from planner.invitations.queries import invitation_of_letter
from planner.invitations.services import erase_guests, remind_due
from planner.mail import delivery
from planner.mail.news import EntriesPosted, LettersRefused, LettersWanted
from planner.meetings.news import DaysSet, MeetingMoved, PlacesChanged, StatusChanged
from planner.mypage import hearers as mypage
from planner.network.news import ClusterChanged, ThemeChanged, VenueChanged
from planner.papers import errands as papers
from planner.polls import hearers as polls
from planner.polls.queries import asked_by
from planner.polls.services import erase_answerers, give_way
from planner.polls.services import remind_due as remind_polls_due
from planner.presence import hearers as presence
from planner.presence.services import erase_guests as erase_noted
from planner.programmes import hearers as programmes
from planner.programmes import printing
from planner.programmes.news import ProgrammePublished
from planner.programmes.services import PRINT
from planner.programmes.snapshot import Programme
from planner.publishing import errands as publishing_errands
from planner.publishing import hearers as publishing
from planner.registrations import errands as registration_errands
from planner.registrations import hearers as registrations
from planner.registrations.news import DaysChosen, PeopleRegistered, PersonErased, RegistrationCancelled, SeatHandedOver
from planner.registrations.queries.places import row_by_email
from planner.registrations.services import erase_answers, erase_needs, erase_people, release_seats
from planner.replies import errands as replies_errands
from planner.replies import hearers as replies
from planner.replies.news import AnswerUnclaimed
from planner.replies.queries import items_declined as items_declined
from planner.replies.services import forget_mails
from planner.speakers.news import GivenErased, SpeakerChanged
from planner.speakers.queries import speaker_of_letter
from planner.speakers.services import erase_speaker_needs, erase_speaker_remains
from planner.web.entry import DeskTodo, parts, writing

HEARERS: Hearers = {
    AnswerUnclaimed: (polls.take_answer,),
    ChoicesChanged: (entries.follow_choices,),
    ClusterChanged: (activities.renew,),
    DaysChosen: (choices.keep_within, entries.follow_choices),
    DaysSet: (registrations.follow_days, polls.follow_days),
    EntriesPosted: (entries.note_posted,),
    GivenErased: (programmes.forget_given,),
    LettersRefused: (publishing.note_refusal,),
    LettersWanted: (publishing.note_consent,),
    MeetingMoved: (agenda.move_items, registrations.follow_move),
    PeopleRegistered: (invitations.note_answers,),
    PersonErased: (
        checkin.forget_erased,
        choices.forget_erased,
        entries.forget_erased,
        invitations.forget_erased,
        publishing.forget_erased,
        polls.forget_erased,
        mypage.forget_erased,
        replies.forget_erased,
    ),
    PlacesChanged: (registrations.follow_places,),
    ProgrammePublished: (activities.renew, publishing.tell_of_version, entries.follow_programme),
    RegistrationCancelled: (choices.forget_cancelled, entries.take_back),
    SeatHandedOver: (
        checkin.keep_predecessor,
        choices.forget_predecessor,
        entries.take_back,
        presence.forget_predecessor,
        publishing.forget_predecessor,
        mypage.forget_predecessor,
        replies.forget_predecessor,
    ),
    SpeakerChanged: (entries.follow_speaker,),
    StatusChanged: (programmes.follow_status, registrations.follow_status, polls.follow_status, activities.renew),
    ThemeChanged: (activities.renew,),
    VenueChanged: (entries.follow_venue,),
}
"""News → who hears it, in this order, in the teller's transaction."""


def attached_calendar(programme: Programme, lang: Lang, theme: str) -> bytes:
    """The calendar file inside a printed programme."""
    site = parts().site
    return calendar_of(programme, Edition(lang, site.base_url, site.host), theme=theme)


RUNNERS: dict[str, Callable[[str], None]] = {
    delivery.DELIVER: delivery.deliver,
    activity_errands.FETCH: activity_errands.fetch_calendar,
    entry_errands.MEND: entry_errands.mend_entries,
    publishing_errands.PUBLISH_LATER: publishing_errands.publish_later,
    publishing_errands.TELL: publishing_errands.tell_of_version,
    papers.PRINT_CERTIFICATE: papers.print_certificate,
    papers.PRINT_MINE: papers.print_mine,
    papers.PRINT_PAPER: papers.print_paper,
    PRINT: partial(printing.print_ahead, calendar_of=attached_calendar),
    registration_errands.MEETING_CANCELLED: registration_errands.tell_of_cancelling,
    registration_errands.OFFER_LAPSES: registration_errands.lapse_offers,
}
"""Kind of errand → what runs it, after the commit."""


def erase_what_is_due() -> None:
    """Diet and needs, sensitive answers, and at last people go on their dates; it is logged, and numbers stay."""
    for erase in (
        erase_needs, erase_speaker_needs, erase_answers, erase_people, erase_guests, erase_speaker_remains, erase_noted,
        erase_old_entries,
        erase_answerers,
        erase_visitors,
        forget_mails,
    ):  # fmt: skip
        with writing(SYSTEM) as work:
            erase(work)


def release_kept_seats() -> None:
    """Seats that clusters did not use by their day go to those who wait."""
    with writing(SYSTEM) as work:
        release_seats(work)


def remind_the_silent() -> None:
    """Invitations and date polls that nobody has answered, on the days that the lead chose."""
    for remind in (remind_due, remind_polls_due):
        with writing(SYSTEM) as work:
            remind(work)


def look_after_calendars() -> None:
    """Clusters' calendars that should have been fetched long ago are begun with anew."""
    with writing(SYSTEM) as work:
        look_after_feeds(work)


def tidy_cache() -> None:
    """Rendered bytes that nobody wrote for two weeks go."""
    parts().cache.store.tidy()


DAILY: tuple[Callable[[], object], ...] = (
    erase_what_is_due,
    release_kept_seats,
    remind_the_silent,
    look_after_calendars,
    tidy_cache,
    papers.drop_papers_with_people,
)
"""What runs every night."""


def settle_doubles() -> None:
    """Who registers for a date that they were told of has one entry of it in their calendar, not two."""
    with writing(SYSTEM) as work:
        give_way(work)


EVERY_FEW_MINUTES: tuple[Callable[[], object], ...] = (replies_errands.read_mailbox, settle_doubles)
"""What runs every few minutes; each of them finds out for itself whether there is anything to do."""


def activities_to_approve(work: Work) -> Sequence[DeskTodo]:
    """What clusters have entered, and calendars of theirs, that wait for a lead."""
    if not may_approve(work.actor):
        return ()
    waiting = waiting_for(work.db)
    entered = say_many("%(n)s activity waits for approval.", "%(n)s activities wait for approval.", waiting.activities)
    feeds = say_many(
        "A cluster’s own calendar waits for approval.",
        "%(n)s clusters’ own calendars wait for approval.",
        waiting.feeds,
    )
    those = ((waiting.activities, entered), (waiting.feeds, feeds))
    return [DeskTodo(words, "activities.plan_index") for number, words in those if number]


ON_THE_DESK: tuple[Callable[[Work], Sequence[DeskTodo]], ...] = (activities_to_approve,)
"""What is to be done, on a planner's first page."""


def identify(db: Session) -> Actor:
    """Who the session cookie says this is; anonymous when it says nothing, or no longer anything true."""
    account_id = session.get("account")
    if account_id is None:
        return ANONYMOUS
    return accounts.actor_of(db, account_id, session.get("key", "")) or ANONYMOUS


def address_of(db: Session, actor: Actor) -> str:
    """Where letters to somebody who is signed in go."""
    return accounts.account(db, actor.account_id).email if actor.account_id is not None else ""


def recipient_pages(db: Session, letter_id: int, meeting_id: int | None, address: str) -> list[tuple[Text, str]]:
    """Where the address that a letter went to can be corrected: each slice says whom it has under it."""
    found: list[tuple[Text, str]] = []
    if meeting_id is not None and (person := row_by_email(db, meeting_id, address)):
        words = say("The registration of %(name)s", name=person.name)
        found.append((words, url_for("lists.person", registration_id=person.id)))
    if (invitation_id := invitation_of_letter(db, letter_id)) is not None:
        found.append((say("The invitation"), url_for("invitations.one", invitation_id=invitation_id)))
    if poll := asked_by(db, letter_id):
        words = say("The date poll, with what %(cluster)s answered", cluster=poll.cluster)
        found.append((words, url_for("polls.poll", poll_id=poll.poll_id)))
    if asked := speaker_of_letter(db, letter_id):
        words = say("%(name)s, who is asked to give something", name=asked.name)
        found.append((words, url_for("speakers.one", slug=asked.slug, person_id=asked.person_id)))
    if known := accounts.account_with_address(db, address):
        words = say("The account of %(name)s", name=known.name)
        found.append((words, url_for("accounts.edit", account_id=known.id)))
    return found
