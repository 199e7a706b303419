"""Fields for questions, for every form that asks them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import Field, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, DateInput, Input, ListWidget

from planner.core.language import in_language, language, say
from planner.questions.rules import Asked, Given, QuestionKind, Upload, keys_in
from planner.questions.rules.files import ACCEPTED, MOST_FILE_BYTES
from planner.web.form import choose, seen_number

MOST_RADIOS = 8
"""More options than these are a list that opens."""


class FileAnswer(FileField):  # type: ignore[misc]  # flask_wtf has no types
    """A file to send. One that was sent before is kept, unless it is replaced or ticked away."""

    kept: Given | None = None
    is_taken_away = False

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        self.is_taken_away = bool(formdata) and f"{self.name}_remove" in formdata

    @property
    def upload(self) -> Upload | None:
        """What was sent now; None when nothing was chosen."""
        if not getattr(self.data, "filename", ""):
            return None
        self.data.stream.seek(0)
        # One byte more than is taken is enough to see that it is too much.
        return Upload(self.data.filename, self.data.stream.read(MOST_FILE_BYTES + 1))


class _Unseen(Input):
    """Hidden, and drawn with its question: hidden_tag() knows nothing of it, so rows and parts of forms may ask."""

    def __init__(self) -> None:
        super().__init__("hidden")
        self.validation_attrs: list[str] = []


class _Version(StringField):
    """Which version of a question the person has in front of them."""

    widget = _Unseen()


class _Ticks(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class _Radios(RadioField):
    """Radio buttons that a browser does not insist on, since they may be out of sight."""

    def __iter__(self) -> Iterator[Any]:
        for option in super().__iter__():
            option.flags.required = False
            yield option


class _Day(StringField):
    """A day as written: what is no day is refused by check_given, and only where the question is shown."""

    widget = DateInput()


def question_fields(asked: Sequence[Asked]) -> dict[str, Any]:
    """WTForms fields by their names, `question_<id>`, to make a form class of: type("F", (Form,), {…}); also of a Row.

    Beside each stands a hidden one that says which version was read; the macro in questions/_fields.html draws both.

    They take whatever is sent: what is wrong, check_given finds, since it knows who is shown what. A form with a file
    among them must be sent as multipart/form-data (has_files).
    """
    fields: dict[str, Any] = {}
    for question in asked:
        fields[question.name] = _field(question)
        fields[_seen(question)] = _Version(question.label.in_(language()), default=str(question.version))
    return fields


def given_in(form: Any, asked: Sequence[Asked], kept: Iterable[Given] = ()) -> tuple[Given, ...]:
    """What was filled in, for check_given; `kept` are earlier answers, whose files stay when no new one is sent."""
    before = {answer.question_id: answer for answer in kept}
    given = []
    for question in asked:
        field, seen = form[question.name], form[_seen(question)]
        version = seen_number(seen.data)
        # Shown once more, the form shows the newest words.
        seen.data = str(question.version)
        if isinstance(field, FileAnswer):
            field.kept = before.get(question.question_id)
            given.append(_given_file(field, question, version))
        else:
            given.append(Given(question.question_id, version, _text(field)))
    return tuple(answer for answer in given if answer.value or answer.upload)


def show_given(form: Any, asked: Iterable[Asked], given: Iterable[Given]) -> None:
    """Fill the fields with earlier answers, those that still fit (rules.still_fit)."""
    answers = {answer.question_id: answer for answer in given}
    for question in asked:
        answer = answers.get(question.question_id)
        if answer is None:
            continue
        field = form[question.name]
        if isinstance(field, FileAnswer):
            field.kept = answer
        else:
            field.data = list(keys_in(answer.value)) if question.kind is QuestionKind.CHOICES else answer.value


def _given_file(field: FileAnswer, question: Asked, version: int) -> Given:
    upload = field.upload
    if upload is not None:
        return Given(question.question_id, version, upload.name, upload)
    if field.kept is None or field.is_taken_away:
        return Given(question.question_id, version, "")
    return field.kept


def _text(field: Field) -> str:
    if isinstance(field, SelectMultipleField):
        return "\n".join(field.data or ())
    return str(field.data or "")


def _seen(question: Asked) -> str:
    return f"{question.name}_seen"


def _field(question: Asked) -> Any:
    lang = language()
    make = _MAKERS[question.kind]
    hint = f"{question.hint.in_(lang)} {in_language(_own_hint(question), lang)}".strip()
    return make(question, {"label": question.label.in_(lang), "description": hint, "validators": [_Marked(question)]})


class _Marked:
    """Checks nothing; has a label say whether the answer may be left out."""

    def __init__(self, question: Asked) -> None:
        self.field_flags = {"required": True} if question.is_required else {}

    def __call__(self, form: Any, field: Field) -> None:
        return


_OWN_HINTS = {
    QuestionKind.WISH: say("One a line."),
    QuestionKind.FILE: say("PDF, PNG, JPEG, Word, Excel or plain text, at most 3 MB."),
}


def _own_hint(question: Asked) -> str:
    if question.kind is QuestionKind.CHOICES:
        return say("Choose at least one.") if question.is_required else ""
    return _OWN_HINTS.get(question.kind, "")


def _choice(question: Asked, said: dict[str, Any]) -> Any:
    lang = language()
    pairs = [(option.key, option.words.in_(lang)) for option in question.options]
    if len(pairs) > MOST_RADIOS:
        nothing = in_language(say("Choose …") if question.is_required else say("No answer"), lang)
        return SelectField(choices=choose(pairs, nothing=nothing), validate_choice=False, default="", **said)
    if question.is_required:
        return _Radios(choices=choose(pairs), validate_choice=False, **said)
    # A radio button that is set cannot be unset: so not to answer is one of them.
    pairs.append(("", in_language(say("No answer"), lang)))
    return _Radios(choices=choose(pairs), validate_choice=False, default="", **said)


def _choices(question: Asked, said: dict[str, Any]) -> Any:
    pairs = [(option.key, option.words.in_(language())) for option in question.options]
    return _Ticks(choices=choose(pairs), validate_choice=False, **said)


_MAKERS: dict[QuestionKind, Any] = {
    QuestionKind.TEXT: lambda question, said: StringField(**said),
    QuestionKind.LONG_TEXT: lambda question, said: TextAreaField(render_kw={"rows": 4}, **said),
    QuestionKind.NUMBER: lambda question, said: StringField(render_kw={"inputmode": "decimal"}, **said),
    QuestionKind.CHOICE: _choice,
    QuestionKind.CHOICES: _choices,
    QuestionKind.DATE: lambda question, said: _Day(**said),
    QuestionKind.FILE: lambda question, said: FileAnswer(render_kw={"accept": ACCEPTED}, **said),
    QuestionKind.WISH: lambda question, said: TextAreaField(render_kw={"rows": 3}, **said),
}
