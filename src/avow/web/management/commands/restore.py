"""`avow restore DIR`."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from avow.web.operating.copies import restore
from avow.web.operating.problems import CopyProblem


class Command(BaseCommand):
    """Put a backup into an empty installation, or in place of one."""

    help = (
        "Put a backup into an empty installation; stop web server and worker before. "
        "Example: avow restore /srv/backups/2021-04-03 --force"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder, and whether what is here may be replaced."""
        parser.add_argument(
            "folder", type=Path, metavar="DIR", help="a folder that avow backup wrote"
        )
        parser.add_argument("--force", action="store_true", help="replace everything that is here")

    def handle(self, *, folder: Path, force: bool, **_options: object) -> None:
        """Restore and report. Raises CommandError (exit 1) with one line."""
        try:
            restore(folder, force=force, say=self.stdout.write)
        except (CopyProblem, OSError, DatabaseError) as problem:
            raise CommandError(str(problem).strip()) from problem
        self.stdout.write("done; look with: avow doctor, avow verify")
