"""`avow serve`: one command that gets an installation ready and serves it on this machine."""

import os
import signal
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from avow.forums.models import Forum
from avow.kernel.catalogues import compile_catalogues


class Command(BaseCommand):
    """Migrate, compile, load the demonstration if asked and missing, then web server and worker."""

    help = "Get ready and serve on this machine. Example: avow serve --demo --port 8000"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where to listen and whether to bring the demonstration."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--demo", action="store_true", help="load the demonstration data, once")

    def handle(self, *, host: str, port: int, demo: bool, **_options: Any) -> None:
        """Prepare and serve until Ctrl-C. Ends with 1 where the port cannot be had."""
        self.prepare(demo=demo)
        self.greet(host, port, demo=demo)
        sys.exit(self.serve(host, port))

    def prepare(self, *, demo: bool) -> None:
        """Bring database, messages and static files up to date; cheap when nothing changed."""
        Path(settings.VAR).mkdir(parents=True, exist_ok=True)
        compile_catalogues(settings.LOCALE_PATHS[0])
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            call_command("migrate", verbosity=0, interactive=False)
        self.collect()
        if demo and not Forum.objects.exists():
            self.stdout.write("Loading the demonstration (once, about a minute) …")
            call_command("demo")

    def collect(self) -> None:
        """Copy the static files where a source is newer than the last manifest."""
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        sources = (settings.PACKAGE / "web" / "static").rglob("*")
        newest = max((path.stat().st_mtime for path in sources if path.is_file()), default=0.0)
        if not manifest.exists() or manifest.stat().st_mtime < newest:
            call_command("collectstatic", verbosity=0, interactive=False)

    def greet(self, host: str, port: int, *, demo: bool) -> None:
        """Print the address and, for a demonstration, what to try first."""
        self.stdout.write(self.style.SUCCESS(f"Avow is served on http://{host}:{port}"))
        if demo:
            call_command("demo", "--show")
        self.stdout.flush()

    def serve(self, host: str, port: int) -> int:
        """Run web server and worker side by side until a signal comes or the web server ends.

        A worker that dies is started again: mails must not wait because one task broke it.
        """
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", "HOST": host, "PORT": str(port)}
        commands = {
            "web": self.web_command(host, port),
            "worker": [sys.executable, "-m", "avow", "worker"],
        }
        running: dict[str, subprocess.Popen[bytes]] = {}

        def begin(name: str) -> None:
            running[name] = subprocess.Popen(commands[name], env=environment)  # noqa: S603  our own commands

        stopping = False

        def stop(*_: object) -> None:
            nonlocal stopping
            stopping = True
            for child in running.values():
                if child.poll() is None:
                    child.terminate()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        for name in commands:
            begin(name)
        while not stopping:
            pid, _status = os.wait()
            if pid == running["web"].pid:
                stop()
            elif not stopping:
                self.stderr.write("the worker ended; starting it again")
                begin("worker")
        return 1 if any(child.wait() for child in running.values()) else 0

    def web_command(self, host: str, port: int) -> list[str]:
        """Return the command of the web server: two processes of four threads."""
        return [
            sys.executable, "-m", "gunicorn", "avow.web.wsgi:application",
            "--bind", f"{host}:{port}", "--workers", "2", "--threads", "4",
            "--worker-class", "gthread", "--timeout", "120", "--log-level", "warning",
        ]  # fmt: skip
