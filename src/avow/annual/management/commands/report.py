"""`avow report`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from avow.annual import looking
from avow.annual.document import Document
from avow.annual.models import AnnualReport, Edition
from avow.annual.services import regenerated
from avow.annual.services.printing import pdf_of
from avow.forums.models import Forum
from avow.notices.letters import absolute


class Command(BaseCommand):
    """Write a year's report as PDF, or count its figures again."""

    help = (
        "Write a published annual report as PDF, or check that its frozen data gives its figures."
        " Example: avow report build --forum SLUG --cycle 2025 --lang fr -o report.pdf"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do, with the report of which forum and cycle, in which language, where."""
        parser.add_argument("what", choices=["build", "check"])
        parser.add_argument("--forum", required=True, metavar="SLUG")
        parser.add_argument("--cycle", required=True, type=int, metavar="YEAR")
        parser.add_argument("--lang", default="en", metavar="XX")
        parser.add_argument("-o", "--output", metavar="FILE", help="needed to build")

    def handle(self, *, what: str, forum: str, cycle: int, **options: Any) -> None:
        """Do it, and say what was done."""
        row = Forum.objects.filter(slug=forum).first()
        if row is None:
            raise CommandError(f"no forum {forum}")
        report = looking.report_of(row, cycle)
        if report is None:
            raise CommandError(f"the cycle {cycle} of {forum} is not frozen; it has no report yet")
        if what == "check":
            self._check(report)
        else:
            self._build(report, options["lang"], options["output"])

    def _check(self, report: AnnualReport) -> None:
        figures, digest = regenerated(report)
        kept = dict(report.figures.values_list("name", "value"))
        wrong = sorted(name for name, value in kept.items() if figures.get(name) != value)
        if wrong or digest != report.digest:
            found = ", ".join(wrong[:5]) or "the fingerprint of the rows"
            raise CommandError(f"{len(wrong)} figures are not what the frozen rows give: {found}")
        self.stdout.write(f"{len(kept)} figures, {report.number} commitments: all as frozen")

    def _build(self, report: AnnualReport, language: str, output: str | None) -> None:
        known = [code for code, _name in settings.LANGUAGES]
        if language not in known:
            raise CommandError(f"no language {language}; choose one of: {', '.join(known)}")
        if not output:
            raise CommandError("say where to write it: -o FILE.pdf")
        edition = looking.published(report.forum, report.year)
        if edition is None:
            raise CommandError(f"the annual report {report.year} is not published yet")
        content = self._drawn(edition, language)
        part = Path(f"{output}.part")
        try:
            part.write_bytes(content)
            part.replace(output)
        except OSError as error:
            raise CommandError(f"cannot write {output}: {error.strerror}") from error
        finally:
            part.unlink(missing_ok=True)
        self.stderr.write(f"annual report {report.year} in {language}: {output}")

    def _drawn(self, edition: Edition, language: str) -> bytes:
        def said(done: int, whole: int) -> None:
            if self.stderr.isatty():
                self.stderr.write(f"\r\x1b[K{100 * done // whole} %", ending="")

        with translation.override(language):
            document = Document(edition.report, edition.content, edition, absolute)
            content = pdf_of(document, said)
        if self.stderr.isatty():
            self.stderr.write("\r\x1b[K", ending="")
        return content
