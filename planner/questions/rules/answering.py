"""Answers: how they are stored, which questions a person is shown, what is refused, how they read in words. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from planner.core.errors import Invalid
from planner.core.language import Lang, Text, plain_day_words, say
from planner.meetings.rules import Mode
from planner.questions.rules.asking import WITH_OPTIONS, Asked, QuestionKind
from planner.questions.rules.files import check_file, clean_name, media_type_of

MOST_LINE, MOST_PROSE, MOST_WISHES, MOST_WISH, MOST_DIGITS = 500, 5000, 10, 300, 15
FIRST_YEAR, LAST_YEAR = 1900, 2199
Versions = Mapping[tuple[int, int], Asked]
"""Every version of a gathering's questions by (question id, number): queries.versions_of."""


@dataclass(frozen=True)
class Upload:
    """A file that was sent."""

    name: str
    content: bytes

    @property
    def media_type(self) -> str:
        return media_type_of(self.name)


@dataclass(frozen=True)
class Given:
    """An answer. `value` is one text for every kind, as it is stored:

    text and long text as written (lines apart by \\n), a number with a decimal point ("12.5"), a date as 2026-10-14,
    a choice as its option's key, several choices as their keys in the options' order, one a line, wishes one a line,
    a file as its name. Nothing answered has no Given.
    """

    question_id: int
    version: int
    value: str
    upload: Upload | None = None
    """The file that was sent now; None when an earlier one is kept, and for all other kinds."""


def keys_in(value: str) -> tuple[str, ...]:
    """The option keys in a stored answer."""
    return tuple(value.split("\n")) if value else ()


def shown(asked: Sequence[Asked], modes: Collection[Mode], given: Iterable[Given]) -> tuple[Asked, ...]:
    """The questions that somebody who takes part in `modes` and has answered `given` is shown, in their order.

    A question hangs on an earlier one that is shown itself: what is hidden hides what hangs on it, and nothing can
    hang on itself.
    """
    values = {answer.question_id: answer.value for answer in given}
    seen: dict[int, Asked] = {}
    for question in asked:
        if question.if_mode is not None and question.if_mode not in modes:
            continue
        if question.if_question_id is not None:
            other = seen.get(question.if_question_id)
            if other is None or other.option(question.if_option) is None:
                continue
            if question.if_option not in keys_in(values.get(other.question_id, "")):
                continue
        seen[question.question_id] = question
    return tuple(seen.values())


def check_given(asked: Sequence[Asked], given: Iterable[Given], modes: Collection[Mode]) -> tuple[Given, ...]:
    """The answers as they are stored, in the questions' order, those that are not shown or say nothing left out.

    Raises Invalid, by `question_<id>`: nothing where an answer is required, what is no number, date, option or file
    that is taken, too long, or an answer to a version that has been changed since.
    """
    sent = {answer.question_id: answer for answer in given}
    kept: list[Given] = []
    wrong: dict[str, Text] = {}
    for question in shown(asked, modes, sent.values()):
        answer = sent.get(question.question_id, Given(question.question_id, question.version, ""))
        try:
            read = _READERS[question.kind](question, answer)
        except _Wrong as refusal:
            wrong[question.name] = refusal.words
            continue
        if read.value and read.version != question.version:
            wrong[question.name] = say("This question was changed while you wrote. Read it again before you send.")
        elif read.value:
            kept.append(read)
        elif question.is_required:
            wrong[question.name] = say("This needs an answer.")
    if wrong:
        raise Invalid(wrong)
    return tuple(kept)


class _Wrong(Exception):
    def __init__(self, words: Text) -> None:
        super().__init__(str(words))
        self.words = words


def _line(question: Asked, answer: Given) -> Given:
    return replace(answer, value=_within(" ".join(answer.value.split()), MOST_LINE))


def _prose(question: Asked, answer: Given) -> Given:
    text = answer.value.replace("\r\n", "\n").replace("\r", "\n").strip()
    return replace(answer, value=_within(text, MOST_PROSE))


def _wishes(question: Asked, answer: Given) -> Given:
    wishes = [wish for line in answer.value.splitlines() if (wish := " ".join(line.split()))]
    if len(wishes) > MOST_WISHES:
        raise _Wrong(say("At most %(most)s lines.", most=MOST_WISHES))
    return replace(answer, value="\n".join(_within(wish, MOST_WISH) for wish in wishes))


def _within(text: str, most: int) -> str:
    if len(text) > most:
        raise _Wrong(say("At most %(most)s characters.", most=most))
    return text


