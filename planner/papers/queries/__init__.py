"""Prints as values (prints), and what documents are made of: the programme (programme), people (badges)."""

from planner.papers.queries.badges import Badges, Bearer, badges
from planner.papers.queries.certificates import Attended, Certificates, certificate_of, certificates
from planner.papers.queries.prints import Made, job_of, jobs_of, kept_before
from planner.papers.queries.programme import Personal, Published, personal, published
from planner.papers.queries.tables import Seated, seated

__all__ = [
    "Attended",
    "Badges",
    "Bearer",
    "Certificates",
    "Made",
    "Personal",
    "Published",
    "Seated",
    "badges",
    "certificate_of",
    "certificates",
    "job_of",
    "jobs_of",
    "kept_before",
    "personal",
    "published",
    "seated",
]
