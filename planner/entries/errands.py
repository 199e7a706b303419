"""What the job engine runs for mailed entries, after the commit that asked for it."""

from planner.core.actor import SYSTEM
from planner.entries import services
from planner.web.entry import writing

MEND = services.MEND


def mend_entries(payload: str) -> None:
    """Letters until everybody holds the entries they should, a batch a transaction. `payload`: the gathering's id."""
    has_more = True
    while has_more:
        with writing(SYSTEM) as work:
            has_more = services.mend_some(work, int(payload))
