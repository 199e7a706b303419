"""Static files under one address that changes with their content, and the fonts that come from a package."""

import hashlib
import os
from pathlib import Path
from typing import Any

from flask import Flask
from fontTools import subset
from whitenoise import WhiteNoise

from planner.core.fonts import FACES, font_folder

STATIC = Path(__file__).parents[1] / "static"
TEMPLATES = Path(__file__).parents[2] / "templates"
# Basic Latin, Latin-1, Latin Extended-A, general punctuation, arrows, a few mathematical signs.
_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x2010, 0x2044),
    (0x20AC, 0x20AC),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
)


def web_fonts(folder: Path) -> Path:
    """`folder` with the four faces as WOFF2, made from the package's at first use: 290 kB become about 30."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in FACES.items():
        target = folder / f"{name}.woff2"
        if target.exists():
            continue
        options = subset.Options()
        options.flavor = "woff2"
        options.layout_features = [
            "kern",
            "liga",
            "tnum",
            "lnum",
            "pnum",
            "onum",
            "locl",
            "mark",
            "mkmk",
            "ccmp",
        ]
        beside = target.with_suffix(f".{os.getpid()}.tmp")
        with subset.load_font(str(font_folder() / source), options) as font:
            subsetter = subset.Subsetter(options)
            subsetter.populate(unicodes=[c for low, high in _RANGES for c in range(low, high + 1)])
            subsetter.subset(font)
            subset.save_font(font, str(beside), options)
        beside.replace(target)
    return folder


def content_mark(*folders: Path) -> str:
    """Ten hexadecimal digits that change with any file below `folders`."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def serve_assets(app: Flask, instance: Path) -> str:
    """Serve planner/static and the fonts for ever-cacheable; gives the root of their addresses."""
    root = f"/static/{content_mark(STATIC)}"
    wsgi: Any = WhiteNoise(app.wsgi_app, max_age=31536000, immutable_file_test=lambda path, url: True)
    wsgi.add_files(str(STATIC), prefix=root)
    wsgi.add_files(str(web_fonts(instance / "fonts")), prefix=f"{root}/fonts")
    app.wsgi_app = wsgi  # type: ignore[method-assign]
    return root
