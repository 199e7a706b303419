"""Which files may be sent as an answer. Pure."""

from planner.core import files
from planner.core.files import clean_name as clean_name
from planner.core.language import Text, say

MOST_FILE_BYTES = 3 * 1024 * 1024
ENDINGS = ("pdf", "png", "jpg", "jpeg", "docx", "xlsx", "txt")
ACCEPTED = files.accepted(ENDINGS)
"""For the browser's own choice of files."""


def media_type_of(name: str) -> str:
    """The media type of a file by its ending; "" for one that is not taken."""
    return files.media_type_of(name, ENDINGS)


def check_file(name: str, content: bytes) -> Text | None:
    """What is wrong with a file, in words; None when it is taken."""
    media_type = media_type_of(name)
    if not media_type:
        return say(
            "Choose a file of one of these kinds: PDF, PNG, JPEG, Word (docx), Excel (xlsx) or plain text (txt)."
        )
    if not content:
        return say("The file is empty.")
    if len(content) > MOST_FILE_BYTES:
        return say("The file is too large: at most %(most)s MB.", most=MOST_FILE_BYTES // 1024 // 1024)
    if not files.is_what_it_says(media_type, content):
        return say("The file is not what its name says. Save it again as PDF, for example.")
    return None
