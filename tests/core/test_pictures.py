"""A picture is kept small, upright, and tells nothing but what one sees. What is refused: tests/meetings."""

import io

import pytest
from PIL import Image, PngImagePlugin

from planner.core.errors import Invalid
from planner.core.pictures import Picture, shrunk


def test_a_photograph_does_not_tell_where_it_was_taken() -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Demo camera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (57.0, 53.0, 39.0)
    Image.new("RGB", (40, 20), "navy").save(out, "JPEG", exif=exif, comment=b"at home")
    assert b"Demo camera" in out.getvalue()
    kept = shrunk(out.getvalue(), 100)
    assert (b"Demo camera" in kept.content, b"at home" in kept.content, b"Exif" in kept.content) == (False,) * 3
    with Image.open(io.BytesIO(kept.content)) as picture:
        assert (dict(picture.getexif()), "comment" in picture.info) == ({}, False)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_remarks_in_other_pictures_go_too(kind: str) -> None:
    out, remarks, exif = io.BytesIO(), PngImagePlugin.PngInfo(), Image.Exif()
    remarks.add_text("Author", "Demo Ek")
    exif[0x010F] = "Demo Ek"
    Image.new("RGB", (40, 20)).save(out, kind, exif=exif, **({"pnginfo": remarks} if kind == "PNG" else {}))
    assert b"Demo Ek" in out.getvalue()
    assert b"Demo Ek" not in shrunk(out.getvalue(), 100).content


def test_a_picture_knows_its_size_and_its_digest() -> None:
    out = io.BytesIO()
    Image.new("L", (400, 100)).save(out, "PNG")
    small = shrunk(out.getvalue(), 40)
    assert small == Picture(small.content, "image/png", 40, 10)
    assert small.digest == shrunk(out.getvalue(), 40).digest
    assert len(small.digest) == 64


def test_what_cannot_be_drawn_is_refused_by_the_field() -> None:
    with pytest.raises(Invalid) as refused:
        shrunk(b"<svg/>", 40)
    assert list(refused.value.fields) == ["picture"]
