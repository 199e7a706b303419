"""Which files belong to items: slides from speakers, papers from leads. Pure."""

import hashlib
from dataclasses import dataclass

from planner.core.errors import Invalid
from planner.core.files import clean_name, is_what_it_says, media_type_of
from planner.core.language import Text, say

MOST_FILE_BYTES = 25 * 1024 * 1024
MOST_SENT_BYTES = MOST_FILE_BYTES + 2 * 1024 * 1024
"""A little more than the largest file, so that one that is a little too large is refused by its field."""
MOST_PORTRAIT_PIXELS = 480
MOST_FILES = 30
"""Of one item."""
SLIDES = ("pdf", "pptx", "odp")
DOCUMENTS = ("pdf", "pptx", "odp", "docx", "odt", "xlsx", "ods", "png", "jpg", "jpeg")


@dataclass(frozen=True)
class Upload:
    """A file that has been looked through, under its plain name."""

    name: str
    media_type: str
    content: bytes
    digest: str


def upload_of(name: str, content: bytes, endings: tuple[str, ...]) -> Upload:
    """The file, if it is of one of these kinds by its ending and its content. Raises Invalid({"file": …})."""
    plain = clean_name(name)
    media_type = media_type_of(plain, endings)
    trouble = _trouble(plain, media_type, content, endings)
    if trouble is not None:
        raise Invalid({"file": trouble})
    return Upload(plain, media_type, content, hashlib.sha256(content).hexdigest())


def _trouble(name: str, media_type: str, content: bytes, endings: tuple[str, ...]) -> Text | None:
    if not name and not content:
        return say("Choose a file.")
    if not media_type:
        if endings == SLIDES:
            return say("Choose a file of one of these kinds: PDF, PowerPoint (pptx) or OpenDocument (odp).")
        return say("Choose a PDF, a picture (PNG, JPEG), or a document of Word, Excel, PowerPoint or LibreOffice.")
    if not content:
        return say("The file is empty.")
    if len(content) > MOST_FILE_BYTES:
        return say("The file is too large: at most %(most)s MB.", most=MOST_FILE_BYTES // 1024 // 1024)
    if not is_what_it_says(media_type, content):
        return say("The file is not what its name says, or holds a macro. Save it again as PDF, for example.")
    return None
