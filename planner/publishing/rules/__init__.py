"""What is decided when a programme changes, without looking anything up."""

from planner.publishing.rules.concerning import TOLD_OF_GATHERING, TOLD_OF_ITEM, news_of, recipients_of
from planner.publishing.rules.reasons import reasons
from planner.publishing.rules.scheduling import coming_of, due_instant, mark_of_coming, usual
from planner.publishing.rules.sentences import fact_sentences, item_sentences
from planner.publishing.rules.terms import (
    Attendee,
    Audience,
    Giver,
    ItemNews,
    Lost,
    News,
    NoticeKind,
    Publication,
    Recipient,
    Scheduled,
)

__all__ = [
    "TOLD_OF_GATHERING",
    "TOLD_OF_ITEM",
    "Attendee",
    "Audience",
    "Giver",
    "ItemNews",
    "Lost",
    "News",
    "NoticeKind",
    "Publication",
    "Recipient",
    "Scheduled",
    "coming_of",
    "due_instant",
    "fact_sentences",
    "item_sentences",
    "mark_of_coming",
    "news_of",
    "reasons",
    "recipients_of",
    "usual",
]
