"""Forms of publishing: publish and schedule, restore, run late, and which letters one wants."""

from planner.publishing.forms.delaying import LateForm
from planner.publishing.forms.publishing import PublishForm
from planner.publishing.forms.restoring import RestoreForm
from planner.publishing.forms.wishing import LettersForm

__all__ = ["LateForm", "LettersForm", "PublishForm", "RestoreForm"]
