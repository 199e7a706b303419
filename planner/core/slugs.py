"""Addresses made of words."""

import re
import unicodedata

_LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "ae", "ø": "o", "ß": "ss", "é": "e", "&": " och "})


def slug_of(words: str, *, most: int = 60) -> str:
    """Words as a part of an address: a-z, 0-9 and hyphens, never empty."""
    plain = unicodedata.normalize("NFKD", words.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].strip("-") or "x"


def unused_slug(words: str, taken: set[str], *, most: int = 60) -> str:
    """slug_of(words), with -2, -3 … behind it when it is taken."""
    slug = slug_of(words, most=most)
    numbered, number = slug, 2
    while numbered in taken:
        numbered, number = f"{slug}-{number}", number + 1
    return numbered
