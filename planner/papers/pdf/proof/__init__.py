"""What whoever paid for a gathering wants to see of it: paper, workbook and sources in one archive.

tables.py has all numbers once; the page, the paper (paper.py) and the workbook (book.py) show them; pack.py packs.
"""

from planner.core.language import say
from planner.papers.pdf.document import Document, Group
from planner.papers.pdf.proof.pack import file_in, press_pack
from planner.papers.queries import proof_by_name, proof_in_numbers
from planner.registrations.permissions import may_see_all_people

PAGE = "papers.proof"
WORDS = say(
    "For whoever pays: purpose, programme with hours, invitation, participants by day and cluster, meals, evaluation. "
    "PDF, workbook and all sources."
)
PROOF = Document(
    key="proof",
    name=say("Proof pack"),
    words=WORDS,
    group=Group.AFTERWARDS,
    fetch=proof_in_numbers,
    press=press_pack,
    found_at=PAGE,
)
PROOF_BY_NAME = Document(
    key="proof-names",
    name=say("Proof pack with names"),
    words=WORDS,
    group=Group.AFTERWARDS,
    fetch=proof_by_name,
    press=press_pack,
    may=may_see_all_people,
    holds_people=True,
    found_at=PAGE,
)

__all__ = ["PROOF", "PROOF_BY_NAME", "file_in"]
