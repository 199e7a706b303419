"""A question as it is asked: its kind, its options, and of whom it is asked. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.core.language import Text, Words, say
from planner.meetings.rules import Mode


class QuestionKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    FILE = "file"
    WISH = "wish"


KIND_WORDS: dict[QuestionKind, Text] = {
    QuestionKind.TEXT: say("One line of text"),
    QuestionKind.LONG_TEXT: say("Several lines of text"),
    QuestionKind.NUMBER: say("A number"),
    QuestionKind.CHOICE: say("One of several options"),
    QuestionKind.CHOICES: say("Any of several options"),
    QuestionKind.DATE: say("A date"),
    QuestionKind.FILE: say("A file"),
    QuestionKind.WISH: say("Topics or questions to discuss"),
}
WITH_OPTIONS = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
NO_WORDS = Words()


@dataclass(frozen=True)
class Option:
    """Something to choose. The key stands in answers, and means the same in every version of its question."""

    key: str
    words: Words


@dataclass(frozen=True)
class Asked:
    """A question in one of its versions: the newest, as it is shown, or the one that an old answer answered."""

    question_id: int
    version: int
    kind: QuestionKind
    label: Words
    hint: Words = NO_WORDS
    options: tuple[Option, ...] = ()
    is_required: bool = False
    """Of those whom it is shown to."""
    is_sensitive: bool = False
    """Answers are seen by planners only, and erased on the gathering's date for diet and needs."""
    if_question_id: int | None = None
    """Shown only to those who gave `if_option` to this question, which stands earlier."""
    if_option: str = ""
    if_mode: Mode | None = None
    """Shown only to those who take part so, on any day."""

    @property
    def name(self) -> str:
        """Of its field in forms, and of what is wrong with its answer."""
        return field_name(self.question_id)

    def option(self, key: str) -> Option | None:
        """The option with this key, if it has it."""
        return next((option for option in self.options if option.key == key), None)


def field_name(question_id: int) -> str:
    """The name of a question's field in every form."""
    return f"question_{question_id}"


def askable(asked: Sequence[Asked], modes: Collection[Mode]) -> tuple[Asked, ...]:
    """Those of `asked` that somebody may be shown at a gathering that is held in these modes."""
    found: dict[int | None, Asked] = {}
    for question in asked:
        in_time = question.if_mode is None or question.if_mode in modes
        if in_time and (question.if_question_id is None or question.if_question_id in found):
            found[question.question_id] = question
    return tuple(found.values())


def has_files(asked: Iterable[Asked]) -> bool:
    """Whether a form with these questions must be sent as multipart/form-data."""
    return any(question.kind is QuestionKind.FILE for question in asked)


def condition_for_planners(question: Asked, asked: Iterable[Asked]) -> Text | None:
    """Whom the question is asked of, for the planner's list; None: everybody."""
    found = _condition(question, asked)
    if found is None:
        return {
            None: None,
            Mode.ON_SITE: say("asked of those who come in person"),
            Mode.ONLINE: say("asked of those who take part online"),
        }.get(question.if_mode)
    label, answer = found
    if question.if_mode is Mode.ON_SITE:
        return say(
            "asked of those who come in person and answered “%(answer)s” to “%(question)s”",
            answer=answer,
            question=label,
        )
    if question.if_mode is Mode.ONLINE:
        return say(
            "asked of those who take part online and answered “%(answer)s” to “%(question)s”",
            answer=answer,
            question=label,
        )
    return say("asked of those who answered “%(answer)s” to “%(question)s”", answer=answer, question=label)


def _condition(question: Asked, asked: Iterable[Asked]) -> tuple[Words, Words] | None:
    """(label, option) that the question hangs on."""
    for other in asked:
        if other.question_id == question.if_question_id and (option := other.option(question.if_option)):
            return other.label, option.words
    return None
