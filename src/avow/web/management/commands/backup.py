"""`avow backup DIR`."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from avow.web.operating.copies import back_up
from avow.web.operating.problems import CopyProblem


class Command(BaseCommand):
    """Copy database and uploaded files while people go on working."""

    help = (
        "Write database, uploaded files and checksums into a new folder; people may go on working. "
        "Example: avow backup /srv/backups/2021-04-03"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")

    def handle(self, *, folder: Path, **_options: object) -> None:
        """Write and report. Raises CommandError (exit 1) with one line."""
        try:
            back_up(folder, now=timezone.now(), say=self.stdout.write)
        except (CopyProblem, OSError, DatabaseError) as problem:
            raise CommandError(str(problem).strip()) from problem
        self.stdout.write(f"done: {folder}")
