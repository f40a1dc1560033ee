"""`avow docs`: write the generated pages of docs/ anew."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from avow.web import anchoring_figures
from avow.web.guidance_figures import figures_page
from avow.web.tables import commands_page, policy_page

PAGES = {
    "permissions.md": policy_page,
    "commands.md": commands_page,
    "guidance-figures.md": figures_page,
    "anchoring-figures.md": anchoring_figures.figures_page,
}


class Command(BaseCommand):
    """Write tables and figures from the code, so that the docs cannot grow old."""

    help = "Write the generated pages of docs/ anew. Example: avow docs --into docs"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where the pages go."""
        parser.add_argument("--into", type=Path, default=Path("docs"))

    def handle(self, *, into: Path, **_options: Any) -> None:
        """Write each page."""
        into.mkdir(parents=True, exist_ok=True)
        for name, page in PAGES.items():
            try:
                text = page()
            except FileNotFoundError as missing:
                self.stderr.write(f"{name} needs a checkout: {missing.filename} is not here")
                continue
            (into / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"{into / name}")
