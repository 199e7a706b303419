"""Who may do what with a calendar of one's own."""

from planner.core.actor import Actor


def may_own_calendar(actor: Actor, registration_id: int) -> bool:
    """Whoever has a registration's private link has its calendar."""
    return actor.registration_id == registration_id


def may_own_whole_calendar(actor: Actor, calendar_id: int) -> bool:
    """Whoever has the link that was sent to the address has the calendar of everything."""
    return actor.calendar_id == calendar_id
