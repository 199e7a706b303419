"""What a gathering may be and become: kinds, modes, its life, and when registration is open. Pure."""

from enum import StrEnum


class MeetingKind(StrEnum):
    NETWORK = "network"
    CLUSTER = "cluster"
    THEME_DAY = "theme_day"
    STUDY_TRIP = "study_trip"
    WEBINAR = "webinar"
    STEERING = "steering"
    OTHER = "other"


class Mode(StrEnum):
    """How a gathering is held, and how a person takes part (never HYBRID)."""

    ON_SITE = "on_site"
    ONLINE = "online"
    HYBRID = "hybrid"


class Status(StrEnum):
    DRAFT = "draft"
    SAVE_THE_DATE = "save_the_date"
    OPEN = "open"
    CLOSED = "closed"
    HELD = "held"
    CANCELLED = "cancelled"
    MOVED = "moved"
