"""`avow demo`: load the demonstration, or show how to get into it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from avow.forums.models import Forum
from avow.web.demo.houses import PASSWORD, SHOWN
from avow.web.demo.loading import PACK, load_demonstration


class Command(BaseCommand):
    """Load invented organisations and commitments into an empty installation, once."""

    help = "Load the demonstration into an empty installation. Example: avow demo"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Allow to show the sign-ins alone."""
        parser.add_argument("--show", action="store_true", help="only show the sign-ins")

    def handle(self, *, show: bool, verbosity: int, **_options: Any) -> None:
        """Load and show. Raises CommandError where the forum is here already."""
        if not show:
            if Forum.objects.filter(slug=PACK).exists():
                raise CommandError(
                    f"{PACK} is here already; the demonstration needs an empty installation"
                )
            with transaction.atomic():
                load_demonstration(timezone.now())
        if not verbosity:
            return
        self.stdout.write(f"Everybody's password is {PASSWORD}. Try first:")
        for key, words in SHOWN:
            self.stdout.write(f"  {key}@example.org".ljust(24) + words)
        self.stdout.write(
            "Mails are readable at /en/local-mail/. All organisations here are invented."
        )
