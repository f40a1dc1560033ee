"""Long work of this app."""

from datetime import datetime
from typing import Any

from avow.jobs.models import Job
from avow.jobs.registry import runner
from avow.people.duplicates import refresh_pairs

DUPLICATES = "people.duplicates"


@runner(DUPLICATES)
def look_for_duplicates(job: Job, now: datetime) -> dict[str, Any]:
    """Compare all organisations and keep the pairs a person should look at."""
    del job  # it takes seconds, so it starts again rather than go on
    return {"pairs": refresh_pairs(now)}
