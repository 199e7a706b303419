"""Answers to the gathering's own questions: a column for each."""

from collections.abc import Sequence

from planner.core.language import Lang, say
from planner.lists.queries.answers import OwnAnswers
from planner.lists.queries.people import PersonRow
from planner.lists.rules import Group, Line, Listing
from planner.questions.rules import in_words
from planner.registrations.rules import STATUS_WORDS


def answer_list(people: Sequence[PersonRow], own: OwnAnswers, lang: Lang, *, with_sensitive: bool = False) -> Listing:
    """A line for everybody who has answered anything; questions that nobody answered have no column.

    Whatever is sensitive says so in its heading, and is there only `with_sensitive`.
    """
    given = {
        (answer.registration_id, answer.asked.question_id): answer
        for answer in own.answers
        if with_sensitive or answer.asked.question_id not in own.sensitive
    }
    answered = {question_id for _, question_id in given}
    questions = [question for question in own.questions if question.question_id in answered]
    titles = [
        say("%(question)s (sensitive)", question=question.label.in_(lang)).in_(lang)
        if question.question_id in own.sensitive
        else question.label.in_(lang)
        for question in questions
    ]
    columns = (*(word.in_(lang) for word in (say("Name"), say("Cluster or organisation"), say("Status"))), *titles)
    lines = []
    for person in people:
        answers = [given.get((person.registration_id, question.question_id)) for question in questions]
        if any(answers):
            words = [in_words(answer.asked, answer.value, lang) if answer else "" for answer in answers]
            cells = (person.name, person.comes_from, STATUS_WORDS[person.status].in_(lang), *words)
            files = tuple((n, a.asked.question_id) for n, a in enumerate(answers, 3) if a and a.has_file)
            lines.append(Line(cells, person.registration_id, person.cluster, person.mode, files))
    return Listing(tuple(columns), (Group("", tuple(lines)),))
