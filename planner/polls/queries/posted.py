"""Which date poll a letter asked about, for whoever looks at the letter."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.network.models import Cluster
from planner.polls.models import PollAsk, PollLetter


@dataclass(frozen=True)
class AskedBy:
    """Who was asked by a letter, and where their answer stands."""

    poll_id: int
    cluster: str


def asked_by(db: Session, letter_id: int) -> AskedBy | None:
    """The poll and the cluster of a question or a reminder; None for any other letter. One statement."""
    row = db.execute(
        select(PollAsk.poll_id, Cluster.name)
        .select_from(PollLetter)
        .join(PollAsk, PollAsk.id == PollLetter.ask_id)
        .join(Cluster, Cluster.id == PollAsk.cluster_id)
        .where(PollLetter.letter_id == letter_id)
    ).one_or_none()
    return AskedBy(*row) if row is not None else None
