"""`avow reindex`."""

from argparse import ArgumentParser
from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from avow.directory.builders import rebuild_others
from avow.directory.engine import stock
from avow.directory.services import rebuild
from avow.forums.models import Forum


class Command(BaseCommand):
    """Make the public read model and its search again."""

    help = (
        "Make the public directory, its search and the figures of reports again from what is"
        " published."
        " Readers see the old one until the new one stands; stopped half way, run it again."
        " Example: avow reindex --forum SLUG"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a forum."""
        parser.add_argument("--forum", metavar="SLUG", help="only this forum; otherwise all")

    def handle(self, *, forum: str | None, **_options: object) -> None:
        """Rebuild and report."""
        forums = Forum.objects.filter(slug=forum) if forum else Forum.objects.all()
        if forum and not forums.exists():
            raise CommandError(f"no forum {forum}")
        for one in forums:
            count = rebuild(one, partial(self._tell, one.slug))
            self._progress("")
            self.stdout.write(f"{one.slug}: {count} commitments")
            stock.put_by(one.pk, timezone.now(), partial(self._tell, f"{one.slug}, words"))
            self._progress("")
            others = rebuild_others(one, partial(self._tell, f"{one.slug}, figures"))
            self._progress("")
            if others:
                self.stdout.write(f"{one.slug}: {others} figures of reports")

    def _tell(self, name: str, done: int) -> None:
        self._progress(f"{name}: {done}")

    def _progress(self, line: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{line}", ending="")
