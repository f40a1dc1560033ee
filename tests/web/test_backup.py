"""`avow backup` and `avow restore`: a whole round, and each way in which it may fail."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from avow.people.models import User
from avow.web.operating import engines
from avow.web.operating.problems import CopyProblem
from tests.factories import make_user

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "postgresql" and not shutil.which("pg_dump"),
        reason="PostgreSQL's client is not here",
    ),
]


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    """Keep uploaded files in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "held"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }


@pytest.fixture
def backup(world, tmp_path):
    """A backup of the world with one uploaded file."""
    default_storage.save("evidence/2021/plan.txt", ContentFile(b"our plan"))
    avow("backup", tmp_path / "backup")
    return tmp_path / "backup"


def avow(*words):
    """Run a command and return what it printed."""
    out = StringIO()
    call_command(*[str(word) for word in words], stdout=out)
    return out.getvalue()


def test_a_round_brings_back_rows_and_files_and_nothing_else(backup, settings):
    make_user("late@example.org")
    User.objects.filter(email="ana@example.org").update(name="Somebody else")
    default_storage.save("evidence/2021/late.txt", ContentFile(b"late"))
    default_storage.delete("evidence/2021/plan.txt")

    said = avow("restore", backup, "--force")

    assert said.splitlines() == [
        "checked: every file is as it was written",
        "database: restored",
        "files: 1",
        "done; look with: avow doctor, avow verify",
    ]
    assert User.objects.get(email="ana@example.org").name == "Ana Morales"
    assert not User.objects.filter(email="late@example.org").exists()
    held = [path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert held == ["plan.txt"]
    assert default_storage.open("evidence/2021/plan.txt").read() == b"our plan"


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="a new PostgreSQL database is made by its owner"
)
def test_a_new_machine_starts_from_a_backup(backup, tmp_path):
    place = tmp_path / "new" / "machine"
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"AVOW_VAR": str(place), "DJANGO_SETTINGS_MODULE": "avow.settings.local"}
    done = subprocess.run(
        [sys.executable, "-m", "avow", "restore", str(backup)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    with closing(sqlite3.connect(place / "avow.sqlite3")) as database:
        assert database.execute(
            "SELECT name FROM people_user WHERE email = 'ana@example.org'"
        ).fetchone() == ("Ana Morales",)
    assert (place / "files" / "evidence" / "2021" / "plan.txt").read_bytes() == b"our plan"


def test_a_backup_is_private_complete_and_says_what_it_is(backup):
    database = engines.file_name(connection.vendor)
    assert sorted(path.name for path in backup.iterdir()) == sorted(
        ["SHA256SUMS", "backup.json", database, "files"]
    )
    assert backup.stat().st_mode & 0o077 == 0
    assert json.loads((backup / "backup.json").read_text())["database"] == connection.vendor


def test_an_installation_that_is_in_use_is_not_overwritten_without_force(backup):
    with pytest.raises(CommandError, match=r"not empty.*rows in people_user, files.*--force"):
        avow("restore", backup)
    assert User.objects.filter(email="ana@example.org").exists()


def test_a_folder_with_something_in_it_is_not_written_into(world, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    with pytest.raises(CommandError, match="not an empty folder"):
        avow("backup", tmp_path / "full")


def test_a_damaged_backup_touches_nothing(backup):
    (backup / "files" / "evidence" / "2021" / "plan.txt").write_text("another plan")
    User.objects.filter(email="ana@example.org").update(name="Still here")
    with pytest.raises(CommandError, match=r"plan\.txt is missing or damaged"):
        avow("restore", backup, "--force")
    assert User.objects.get(email="ana@example.org").name == "Still here"


def test_a_file_that_was_put_into_a_backup_is_refused(backup):
    (backup / "files" / "stranger.txt").write_text("hello")
    with pytest.raises(CommandError, match=r"stranger\.txt is not of this backup"):
        avow("restore", backup, "--force")


def test_a_backup_that_did_not_end_is_refused(backup):
    (backup / "backup.json").unlink()
    with pytest.raises(CommandError, match="no finished backup"):
        avow("restore", backup, "--force")


def test_a_backup_of_another_engine_is_refused(backup):
    about = json.loads((backup / "backup.json").read_text())
    (backup / "backup.json").write_text(json.dumps({**about, "database": "oracle"}))
    with pytest.raises(CommandError, match="the backup is of oracle"):
        avow("restore", backup, "--force")


def test_files_kept_elsewhere_are_left_to_their_service(world, settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    assert "kept by another storage service" in avow("backup", tmp_path / "backup")
    assert "restore them there" in avow("restore", tmp_path / "backup", "--force")


def test_a_missing_client_program_is_named(monkeypatch):
    monkeypatch.setattr(engines.shutil, "which", lambda _name: None)
    with pytest.raises(CopyProblem, match="pg_dump is missing"):
        engines._client("pg_dump")


def test_a_database_that_others_hold_ends_in_one_line():
    wait = engines._patience()
    for _ in range(40):
        wait(5, 0, 0)
    with pytest.raises(CopyProblem, match="in use"):
        wait(5, 0, 0)
