"""The form that everybody registers with: what is sent, and how its page is read."""

import re

ANSWERS = {
    "name": "Demo Anna",
    "email": "anna@example.org",
    "cluster": "",
    "organisation": "Demo AB",
    "comes": "y",
    "day_20261014": "on_site",
    "day_20261015": "away",
    "diet": "Nötter",
    "form_key": "a" * 32,
}
REGISTER = "/en/meetings/hostens-traff-2026/register"


def rows(*people: tuple[str, str]) -> dict[str, str]:
    """Colleagues as the form sends them."""
    cells: dict[str, str] = {}
    for n, (name, email) in enumerate(people):
        cells |= {f"colleagues-{n}-name": name, f"colleagues-{n}-email": email}
    return cells


BO, CE = ("Demo Bo", "bo@example.org"), ("Demo Ce", "ce@example.org")


def words_of(page: str) -> str:
    """The words of a page, spaces folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def cells_in(page: str) -> list[tuple[str, str]]:
    """(field, value) of the rows of colleagues, in order."""
    shown = page.partition("<template>")[0]
    return re.findall(r'name="(colleagues-\d+-\w+)" type="\w+" value="([^"]*)"', shown)
