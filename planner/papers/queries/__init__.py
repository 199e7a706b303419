"""Prints as values (prints), and what documents are made of: the programme (programme)."""

from planner.papers.queries.prints import Made, job_of, jobs_of, kept_before
from planner.papers.queries.programme import Personal, Published, personal, published

__all__ = [
    "Made",
    "Personal",
    "Published",
    "job_of",
    "jobs_of",
    "kept_before",
    "personal",
    "published",
]
