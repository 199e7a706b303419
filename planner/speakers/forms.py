"""Forms of speakers: the answer, what they tell, an address, and files."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, FieldList, FormField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from planner.core.language import Words, in_language, language, say
from planner.core.pictures import Picture, shrunk
from planner.speakers.queries import Asked, FileLine, SpeakerCard
from planner.speakers.rules import (
    MOST_BIO,
    MOST_FILE_BYTES,
    MOST_PORTRAIT_PIXELS,
    MOST_WORD,
    DayWhen,
    SpeakerDetails,
    SpeakerStatus,
    TalkIdea,
    Upload,
    shown_mark,
    upload_of,
)
from planner.web.form import Clock, Form, Row, choose, line, mail_address, prose

MOST_ROWS = 60
TALK_WORDS = ("title_sv", "title_en", "abstract_sv", "abstract_en")
LANGS = (("sv", say("Swedish")), ("en", say("English")))


class AnswerForm(Form):
    """Yes or no: which button was pressed, and a word with it."""

    word = prose(say("A word to those who arrange it"), most=MOST_WORD)


class NoteForm(Form):
    """The answer as a lead notes it."""

    status = RadioField(
        say("Answer"),
        choices=choose(
            [
                (SpeakerStatus.NOT_ASKED.value, say("Not asked")),
                (SpeakerStatus.ASKED.value, say("Asked")),
                (SpeakerStatus.CONFIRMED.value, say("Confirmed")),
                (SpeakerStatus.DECLINED.value, say("Has declined")),
            ]
        ),
    )
    word = prose(say("What they said"), most=MOST_WORD)


class AddressForm(Form):
    """Where letters to a speaker go."""

    email = mail_address(say("E-mail"), needed=True)
    lang = RadioField(say("Letters are in"), choices=choose(LANGS), default="sv")


class DayRow(Row):
    """One day: the whole of it, a part, or not at all."""

    held_on = StringField(widget=HiddenInput())
    starts = Clock(say("From"), [Optional()])
    ends = Clock(say("To"), [Optional()])
    is_away = BooleanField(say("Not that day"))

    @property
    def day(self) -> date | None:
        """The day that the row is about; None for one that nobody was shown."""
        try:
            return date.fromisoformat(str(self.held_on.data))
        except ValueError:
            return None

    def validate(self, extra_validators: Any = None) -> bool:
        """A time that ends before it begins is a slip of the hand."""
        fine = super().validate(extra_validators)
        starts, ends = self.starts.data, self.ends.data
        if fine and not self.is_away.data and starts and ends and ends <= starts:
            self.ends.errors = [in_language(say("This is before it begins."), language())]
            return False
        return fine


class TalkRow(Row):
    """One of their items, called and described as it stands, to be written over."""

    item_uid = StringField(widget=HiddenInput())
    mark = StringField(widget=HiddenInput())
    """Of what was shown: what comes back the same suggests nothing."""
    title_sv = line(say("Title"))
    title_en = line(say("Title, in English"))
    abstract_sv = prose(say("What it is about"))
    abstract_en = prose(say("What it is about, in English"))


class DetailsForm(Form):
    """All that a speaker tells. A lead who fills it in for them sees neither talks nor special needs."""

    revision = HiddenField()
    talks = FieldList(FormField(TalkRow), max_entries=MOST_ROWS)
    title = line(say("Your title"))
    organisation = line(say("Your organisation"))
    bio_sv = prose(
        say("About you"), most=MOST_BIO, hint=say("A few sentences. They are shown on the gathering's page.")
    )
    bio_en = prose(say("About you, in English"), most=MOST_BIO)
    picture = FileField(
        say("Picture of you"), description=say("PNG, JPEG or WebP. It is made small, and shown in a circle.")
    )
    no_picture = BooleanField(say("Remove the picture"))
    days = FieldList(FormField(DayRow), max_entries=MOST_ROWS)
    room_needs = prose(say("What you need in the room"), most=2000, hint=say("Projector, sound, flip chart, a table …"))
    special_needs = prose(say("Special needs"), most=2000, hint=say("Food, allergies, getting in and about …"))

    def for_lead(self) -> None:
        """Without what a lead changes elsewhere or may not see here, and in words to a lead."""
        del self.talks, self.special_needs
        lang = language()
        for field, label in (
            (self.title, say("Title")),
            (self.organisation, say("Organisation")),
            (self.bio_sv, say("About the speaker")),
            (self.bio_en, say("About the speaker, in English")),
            (self.picture, say("Picture")),
        ):
            field.label.text = in_language(label, lang)

    def show(self, card: SpeakerCard, days: Sequence[Any], asked: Asked | None = None) -> None:
        """Fill the form with what is known; `days` are the gathering's, `asked` what only the speaker sees."""
        said = card.said
        self.revision.data = str(card.revision)
        self.title.data, self.organisation.data = said.title or card.title, said.organisation or card.organisation
        self.bio_sv.data, self.bio_en.data = said.bio.sv, said.bio.en
        self.room_needs.data = said.room_needs
        known = {when.held_on: when for when in said.hours}
        for day in days:
            self.days.append_entry(vars(known.get(day.held_on, DayWhen(day.held_on))))
        if asked is not None:
            self.special_needs.data = asked.special_needs
            for item in card.items:
                self.talks.append_entry(_talk(asked.ideas.get(item.uid), item.uid, item.title, item.details.abstract))

    def details(self, card: SpeakerCard) -> SpeakerDetails:
        """What was filled in; a title that only repeats the address book's is none of their own."""
        rows = [entry.form for entry in self.days]
        has_talks = "talks" in self
        return SpeakerDetails(
            title="" if self.title.data == card.title else self.title.data or "",
            organisation="" if self.organisation.data == card.organisation else self.organisation.data or "",
            bio=Words(self.bio_sv.data or "", self.bio_en.data or ""),
            room_needs=self.room_needs.data or "",
            hours=tuple(when for when in map(_when, rows) if when is not None),
            special_needs=(self.special_needs.data or "") if has_talks else None,
            ideas=tuple(filter(None, (_idea(entry.form) for entry in self.talks))) if has_talks else (),
        )

    def new_picture(self) -> Picture | None:
        """The picture that was sent now, small; None when none was. Raises Invalid by the field."""
        content = _content(self.picture)
        return shrunk(content, MOST_PORTRAIT_PIXELS) if content else None


