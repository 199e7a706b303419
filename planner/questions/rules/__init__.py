"""What a gathering asks of those who register, and what they may answer. Pure."""

from planner.questions.rules.answering import (
    Given,
    Upload,
    check_given,
    in_words,
    keys_in,
    sensitive_versions,
    shown,
    still_fit,
)
from planner.questions.rules.asking import (
    KIND_WORDS,
    WITH_OPTIONS,
    Asked,
    Option,
    QuestionKind,
    askable,
    condition_for_planners,
    field_name,
    has_files,
)
from planner.questions.rules.drafting import (
    MOST_QUESTIONS,
    QuestionDetails,
    check_followers,
    check_question,
    keyed,
    may_swap,
)
from planner.questions.rules.files import MOST_FILE_BYTES, check_file, media_type_of

__all__ = [
    "KIND_WORDS",
    "MOST_FILE_BYTES",
    "MOST_QUESTIONS",
    "WITH_OPTIONS",
    "Asked",
    "Given",
    "Option",
    "QuestionDetails",
    "QuestionKind",
    "Upload",
    "askable",
    "check_file",
    "check_followers",
    "check_given",
    "check_question",
    "condition_for_planners",
    "field_name",
    "has_files",
    "in_words",
    "keyed",
    "keys_in",
    "may_swap",
    "media_type_of",
    "sensitive_versions",
    "shown",
    "still_fit",
]
