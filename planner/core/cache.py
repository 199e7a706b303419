"""Rendered bytes by a key that names their version: nothing is ever invalidated.

Two places keep them: a folder (one machine) or Redis (several hosts). Each process has the hottest in memory.
"""

import hashlib
import os
import threading
import time
from collections import OrderedDict
from pathlib import Path
from typing import Protocol

import redis

MEMORY_BYTES = 32 * 1024 * 1024
KEEP_DAYS = 14


class Store(Protocol):
    """Where rendered bytes are shared between processes."""

    def get(self, key: str) -> bytes | None: ...
    def put(self, key: str, content: bytes, keep_days: int = KEEP_DAYS) -> None: ...
    def has(self, key: str) -> bool: ...
    def drop(self, key: str) -> None: ...
    def tidy(self) -> int: ...


class FolderStore:
    """One file a key, written beside and moved into place."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder

    def _path(self, key: str) -> Path:
        return self._folder / hashlib.sha256(key.encode()).hexdigest()[:40]

    def get(self, key: str) -> bytes | None:
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, key: str, content: bytes, keep_days: int = KEEP_DAYS) -> None:
        path = self._path(key)
        beside = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
        beside.write_bytes(content)
        if keep_days != KEEP_DAYS:  # told by the file's own time, which is all that tidy() looks at
            written = time.time() - (KEEP_DAYS - keep_days) * 86400
            os.utime(beside, (written, written))
        beside.replace(path)

    def has(self, key: str) -> bool:
        return self._path(key).exists()

    def drop(self, key: str) -> None:
        """Forget it, if it was there."""
        self._path(key).unlink(missing_ok=True)

    def tidy(self) -> int:
        """Remove what has lain as long as it may; gives how many files went."""
        oldest = time.time() - KEEP_DAYS * 86400
        gone = 0
        for path in self._folder.iterdir():
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
                    gone += 1
            except FileNotFoundError:  # another process was quicker
                continue
        return gone


class RedisStore:
    """Shared between hosts; Redis itself forgets what has lain as long as it may."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(url)

    def get(self, key: str) -> bytes | None:
        found = self._redis.get(f"samling:{key}")
        return found if isinstance(found, bytes) else None

    def put(self, key: str, content: bytes, keep_days: int = KEEP_DAYS) -> None:
        self._redis.set(f"samling:{key}", content, ex=keep_days * 86400)

    def has(self, key: str) -> bool:
        return bool(self._redis.exists(f"samling:{key}"))

    def drop(self, key: str) -> None:
        """Forget it, if it was there."""
        self._redis.delete(f"samling:{key}")

    def tidy(self) -> int:
        return 0


class Cache:
    """The newest-used bytes in memory (at most `most_bytes` of them), all of them in `store`."""

    def __init__(self, store: Store, most_bytes: int = MEMORY_BYTES) -> None:
        self.store = store
        self._most = most_bytes
        self._held = 0
        self._memory: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            if (content := self._memory.get(key)) is not None:
                self._memory.move_to_end(key)
                return content
        if (content := self.store.get(key)) is not None:
            self._remember(key, content)
        return content

    def put(self, key: str, content: bytes) -> None:
        self.store.put(key, content)
        self._remember(key, content)

    def _remember(self, key: str, content: bytes) -> None:
        if len(content) > self._most:  # it would push out everything else, and stay alone
            return
        with self._lock:
            self._held += len(content) - len(self._memory.pop(key, b""))
            self._memory[key] = content
            while self._held > self._most:
                _, dropped = self._memory.popitem(last=False)
                self._held -= len(dropped)
