"""Rendered bytes in memory and in a folder."""

import os
import time
from pathlib import Path

from planner.core.cache import KEEP_DAYS, Cache, FolderStore


class Counted(FolderStore):
    """A folder that counts how often it is asked."""

    asked = 0

    def get(self, key: str) -> bytes | None:
        self.asked += 1
        return super().get(key)


def test_what_was_put_is_found_and_nothing_else(tmp_path: Path) -> None:
    cache = Cache(FolderStore(tmp_path))
    cache.put("page.1", b"one")
    assert (cache.get("page.1"), cache.get("page.2")) == (b"one", None)


def test_two_processes_share_the_folder(tmp_path: Path) -> None:
    Cache(FolderStore(tmp_path)).put("page.1", b"one")
    assert Cache(FolderStore(tmp_path)).get("page.1") == b"one"


def test_the_least_lately_used_leaves_memory_first(tmp_path: Path) -> None:
    store = Counted(tmp_path)
    cache = Cache(store, most_bytes=10)
    cache.put("a", b"aaaa")
    cache.put("b", b"bbbb")
    assert cache.get("a") == b"aaaa"
    cache.put("c", b"cccc")
    assert (cache.get("a"), cache.get("c"), store.asked) == (b"aaaa", b"cccc", 0)
    assert (cache.get("b"), store.asked) == (b"bbbb", 1)


def test_what_is_larger_than_memory_does_not_push_everything_else_out(tmp_path: Path) -> None:
    store = Counted(tmp_path)
    cache = Cache(store, most_bytes=10)
    cache.put("a", b"aaaa")
    cache.put("huge", b"h" * 11)
    assert (cache.get("a"), store.asked) == (b"aaaa", 0)
    assert (cache.get("huge"), store.asked) == (b"h" * 11, 1)


def test_the_same_key_again_is_counted_once(tmp_path: Path) -> None:
    store = Counted(tmp_path)
    cache = Cache(store, most_bytes=10)
    for _ in range(5):
        cache.put("a", b"aaaa")
    cache.put("b", b"bbbb")
    assert (cache.get("a"), cache.get("b"), store.asked) == (b"aaaa", b"bbbb", 0)


def test_empty_bytes_are_something(tmp_path: Path) -> None:
    cache = Cache(FolderStore(tmp_path))
    cache.put("a", b"")
    assert cache.get("a") == b""


def test_a_key_may_hold_any_sign(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "deep" / "cache")
    store.put("pdf/../../å.sv", b"x")
    assert store.get("pdf/../../å.sv") == b"x"
    assert [path.parent for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "deep" / "cache"]


def test_what_nobody_wrote_for_two_weeks_goes(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put("old", b"old")
    old = next(tmp_path.iterdir())
    long_ago = time.time() - KEEP_DAYS * 86400 - 60
    os.utime(old, (long_ago, long_ago))
    store.put("new", b"new")
    assert store.tidy() == 1
    assert (store.get("old"), store.get("new")) == (None, b"new")


def test_tidying_bears_that_somebody_else_tidies_too(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")  # as a file looks that went between listing and looking
    assert store.tidy() == 0


def test_what_is_dropped_is_there_no_more_and_may_be_dropped_again(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put("a", b"one")
    assert store.has("a")
    store.drop("a")
    store.drop("a")
    assert (store.has("a"), store.get("a")) == (False, None)


def test_what_names_people_is_kept_for_a_day(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put("certificate", b"Demo Anna", keep_days=1)
    store.put("page", b"one")
    assert (store.tidy(), store.get("certificate")) == (0, b"Demo Anna")
    for path in tmp_path.iterdir():
        written = path.stat().st_mtime - 86401
        os.utime(path, (written, written))
    assert (store.tidy(), store.get("certificate"), store.get("page")) == (1, None, b"one")
