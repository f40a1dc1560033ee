"""Check the ledger, or a downloaded chain."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from avow.ledger import services, words
from avow.ledger.rules import Verdict


class Command(BaseCommand):
    """`avow verify`: one line, and exit 1 with the first bad entry."""

    help = (
        "Check the whole public ledger, or a downloaded chain without a database. "
        "Example: avow verify, or: avow verify chain.jsonl --head HASH"
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read the file's name and a hash noted earlier."""
        parser.add_argument(
            "chainfile", nargs="?", help="a chain downloaded from ledger/chain.jsonl"
        )
        parser.add_argument(
            "--head", default="", help="a hash noted earlier, which must be in the chain"
        )

    def handle(self, *, chainfile: str | None, head: str, **_options: object) -> None:
        """Check and report. Raises CommandError (exit 1) for a bad chain or an unreadable file."""
        verdict = _check_file(Path(chainfile), head) if chainfile else services.verify(head)
        if verdict.fault:
            fault = words.FAULTS[verdict.fault.code]
            raise CommandError(f"bad: entry {verdict.fault.seq}: {fault}")
        self.stdout.write(f"good: {verdict.count} entries, head {verdict.head}")


def _check_file(path: Path, head: str) -> Verdict:
    """Check a file without holding more than one line. Raises CommandError if it can't be read."""
    try:
        with path.open("rb") as lines:
            return services.verify_file(lines, head)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
