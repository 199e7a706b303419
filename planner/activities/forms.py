"""The one short form of an activity, the lead's answer, and the address of a calendar to read in."""

from collections.abc import Iterable

from wtforms import DateField, HiddenField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from planner.activities.rules import ActivityDetails
from planner.core.language import Words, in_language, language, say
from planner.meetings.rules import MODE_WORDS, Mode
from planner.network.queries import ClusterName, ThemeValue
from planner.network.rules import COUNTIES, by_letters
from planner.web.form import Clock, Form, choose, given, line, prose, required


class _Ticks(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ActivityForm(Form):
    """Everything that is said of an activity."""

    revision = HiddenField()
    title_sv = line(say("Title"), needed=True, hint=say("Such as “Fältvandring: bevattning i potatis”."))
    cluster_id = SelectField(say("Cluster"), [InputRequired(say("Choose one of the options."))], choices=[])
    first_day = DateField(say("Day"), [required()])
    last_day = DateField(say("Last day, if it lasts several"), [Optional()])
    starts = Clock(say("From"), [Optional()])
    ends = Clock(say("To"), [Optional()])
    mode = SelectField(say("How it is held"), choices=choose((m.value, w) for m, w in MODE_WORDS.items()))
    place = line(say("Place"), hint=say("The house or farm, and the town."))
    county = SelectField(say("County"), choices=[])
    text_sv = prose(say("Short text"), most=600, hint=say("Two or three sentences: what it is about, and for whom."))
    theme_ids = _Ticks(say("Themes"), [Optional()], choices=[], coerce=int)
    link = line(say("Web address"), most=500, hint=say("Where one reads more or registers."))
    contact = line(say("Contact"), hint=say("A name and an e-mail address or a phone number. Everybody sees it."))
    title_en = line(say("Title, in English"))
    text_en = prose(say("Short text, in English"), most=600)

    def offer(self, clusters: Iterable[ClusterName], themes: Iterable[ThemeValue], kept: str = "") -> None:
        """What can be chosen; `kept`: the county that stands there now, should it be none of Sweden's."""
        self.cluster_id.choices = choose((str(cluster.id), cluster.name) for cluster in clusters)
        self.theme_ids.choices = choose((theme.id, theme.name.in_(language())) for theme in themes)
        names = sorted({*COUNTIES, *([kept] if kept else [])}, key=by_letters)
        self.county.choices = choose(((name, name) for name in names), nothing="–")

    def begin(self, clusters: tuple[ClusterName, ...]) -> None:
        """A new one; whoever has one cluster alone need not say where that is."""
        self.mode.data = Mode.ON_SITE.value
        if len(clusters) == 1:
            self.cluster_id.data, self.county.data = str(clusters[0].id), clusters[0].county

    def show(self, details: ActivityDetails, revision: int) -> None:
        """Fill the form with what is known."""
        self.revision.data = str(revision)
        for name in ("title", "text"):
            words = getattr(details, name)
            self[f"{name}_sv"].data, self[f"{name}_en"].data = words.sv, words.en
        for name in ("first_day", "starts", "ends", "place", "county", "link", "contact"):
            self[name].data = getattr(details, name)
        self.last_day.data = details.last_day if details.last_day != details.first_day else None
        self.cluster_id.data, self.mode.data = str(details.cluster_id), details.mode.value
        self.theme_ids.data = list(details.theme_ids)

    def details(self, zone: str) -> ActivityDetails:
        return ActivityDetails(
            title=Words(self.title_sv.data or "", self.title_en.data or ""),
            cluster_id=int(self.cluster_id.data),
            first_day=given(self.first_day.data),
            last_day=self.last_day.data,
            starts=self.starts.data,
            ends=self.ends.data,
            zone=zone,
            text=Words(self.text_sv.data or "", self.text_en.data or ""),
            mode=Mode(self.mode.data),
            place=self.place.data or "",
            county=self.county.data or "",
            theme_ids=tuple(self.theme_ids.data or ()),
            link=self.link.data or "",
            contact=self.contact.data or "",
        )


class AnswerForm(Form):
    """What the lead writes when sending something back."""

    revision = HiddenField()
    answer = prose(say("What should be different"), needed=True, most=500)


class FeedForm(Form):
    """Where a cluster's own calendar is."""

    address = line(
        say("Address of the calendar"),
        needed=True,
        most=1000,
        hint=say("It ends in .ics or begins with webcal://. Google calls it the public address in iCal format."),
    )


class FilterForm(Form):
    """What one looks for in the public calendar. Sent with GET: the filter is the address."""

    theme = SelectField(say("Theme"), choices=[], validate_choice=False)
    cluster = SelectField(say("Cluster"), choices=[], validate_choice=False)
    county = SelectField(say("County"), choices=[], validate_choice=False)
    mode = SelectField(say("Takes place"), choices=[], validate_choice=False)

    def offer(self, options: dict[str, list[tuple[str, str]]], asked: dict[str, str]) -> None:
        """Codes and words to choose from, and what is asked for now."""
        for name, pairs in options.items():
            self[name].choices = choose(pairs, nothing=in_language(say("All"), language()))
            self[name].data = asked.get(name, "")
