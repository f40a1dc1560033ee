"""`avow export`."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from avow.directory.models import Entry
from avow.directory.query import Question
from avow.forums.models import Forum
from avow.opendata.exports import FORMATS, export
from avow.opendata.exports.rows import batches_for
from avow.opendata.exports.sources import Batch

CODES = {"iati" if code == "xml" else code: code for code in FORMATS}


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
        parser.add_argument("--format", default="csv", metavar="|".join(CODES))
        parser.add_argument("-o", "--output", metavar="FILE", help="otherwise to standard output")

    def handle(self, *, forum: str, format: str, output: str | None, **_options: Any) -> None:  # noqa: A002  the option's name
        """Write, and say how much."""
        if format not in CODES:
            raise CommandError(
                f"the format {format!r} is not offered; choose one of: {', '.join(CODES)}"
            )
        try:
            row = Forum.objects.get(slug=forum)
        except Forum.DoesNotExist as error:
            raise CommandError(f"no forum {forum}") from error
        total = Entry.objects.listed_in(row.pk).count()
        if output is None:
            self._write(sys.stdout.buffer, CODES[format], row, total)
            return
        part = Path(f"{output}.part")
        try:
            with part.open("wb") as file:
                self._write(file, CODES[format], row, total)
            part.replace(output)
        except OSError as error:
            raise CommandError(f"cannot write {output}: {error.strerror}") from error
        finally:
            part.unlink(missing_ok=True)
        self.stderr.write(f"{total} commitments written to {output}")

    def _write(self, file: BinaryIO, code: str, forum: Forum, total: int) -> None:
        done = 0

        def told(batch: Batch) -> Batch:
            nonlocal done
            done += batch.size
            if self.stderr.isatty():
                self.stderr.write(f"\r\x1b[K{done} of {total}", ending="")
            return batch

        file.writelines(export(code, forum, map(told, batches_for(Question(forum.pk)))))
        if self.stderr.isatty():
            self.stderr.write("\r\x1b[K", ending="")
