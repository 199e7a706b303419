"""Everything that is printed: HTML and a print sheet in, a tagged PDF for archives and for screen readers out.

Knows no slice and no Flask. `paper` writes documents from templates, `machine` prints them with WeasyPrint (which needs
Pango), `structure` mends what that leaves out, `engine` says whether this server can print at all, and `apart` runs
long prints in a process of their own.
"""

from planner.press.apart import Cancelled, Crashed, Progress, print_apart, print_here
from planner.press.engine import Attached, CannotPrint, Engine, NoEngine, engine, find_engine, load_press
from planner.press.pages import joined_pdf, pages_in
from planner.press.paper import qr, qr_picture, written

__all__ = [
    "Attached",
    "Cancelled",
    "CannotPrint",
    "Crashed",
    "Engine",
    "NoEngine",
    "Progress",
    "engine",
    "find_engine",
    "joined_pdf",
    "load_press",
    "pages_in",
    "print_apart",
    "print_here",
    "qr",
    "qr_picture",
    "written",
]
