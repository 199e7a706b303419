"""A template that somebody saved after Gamleby."""

from planner.core.work import Work
from planner.starters.rules import Keep
from planner.starters.services import save_template


def save_one(work: Work, slug: str) -> None:
    """The gathering's agenda without those who speak there."""
    save_template(work, slug, "Lunch till lunch med studiebesök", {Keep.TEXTS, Keep.ROOMS, Keep.HOURS})
