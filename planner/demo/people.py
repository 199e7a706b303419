"""Invented people, plainly marked: every surname is Demo, every address ends in example.org."""

from collections.abc import Iterator

_FIRST = (
    "Anna", "Björn", "Cecilia", "David", "Elin", "Fredrik", "Gunilla", "Håkan", "Ingrid", "Johan", "Karin", "Lars",
    "Maria", "Nils", "Olga", "Per", "Rut", "Sven", "Therese", "Ulf", "Viktoria", "Yusuf", "Åsa", "Örjan", "Astrid",
    "Bengt", "Disa", "Erik", "Frida", "Gösta",
)  # fmt: skip
DIETS = ("", "", "", "Vegetariskt", "", "", "Glutenfritt", "", "Veganskt", "", "", "Laktosfritt", "", "Nötallergi")


def guests() -> Iterator[tuple[str, str, str]]:
    """(name, address, diet) without end."""
    number = 0
    while True:
        first = _FIRST[number % len(_FIRST)]
        plain = first.lower().translate(str.maketrans("åäö", "aao"))
        yield f"{first} Demo", f"{plain}.demo{number + 1}@example.org", DIETS[number % len(DIETS)]
        number += 1
