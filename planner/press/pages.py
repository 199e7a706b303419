"""How many pages a PDF of ours has, without a library that reads PDFs."""

import re
import zlib

_STREAM = re.compile(rb"/ObjStm.*?stream\n(.*?)\nendstream", re.DOTALL)
_COUNT = re.compile(rb"/Type /Pages.*?/Count (\d+)", re.DOTALL)


def pages_in(pdf: bytes) -> int | None:
    """The pages that the press wrote; None if this is not its work."""
    for found in (pdf, *(zlib.decompressobj().decompress(body) for body in _STREAM.findall(pdf))):
        if (count := _COUNT.search(found)) is not None:
            return int(count[1])
    return None
