"""The one family of refusals. Each carries the words for the person who asked."""

from collections.abc import Mapping

from planner.core.language import Text, say


class PlannerError(Exception):
    """Base of all refusals. `words` is shown to the person, in the language they read."""

    status = 400

    def __init__(self, words: Text | None = None) -> None:
        self.words = words or say("This could not be done.")
        super().__init__(str(self.words))


class NotFound(PlannerError):
    """What was asked for is not here, or not for this person to know of."""

    status = 404

    def __init__(self, words: Text | None = None) -> None:
        super().__init__(words or say("There is nothing at this address."))


class NotAllowed(PlannerError):
    """The person may not do this."""

    status = 403

    def __init__(self, words: Text | None = None) -> None:
        super().__init__(words or say("You do not have permission to do this."))


class NotSignedIn(NotAllowed):
    """Nobody is signed in, and this wants somebody."""

    status = 401


class Gone(PlannerError):
    """A link that worked once, or for a time, no longer does."""

    status = 410


class Conflict(PlannerError):
    """Somebody else changed this first, or the state does not allow it any more."""

    status = 409


class TooMany(PlannerError):
    """Asked too often; wait a little."""

    status = 429


class Invalid(PlannerError):
    """Input that cannot be used: for each field's name, the words that explain why."""

    status = 422

    def __init__(self, fields: Mapping[str, Text]) -> None:
        self.fields = dict(fields)
        super().__init__(next(iter(self.fields.values()), None))
