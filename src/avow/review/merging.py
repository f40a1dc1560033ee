"""Cases and makers, when two organisations become one."""

from datetime import datetime

from avow.people.merging import moves_on_merge
from avow.people.models import Organisation
from avow.review.models import Case, Maker


@moves_on_merge("review")
def move(gone: Organisation, kept: Organisation, _now: datetime) -> int:
    """Move cases, their partners, and makers; twice maker in a coalition becomes once."""
    both = {row.coalition_id: row for row in Maker.objects.filter(organisation=kept)}
    for row in Maker.objects.filter(organisation=gone, coalition__in=both):
        mine = both[row.coalition_id]
        mine.since = min(mine.since, row.since)
        mine.save(update_fields=["since"])
        row.delete()
    for case in Case.objects.filter(partners=gone):
        case.partners.remove(gone)
        case.partners.add(kept)
    makers = Maker.objects.filter(organisation=gone).update(organisation=kept)
    return makers + Case.objects.filter(organisation=gone).update(organisation=kept)
