"""Pictures that people upload: looked through, shrunk, and rid of everything but what one sees."""

import hashlib
import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from planner.core.errors import Invalid
from planner.core.language import say

MOST_PIXELS = 50_000_000
"""A picture of more is not even unpacked."""
ENDINGS = ".png,.jpg,.jpeg,.webp"
"""For the browser's own choice of files."""
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}


@dataclass(frozen=True)
class Picture:
    """A picture fit to be kept. Size in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int

    @property
    def digest(self) -> str:
        """SHA-256 of the content: a picture's address names it by this."""
        return hashlib.sha256(self.content).hexdigest()


def shrunk(content: bytes, most_pixels: int) -> Picture:
    """A PNG, JPEG or WebP upright, at most `most_pixels` a side; where and with what it was taken is not kept.

    Raises Invalid({"picture": …}) for anything else, and for one of too many pixels.
    """
    refusal = Invalid({"picture": say("Choose a picture: PNG, JPEG or WebP.")})
    try:
        # WeasyPrint has Pillow forgive pictures that are cut short, in the whole process: so look for that first.
        with Image.open(io.BytesIO(content), formats=list(_TYPES)) as picture:
            picture.verify()
        with Image.open(io.BytesIO(content), formats=list(_TYPES)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Invalid({"picture": say("The picture has too many pixels. Make it smaller first.")})
            return _drawn_anew(picture, most_pixels)
    # Pillow says in many ways that a file is broken.
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        Image.DecompressionBombError,
    ) as trouble:
        raise refusal from trouble


def _drawn_anew(picture: Image.Image, most_pixels: int) -> Picture:
    kept = picture.format or "PNG"
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((most_pixels, most_pixels))
    # Pillow writes remarks that it read: only what colours and see-through places need may stay.
    upright.info = {name: upright.info[name] for name in ("icc_profile", "transparency") if name in upright.info}
    out = io.BytesIO()
    (upright.convert("RGB") if kept == "JPEG" else upright).save(out, format=kept)
    return Picture(out.getvalue(), _TYPES[kept], upright.width, upright.height)
