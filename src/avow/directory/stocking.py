"""The stock for counting in memory is made anew when enough changed: a job, due each minute."""

from datetime import datetime
from typing import Any

from avow.directory.engine import stock
from avow.forums.models import Forum
from avow.jobs import services as jobs
from avow.jobs.models import Job
from avow.jobs.registry import runner

KIND = "directory.stock"


def look(now: datetime) -> int:
    """Ask for a new stock of each forum that needs one; return how many."""
    due = [forum for forum in Forum.objects.order_by("pk") if stock.is_due(forum.pk)]
    for forum in due:
        jobs.start(KIND, key=str(forum.pk), by=None, params={}, now=now, forum=forum)
    return len(due)


@runner(KIND)
def put_by(job: Job, now: datetime) -> dict[str, Any]:
    """Make the stock of the job's forum; begun again, from its beginning."""
    stock.throw_away_leftovers(now)
    assert job.forum_id is not None
    done = 0

    def advance(_read: int) -> None:
        nonlocal done
        done += 1
        jobs.advance(job, done)

    return {"entries": stock.put_by(job.forum_id, now, advance)}