class FileForm(Form):
    """One file."""

    file = FileField(say("File"))

    def upload(self, endings: tuple[str, ...]) -> Upload:
        """The file that was sent, looked through. Raises Invalid by the field."""
        name = getattr(self.file.data, "filename", "") or ""
        return upload_of(name, _content(self.file), endings)


class SlidesForm(FileForm):
    """A file from a speaker, new or in the place of another."""

    instead_of = SelectField(say("Instead of"), [Optional()], choices=[])

    def offer(self, files: Sequence[FileLine]) -> None:
        """The files that it may replace."""
        names = [(str(file.file_id), file.name) for file in files]
        self.instead_of.choices = choose(names, nothing=in_language(say("None: it is one more"), language()))


def _content(field: Any) -> bytes:
    """What was sent in a field of files: at most a little more than is taken, enough to see that it is too much."""
    if not getattr(field.data, "filename", ""):
        return b""
    field.data.stream.seek(0)
    content: bytes = field.data.stream.read(MOST_FILE_BYTES + 1)
    return content


def _talk(idea: TalkIdea | None, uid: str, title: Words, abstract: Words) -> dict[str, str]:
    """An item as its speaker would have it, or else as it stands."""
    shown = (idea.title or title, idea.abstract or abstract) if idea else (title, abstract)
    return {
        "item_uid": uid,
        "mark": shown_mark(*shown),
        "title_sv": shown[0].sv,
        "title_en": shown[0].en,
        "abstract_sv": shown[1].sv,
        "abstract_en": shown[1].en,
    }


def _idea(row: Any) -> TalkIdea | None:
    """What a row suggests; None when it came back as it was shown."""
    said = {name: (row[name].data or "").replace("\r\n", "\n") for name in TALK_WORDS}
    title, abstract = Words(said["title_sv"], said["title_en"]), Words(said["abstract_sv"], said["abstract_en"])
    return None if shown_mark(title, abstract) == row.mark.data else TalkIdea(row.item_uid.data or "", title, abstract)


def _when(row: Any) -> DayWhen | None:
    if row.day is None:
        return None
    return DayWhen(row.day, row.is_away.data, row.starts.data, row.ends.data)
