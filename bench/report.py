"""What was found, line by line, and whether it keeps within its bar."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One figure. `ratio` is ours over `unit`; `bar` None: told, not judged."""

    what: str
    items: int
    ratio: float
    unit: str
    bar: float | None
    seconds: float
    """CPU seconds of ours: only good to compare with lines of the same run."""
    statements: int | None = None

    @property
    def is_over(self) -> bool:
        return self.bar is not None and self.ratio > self.bar


HEAD = f"{'what':<48}{'items':>6}{'ratio':>9}{'bar':>8}  {'':<5}{'CPU ms':>9}{'SQL':>5}  of"


def line_of(found: Finding) -> str:
    """The finding as one line of the table."""
    bar = f"≤{found.bar:g}×" if found.bar is not None else ""
    verdict = "" if found.bar is None else "OVER" if found.is_over else "ok"
    statements = "" if found.statements is None else str(found.statements)
    return (
        f"{found.what:<48}{found.items:>6}{found.ratio:>8.2f}×{bar:>8}  {verdict:<5}"
        f"{found.seconds * 1000:>9.2f}{statements:>5}  {found.unit}"
    )
