"""The locks hold what pyproject.toml asks for, by hash, and name no host: any index or mirror will do."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUNTIME = "requirements.lock"
DEV = "requirements-dev.lock"


def pins_of(lock: str) -> dict[str, str]:
    """Every package of a lock with its version, marker and hashes, as it stands there."""
    entries = (ROOT / lock).read_text().replace("\\\n", " ").splitlines()
    return {name_in(entry): " ".join(entry.split()) for entry in entries if entry.strip()}


def name_in(requirement: str) -> str:
    """The package's name as indexes write it: lower case, one dash for each run of `-`, `_` and `.`."""
    name = re.match(r"\s*([A-Za-z0-9._-]+)", requirement)
    assert name is not None, f"not a requirement: {requirement!r}"
    return re.sub(r"[-_.]+", "-", name[1]).lower()


def version_in(requirement: str) -> str | None:
    """The version a requirement is pinned to, if it is."""
    pin = re.search(r"==\s*([^\s;,]+)", requirement)
    return pin and pin[1]


def asked_for(*, dev: bool) -> list[str]:
    """The requirements written in pyproject.toml, for running or for developing too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime: list[str] = project["project"]["dependencies"]
    groups: list[str] = project["dependency-groups"]["dev"]
    return [*runtime, *groups] if dev else runtime


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
@pytest.mark.parametrize("place", ["://", "file:", "--index-url", "--find-links", " @ "])
def test_a_lock_names_no_place_to_download_from(lock: str, place: str) -> None:
    assert place not in (ROOT / lock).read_text()


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_every_locked_package_has_one_version_and_hashes(lock: str) -> None:
    loose = [pin for pin in pins_of(lock).values() if version_in(pin) is None or "--hash=sha256:" not in pin]
    assert loose == []


def test_the_dev_lock_holds_the_runtime_lock_unchanged() -> None:
    runtime, dev = pins_of(RUNTIME), pins_of(DEV)
    assert {name: dev.get(name) for name in runtime} == runtime


@pytest.mark.parametrize(("lock", "dev"), [(RUNTIME, False), (DEV, True)])
def test_every_dependency_of_the_project_is_locked_as_asked(lock: str, dev: bool) -> None:
    pins = pins_of(lock)
    missing = [asked for asked in asked_for(dev=dev) if name_in(asked) not in pins]
    other = [
        asked
        for asked in asked_for(dev=dev)
        if version_in(asked) not in (None, version_in(pins.get(name_in(asked), "")))
    ]
    assert (missing, other) == ([], [])
