"""The clock of a worker: a thread that does what is due while long jobs run beside it."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections, connections

from avow.jobs.due import run_due

logger = logging.getLogger(__name__)


class Ticker(threading.Thread):
    """Ticks at once and then every `seconds`; a failing tick is logged, not fatal."""

    def __init__(self, clock: Callable[[], datetime], seconds: float = 60) -> None:
        super().__init__(name="ticker", daemon=True)
        self._clock = clock
        self._seconds = seconds
        self._stop_asked = threading.Event()

    def ask_to_stop(self) -> None:
        """End after the present tick."""
        self._stop_asked.set()

    def run(self) -> None:
        """Tick until asked to stop."""
        try:
            while True:
                close_old_connections()
                try:
                    run_due(self._clock())
                except Exception:
                    logger.exception("the tick broke; the next one is in %s seconds", self._seconds)
                if self._stop_asked.wait(self._seconds):
                    return
        finally:
            connections.close_all()
