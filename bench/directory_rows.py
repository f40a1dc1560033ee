"""Put invented commitments straight into the read model of the public directory, with a stock.

    python bench/directory_rows.py FILE.csv

FILE has the columns of the generator. The database is that of DATABASE_URL, with the forum loaded.
"""

import csv
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from avow.directory.entry import PublicEntry


def entries(file: Path, forum_id: int) -> Iterator["PublicEntry"]:
    """Yield the rows of a file as public entries; references by their number."""
    from avow.directory.entry import PublicEntry  # noqa: PLC0415  after django.setup
    from avow.forums.regions import COUNTRIES, region_of  # noqa: PLC0415  as above

    with file.open(encoding="utf-8", newline="") as rows:
        for number, row in enumerate(csv.DictReader(rows), 1):
            published = datetime.fromisoformat(row["published_at"])
            money = Decimal(row["amount"]) if row["amount"] else None
            yield PublicEntry(
                forum_id=forum_id,
                ref=f"GE-{number:06}",
                source_id=row["id"],
                title=row["title"],
                summary=row["summary"],
                text=f"{row['title']}\n{row['summary']}",
                language=row["language"],
                organisation_slug=slug_of(row["organisation"]),
                organisation_name=row["organisation"],
                organisation_type=row["organisation_type"],
                country=row["country"],
                region=region_of(row["country"]) if row["country"] in COUNTRIES else "",
                coalitions=tuple(filter(None, row["coalition"].split(";"))),
                actions=tuple(filter(None, row["action"].split(";"))),
                types=tuple(filter(None, row["commitment_type"].split(";"))),
                amounts=((row["currency"], money),) if money is not None else (),
                amount_usd=Decimal(row["amount_usd"]) if row["amount_usd"] else None,
                starts_on=date.fromisoformat(row["start"]),
                ends_on=date.fromisoformat(row["end"]),
                status=row["status"],
                year=published.year,
                submitted_at=datetime.fromisoformat(row["submitted_at"])
                if row["submitted_at"]
                else None,
                published_at=published,
                updated_at=published,
            )


def slug_of(name: str) -> str:
    """Return an address part for an invented name."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())[:110]


def main() -> None:
    """Publish the file of the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "avow.settings.local")
    django.setup()
    from django.utils import timezone  # noqa: PLC0415  after django.setup

    from avow.directory.engine import stock  # noqa: PLC0415  as above
    from avow.directory.services import publish_all  # noqa: PLC0415  as above
    from avow.forums.models import Forum  # noqa: PLC0415  as above

    forum = Forum.objects.get().pk
    number = publish_all(entries(Path(sys.argv[1]), forum), new=True)
    stock.put_by(forum, timezone.now())
    sys.stdout.write(f"{number} entries\n")


if __name__ == "__main__":
    main()
