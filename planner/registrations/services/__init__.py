"""The use cases of registrations."""

from planner.registrations.services.changing import cancel, change, send_link
from planner.registrations.services.following import (
    MEETING_CANCELLED,
    follow_days,
    follow_move,
    follow_places,
    follow_status,
    tell_of_cancelling,
)
from planner.registrations.services.keeping import erase_needs, invite_clusters
from planner.registrations.services.registering import AlreadyRegistered, Registered, register

__all__ = [
    "MEETING_CANCELLED",
    "AlreadyRegistered",
    "Registered",
    "cancel",
    "change",
    "erase_needs",
    "follow_days",
    "follow_move",
    "follow_places",
    "follow_status",
    "invite_clusters",
    "register",
    "send_link",
    "tell_of_cancelling",
]
