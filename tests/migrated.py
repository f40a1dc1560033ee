"""A migrated SQLite database, kept: migrations take most of a minute, and most runs change none."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(os.environ.get("AVOW_VAR", ROOT / "var")) / "test-databases"


def place() -> Path:
    """Return where the database that today's migrations make is kept."""
    source = ROOT / "src" / "avow"
    files = [*source.glob("*/migrations/*.py"), source / "kernel" / "operations.py"]
    digest = hashlib.sha256()
    for one in [*sorted(files), ROOT / "uv.lock"]:
        digest.update(str(one.relative_to(ROOT)).encode() + one.read_bytes())
    return KEPT / f"{digest.hexdigest()[:32]}.sqlite3"


def begin(target: Path) -> Callable[[], None]:
    """Copy the kept database to `target`; where there is none yet, let one process make it.

    Call what is returned when `target` is migrated.
    """
    kept = place()
    KEPT.mkdir(parents=True, exist_ok=True)
    lock = (KEPT / "lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    if not kept.exists():
        return lambda: _keep(target, kept, lock)
    lock.close()
    shutil.copyfile(kept, target)
    return lambda: None


def _keep(source: Path, kept: Path, lock: IO[str]) -> None:
    """Keep a database just migrated, whole or not at all; those of other migrations go."""
    part = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(source)) as made, closing(sqlite3.connect(part)) as copy:
        made.backup(copy)
    for other in KEPT.glob("*.sqlite3"):
        other.unlink(missing_ok=True)
    part.replace(kept)
    lock.close()
