# ruff: noqa: N999  the command's name
"""`avow import`."""

import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from avow.forums.models import Forum
from avow.opendata.imports import mapping as mappings
from avow.opendata.imports.mapping import MapTo
from avow.opendata.imports.preparing import Proposal, propose
from avow.opendata.imports.problems import FileProblem
from avow.opendata.imports.progress import Progress, rows_about
from avow.opendata.imports.registry import Kind, kind_of, kinds
from avow.opendata.imports.running import Report, run
from avow.opendata.imports.telling import proposal_lines
from avow.opendata.models import ImportMapping
from avow.opendata.states import NearMode


class Command(BaseCommand):
    """Take a CSV, XLSX or JSON file in."""

    help = (
        "Import a CSV, XLSX or JSON file. Every row is checked; good rows are imported, bad ones"
        " are listed with line, column, value and mend. Run twice it changes nothing. Columns of"
        " other names are guessed, shown, and imported with --yes. Example:"
        " avow import commitments FILE.csv --forum SLUG --map Montant=amount --set language=fr"
        " --dry-run --errors bad.csv"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what, from where, into which forum, and how."""
        add = parser.add_argument
        add("what", choices=[kind.code for kind in kinds()])
        add("file", metavar="FILE")
        add("--forum", metavar="SLUG", help="needed where there is more than one forum")
        add("--dry-run", action="store_true", help="check only")
        add("--errors", metavar="FILE", help="write every problem into this CSV file")
        add("--all-or-nothing", action="store_true", help="import nothing if one row is bad")
        add(
            "--map",
            metavar="THEIRS=OURS",
            action="append",
            default=[],
            help="which column of the file is which of ours; again for more; THEIRS= for none",
        )
        add(
            "--set",
            metavar="OURS=VALUE",
            action="append",
            default=[],
            help="a value for all rows, where the file has no such column",
        )
        add("--map-file", metavar="FILE", help="a mapping in YAML or JSON (docs/imports.md)")
        add("--saved-mapping", metavar="NAME", help="a mapping kept for this forum")
        add("--save-mapping", metavar="NAME", help="keep this mapping for this forum")
        add("--show-mapping", action="store_true", help="show how it is understood; write nothing")
        add("--yes", action="store_true", help="import by a guessed mapping without asking")
        add("--sheet", metavar="NAME", help="which sheet of a workbook")
        add("--encoding", metavar="NAME", help="of a text file, where it is not recognised")
        add(
            "--near-misses",
            choices=NearMode.values,
            default=NearMode.WAIT.value,
            help="rows whose organisation is only near one that is here: make a new one, let them"
            " wait for a decision on the desk (the default), or leave them out",
        )

    def handle(self, *, what: str, file: str, forum: str | None, **options: Any) -> None:
        """Import and report; fails when nothing could be imported."""
        path, kind, row = Path(file), kind_of(what), self._forum(forum)
        if not path.is_file():
            raise CommandError(f"no file {file}")
        try:
            mapping = self._mapping(kind, path, row, options)
            if options["show_mapping"]:
                return
            progress = Progress(self.stderr, rows_about(path), monotonic)
            with ExitStack() as stack:
                stack.callback(progress.end)
                errors = self._errors(stack, options["errors"])
                report = run(
                    kind,
                    path,
                    row,
                    now=timezone.now(),
                    errors=errors,
                    dry=options["dry_run"],
                    all_or_nothing=options["all_or_nothing"],
                    advance=progress,
                    mapping=mapping,
                    near=NearMode(options["near_misses"]),
                )
        except FileProblem as error:
            raise CommandError(str(error)) from error
        self._tell(report, options["errors"], row)

    def _errors(self, stack: ExitStack, file: str | None) -> Any:
        if not file:
            return None
        try:
            return stack.enter_context(Path(file).open("w", encoding="utf-8", newline=""))
        except OSError as error:
            raise CommandError(f"cannot write {file}: {error.strerror}") from error

    def _forum(self, slug: str | None) -> Forum:
        forums = list(Forum.objects.filter(slug=slug) if slug else Forum.objects.all()[:2])
        if not forums:
            raise CommandError(f"no forum {slug}" if slug else "no forum yet: load a pack first")
        if len(forums) > 1:
            raise CommandError("there is more than one forum: say which with --forum SLUG")
        return forums[0]

    def _mapping(
        self, kind: Kind, path: Path, forum: Forum, options: dict[str, Any]
    ) -> MapTo | None:
        """Return how the file is read, shown and agreed to where it was guessed."""
        given = self._given(kind, forum, options)
        proposal = propose(kind, path, forum, given, mappings.aside(options["map"]))
        is_plain = given is None and proposal.is_exact
        if options["show_mapping"] or not is_plain:
            self.stdout.write("\n".join(proposal_lines(kind, proposal)))
        if options["show_mapping"]:
            return None
        if proposal.missing:
            raise FileProblem(
                f"The first row must name the columns. Missing: {', '.join(proposal.missing)}."
                " Say which they are with --map THEIRS=OURS, or set them with --set OURS=VALUE."
            )
        is_agreed = is_plain or proposal.guessed.is_given or options["yes"] or options["dry_run"]
        if not is_agreed and not self._agree():
            raise FileProblem(
                "Nothing was imported: look at the mapping above and say --yes,"
                " or correct it with --map, --set or --map-file."
            )
        if options["save_mapping"]:
            self._save(kind, forum, options["save_mapping"], proposal)
        return None if is_plain else proposal.guessed.mapping

    def _given(self, kind: Kind, forum: Forum, options: dict[str, Any]) -> MapTo | None:
        """Return what was said about the mapping; None for nothing. Raises FileProblem."""
        known = [name for name, _needed, _help in kind.columns]
        base = None
        if options["saved_mapping"]:
            kept = ImportMapping.objects.filter(
                forum=forum, kind=kind.code, name=options["saved_mapping"]
            ).first()
            if kept is None:
                raise CommandError(f"no mapping {options['saved_mapping']} is kept for this forum")
            base = mappings.of_plain(kept.mapping, known)
        if options["map_file"]:
            try:
                text = Path(options["map_file"]).read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"cannot read {options['map_file']}") from error
            base = mappings.of_text(text, known)
        extra = {name: options[name] for name in ("sheet", "encoding") if options[name]}
        if base is None and not (options["map"] or options["set"] or extra):
            return None
        made = mappings.of_arguments(options["map"], options["set"], known, base)
        return mappings.of_plain({**made.as_plain(), **extra}, known)

    def _agree(self) -> bool:
        if not sys.stdin.isatty():
            return False
        self.stdout.write("Import by this mapping? [y/N] ", ending="")
        return input().strip().lower() in {"y", "yes"}

    def _save(self, kind: Kind, forum: Forum, name: str, proposal: Proposal) -> None:
        from avow.opendata.mapping_store import keep  # noqa: PLC0415  rarely needed

        keep(forum, kind.code, name, proposal.guessed.mapping, by=None, now=timezone.now())
        self.stdout.write(f"The mapping is kept as {name}.")

    def _tell(self, report: Report, errors: str | None, forum: Forum) -> None:
        self._tell_reading(report)
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
        self._tell_waiting(report, forum)
        if report.is_dry:
            self.stdout.write(f"Checked only: {report.good} of {report.rows} rows are good.")
        elif report.is_refused:
            raise CommandError("nothing was imported, because not every row is good")
        else:
            self.stdout.write(f"{report.new} imported, {report.known} were here already.")
        if report.bad and not report.good and not report.waiting:
            raise CommandError("no row could be imported")

    def _tell_reading(self, report: Report) -> None:
        for line in report.reading:
            self.stdout.write(line)
        if report.ignored_columns:
            self.stdout.write(f"Columns left aside: {', '.join(report.ignored_columns)}")

    def _tell_waiting(self, report: Report, forum: Forum) -> None:
        if report.waiting:
            verb = "would wait" if report.is_dry else "wait"
            self.stdout.write(
                f"{report.waiting} rows {verb}: their organisation may be one that is here."
                f" Decide at {reverse('data:near_misses', args=[forum.slug])}"
            )
        if report.skipped:
            self.stdout.write(
                f"{report.skipped} rows are left out: their organisation may be one that is here."
            )
