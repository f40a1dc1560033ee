"""What stands in the server's log. Standard library only."""

import logging

BROKEN = 500


class Brief(logging.Filter):
    """Leaves one line of an answer that only says no: a traceback is for what broke.

    Django hands the exception of every 403 to the log with it, and a page for another role is no
    fault of the platform.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the traceback from an answer below 500; every line is told."""
        if getattr(record, "status_code", BROKEN) < BROKEN:
            record.exc_info = record.exc_text = None
        return True
