"""Which files may be sent as an answer: by their ending, and by what is in them. Pure."""

import io
import re
import zipfile

from planner.core.language import Text, say

MOST_FILE_BYTES = 3 * 1024 * 1024
MOST_NAME = 120
TYPES: dict[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain",
}
ACCEPTED = ",".join(f".{ending}" for ending in TYPES)
"""For the browser's own choice of files."""
_BEGINS: dict[str, bytes] = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
}
_FOLDERS: dict[str, str] = {TYPES["docx"]: "word/", TYPES["xlsx"]: "xl/"}


def media_type_of(name: str) -> str:
    """The media type of a file by its ending; "" for one that is not taken."""
    return TYPES.get(name.rpartition(".")[2].lower(), "") if "." in name else ""


def clean_name(name: str) -> str:
    """A file's name without folders and signs that no name needs, at most MOST_NAME long, its ending kept."""
    last = re.split(r"[/\\]", name)[-1]
    plain = " ".join("".join(sign for sign in last if sign.isprintable()).split())
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: MOST_NAME - len(ending) - 1].strip() or 'x'}.{ending}" if dot else plain[:MOST_NAME]


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
    if not _is_what_it_says(media_type, content):
        return say("The file is not what its name says. Save it again as PDF, for example.")
    return None


def _is_what_it_says(media_type: str, content: bytes) -> bool:
    if media_type in _BEGINS:
        return content.startswith(_BEGINS[media_type])
    if media_type in _FOLDERS:
        return _holds_folder(content, _FOLDERS[media_type])
    return b"\0" not in content


def _holds_folder(content: bytes, folder: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(name.startswith(folder) for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, RuntimeError):  # RuntimeError: packed in a way that zipfile cannot read
        return False
