"""`avow doctor`: a line for each part, and exit 1 when one is bad."""

import socket
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone

from avow.forums.models import Forum
from avow.jobs.models import DueRun
from avow.web.operating import checkup

PARTS = ["database", "cache", "storage", "mail", "migrations", "workers", "forums"]


@pytest.fixture
def ticked(world):
    """A worker that was here a moment ago."""
    return DueRun.objects.create(name="test.tick", finished_at=timezone.now())


def found(name, now=None):
    """Return what the check of this name found."""
    return next(one for one in checkup.check_up(now or timezone.now()) if one.name == name)


def test_a_well_installation_gets_a_line_for_each_part(ticked):
    out = StringIO()
    call_command("doctor", stdout=out, no_color=True)
    lines = out.getvalue().splitlines()
    assert [line.split()[:2] for line in lines] == [[part, "good"] for part in PARTS]
    assert "generation-equality" in lines[-1]


def test_what_is_bad_is_named_and_the_command_fails(world):
    out = StringIO()
    with pytest.raises(CommandError, match=r"^bad: workers$"):
        call_command("doctor", stdout=out, no_color=True)
    assert "workers    bad   none was ever seen; run: avow worker" in out.getvalue()


@pytest.mark.parametrize(("minutes", "good"), [(4, True), (6, False), (-30, False)])
def test_a_worker_counts_as_seen_for_five_minutes(world, minutes, good):
    now = timezone.now()
    DueRun.objects.create(name="test.tick", finished_at=now - timedelta(minutes=minutes))
    assert found("workers", now).good is good


def test_due_work_that_broke_is_told(ticked):
    DueRun.objects.filter(pk=ticked.pk).update(error="KeyError: 'x'")
    assert found("workers").says == "test.tick broke: KeyError: 'x'"


def test_a_forum_whose_pack_no_longer_validates_is_named(ticked, forum):
    Forum.objects.filter(pk=forum.pk).update(pack={**forum.pack, "starts_on": "never"})
    finding = found("forums")
    assert not finding.good
    assert finding.says.startswith("generation-equality: starts_on: ")


def test_storage_that_cannot_be_written_is_bad(ticked, settings, tmp_path):
    (tmp_path / "file").write_text("in the way of a folder")
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    assert not found("storage").good


def test_storage_is_left_as_it_was(ticked, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    assert found("storage").good
    assert list(tmp_path.iterdir()) == []


def test_a_mail_server_that_does_not_answer_is_bad(ticked, settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    finding = found("mail")
    assert not finding.good
    assert finding.says.startswith(f"127.0.0.1:{port}: ")


def test_a_cache_that_forgets_is_bad(ticked, settings, monkeypatch):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "x"}
    }

    class Forgetful:
        def set(self, *_): ...

        def get(self, _key): ...

    monkeypatch.setattr(checkup, "cache", Forgetful())
    assert found("cache").says == "what was written could not be read again"


def test_without_a_database_the_rest_is_not_tried(monkeypatch, db):
    def broken():
        raise DatabaseError("no such server\nmore")

    monkeypatch.setattr(checkup, "_database", broken)
    findings = {one.name: one for one in checkup.check_up(timezone.now())}
    assert findings["database"].says == "DatabaseError: no such server"
    assert findings["forums"].says == "the database does not answer"
    assert findings["storage"].good
