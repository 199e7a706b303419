"""A throw-away PostgreSQL cluster for tests: on a socket only, in a folder of its own, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql

INSTALLED = Path("/usr/lib/postgresql")
OWNER = "postgres"
START_SECONDS = 30
STOP_SECONDS = 10
# Nothing here has to survive a power cut.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "32MB",
}


def find() -> tuple[Path | None, str]:
    """The newest server's folder of programs, or None and the reason why there is none to use."""
    folders = [path.parent for path in INSTALLED.glob("*/bin/initdb")]
    if not folders:
        return None, f"PostgreSQL is not installed ({INSTALLED}/*/bin; Debian's package: postgresql)"
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            return None, "PostgreSQL refuses to run as root, and setpriv (util-linux) is not installed"
        if OWNER not in {user.pw_name for user in pwd.getpwall()}:
            return None, f"PostgreSQL refuses to run as root, and there is no user {OWNER!r}"
    return max(folders, key=lambda folder: float(folder.parent.name)), ""


class Cluster:
    """One server with its own databases: `with Cluster(programs) as cluster:`.

    Up in a second, so each xdist worker starts its own. It stops when the block ends, and also when the
    thread that started it dies.
    """

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path()
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        # Not $TMPDIR: a socket's whole path may have 107 bytes only.
        self._folder = Path(tempfile.mkdtemp(prefix="samling-pg-", dir="/tmp"))
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def url(self, dbname: str) -> str:
        """The database's address for SQLAlchemy; the database need not exist yet."""
        return f"postgresql+psycopg://{OWNER}@/{dbname}?host={self._folder}"

    def create(self, dbname: str, template: str | None = None) -> None:
        """Makes a database, as a copy of `template` if one is named; nobody may be connected to that one."""
        self._execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(dbname), sql.Identifier(template or "template0")
            )
        )

    def drop(self, dbname: str) -> None:
        """Removes a database, and whoever is still connected to it; one that is not there is no error."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(dbname)))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(host=str(self._folder), user=OWNER, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)

    def _start(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self._folder, OWNER)
        self._initialise()
        command = [str(self._programs / "postgres"), "-D", str(self._folder / "cluster")]
        settings = {**SETTINGS, "unix_socket_directories": str(self._folder)}
        options = [f"--{name}={value}" for name, value in settings.items()]
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(
                [*_as_owner(), *command, *options],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._await_answer(self._server)

    def _initialise(self) -> None:
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", f"--username={OWNER}"]
        command = [str(self._programs / "initdb"), "-D", str(self._folder / "cluster"), *options]
        made = subprocess.run([*_as_owner(), *command], cwd=self._folder, capture_output=True, text=True, check=False)
        if made.returncode != 0:
            raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")

    def _await_answer(self, server: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self._execute(sql.SQL("SELECT {}").format(1))
            except psycopg.OperationalError as refusal:
                if server.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"PostgreSQL did not start:\n{self._log.read_text()}") from refusal
                time.sleep(0.05)
            else:
                return

    def _stop(self) -> None:
        if self._server is not None:
            # Fast: no waiting for clients. Then at once. Then not asked any more.
            for demand in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
                self._server.send_signal(demand)
                try:
                    self._server.wait(STOP_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    continue
            self._server = None
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _log(self) -> Path:
        return self._folder / "log"


def _as_owner() -> list[str]:
    """What to put before a command: no root for PostgreSQL, and an end when we are killed ourselves."""
    if shutil.which("setpriv") is None:
        return []
    dying = ["setpriv", "--pdeathsig=INT"]
    if os.geteuid() != 0:
        return dying
    owner = pwd.getpwnam(OWNER)
    return [*dying, f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
