"""Do what is due."""

from argparse import ArgumentParser
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from avow.jobs.due import run_due


def instant(text: str) -> datetime:
    """Return the time written in ISO 8601 with its offset. Raises ValueError without one."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError("an offset is missing")
    return value


class Command(BaseCommand):
    """`avow tick`: reminders, windows, lapses, mails whose time has come."""

    help = (
        "Do what is due. Safe at any time, from many machines. "
        "Example: avow tick --now 2021-04-03T09:00+00:00"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read the time to act at."""
        parser.add_argument(
            "--now", type=instant, help="act as if it were this time (ISO 8601 with its offset)"
        )

    def handle(self, *, now: datetime | None, **_options: object) -> None:
        """Run and report, a line for each. Raises CommandError (exit 1) if one of them broke."""
        broken = []
        for ran in run_due(now or timezone.now()):
            said = ran.error or ("not its turn" if ran.count is None else ran.count)
            self.stdout.write(f"{ran.name}: {said}")
            if ran.error:
                broken.append(ran.name)
        if broken:
            raise CommandError(f"broken: {', '.join(broken)}")
