"""Who gets a place and who waits. Pure."""

from enum import StrEnum


class RegistrationStatus(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class PartKind(StrEnum):
    """What one says yes or no to."""

    DAY = "day"
    MEAL = "meal"
    DINNER = "dinner"
    NIGHT = "night"
    BUS = "bus"
    SIDE_MEETING = "side_meeting"
