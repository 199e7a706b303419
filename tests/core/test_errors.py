"""Refusals carry the words for the person."""

from planner.core.errors import (
    Conflict,
    Gone,
    Invalid,
    NotAllowed,
    NotFound,
    NotSignedIn,
    PlannerError,
    TooMany,
)
from planner.core.language import say


def test_each_refusal_has_its_answer() -> None:
    kinds = (PlannerError, NotFound, NotAllowed, NotSignedIn, Gone, Conflict, TooMany)
    assert [kind().status for kind in kinds] == [400, 404, 403, 401, 410, 409, 429]


def test_words_are_kept_in_both_languages() -> None:
    assert str(NotFound()) == "There is nothing at this address."
    assert NotFound().words.in_("sv") != "There is nothing at this address."
    assert str(Conflict(say("Too late."))) == "Too late."


def test_invalid_input_names_its_fields() -> None:
    refused = Invalid({"days": say("A gathering needs at least one day."), "title": say("Nothing here")})
    assert refused.status == 422
    assert list(refused.fields) == ["days", "title"]
    assert str(refused) == "A gathering needs at least one day."
    assert str(Invalid({})) == "This could not be done."
