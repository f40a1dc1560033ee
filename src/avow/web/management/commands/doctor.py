"""`avow doctor`: say whether this installation is well."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from avow.web.operating.checkup import check_up


class Command(BaseCommand):
    """One line for each part, and exit 1 if one is bad."""

    help = (
        "Look at database, cache, storage, mail, migrations, workers and forums: a line each, "
        "exit 1 if one is bad. Example: avow doctor"
    )

    def handle(self, **_options: object) -> None:
        """Check and report. Raises CommandError (exit 1) naming what is bad."""
        bad = []
        for finding in check_up(timezone.now()):
            word = self.style.SUCCESS("good") if finding.good else self.style.ERROR("bad ")
            self.stdout.write(f"{finding.name:<11}{word}  {finding.says}")
            if not finding.good:
                bad.append(finding.name)
        if bad:
            raise CommandError(f"bad: {', '.join(bad)}")
