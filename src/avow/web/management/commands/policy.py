"""`avow policy`: who may do what, as one matrix made from the tables themselves."""

from typing import Any

from django.core.management.base import BaseCommand

from avow.web.tables import policy_page


class Command(BaseCommand):
    """Print the permission tables and the lifecycles of all apps as Markdown."""

    help = "Print who may do what, from the tables of all apps. Example: avow policy"

    def handle(self, **_options: Any) -> None:
        """Write the page to standard output."""
        self.stdout.write(policy_page())
