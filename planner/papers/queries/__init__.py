"""Prints as values (prints), and what documents are made of: the programme (programme), people (badges)."""

from planner.papers.queries.badges import Badges, Bearer, badges
from planner.papers.queries.prints import Made, job_of, jobs_of, kept_before
from planner.papers.queries.programme import Personal, Published, personal, published

__all__ = [
    "Badges",
    "Bearer",
    "Made",
    "Personal",
    "Published",
    "badges",
    "job_of",
    "jobs_of",
    "kept_before",
    "personal",
    "published",
]
