"""Questions in forms: the fields that every form asks them with, and the forms in which planners write them."""

from planner.questions.forms.asking import given_in, question_fields, show_given
from planner.questions.forms.planning import CopyForm, PreviewForm, QuestionForm, preview_form

__all__ = [
    "CopyForm",
    "PreviewForm",
    "QuestionForm",
    "given_in",
    "preview_form",
    "question_fields",
    "show_given",
]
