"""Reports, when two organisations become one."""

from datetime import datetime

from avow.people.merging import moves_on_merge
from avow.people.models import Organisation
from avow.progress.models import Reminder, Report


@moves_on_merge("progress")
def move(gone: Organisation, kept: Organisation, _now: datetime) -> int:
    """Move the reports; two on one commitment in one cycle stay two, each for its share."""
    theirs = Report.objects.filter(organisation=gone)
    mine = set(
        Report.objects.filter(organisation=kept, is_joined=False).values_list(
            "cycle_id", "commitment_id"
        )
    )
    both = [
        pk
        for pk, cycle, commitment in theirs.values_list("pk", "cycle_id", "commitment_id")
        if (cycle, commitment) in mine
    ]
    moved = Report.objects.filter(pk__in=both).update(organisation=kept, is_joined=True)
    moved += theirs.update(organisation=kept)
    Reminder.objects.filter(organisation=gone).delete()
    return moved
