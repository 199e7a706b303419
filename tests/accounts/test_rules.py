"""Where a person may be sent after signing in: to this site only."""

import pytest

from planner.accounts.rules import local_path


@pytest.mark.parametrize("path", ["/plan", "/en/plan/meetings/3?tab=who&x=1", "/plan/clusters/vreta-kluster#staff"])
def test_a_page_of_this_site_is_kept(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "address",
    [
        "",
        "plan",
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "/plan\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "/" + "a" * 1000,
    ],
)
def test_no_other_address_is_kept(address: str) -> None:
    assert local_path(address) == ""
