"""The use cases of date polls."""

from planner.polls.services.answering import Answer, answer
from planner.polls.services.closing import close, reopen
from planner.polls.services.following import follow, forget, give_way
from planner.polls.services.forgetting import erase_answerers
from planner.polls.services.hearing import take_answer
from planner.polls.services.making import change_poll, make_poll, remove_poll, set_dates
from planner.polls.services.picking import pick, plan_pick
from planner.polls.services.sending import Plan, plan_reminding, plan_sending, remind, remind_due, send

__all__ = [
    "Answer",
    "Plan",
    "answer",
    "change_poll",
    "close",
    "erase_answerers",
    "follow",
    "forget",
    "give_way",
    "make_poll",
    "pick",
    "plan_pick",
    "plan_reminding",
    "plan_sending",
    "remind",
    "remind_due",
    "remove_poll",
    "reopen",
    "send",
    "set_dates",
    "take_answer",
]
