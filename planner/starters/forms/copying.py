"""What of an earlier gathering is to come along."""

from collections.abc import Mapping

from wtforms import DateField

from planner.core.language import Text, Words, language, say, say_many
from planner.starters.forms.ticks import Ticks
from planner.starters.rules import TAKE_WORDS, Source, Take
from planner.starters.services import CopyWish
from planner.web.form import Form, choose, english, given, line, required


class FillForm(Form):
    """A tick list of what an earlier gathering has."""

    takes = Ticks(say("Tick what is to come along"), choices=[])

    def offer(self, source: Source, *, with_days: bool = False) -> None:
        """What can be taken, each with how much of it there is; called before anything is read from the form."""
        found = _found(source)
        lang = language()
        self.takes.choices = choose(
            (take.value, f"{words.in_(lang)} ({found[take].in_(lang)})" if take in found else words.in_(lang))
            for take, words in TAKE_WORDS.items()
            if with_days or take is not Take.DAYS
        )

    def tick(self) -> None:
        """What is ticked at first: everything, but not other days in place of those that somebody chose."""
        self.takes.data = [take.value for take in Take if take is not Take.DAYS]

    def taken(self) -> frozenset[Take]:
        return frozenset(map(Take, self.takes.data or ()))


class CopyForm(FillForm):
    """A new gathering like an earlier one. Its days always come along."""

    title_sv = line(say("Title"), needed=True)
    title_en = line(english(say("Title")))
    first_day = DateField(say("New first day"), [required()])

    def wish(self) -> CopyWish:
        """What was filled in."""
        title = Words(self.title_sv.data or "", self.title_en.data or "")
        return CopyWish(title, given(self.first_day.data), self.taken())


def _found(source: Source) -> Mapping[Take, Text]:
    said, parts = source.details, [part for part in source.parts if part.name]
    speakers = {(giver.name, giver.organisation) for item in source.items for giver in item.givers}
    notes = sum(bool(item.notes) for item in source.items)
    return {
        Take.HOSTS: say_many("%(n)s cluster", "%(n)s clusters", len(said.host_ids)),
        Take.AGENDA: say_many("%(n)s item", "%(n)s items", len(source.items)),
        Take.SPEAKERS: say_many("%(n)s person", "%(n)s persons", len(speakers)),
        Take.NOTES: say_many("%(n)s note", "%(n)s notes", notes),
        Take.QUESTIONS: say_many("%(n)s question", "%(n)s questions", source.questions),
        Take.PARTS: say_many("%(n)s part", "%(n)s parts", len(parts)),
    }
