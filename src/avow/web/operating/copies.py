"""Backups: one folder with the database, the uploaded files, and a list of checksums."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection

from avow.forums.models import Forum
from avow.people.models import User
from avow.web.operating import engines
from avow.web.operating.problems import CopyProblem

SUMS, ABOUT, FILES = "SHA256SUMS", "backup.json", "files"
Say = Callable[[str], None]


def back_up(folder: Path, *, now: datetime, say: Say) -> None:
    """Write a backup into `folder`, which must be new or empty and becomes private to its owner.

    The database comes first, then the files: whatever a row of the copy points to is there. The
    description is written last, so a folder without it is a backup that did not end. Raises
    CopyProblem.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CopyProblem(f"{folder} is not an empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)  # it holds personal data
    name = engines.file_name(connection.vendor)
    engines.dump(folder / name)
    say(f"database: {name}, {_size(folder / name)}")
    held = _held_files()
    if held is None:
        say("files: kept by another storage service; back them up there")
    else:
        count = _copy(held, folder / FILES)
        say(f"files: {count}")
    sums = [f"{_digest(path)}  {path.relative_to(folder)}\n" for path in _inside(folder)]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")
    about = {
        "avow": version("avow"),
        "database": connection.vendor,
        "files": held is not None,
        "made_at": now.isoformat(),
    }
    (folder / ABOUT).write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


def restore(folder: Path, *, force: bool, say: Say) -> None:
    """Put a backup in place of what is here. Nothing is touched before the whole backup is checked.

    Refuses an installation that holds people, forums or files, unless `force`. Raises CopyProblem.
    """
    about = _read_about(folder)
    if about["database"] != connection.vendor:
        raise CopyProblem(
            f"the backup is of {about['database']}, this installation uses {connection.vendor}"
        )
    engines.prepare()
    if not force and (held := _what_is_here()):
        raise CopyProblem(f"this installation is not empty ({held}); --force replaces everything")
    _check_sums(folder)
    say("checked: every file is as it was written")
    engines.load(folder / engines.file_name(connection.vendor))
    say("database: restored")
    target = _held_files()
    if about["files"] and target is not None:
        say(f"files: {_replace(folder / FILES, target)}")
    else:
        say("files: kept by another storage service; restore them there")
    if about["avow"] != version("avow"):
        say(f"made with Avow {about['avow']}, this is {version('avow')}: now run avow migrate")


def _held_files() -> Path | None:
    """Return where uploaded files lie on this machine, or None if another service keeps them."""
    return Path(settings.MEDIA_ROOT) if isinstance(default_storage, FileSystemStorage) else None


def _what_is_here() -> str:
    """Return in a few words what a restore would overwrite; empty for a new installation."""
    tables = set(connection.introspection.table_names())
    known: dict[str, Callable[[], int]] = {
        "forums_forum": Forum.objects.count,
        "people_user": User.objects.count,
    }
    counts = {name: count() for name, count in known.items() if name in tables}
    found = [f"{count} rows in {name}" for name, count in counts.items() if count]
    held = _held_files()
    if held is not None and held.is_dir() and any(_inside(held)):
        found.append("files")
    return ", ".join(found)


def _read_about(folder: Path) -> dict[str, object]:
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        return {key: about[key] for key in ("avow", "database", "files")}
    except FileNotFoundError:
        raise CopyProblem(f"{folder} holds no finished backup ({ABOUT} is missing)") from None
    except (ValueError, KeyError, TypeError):
        raise CopyProblem(f"{folder / ABOUT} cannot be read") from None


def _check_sums(folder: Path) -> None:
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise CopyProblem(f"{folder / SUMS} is missing") from None
    for line in lines:
        digest, _, name = line.partition("  ")
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            raise CopyProblem(f"{folder / name} is missing or damaged")
    listed = {line.partition("  ")[2] for line in lines}
    if engines.file_name(connection.vendor) not in listed:
        raise CopyProblem(f"{folder / SUMS} does not list the database")
    here = {str(path.relative_to(folder)) for path in _inside(folder)} - {SUMS, ABOUT}
    if strangers := sorted(here - listed):
        raise CopyProblem(f"{folder / strangers[0]} is not of this backup")


def _replace(source: Path, target: Path) -> int:
    """Copy all files in, then remove what the backup does not hold; the folder itself stays."""
    count = _copy(source, target)
    for path in list(_inside(target)):
        if not (source / path.relative_to(target)).exists():
            path.unlink()
    return count


def _copy(source: Path, target: Path) -> int:
    target.mkdir(parents=True, exist_ok=True)
    count = 0
    for path in _inside(source):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, place)
        count += 1
    return count


def _inside(folder: Path) -> Iterator[Path]:
    """Return all files below a folder in a fixed order; none if there is no such folder."""
    for root, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(root) / name for name in sorted(names))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1_000_000:.1f} MB"
