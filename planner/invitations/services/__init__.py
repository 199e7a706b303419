"""The use cases of invitations."""

from planner.invitations.services.answering import decline, note_answers, note_opened, take_back
from planner.invitations.services.forgetting import erase_guests, forget
from planner.invitations.services.inviting import correct_address, invite_clusters, invite_people, remove, set_terms
from planner.invitations.services.sending import (
    Plan,
    plan_reminding,
    plan_sending,
    remind,
    remind_due,
    send,
    send_again,
)

__all__ = [
    "Plan",
    "correct_address",
    "decline",
    "erase_guests",
    "forget",
    "invite_clusters",
    "invite_people",
    "note_answers",
    "note_opened",
    "plan_reminding",
    "plan_sending",
    "remind",
    "remind_due",
    "remove",
    "send",
    "send_again",
    "set_terms",
    "take_back",
]
