"""Whom Gamleby invites, and who of them lets nobody know."""

from dataclasses import replace
from datetime import timedelta

from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.core.work import Work
from planner.invitations.queries import lines_of
from planner.invitations.rules import Answer, InvitingTerms
from planner.invitations.services import decline, invite_clusters, send, set_terms
from planner.mail.queries import Wanted, letters
from planner.mail.rules import LetterState
from planner.mail.services import book
from planner.meetings.queries import gate_of
from planner.network.queries import clusters_in_order


def invite(work: Work, slug: str) -> None:
    """Every cluster, sixteen days ago, with the lead's own words."""
    then = replace(work, now=work.now - timedelta(days=16))
    invite_clusters(then, slug, [cluster.id for cluster in clusters_in_order(work.db)])
    message = Words(
        "Nu ses vi igen! Ta gärna med en kollega som inte varit med förut, och en fråga som ni vill ha svar på.",
        "We meet again! Do bring a colleague who has not been before, and a question that you want answered.",
    )
    set_terms(then, slug, InvitingTerms(message))
    send(then, slug)


def let_time_pass(work: Work, slug: str) -> None:
    """Of those who have not answered one sends nobody, one's letter bounced, and the rest are silent."""
    silent = [line for line in lines_of(work.db, gate_of(work.db, slug).meeting_id)
              if line.course.answer is Answer.SILENT]  # fmt: skip
    decline(work, silent[0].invitation_id)
    lost = letters(work.db, Wanted(containing=silent[1].addressees[0].email)).rows[0]
    book(replace(work, actor=SYSTEM), lost.id, LetterState.BOUNCED, "550 5.1.1 No such user here")
