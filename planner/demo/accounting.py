"""What is said of the gathering that has been, for whoever paid for it: its logo, whom it invited, how it was."""

import io
from collections.abc import Sequence
from decimal import Decimal

from PIL import Image, ImageDraw

from planner.core.language import Words
from planner.core.work import Work
from planner.invitations.rules import InvitingTerms
from planner.invitations.services import invite_clusters, send, set_terms
from planner.meetings.services import add_logo
from planner.papers.queries import Mark, ProofNote
from planner.papers.services import save_note


def invite(work: Work, slug: str, cluster_ids: Sequence[int]) -> None:
    """These clusters, with the lead's own words."""
    invite_clusters(work, slug, cluster_ids)
    message = Words(
        "Agro Västmanland visar hur de arbetar med vuxna som byter yrke. Ta med ett exempel från ert eget kluster.",
        "Agro Västmanland shows how they work with adults who change trade. Bring an example from your own cluster.",
    )
    set_terms(work, slug, InvitingTerms(message))
    send(work, slug)


def fund(work: Work, slug: str) -> None:
    """A logo of a fund that there is not: three furrows under a sun."""
    picture = Image.new("RGB", (360, 240), "#1c4a38")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((140, 40, 220, 120), fill="#d9a520")
    for furrow in range(3):
        draw.rectangle((40 + 20 * furrow, 150 + 24 * furrow, 320 - 20 * furrow, 160 + 24 * furrow), fill="#faf8f3")
    content = io.BytesIO()
    picture.save(content, "PNG")
    add_logo(work, slug, content=content.getvalue(), alt="Demofonden")


def account(work: Work, slug: str) -> None:
    """Purpose, and how it was judged."""
    note = ProofNote(
        purpose=Words(
            "Att klustren lär av varandra hur **vuxna kommer in i de gröna näringarna**, och bestämmer vad de prövar "
            "gemensamt.\n\n- tre exempel från gårdar och skolor\n- två gemensamma försök under året",
            "That the clusters learn from each other how **adults come into farming**, and decide what to try "
            "together.\n\n- three examples from farms and schools\n- two common trials during the year",
        ),
        evaluation=Words(
            "Studiebesöket och samtalen i små grupper uppskattades mest. Flera önskade mer tid efter lunch.",
            "The visit to the farm and the talks in small groups were liked best. Several wished for more time after "
            "lunch.",
        ),
        answers=16,
        marks=(
            Mark("Träffen i sin helhet", Decimal("4.4")),
            Mark("Jag lärde mig något som jag kan använda", Decimal("4.2")),
            Mark("Maten och lokalerna", Decimal("4.7")),
        ),
    )
    save_note(work, slug, note)
