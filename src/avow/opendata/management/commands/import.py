# ruff: noqa: N999  the command's name
"""`avow import`."""

from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from avow.forums.models import Forum
from avow.opendata.imports.problems import FileProblem
from avow.opendata.imports.progress import Progress, rows_about
from avow.opendata.imports.registry import kind_of, kinds
from avow.opendata.imports.running import Report, run


class Command(BaseCommand):
    """Take a CSV or XLSX file in."""

    help = (
        "Import a CSV or XLSX file. Every row is checked; good rows are imported, bad ones are"
        " listed with line, column, value and mend. Run twice it changes nothing. Example:"
        " avow import commitments FILE.csv --forum SLUG --dry-run --errors bad.csv"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what, from where, into which forum, and how."""
        parser.add_argument("what", choices=[kind.code for kind in kinds()])
        parser.add_argument("file", metavar="FILE")
        parser.add_argument(
            "--forum", metavar="SLUG", help="needed where there is more than one forum"
        )
        parser.add_argument("--dry-run", action="store_true", help="check only")
        parser.add_argument(
            "--errors", metavar="FILE", help="write every problem into this CSV file"
        )
        parser.add_argument(
            "--all-or-nothing", action="store_true", help="import nothing if one row is bad"
        )

    def handle(self, *, what: str, file: str, forum: str | None, **options: Any) -> None:
        """Import and report; fails when nothing could be imported."""
        path = Path(file)
        if not path.is_file():
            raise CommandError(f"no file {file}")
        progress = Progress(self.stderr, rows_about(path), monotonic)
        with ExitStack() as stack:
            stack.callback(progress.end)
            errors = None
            if options["errors"]:
                try:
                    errors = stack.enter_context(
                        Path(options["errors"]).open("w", encoding="utf-8", newline="")
                    )
                except OSError as error:
                    raise CommandError(
                        f"cannot write {options['errors']}: {error.strerror}"
                    ) from error
            try:
                report = run(
                    kind_of(what),
                    path,
                    self._forum(forum),
                    now=timezone.now(),
                    errors=errors,
                    dry=options["dry_run"],
                    all_or_nothing=options["all_or_nothing"],
                    advance=progress,
                )
            except FileProblem as error:
                raise CommandError(str(error)) from error
        self._tell(report, options["errors"])

    def _forum(self, slug: str | None) -> Forum:
        forums = list(Forum.objects.filter(slug=slug) if slug else Forum.objects.all()[:2])
        if not forums:
            raise CommandError(f"no forum {slug}" if slug else "no forum yet: load a pack first")
        if len(forums) > 1:
            raise CommandError("there is more than one forum: say which with --forum SLUG")
        return forums[0]

    def _tell(self, report: Report, errors: str | None) -> None:
        if report.ignored_columns:
            self.stdout.write(f"Columns left aside: {', '.join(report.ignored_columns)}")
        for note in report.notes[:20]:
            self.stdout.write(f"Near: {note}")
        if len(report.notes) > 20:
            self.stdout.write(
                f"… and {len(report.notes) - 20} more, on the secretariat's page of duplicates."
            )
        for one in report.problems[:20]:
            self.stdout.write(
                f"Line {one.line}, {one.column or 'row'}: {one.value!r}: {one.wrong} {one.mend}"
            )
        if report.bad:
            self.stdout.write(
                f"{report.bad} of {report.rows} rows are bad."
                + (f" See {errors}." if errors else "")
            )
        if report.is_dry:
            self.stdout.write(f"Checked only: {report.good} of {report.rows} rows are good.")
        elif report.is_refused:
            raise CommandError("nothing was imported, because not every row is good")
        else:
            self.stdout.write(f"{report.new} imported, {report.known} were here already.")
        if report.bad and not report.good:
            raise CommandError("no row could be imported")
