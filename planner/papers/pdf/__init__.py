"""The documents of a gathering. To add one: a module here with its declaration, its template, a line in DOCUMENTS."""

from collections.abc import Sequence

from planner.core.errors import NotFound
from planner.core.language import say
from planner.papers.pdf.booklet import BOOKLET, BOOKLET_A5
from planner.papers.pdf.document import GROUP_WORDS, Document, Group, House
from planner.papers.pdf.invitation import INVITATION
from planner.papers.pdf.overview import OVERVIEW
from planner.papers.pdf.poster import POSTER, POSTER_A3
from planner.papers.pdf.proof import PROOF, PROOF_BY_NAME
from planner.papers.pdf.staff.badges import BADGES
from planner.papers.pdf.staff.bus import BUS_LIST
from planner.papers.pdf.staff.certificates import CERTIFICATES
from planner.papers.pdf.staff.doors import DOORS
from planner.papers.pdf.staff.kitchen import KITCHEN
from planner.papers.pdf.staff.run_book import RUN_BOOK
from planner.papers.pdf.staff.sign_in import SIGN_IN, SIGN_IN_PARTS
from planner.papers.pdf.staff.tables import TABLES

DOCUMENTS: tuple[Document, ...] = (
    OVERVIEW,
    BOOKLET,
    BOOKLET_A5,
    POSTER,
    POSTER_A3,
    INVITATION,
    RUN_BOOK,
    SIGN_IN,
    SIGN_IN_PARTS,
    *BADGES,
    DOORS,
    *TABLES,
    BUS_LIST,
    KITCHEN,
    CERTIFICATES,
    PROOF,
    PROOF_BY_NAME,
)
"""In the order of the page."""


def document_of(key: str, documents: Sequence[Document] = DOCUMENTS) -> Document:
    """The declaration with this key; NotFound if there is none."""
    found = next((document for document in documents if document.key == key), None)
    if found is None:
        raise NotFound(say("There is no such document."))
    return found


__all__ = ["DOCUMENTS", "GROUP_WORDS", "Document", "Group", "House", "document_of"]
