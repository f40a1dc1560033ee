"""`avow export`."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from avow.directory.models import Entry
from avow.directory.query import Question
from avow.forums.models import Forum
from avow.opendata.exports import FORMATS, LATER, export
from avow.opendata.exports.rows import entries_for


class Command(BaseCommand):
    """Write the public commitments of a forum into a file."""

    help = (
        "Write the published commitments of a forum."
        " Example: avow export commitments --forum SLUG --format xlsx -o all.xlsx"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what, of which forum, how and where to."""
        parser.add_argument("what", choices=["commitments"])
        parser.add_argument("--forum", required=True, metavar="SLUG")
        parser.add_argument("--format", default="csv", metavar="|".join(FORMATS))
        parser.add_argument("-o", "--output", metavar="FILE", help="otherwise to standard output")

    def handle(self, *, forum: str, format: str, output: str | None, **_options: Any) -> None:  # noqa: A002  the option's name
        """Write, and say how much."""
        if format not in FORMATS:
            later = " It comes with a later version." if format in LATER else ""
            raise CommandError(
                f"the format {format!r} is not offered; choose one of: {', '.join(FORMATS)}.{later}"
            )
        try:
            row = Forum.objects.get(slug=forum)
        except Forum.DoesNotExist as error:
            raise CommandError(f"no forum {forum}") from error
        total = Entry.objects.listed_in(row.pk).count()
        if output is None:
            self._write(sys.stdout.buffer, format, row, total)
            return
        part = Path(f"{output}.part")
        try:
            with part.open("wb") as file:
                self._write(file, format, row, total)
            part.replace(output)
        except OSError as error:
            raise CommandError(f"cannot write {output}: {error.strerror}") from error
        finally:
            part.unlink(missing_ok=True)
        self.stderr.write(f"{total} commitments written to {output}")

    def _write(self, file: BinaryIO, code: str, forum: Forum, total: int) -> None:
        def counted() -> Any:
            for number, entry in enumerate(entries_for(Question(forum.pk)), 1):
                yield entry
                if number % 500 == 0 and self.stderr.isatty():
                    self.stderr.write(f"\r\x1b[K{number} of {total}", ending="")
            if self.stderr.isatty():
                self.stderr.write("\r\x1b[K", ending="")

        file.writelines(export(code, forum, counted()))
