"""The forms in which planners write questions, copy them, and look at them."""

from collections.abc import Iterable, Sequence

from wtforms import BooleanField, HiddenField, RadioField, SelectField, TextAreaField

from planner.core.language import Text, Words, in_language, language, say
from planner.meetings.rules import Mode
from planner.questions.forms.asking import question_fields
from planner.questions.queries import AskingMeeting
from planner.questions.rules import KIND_WORDS, WITH_OPTIONS, Asked, QuestionDetails, QuestionKind
from planner.web.form import Form, choose, english, line


class QuestionForm(Form):
    """One question, as a planner writes it."""

    revision = HiddenField()
    label_sv = line(say("Question"), needed=True, most=300)
    label_en = line(english(say("Question")), most=300)
    kind = SelectField(say("Kind of answer"), choices=choose((k.value, w) for k, w in KIND_WORDS.items()))
    hint_sv = line(say("Hint"), most=600, hint=say("Shown in small letters at the question."))
    hint_en = line(english(say("Hint")), most=600)
    options = TextAreaField(
        say("Options"),
        description=say(
            "One a line: Swedish | English. A line changed in place is the same option in new words. "
            "For another option instead, remove the line and write a new one last."
        ),
    )
    is_required = BooleanField(say("Must be answered"))
    is_sensitive = BooleanField(say("Sensitive, like diet and health"))
    if_answer = SelectField(say("Asked only of those who answered"), choices=[], default="")
    if_mode = SelectField(say("Asked only of those who take part"), choices=[], default="")

    def offer(self, earlier: Iterable[Asked], modes: Sequence[Mode]) -> None:
        """What it may hang on; called before anything is read from the form. No choice, no field."""
        lang = language()
        pairs = [
            (f"{q.question_id}:{option.key}", f"{q.label.in_(lang)} – {option.words.in_(lang)}")
            for q in earlier
            if q.kind in WITH_OPTIONS
            for option in q.options
        ]
        self.if_answer.choices = choose(pairs, nothing=in_language(say("Everybody, whatever they answered"), lang))
        ways = [(mode.value, _WAYS[mode].in_(lang)) for mode in modes]
        self.if_mode.choices = choose(ways, nothing=in_language(say("In any way"), lang))
        if not pairs:
            del self.if_answer
        if not ways:
            del self.if_mode

    def show(self, question: Asked) -> None:
        """Fill the form with what is asked now."""
        for name, words in (("label", question.label), ("hint", question.hint)):
            self[f"{name}_sv"].data, self[f"{name}_en"].data = words.sv, words.en
        self.kind.data = question.kind.value
        self.options.data = "\n".join(_typed(option.words) for option in question.options)
        self.is_required.data, self.is_sensitive.data = question.is_required, question.is_sensitive
        if "if_answer" in self and question.if_question_id:
            self.if_answer.data = f"{question.if_question_id}:{question.if_option}"
        if "if_mode" in self:
            self.if_mode.data = question.if_mode.value if question.if_mode else ""
        self.revision.data = str(question.version)

    def details(self) -> QuestionDetails:
        answer = (self.if_answer.data or "") if "if_answer" in self else ""
        mode = (self.if_mode.data or "") if "if_mode" in self else ""
        question_id, _, option = answer.partition(":")
        return QuestionDetails(
            kind=QuestionKind(self.kind.data),
            label=Words(self.label_sv.data or "", self.label_en.data or ""),
            hint=Words(self.hint_sv.data or "", self.hint_en.data or ""),
            options=tuple(_words(said) for said in (self.options.data or "").splitlines() if said.strip()),
            is_required=bool(self.is_required.data),
            is_sensitive=bool(self.is_sensitive.data),
            if_question_id=int(question_id) if question_id else None,
            if_option=option,
            if_mode=Mode(mode) if mode else None,
        )


_WAYS: dict[Mode, Text] = {Mode.ON_SITE: say("In person"), Mode.ONLINE: say("Online")}


def _words(said: str) -> Words:
    swedish, _, other = said.partition("|")
    return Words(" ".join(swedish.split()), " ".join(other.split()))


def _typed(words: Words) -> str:
    return f"{words.sv} | {words.en}" if words.en else words.sv


class CopyForm(Form):
    """Which gathering's questions to copy."""

    from_slug = SelectField(say("From"), choices=[])

    def offer(self, meetings: Iterable[AskingMeeting]) -> None:
        """The gatherings that ask something; called before anything is read from the form."""
        lang = language()
        self.from_slug.choices = choose(
            (meeting.slug, f"{meeting.title.in_(lang)} ({meeting.first_day.isoformat()})") for meeting in meetings
        )


class PreviewForm(Form):
    """The questions as people see them, to look at: never sent."""

    class Meta(Form.Meta):
        csrf = False

    preview_mode = RadioField(say("Looked at by somebody who takes part"), choices=[])


def preview_form(asked: Sequence[Asked], modes: Sequence[Mode]) -> PreviewForm:
    """A form with the fields of these questions, and how its reader takes part where that decides something."""
    kind = type("AskedForm", (PreviewForm,), question_fields(asked))
    form: PreviewForm = kind(formdata=None)
    form.preview_mode.choices = choose((mode.value, _WAYS[mode].in_(language())) for mode in modes)
    form.preview_mode.data = modes[0].value
    if len(modes) < 2 or not any(question.if_mode for question in asked):
        del form.preview_mode
    return form
