"""Writing the whole database into one file, and reading it back: SQLite and PostgreSQL."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from avow.web.operating.problems import CopyProblem

_LOCKED = {5, 6}  # SQLITE_BUSY, SQLITE_LOCKED
_PATIENCE = 40  # tries, a quarter of a second each


def file_name(vendor: str) -> str:
    """Return the name of the database's file in a backup. Raises CopyProblem for others."""
    try:
        return {"sqlite": "database.sqlite3", "postgresql": "database.dump"}[vendor]
    except KeyError:
        raise CopyProblem(f"no backup is known for {vendor}") from None


def prepare() -> None:
    """Make the folder of a new SQLite database; a new PostgreSQL one is made by its owner."""
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)


def dump(target: Path) -> None:
    """Write the whole database as it is at one moment, while others go on writing.

    Raises CopyProblem in words for the operator.
    """
    if connection.vendor == "sqlite":
        _dump_sqlite(target)
    else:
        _client("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(source: Path) -> None:
    """Replace the whole database by a dump: all of it, or nothing. Raises CopyProblem."""
    if connection.vendor == "sqlite":
        _load_sqlite(source)
    else:
        connection.close()
        _client(
            "pg_restore", "--clean", "--if-exists", "--single-transaction", "--exit-on-error",
            "--no-owner", "--no-privileges", "--no-comments",
            f"--dbname={connection.settings_dict['NAME']}", str(source),
        )  # fmt: skip


def _dump_sqlite(target: Path) -> None:
    # Asked here, not of the copy: check constraints need the functions that Django adds.
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        verdict = cursor.fetchone()[0]
    if verdict != "ok":
        raise CopyProblem(f"the database is damaged: {verdict}")
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy, progress=_patience())
    finally:
        copy.close()


def _load_sqlite(source: Path) -> None:
    connection.ensure_connection()
    # Immutable: nothing is written beside a backup, which may lie on a read-only disk.
    copy = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        copy.backup(connection.connection, progress=_patience())
    except sqlite3.Error as error:
        raise CopyProblem(f"{source.name}: {error}") from error
    finally:
        copy.close()
        connection.close()


def _patience() -> Callable[[int, int, int], None]:
    """Return a callback that gives up on a database in use; SQLite would wait for ever."""
    tries = 0

    def count(status: int, _remaining: int, _total: int) -> None:
        nonlocal tries
        tries = tries + 1 if status in _LOCKED else 0
        if tries > _PATIENCE:
            raise CopyProblem("the database is in use: stop the web server and the worker first")

    return count


def _client(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on our database. Raises CopyProblem with its own words."""
    path = shutil.which(program)
    if path is None:
        raise CopyProblem(f"{program} is missing (Debian: apt-get install postgresql-client)")
    database = connection.settings_dict
    named = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    environment = {
        **os.environ,
        **{key: str(database[name]) for key, name in named.items() if database.get(name)},
    }
    # Somebody who still holds a row must end in an error here, not in waiting.
    environment["PGOPTIONS"] = "-c lock_timeout=20s"
    command = [path, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  our own words
    if done.returncode:
        lines = [
            line for line in done.stderr.splitlines() if "error:" in line
        ] or done.stderr.splitlines()
        raise CopyProblem(lines[0] if lines else f"{program} ended with {done.returncode}")
