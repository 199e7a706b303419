"""How many pages a PDF of ours has, without a library that reads PDFs; and several made one, with such a library."""

import re
import zlib
from collections.abc import Iterable
from importlib import import_module

_STREAM = re.compile(rb"/ObjStm.*?stream\n(.*?)\nendstream", re.DOTALL)
# As WeasyPrint writes it, and as joining.py does.
_COUNT = re.compile(rb"/Type /Pages.*?/Count (\d+)|/Count (\d+) /Kids \[[^\]]*\] /Type /Pages", re.DOTALL)


def pages_in(pdf: bytes) -> int | None:
    """The pages that the press wrote; None if this is not its work."""
    for found in (pdf, *(zlib.decompressobj().decompress(body) for body in _STREAM.findall(pdf))):
        if (count := _COUNT.search(found)) is not None:
            return int(count[1] or count[2])
    return None


def joined_pdf(parts: Iterable[bytes]) -> bytes:
    """PDFs of the press put together to one (joining.py), whose library only the process that prints loads."""
    whole: bytes = import_module("planner.press.joining").joined_pdf(parts)
    return whole
