"""What happens to speakers that others want to hear of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GivenErased:
    """Pictures or files are erased for good, and with `person_id` all that this speaker said of themselves."""

    meeting_id: int
    person_id: int | None
    digests: frozenset[str]
    """Of what is gone. The same picture or file of somebody else is not among them."""


@dataclass(frozen=True)
class SpeakerChanged:
    """Somebody who gives something has answered, or letters to them go elsewhere now."""

    meeting_id: int
    person_id: int
