"""Prints as values (prints), and what documents are made of: programme, people, presence, the proof pack (proof)."""

from planner.papers.queries.badges import Badges, Bearer, badges
from planner.papers.queries.certificates import Attended, Certificates, certificate_of, certificates
from planner.papers.queries.inviting import SentInvitation, SentText
from planner.papers.queries.meals import Counted, Meal
from planner.papers.queries.note import Mark, ProofNote, check_note, note_of
from planner.papers.queries.prints import Made, job_of, jobs_of, kept_before
from planner.papers.queries.programme import Personal, Published, personal, published
from planner.papers.queries.proof import (
    ClusterCount,
    DayCount,
    Participant,
    PartLine,
    Proof,
    Reach,
    proof_by_name,
    proof_in_numbers,
    proof_of,
)
from planner.papers.queries.tables import Seated, seated

__all__ = [
    "Attended",
    "Badges",
    "Bearer",
    "Certificates",
    "ClusterCount",
    "Counted",
    "DayCount",
    "Made",
    "Mark",
    "Meal",
    "PartLine",
    "Participant",
    "Personal",
    "Proof",
    "ProofNote",
    "Published",
    "Reach",
    "Seated",
    "SentInvitation",
    "SentText",
    "badges",
    "certificate_of",
    "certificates",
    "check_note",
    "job_of",
    "jobs_of",
    "kept_before",
    "note_of",
    "personal",
    "proof_by_name",
    "proof_in_numbers",
    "proof_of",
    "published",
    "seated",
]
