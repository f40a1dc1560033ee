"""`avow pack`: check a forum pack, load it, or write the JSON Schema of packs."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from avow.forums.loading import load
from avow.forums.packs.catalogue import read_catalogue
from avow.forums.packs.json_schema import catalogue_schema_text, schema_text
from avow.forums.packs.problems import show
from avow.forums.packs.reading import PackError, read_pack

EXAMPLES = """examples:
  avow pack check my-forum.yaml
  avow pack load my-forum.yaml --dry-run
  avow pack schema -o docs/pack.schema.json
  avow pack schema --catalogue -o docs/catalogue.schema.json
"""


class Command(BaseCommand):
    """Check, load, or describe forum packs."""

    help = (
        "Check a forum pack, load it, or write the JSON Schema that packs follow. "
        "Example: avow pack load my-forum.yaml --dry-run"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one of three verbs."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="check|load|schema")
        file_help = "a YAML file, or the name of a pack that comes with Avow"
        check = verbs.add_parser(
            "check", help="say whether the pack can be used, and where it is wrong"
        )
        check.add_argument("file", metavar="FILE", help=file_help)
        loads = verbs.add_parser(
            "load", help="make the database say what the pack says; safe to repeat"
        )
        loads.add_argument("file", metavar="FILE", help=file_help)
        loads.add_argument(
            "--dry-run", action="store_true", help="show what would change, change nothing"
        )
        loads.add_argument(
            "--now", type=datetime.fromisoformat, help="act as if it were this time, with offset"
        )
        schema = verbs.add_parser("schema", help="write the JSON Schema of packs")
        schema.add_argument(
            "-o", "--output", type=Path, metavar="FILE", help="instead of the screen"
        )
        schema.add_argument(
            "--catalogue", action="store_true", help="of the catalogue beside a pack, not the pack"
        )

    def handle(self, *, verb: str, **options: Any) -> None:
        """Do what the verb says. Raises CommandError, one line, for a pack that cannot be used."""
        if verb == "schema":
            text = catalogue_schema_text() if options["catalogue"] else schema_text()
            self._schema(text, options["output"])
            return
        try:
            if verb == "check":
                self._check(options["file"])
            else:
                now = options["now"] or timezone.now()
                self._load(options["file"], now, dry_run=options["dry_run"])
        except PackError as error:
            if verb == "check" and len(error.problems) > 1:
                for problem in error.problems:
                    self.stderr.write(show(problem))
            raise CommandError(str(error)) from error

    def _check(self, file: str) -> None:
        pack = read_pack(file)
        catalogue = read_catalogue(file, pack)
        actions = sum(len(coalition.actions) for coalition in pack.coalitions)
        examples = f", {len(catalogue.examples)} examples" if catalogue else ""
        self.stdout.write(
            f"{file}: good. {pack.slug}: {len(pack.coalitions)} coalitions, {actions} actions, "
            f"{len(pack.windows)} windows{examples}, in {', '.join(pack.languages)}"
        )

    def _load(self, file: str, now: datetime, *, dry_run: bool) -> None:
        if now.tzinfo is None:
            raise CommandError("--now needs an offset, as in 2021-03-03T09:00+00:00")
        pack = read_pack(file)
        changes = load(pack, now, catalogue=read_catalogue(file, pack), dry_run=dry_run)
        for change in changes:
            self.stdout.write(str(change))
        done = "would change" if dry_run else "changed"
        many = sum(change.what != "kept" for change in changes)
        self.stdout.write(
            f"{pack.slug}: {many} things {done}" if many else f"{pack.slug}: nothing to change"
        )

    def _schema(self, text: str, output: Path | None) -> None:
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from error
