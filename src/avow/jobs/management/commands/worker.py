"""The worker: sends mails, runs jobs, and does each minute what is due."""

import logging
import signal
import threading
from argparse import ArgumentParser
from types import FrameType

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from avow.jobs.ticker import Ticker

logger = logging.getLogger(__name__)
PAUSE = 2  # seconds before the database is tried again


class Command(BaseCommand):
    """`avow worker`: run as many as you like; each task, mail and slot is taken by one of them."""

    help = (
        "Send mails, run jobs, and do each minute what is due, until stopped (SIGTERM: after the "
        "present task). Example: avow worker --interval 2"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read how often to look, and whether to stop when nothing is left."""
        parser.add_argument("--interval", type=float, default=1, help="seconds between looks (1)")
        parser.add_argument("--batch", action="store_true", help="stop when nothing is left to do")
        parser.add_argument("--no-tick", action="store_true", help="leave what is due to others")

    def handle(self, *, interval: float, batch: bool, no_tick: bool, **_options: object) -> None:
        """Run the loop until a signal ends it."""
        worker = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        ticker = Ticker(timezone.now)

        def stop(number: int, frame: FrameType | None) -> None:
            ticker.ask_to_stop()
            worker.shutdown(number, frame)

        worker.configure_signals()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        if not no_tick:
            ticker.start()
        self.stdout.write("worker: ready")
        self.stdout.flush()
        try:
            self.work(worker)
        finally:
            ticker.ask_to_stop()
            if ticker.is_alive():
                ticker.join(timeout=30)
            self.stdout.write("worker: stopped")

    def work(self, worker: Worker) -> None:
        """Run the loop again when the database was busy or away for a moment."""
        while True:
            try:
                worker.run()
            except OperationalError:
                logger.exception("the database could not be reached; trying again")
                close_old_connections()
                if not worker.running:
                    return
                threading.Event().wait(PAUSE)
            else:
                return
