"""What is known of date polls: frozen values, a fixed number of statements each."""

from planner.polls.queries.around import around
from planner.polls.queries.hearing import calendar_answers
from planner.polls.queries.holders import Asked, Other, asked, asked_actor, asked_from
from planner.polls.queries.polls import Addressee, Ask, Candidate, Poll, PollLine, poll_of, polls_in_order
from planner.polls.queries.posted import AskedBy, asked_by

__all__ = [
    "Addressee",
    "Ask",
    "Asked",
    "AskedBy",
    "Candidate",
    "Other",
    "Poll",
    "PollLine",
    "around",
    "asked",
    "asked_actor",
    "asked_by",
    "asked_from",
    "calendar_answers",
    "poll_of",
    "polls_in_order",
]
