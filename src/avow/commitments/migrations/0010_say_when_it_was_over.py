"""Give what is over already its last day: from the ledger where it says so, else from the text.

In batches, each a transaction of its own; broken off, it goes on with what is left.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations, transaction

BATCH = 500
ENDED = {"ended": "commitment.end", "withdrawn": "commitment.withdraw"}


def say(apps: Any, _schema_editor: Any) -> None:
    """Write the days."""
    Commitment = apps.get_model("commitments", "Commitment")
    rows = Commitment.objects.filter(state__in=["completed", "ended", "withdrawn"], over_on=None)
    while batch := list(
        rows.select_related("forum", "public").order_by("pk")[:BATCH]
    ):
        with transaction.atomic():
            told = told_by_ledger(apps, batch)
            for row in batch:
                row.over_on = last_day(row, told.get((row.forum_id, row.ref)))
            Commitment.objects.bulk_update(batch, ["over_on"])


def told_by_ledger(apps: Any, batch: list[Any]) -> dict[tuple[int, str], datetime]:
    """Return {(forum, reference): when it ended early or was withdrawn}, as far as it is told."""
    Entry = apps.get_model("ledger", "Entry")
    wanted = {f"commitment:{row.ref}": row.ref for row in batch}
    entries = Entry.objects.filter(
        subject__in=wanted, verb__in=ENDED.values(), forum__in={row.forum_id for row in batch}
    )
    return {(one.forum_id, wanted[one.subject]): one.at for one in entries.order_by("seq")}


def last_day(row: Any, at: datetime | None) -> date:
    """Return the last day: of the text, or the day it was over before that."""
    ends_on: date | None = row.public.ends_on if row.public else None
    if row.state == "completed" and ends_on:
        return ends_on
    early: date = (at or row.created_at).astimezone(ZoneInfo(row.forum.zone_name)).date()
    return min(early, ends_on) if ends_on else early


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("commitments", "0009_the_last_day"),
        ("forums", "0003_settings_follow_plans"),
        ("ledger", "0001_initial"),
    ]
    operations = [migrations.RunPython(say, migrations.RunPython.noop)]
