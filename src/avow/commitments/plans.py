"""When a plan moves on: commitments to an action that is gone are counted with its successors."""

from datetime import datetime
from typing import Any

from avow.blueprints.models import Version
from avow.commitments import publication
from avow.forums.models import Forum
from avow.jobs.models import Job
from avow.jobs.registry import runner
from avow.jobs.services import advance, start

KIND = "commitments.follow_plan"
BATCH = 200


def plan_published(version: Version, _before: Version | None, now: datetime) -> None:
    """Ask for the commitments of retired actions to be shown anew, in the caller's transaction."""
    forum = version.blueprint.coalition.forum
    codes = sorted(set(version.action_changes.values_list("old__code", flat=True)))
    if not codes:
        return
    count = publication.with_actions(forum, codes).distinct().count()
    params = {"forum": forum.pk, "codes": codes}
    key = f"{KIND}:{version.pk}"
    start(KIND, key=key, by=None, params=params, now=now, total=count, forum=forum)


@runner(KIND)
def follow_plan(job: Job, _now: datetime) -> dict[str, Any]:
    """Show them anew in batches; those done before a stop are not done again."""
    forum = Forum.objects.get(pk=job.params["forum"])
    rows = publication.with_actions(forum, job.params["codes"])
    ids = list(rows.order_by("pk").values_list("pk", flat=True).distinct())
    for at in range(job.done, len(ids), BATCH):
        publication.show_again(rows.model.objects.filter(pk__in=ids[at : at + BATCH]))
        advance(job, min(at + BATCH, len(ids)))
    return {"commitments": len(ids)}
