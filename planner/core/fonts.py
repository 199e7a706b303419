"""The one family of letters, on screen and on paper: Source Sans, from a package."""

import importlib.util
from pathlib import Path

FACES = {
    "source-sans-regular": "SourceSansPro-Regular.ttf",
    "source-sans-italic": "SourceSansPro-It.ttf",
    "source-sans-semibold": "SourceSansPro-Semibold.ttf",
    "source-sans-bold": "SourceSansPro-Bold.ttf",
}
"""A face's name here, and its file in the package."""


def font_folder() -> Path:
    """Where the package of Source Sans keeps its files. Found, not imported: the module wants setuptools."""
    spec = importlib.util.find_spec("font_source_sans_pro")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package font-source-sans-pro is not installed")
    return Path(spec.submodule_search_locations[0]) / "files"
