"""The tables of registrations."""

from planner.registrations.models.keeping import Answer, AnswerFile, Erasure, KeptCount, Look, Needs
from planner.registrations.models.people import Part, PartStop, Party, Registration, RegistrationPart
from planner.registrations.models.seating import Allotment, Handover, LineMove, SeatTerms

__all__ = [
    "Allotment",
    "Answer",
    "AnswerFile",
    "Erasure",
    "Handover",
    "KeptCount",
    "LineMove",
    "Look",
    "Needs",
    "Part",
    "PartStop",
    "Party",
    "Registration",
    "RegistrationPart",
    "SeatTerms",
]
