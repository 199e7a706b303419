"""The base of all forms: reads in the reader's language, keeps what was typed, shows refusals by the field."""

from collections.abc import Iterable
from typing import Any, TypeVar

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, Field, FieldList, FileField, StringField, TextAreaField, TimeField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from planner.core.addresses import is_mail_address as is_mail_address
from planner.core.errors import Conflict, Invalid
from planner.core.language import Text, in_language, language, say

Choices = list[SelectChoice]
Value = TypeVar("Value")


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose labels, hints, choices and errors may be Texts."""

    class Meta:
        def get_translations(self, form: Any) -> Any:
            return _Spoken()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            return formdata if formdata is None or hasattr(formdata, "getlist") else _sent(form)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self)

    def was_sent(self) -> bool:
        """True for a POST whose fields all read well."""
        return request.method == "POST" and self.validate()

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        _word_errors(self)
        return fine

    refused_as: int = 422
    """Status of the answer that shows this form again."""

    def overtaken(self, error: Conflict, revision: int) -> None:
        """Say that somebody else was first, and keep what was typed: sending once more writes over `revision`."""
        lang = language()
        kept = say("What you wrote is kept below. If you save once more, it replaces what the other person wrote.")
        self.form_errors += [error.words.in_(lang), kept.in_(lang)]
        self["revision"].data = str(revision)
        self.refused_as = error.status

    def refuse(self, error: Invalid) -> None:
        """Show a use case's refusal by its fields; what has no field here stands on top."""
        for name, words in error.fields.items():
            said = in_language(words, language())
            if name in self:
                self[name].errors = [*self[name].errors, said]
            else:
                self.form_errors.append(said)


class Row(PlainForm):
    """One of several rows in a form (FieldList of FormField): reads and speaks like the form around it."""

    class Meta:
        def get_translations(self, form: Any) -> Any:
            return _Spoken()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self)

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        _word_errors(self)
        return fine


def add_row(rows: "FieldList[Any]") -> None:
    """One more empty row, unless there are as many as there may be."""
    if rows.max_entries is None or len(rows.entries) < rows.max_entries:
        rows.append_entry()


def _sent(form: Any) -> "MultiDict[str, Any] | None":
    """What this request sent: words for the fields of words, files for those of files, whatever else was sent there."""
    if not form.is_submitted():
        return None
    files = {field.name for field in form if isinstance(field, FileField)}
    words = [(name, said) for name, said in request.form.items(multi=True) if name not in files]
    sent = [(name, file) for name, file in request.files.items(multi=True) if name in files]
    return MultiDict([*words, *sent]) or None


def _label(fields: Iterable[Any]) -> None:
    lang = language()
    for field in fields:
        field.label.text = in_language(field.label.text, lang)
        field.description = in_language(field.description, lang)
        if isinstance(choices := getattr(field, "choices", None), list):
            field.choices = [SelectChoice(c.value, in_language(c.label, lang)) for c in choices]


def _word_errors(fields: Iterable[Any]) -> None:
    for field in fields:
        field.errors = [in_language(e, language()) if isinstance(e, str) else e for e in field.errors]


class _Spoken:
    """WTForms' own messages, through our catalogue, so that none goes untranslated unseen."""

    def gettext(self, message: str) -> str:
        return Text.in_(_OWN[message], language()) if message in _OWN else message

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


_OWN: dict[str, Text] = {
    "Not a valid date value.": say("Write a date, such as 2026-10-14."),
    "Not a valid time value.": say("Write a time, such as 10.00."),
    "Not a valid integer value.": say("Write a whole number."),
    "Not a valid choice.": say("Choose one of the options."),
    "Not a valid choice": say("Choose one of the options."),
    "Invalid Choice: could not coerce.": say("Choose one of the options."),
    "Invalid choice(s): one or more data inputs could not be coerced.": say("Choose one of the options."),
    "'%(value)s' is not a valid choice for this field.": say("Choose one of the options."),
    "'%(value)s' are not valid choices for this field.": say("Choose one of the options."),
    "Not a valid decimal value.": say("Write a number."),
    "Not a valid float value.": say("Write a number."),
    "CSRF token missing": say("This page was open too long. Send it once more."),
}


def given(value: Value | None) -> Value:
    """What a required field read; its check has made sure that there is something."""
    assert value is not None
    return value


def seen_number(text: str | None) -> int:
    """What a hidden field says was seen; -1, which nothing has for its number, when it says no number."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1


def required() -> InputRequired:
    """A check that something was answered, in our words."""
    return InputRequired(say("This needs an answer."))


class _NotBlank:
    """Like InputRequired, but spaces alone are no answer."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads it from the class

    def __call__(self, form: Any, field: Field) -> None:
        if not (field.data or "").strip():
            raise ValidationError(say("This needs an answer."))


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def line(label: str, *, needed: bool = False, most: int = 200, hint: str = "", **more: Any) -> StringField:
    """One line of text, at most `most` characters."""
    return StringField(label, _checks(needed, most), description=hint, filters=[_stripped], **more)


def prose(label: str, *, needed: bool = False, most: int = 10_000, hint: str = "") -> TextAreaField:
    """Several lines of text."""
    return TextAreaField(label, _checks(needed, most), description=hint, filters=[_stripped])


def mail_address(label: str, *, needed: bool = False, hint: str = "") -> EmailField:
    """An e-mail address; lower-cased by the use case, not here, so that it is shown as typed."""
    check = Mailable()
    return EmailField(label, [*_checks(needed, 254), check], description=hint, filters=[_stripped])


def _checks(needed: bool, most: int) -> list[Any]:
    length = Length(max=most, message=say("At most %(most)s characters.", most=most))
    return [_NotBlank(), length] if needed else [Optional(), length]


class Mailable:
    """One address of the form somebody@example.org; no list, no name around it."""

    def __call__(self, form: Any, field: Field) -> None:
        text = field.data or ""
        if text and not is_mail_address(text):
            raise ValidationError(say("Write an e-mail address, such as anna@example.org."))


class Clock(TimeField):
    """A time of day: 10.00 and 10:00 are both understood."""

    def __init__(self, label: str = "", validators: Any = None, **more: Any) -> None:
        super().__init__(label, validators, format=["%H:%M", "%H.%M", "%H:%M:%S"], **more)


def choose(pairs: Iterable[tuple[Any, str]], *, nothing: str = "") -> Choices:
    """(value, label) pairs for a field to choose from; `nothing` names a first one that stands for none."""
    offered = [SelectChoice(value, label) for value, label in pairs]
    return [SelectChoice("", nothing), *offered] if nothing else offered


def english(label: str) -> Text:
    """The label of a field's English twin."""
    return say("%(label)s, in English", label=label)
