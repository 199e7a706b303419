"""Commands: flask seed demo, demo-links, worker, admin create, errands run."""

import click
from flask import Flask

from planner.web.entry import parts


def install(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(worker)


@click.command("worker")
@click.option("--workers", default=2, show_default=True, help="Threads that run errands.")
def worker(workers: int) -> None:
    """Run errands: letters, programmes to print, the sweep each minute."""
    parts().engine.create_consumer(workers=workers, worker_type="thread", periodic=True).run()
