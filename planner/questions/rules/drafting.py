"""What a planner may ask: details that make sense, keys that options keep, conditions that point upwards. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.core.errors import Invalid
from planner.core.language import Text, Words, say
from planner.meetings.rules import Mode
from planner.questions.rules.asking import NO_WORDS, WITH_OPTIONS, Asked, Option, QuestionKind

MOST_QUESTIONS, MOST_OPTIONS, MOST_OPTION = 60, 40, 200


@dataclass(frozen=True)
class QuestionDetails:
    """What a planner says of a question. Options are words only: keyed() finds out which they are."""

    kind: QuestionKind
    label: Words
    hint: Words = NO_WORDS
    options: tuple[Words, ...] = ()
    is_required: bool = False
    is_sensitive: bool = False
    if_question_id: int | None = None
    if_option: str = ""
    if_mode: Mode | None = None


def check_question(details: QuestionDetails, earlier: Iterable[Asked]) -> None:
    """Raises Invalid, by field: no words, too few or equal options, a condition on what is not asked earlier."""
    wrong: dict[str, Text] = {}
    if not details.label.sv:
        wrong["label_sv"] = say("This needs an answer.")
    if details.kind in WITH_OPTIONS and (trouble := _trouble_of_options(details)):
        wrong["options"] = trouble
    if details.if_mode is Mode.HYBRID:
        wrong["if_mode"] = say("Choose one of the options.")
    if details.if_question_id is not None:
        other = next((q for q in earlier if q.question_id == details.if_question_id), None)
        if other is None or other.option(details.if_option) is None:
            wrong["if_answer"] = say("Choose one of the options.")
        elif other.is_sensitive and not details.is_sensitive:
            # That somebody was asked at all tells what they answered above.
            wrong["is_sensitive"] = say(
                "An answer here also tells how “%(question)s” was answered, which is sensitive. Then this is, too.",
                question=other.label,
            )
    if wrong:
        raise Invalid(wrong)


def _trouble_of_options(details: QuestionDetails) -> Text | None:
    least = 2 if details.kind is QuestionKind.CHOICE else 1
    words = details.options
    if len(words) < least:
        return say("Write at least two options, one a line.") if least == 2 else say("Write at least one option.")
    if len(words) > MOST_OPTIONS:
        return say("At most %(most)s options.", most=MOST_OPTIONS)
    if any(not option.sv for option in words):
        return say("Each option needs Swedish words, before the bar.")
    if any(len(said) > MOST_OPTION for option in words for said in (option.sv, option.en)):
        return say("An option has at most %(most)s characters.", most=MOST_OPTION)
    if len({_same(option) for option in words}) < len(words):
        return say("The same option stands there twice.")
    return None


def keyed(lines: Sequence[Words], versions: Sequence[tuple[Option, ...]]) -> tuple[Option, ...]:
    """The options typed in `lines` with their keys. `versions` are the question's earlier options, newest last.

    Nobody can tell a reworded line from another option put in its place. So: a line whose Swedish stood there keeps
    its key, wherever it stands now; then a line in the place of one that is gone is that one in new words; then a
    line that an older version had comes back with its old key. All others get a key that was never used.
    """
    newest = versions[-1] if versions else ()
    known = {_same(option.words): option.key for option in newest}
    keys: list[str] = [known.get(_same(line), "") for line in lines]
    for place, option in enumerate(newest[: len(lines)]):
        if not keys[place] and option.key not in keys:
            keys[place] = option.key
    older = {_same(option.words): option.key for version in versions for option in version}
    for place, line in enumerate(lines):
        if not keys[place] and (back := older.get(_same(line))) and back not in keys:
            keys[place] = back
    unused = 1 + max((int(option.key) for version in versions for option in version), default=0)
    for place, key in enumerate(keys):
        if not key:
            keys[place], unused = str(unused), unused + 1
    return tuple(Option(key, line) for key, line in zip(keys, lines, strict=True))


def _same(words: Words) -> str:
    return " ".join(words.sv.split()).casefold()


def check_followers(changed: Asked, asked: Iterable[Asked]) -> None:
    """Raises Invalid when a question that hangs on `changed` would hang on nothing, or tell what is sensitive."""
    for follower in asked:
        if follower.if_question_id != changed.question_id:
            continue
        if changed.kind not in WITH_OPTIONS or changed.option(follower.if_option) is None:
            field = "options" if changed.kind in WITH_OPTIONS else "kind"
            raise Invalid(
                {
                    field: say(
                        "“%(question)s” hangs on an option that would go. Change that question first.",
                        question=follower.label,
                    )
                }
            )
        if changed.is_sensitive and not follower.is_sensitive:
            raise Invalid(
                {
                    "is_sensitive": say(
                        "“%(question)s” is asked because of an answer here. Make that question sensitive first.",
                        question=follower.label,
                    )
                }
            )


def may_swap(upper: Asked, lower: Asked) -> bool:
    """Whether two neighbours may change places: a condition points upwards only."""
    return lower.if_question_id != upper.question_id
