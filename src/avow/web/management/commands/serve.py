"""`avow serve`: one command that gets an installation ready and serves it on this machine."""

import logging
import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication

from avow.forums.models import Forum
from avow.kernel.catalogues import compile_catalogues
from avow.settings import env

logger = logging.getLogger(__name__)


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
        point_mails_at(host, port)
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
            if Forum.objects.exists():  # what the public reads may have new columns to fill
                call_command("reindex", stdout=StringIO())
        self.collect()
        if demo and not Forum.objects.exists():
            self.stdout.write("Loading the demonstration (once, about a minute) …")
            call_command("demo", verbosity=0)

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

        Both are forks of this process, so that Django is loaded once. A worker that dies is started
        again: mails must not wait because one task broke it.
        """
        connections.close_all()
        running = {"web": fork(lambda: WebServer(host, port).run())}
        running["worker"] = fork(work)
        stopping = False

        def stop(*_: object) -> None:
            nonlocal stopping
            stopping = True
            for pid in running.values():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        ended: dict[int, int] = {}
        while len(ended) < len(running) or not stopping:
            pid, status = os.wait()
            ended[pid] = status
            if pid == running["web"]:
                stop()
            elif not stopping:
                self.stderr.write("the worker ended; starting it again")
                del ended[pid]
                running["worker"] = fork(work)
        return 1 if any(ended.values()) else 0


def point_mails_at(host: str, port: int) -> None:
    """Let the links in mails lead to where this is served, unless AVOW_URL says where that is."""
    if not env.text("AVOW_URL", ""):
        settings.PUBLIC_URL = f"http://{host}:{port}"


def fork(run: Callable[[], None]) -> int:
    """Run a function in a child process of this one and return the child's number."""
    pid = os.fork()
    if pid:
        return pid
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    status = 1
    try:
        run()
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:
        logger.exception("a part of the server broke")
    os._exit(status)


def work() -> None:
    """Be the worker."""
    call_command("worker")


class WebServer(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn around the application that is loaded already: two processes of four threads."""

    def __init__(self, host: str, port: int) -> None:
        self.bind = f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        """Set what gunicorn would read from its command line."""
        options = {
            "bind": self.bind,
            "workers": 2,
            "threads": 4,
            "worker_class": "gthread",
            "timeout": 120,
            "loglevel": "warning",
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """Return the application."""
        return get_wsgi_application()
