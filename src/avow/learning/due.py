"""What happens with help needed and offered without anybody pressing a button."""

from datetime import datetime, timedelta

from avow.forums.models import Forum
from avow.kernel.clock import day_of
from avow.kernel.due import due
from avow.learning.models import Need, Offer
from avow.learning.services import helping, matching


@due("learning.help", every=timedelta(hours=1))
def help_due(now: datetime) -> int:
    """Let lapse what is over, and suggest what fits; return how many things were done."""
    count = 0
    for forum in Forum.objects.order_by("pk"):
        today = day_of(now, forum.zone)
        for model in (Need, Offer):
            for row in model.objects.over_on(today).filter(forum=forum):
                count += helping.lapse(row, now)
        count += matching.end_over(forum, now)
        count += matching.suggest_due(forum, now)
    return count