def _number(question: Asked, answer: Given) -> Given:
    written = "".join(answer.value.split()).replace(",", ".").replace("−", "-")
    if not written:
        return replace(answer, value="")
    plain = written.isascii() and len(written) <= MOST_DIGITS and "_" not in written
    try:
        number = Decimal(written) if plain and "e" not in written.lower() else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise _Wrong(say("Write a number."))
    # Whole numbers without a point, 12.50 as 12.5: the same number is one text.
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return replace(answer, value="0" if text in ("", "-0") else text)


def _day(question: Asked, answer: Given) -> Given:
    written = answer.value.strip()
    if not written:
        return replace(answer, value="")
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise _Wrong(say("Write a date, such as 2026-10-14.")) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _Wrong(say("Write the year with four digits, such as 2026."))
    return replace(answer, value=day.isoformat())


def _option(question: Asked, answer: Given) -> Given:
    if answer.value and question.option(answer.value) is None:
        raise _Wrong(say("Choose one of the options."))
    return answer


def _options(question: Asked, answer: Given) -> Given:
    chosen = set(keys_in(answer.value))
    ordered = [option.key for option in question.options if option.key in chosen]
    if len(ordered) < len(chosen):
        raise _Wrong(say("Choose among the options."))
    return replace(answer, value="\n".join(ordered))


def _file(question: Asked, answer: Given) -> Given:
    if answer.upload is None:
        # A file that is kept answers the version it was sent to, and whoever looks at it sees it stand there.
        return replace(answer, version=question.version)
    name = clean_name(answer.upload.name)
    if trouble := check_file(name, answer.upload.content):
        raise _Wrong(trouble)
    return replace(answer, value=name, upload=replace(answer.upload, name=name))


_READERS: dict[QuestionKind, Callable[[Asked, Given], Given]] = {
    QuestionKind.TEXT: _line,
    QuestionKind.LONG_TEXT: _prose,
    QuestionKind.NUMBER: _number,
    QuestionKind.CHOICE: _option,
    QuestionKind.CHOICES: _options,
    QuestionKind.DATE: _day,
    QuestionKind.FILE: _file,
    QuestionKind.WISH: _wishes,
}


def in_words(version: Asked, value: str, lang: Lang) -> str:
    """A stored answer as people read it: options by their words, a date written out. `version` is what was answered.

    Several options are joined by commas; wishes and long texts keep their lines.
    """
    if version.kind in WITH_OPTIONS:
        options = [(version.option(key), key) for key in keys_in(value)]
        return ", ".join(option.words.in_(lang) if option else key for option, key in options)
    if version.kind is QuestionKind.DATE and value:
        return plain_day_words(date.fromisoformat(value), lang)
    if version.kind is QuestionKind.NUMBER and lang == "sv":
        return value.replace(".", ",").replace("-", "−")
    return value.replace("-", "−") if version.kind is QuestionKind.NUMBER else value


def still_fit(asked: Iterable[Asked], given: Iterable[Given], versions: Versions) -> tuple[Given, ...]:
    """Old answers that still answer what is asked now, to fill a form with: of the same kind, the options still there.

    Option keys mean the same in every version, so a choice follows its option's new words.
    """
    newest = {question.question_id: question for question in asked}
    fitting = []
    for answer in given:
        question, then = newest.get(answer.question_id), versions.get((answer.question_id, answer.version))
        if question is None or then is None or _family(question) != _family(then):
            continue
        value = answer.value
        if question.kind in WITH_OPTIONS:
            value = "\n".join(key for key in keys_in(value) if question.option(key))
        if question.kind is QuestionKind.CHOICE:
            value = next(iter(keys_in(value)), "")
        if value:
            fitting.append(replace(answer, value=value))
    return tuple(fitting)


def _family(question: Asked) -> str:
    if question.kind in WITH_OPTIONS:
        return "options"
    written = (QuestionKind.TEXT, QuestionKind.LONG_TEXT, QuestionKind.WISH)
    return "text" if question.kind in written else question.kind.value


def sensitive_versions(versions: Versions) -> frozenset[tuple[int, int]]:
    """(question id, number) of the versions whose answers are for few eyes and are erased.

    A version that promised so keeps its promise; and what is sensitive now makes all older answers so.
    """
    newest: dict[int, int] = {}
    for question_id, number in versions:
        newest[question_id] = max(number, newest.get(question_id, 0))
    return frozenset(
        key
        for key, version in versions.items()
        if version.is_sensitive or versions[key[0], newest[key[0]]].is_sensitive
    )
