"""`./run bench`: measure, print each figure beside its bar, and fail if one is over."""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path

from flask import Flask

from bench import board, calendars, pages, personal, publishing, rules, seats, shared
from bench.report import HEAD, Finding, line_of
from bench.stage import LARGE, SMALL, Gathering, an_app, set_up

ROUNDS, QUICK_ROUNDS = 15, 3
MOST_PUBLISHED = 10
"""Each round publishes another version, and looks at the page first."""


def main() -> int:
    """Exit code: 1 if a figure is over its bar."""
    asked = _asked()
    rounds = QUICK_ROUNDS if asked.quick else asked.rounds
    sizes = (SMALL,) if asked.quick else (SMALL, LARGE)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        app = an_app(Path(folder))
        with app.app_context():
            gatherings = set_up(sizes)
        print(
            f"CPU time of one call, the least of at least {rounds} rounds by turns with its unit.\n\n{HEAD}", flush=True
        )
        found = []
        for finding in chain(rules.findings(rounds), _findings(app, gatherings, rounds), seats.findings(Path(folder))):
            found.append(finding)
            print(line_of(finding), flush=True)
    over = [finding for finding in found if finding.is_over]
    judged = sum(1 for finding in found if finding.bar is not None)
    print(f"\n{judged - len(over)} of {judged} within their bars, in {time.monotonic() - begun:.0f} s.")
    return 1 if over else 0


def _findings(app: Flask, gatherings: tuple[Gathering, ...], rounds: int) -> Iterator[Finding]:
    for gathering in gatherings:
        yield from pages.findings(app, gathering, rounds)
    yield from shared.findings(app, rounds)
    # After the pages: these publish another version.
    for gathering in gatherings:
        yield from calendars.findings(app, gathering, rounds)
    yield from personal.findings(app, rounds)
    yield from board.findings(app, gatherings[-1], rounds)
    for gathering in gatherings:
        yield from publishing.findings(app, gathering, min(rounds, MOST_PUBLISHED))
    # Imported last: a process that answers readers never loads the press, and a larger one answers slower.
    yield from import_module("bench.prints").findings(app, gatherings[0], rounds)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--rounds", type=_whole, default=ROUNDS, help=f"at least so many rounds (default {ROUNDS})")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ROUNDS} rounds, the small gathering only")
    return parser.parse_args()


def _whole(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
