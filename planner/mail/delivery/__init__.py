"""Carries letters to the mail server, one errand each, and tries whether it works."""

from planner.mail.delivery.carrying import deliver
from planner.mail.delivery.names import texts_of
from planner.mail.delivery.sessions import SESSIONS
from planner.mail.rules import DELIVER

__all__ = ["DELIVER", "SESSIONS", "deliver", "texts_of"]
