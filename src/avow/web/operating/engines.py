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
    """Return the name of the database's file inside a backup. Raises CopyProblem for other engines."""
    try:
        return {"sqlite": "database.sqlite3", "postgresql": "database.dump"}[vendor]
    except KeyError:
        raise CopyProblem(f"no backup is known for {vendor}") from None


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
            "--no-owner", "--no-privileges", "--no-comments", f"--dbname={connection.settings_dict['NAME']}", str(source),
        )  # fmt: skip


def _dump_sqlite(target: Path) -> None:
    connection.ensure_connection()
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy, progress=_patience())
        verdict = copy.execute("PRAGMA quick_check").fetchone()[0]
    finally:
        copy.close()
    if verdict != "ok":
        raise CopyProblem(f"the database is damaged: {verdict}")


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
    """Return a callback that gives up on a database others hold; SQLite alone would wait for ever."""
    tries = 0

    def count(status: int, _remaining: int, _total: int) -> None:
        nonlocal tries
        tries = tries + 1 if status in _LOCKED else 0
        if tries > _PATIENCE:
            raise CopyProblem("the database is in use: stop the web server and the worker first")

    return count


def _client(program: str, *arguments: str) -> None:
    """Run a client program of PostgreSQL against our database. Raises CopyProblem with its own words."""
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
    done = subprocess.run(
        [path, *arguments], env=environment, capture_output=True, text=True, check=False
    )  # noqa: S603  our own arguments
    if done.returncode:
        lines = [
            line for line in done.stderr.splitlines() if "error:" in line
        ] or done.stderr.splitlines()
        raise CopyProblem(lines[0] if lines else f"{program} ended with {done.returncode}")
