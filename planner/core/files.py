"""Files that people upload: what they are by their ending and by what is in them, and what they are called. Pure."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Collection

from planner.core.language import Lang

MOST_NAME = 120
MOST_INSIDE = 10_000
"""A packed file of more parts is not even looked through."""
TYPES: dict[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "txt": "text/plain",
}
"""Ending → media type: whatever is taken anywhere."""
_BEGINS: dict[str, bytes] = {
    TYPES["pdf"]: b"%PDF-",
    TYPES["png"]: b"\x89PNG\r\n\x1a\n",
    TYPES["jpeg"]: b"\xff\xd8\xff",
}
_FOLDERS: dict[str, str] = {TYPES["docx"]: "word/", TYPES["xlsx"]: "xl/", TYPES["pptx"]: "ppt/"}
_OPEN_DOCUMENTS = frozenset(TYPES[ending] for ending in ("odt", "ods", "odp"))
_PART, _LISTED = b"PK\x03\x04", b"PK\x01\x02"
_PROGRAMS = re.compile(r"vbaproject\.bin$|^(basic|scripts)/", re.IGNORECASE)
"""Parts of a document that would be run."""
_BROKEN = (
    zipfile.BadZipFile,
    ValueError,
    RuntimeError,  # packed in a way that zipfile cannot read
    LookupError,
    EOFError,
    OSError,
    struct.error,
    zlib.error,
)


def media_type_of(name: str, endings: Collection[str] = TYPES.keys()) -> str:
    """The media type of a file by its ending; "" for one that is not among `endings`."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return TYPES[ending] if ending in endings else ""


def accepted(endings: Collection[str]) -> str:
    """Endings as the browser's own choice of files wants them: .pdf,.odp"""
    return ",".join(f".{ending}" for ending in endings)


def clean_name(name: str) -> str:
    """A file's name without folders and signs that no name needs, at most MOST_NAME long, its ending kept."""
    last = re.split(r"[/\\]", name)[-1]
    plain = " ".join("".join(sign for sign in last if sign.isprintable()).split())
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: MOST_NAME - len(ending) - 1].strip() or 'x'}.{ending}" if dot else plain[:MOST_NAME]


def is_what_it_says(media_type: str, content: bytes) -> bool:
    """Whether the content is of this media type, and no program is in it, as far as the outside of a file tells."""
    if media_type in _BEGINS:
        return content.startswith(_BEGINS[media_type])
    if media_type in _FOLDERS or media_type in _OPEN_DOCUMENTS:
        # Something else set before a packed file would still unpack: a web page, say.
        return content.startswith(_PART) and content.count(_LISTED) <= MOST_INSIDE and _is_document(media_type, content)
    return b"\0" not in content


def size_words(size: int, lang: Lang) -> str:
    """340 kB · 1,2 MB: of a number of bytes."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    megabytes = f"{size / 1_000_000:.1f}"
    return f"{megabytes if lang == 'en' else megabytes.replace('.', ',')} MB"


def _is_document(media_type: str, content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if any(_PROGRAMS.search(name) for name in names):
                return False
            if media_type in _FOLDERS:
                return any(name.startswith(_FOLDERS[media_type]) for name in names)
            # OpenDocument 1.3, 2.2.1 and 3.3: the first part is called mimetype and says what the whole is.
            with archive.open("mimetype") as said:
                return said.read(len(media_type) + 1) == media_type.encode()
    except _BROKEN:
        return False
