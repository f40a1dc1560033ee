"""`avow worker`, as a process of its own on a file of its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TELL = """
from datetime import datetime, UTC
from avow.notices.models import Message
from avow.notices.services import Address
Message.objects.create(verb="x", key="k", receiver="mail:a@example.org", to_email="a@example.org",
    language="en", subject="Hello", text="Hello", html="<p>Hello</p>",
    created_at=datetime.now(UTC), next_attempt_at=datetime.now(UTC))
from avow.notices.tasks import deliver
deliver.enqueue([Message.objects.get().pk])
"""


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """An installation on a folder of its own; returns a way to run `avow` there."""
    var = tmp_path_factory.mktemp("var")
    environment = {
        **os.environ,
        "AVOW_VAR": str(var),
        "DATABASE_URL": f"sqlite:///{var}/avow.sqlite3",
        "DJANGO_SETTINGS_MODULE": os.environ.get("AVOW_WORKER_SETTINGS", "avow.settings.local"),
        "PYTHONWARNINGS": "default",
    }

    def avow(*args, **options):
        return subprocess.Popen(
            [sys.executable, "-m", "avow", *args],
            env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options,
        )  # fmt: skip

    avow.var = var
    done = avow("migrate", "-v0")
    assert done.wait(120) == 0, done.stdout.read()
    return avow


def ask(machine, code):
    process = machine("shell", "-v0", "-c", code)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0, out
    return out.strip().splitlines()[-1] if out.strip() else ""


def test_the_worker_sends_ticks_and_stops_cleanly(machine):
    ask(machine, TELL)
    worker = machine("worker", "--interval", "0.2")
    end = time.monotonic() + 60
    while not list(Path(machine.var).glob("mail/*")) and time.monotonic() < end:
        assert worker.poll() is None, worker.stdout.read()
        time.sleep(0.2)
    worker.send_signal(signal.SIGTERM)
    out, _ = worker.communicate(timeout=60)
    assert worker.returncode == 0, out
    assert "worker: ready" in out
    assert "worker: stopped" in out
    assert len(list(Path(machine.var).glob("mail/*"))) == 1
    state = "from avow.notices.models import Message; print('state', Message.objects.get().state)"
    assert ask(machine, state) == "state sent"
    ticks = "from avow.jobs.models import DueRun; print('ran', DueRun.objects.filter(finished_at=None).count())"
    assert ask(machine, ticks) == "ran 0"


def test_in_a_batch_it_stops_when_nothing_is_left(machine):
    worker = machine("worker", "--batch", "--no-tick")
    out, _ = worker.communicate(timeout=60)
    assert worker.returncode == 0, out
    assert "worker: stopped" in out
