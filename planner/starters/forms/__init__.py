"""What the lead fills in to make, copy, fill and save."""

from planner.starters.forms.copying import CopyForm, FillForm
from planner.starters.forms.making import StartForm, UseForm
from planner.starters.forms.saving import RenameForm, SaveForm

__all__ = ["CopyForm", "FillForm", "RenameForm", "SaveForm", "StartForm", "UseForm"]
