"""Commands: flask seed demo, demo-links, admin create, errands run, mailbox read, worker, texts update."""

import click
from flask import Flask

from planner import texts
from planner.accounts import queries as accounts
from planner.accounts.services import make_link, open_first_admin
from planner.core.actor import SYSTEM
from planner.core.errors import PlannerError
from planner.demo import plant
from planner.demo.planting import ADMIN, GUEST, LEAD, STAFF
from planner.demo.speaking import SPEAKER
from planner.meetings.queries import meetings_in_order
from planner.network.queries import clusters_in_order
from planner.registrations.queries.holders import private_salt
from planner.replies.errands import read_mailbox
from planner.replies.queries import incoming
from planner.speakers.queries.holders import speaker_salt
from planner.web.entry import parts, reading, writing
from planner.web.errands import run_due

DEMO_LINK_MINUTES = 12 * 60


def install(app: Flask) -> None:
    """Add the commands to `flask`."""
    for command in (seed, demo_links, admin, errands, mailbox, worker, texts_group):
        app.cli.add_command(command)


@click.group()
def seed() -> None:
    """Fill the database."""


@seed.command("demo")
@click.option("--if-empty", is_flag=True, help="Say nothing and do nothing unless the database is empty.")
def seed_demo(if_empty: bool) -> None:
    """Plant the demo gatherings, clusters and people."""
    if if_empty:
        with reading(SYSTEM) as work:
            if meetings_in_order(work.db, work.now) or clusters_in_order(work.db):
                return
    try:
        with writing(SYSTEM) as work:
            planted = plant(work)
    except PlannerError as refusal:
        raise click.ClickException(str(refusal.words)) from refusal
    click.echo(f"Planted the demo: {planted.gamleby}, {planted.webinar}, {planted.past}, {planted.steering}.")


@click.command("demo-links")
def demo_links() -> None:
    """Print the address and sign-in links of the demo's people. Each link works once; run it again for new ones."""
    site = parts().site
    rows = [("Public page", site.url("/"))]
    with writing(SYSTEM) as work:
        for words, address in (("Project lead", LEAD), ("Cluster staff", STAFF), ("Administrator", ADMIN)):
            known = accounts.account_with_address(work.db, address)
            if known is not None:
                rows.append((words, make_link(work, known.id, DEMO_LINK_MINUTES)))
        salt = private_salt(work.db, GUEST)
        if salt:
            rows.append(("Attendee", site.url("/r/") + site.keys.token("registration", salt)))
        salt = speaker_salt(work.db, SPEAKER)
        if salt:
            rows.append(("Speaker", site.url("/s/") + site.keys.token("speaker", salt)))
    width = max(len(words) for words, _ in rows)
    for words, address in rows:
        click.echo(f"  {words:<{width}}  {address}")


@click.group()
def admin() -> None:
    """The first administrator."""


@admin.command("create")
@click.argument("email")
@click.option("--name", default="", help="As it is shown; the address if left out.")
def create_admin(email: str, name: str) -> None:
    """Let EMAIL in as administrator and print a sign-in link that works once, within an hour."""
    try:
        with writing(SYSTEM) as work:
            account_id = open_first_admin(work, email, name or email)
            click.echo(make_link(work, account_id, 60))
    except PlannerError as refusal:
        raise click.ClickException(str(refusal.words)) from refusal


@click.group()
def errands() -> None:
    """What waits to be done after commits."""


@errands.command("run")
def run_errands() -> None:
    """Run everything that is due, here and now."""
    click.echo(f"{run_due()} errands ran.")


@click.group()
def mailbox() -> None:
    """What comes back by mail."""


@mailbox.command("read")
def read_the_mailbox() -> None:
    """Read the mailbox here and now, as the worker does every few minutes."""
    settings = parts().settings.imap
    if settings is None:
        raise click.ClickException("No mailbox is set: PLANNER_IMAP_HOST names its server.")
    click.echo(f"{read_mailbox()} mails looked at.")
    with reading(SYSTEM) as work:
        last = incoming(work.db, settings.name).reading
    if last is not None and last.trouble:
        raise click.ClickException(last.trouble)


@click.command("worker")
@click.option("--workers", default=2, show_default=True, help="Threads that run errands.")
def worker(workers: int) -> None:
    """Run errands: letters, programmes to print, the sweep each minute."""
    parts().engine.create_consumer(workers=workers, worker_type="thread", periodic=True).run()


@click.group("texts")
def texts_group() -> None:
    """What people read, and its translations."""


@texts_group.command("update")
def update_texts() -> None:
    """Bring the translations into step with code and templates, and list what is still to be translated."""
    for lang in texts.TRANSLATED:
        missing = texts.update(lang)
        click.echo(f"{texts.catalogue_path(lang)}: {len(missing)} to translate")
        for message in missing:
            click.echo(f"  {message}")
