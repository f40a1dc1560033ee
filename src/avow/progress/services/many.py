"""Publish many reports in one act, as a job: each by the rules, what cannot be is named."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from avow.jobs.models import Job
from avow.jobs.registry import runner
from avow.jobs.services import advance, start
from avow.kernel import words
from avow.kernel.lifecycle import Refused
from avow.notices.letters import language_of
from avow.people.links import link
from avow.people.models import User
from avow.people.roles import Role
from avow.progress.models import Cycle, Report
from avow.progress.services import common
from avow.progress.services.publishing import publish

KIND = "progress.publish"


def publish_many(cycle: Cycle, chosen: Iterable[tuple[int, int]], by: User, now: datetime) -> Job:
    """Ask for these reports of a cycle to be published, as one job; asked twice, it is one.

    `chosen`: (report, number of the version that was listed). What is of another cycle is left
    out. Raises Refused to who is no secretariat, and where nothing is left.
    """
    if Role.SECRETARIAT not in common.roles_in_forum(cycle.forum, by, now):
        raise Refused("not_yours", forbidden=True)
    wanted = dict(chosen)
    known = Report.objects.filter(cycle=cycle, pk__in=list(wanted))
    rows = [[pk, wanted[pk]] for pk in known.order_by("pk").values_list("pk", flat=True)]
    if not rows:
        raise Refused("nothing_to_publish")
    key = sha256(repr(rows).encode()).hexdigest()[:16]
    params = {"rows": rows, "by": by.pk, "cycle": cycle.pk, "left_out": []}
    return start(
        KIND, key=f"{cycle.pk}:{key}", by=by, params=params, now=now, total=len(rows),
        forum=cycle.forum,
    )  # fmt: skip


@runner(KIND)
def run(job: Job, now: datetime) -> dict[str, Any]:
    """Publish one by one; a job that stopped half way goes on where it was.

    Whoever asked must still be allowed to when it runs; the rules look at each report anew.
    """
    by = User.objects.get(pk=job.params["by"])
    cycle = Cycle.objects.whole().get(pk=job.params["cycle"])
    rows = job.params["rows"]
    language = language_of(by.language)
    with translation.override(language):
        for number, (pk, seen) in enumerate(rows[job.done :], job.done + 1):
            with transaction.atomic():
                _one(job, pk, seen, by, now)
                advance(job, number)
        left = job.params["left_out"]
        return {
            "message": _("Published: %(number)s.") % {"number": len(rows) - len(left)},
            "left_out": left,
            "url": link("progress:desk_reports", cycle.forum, cycle.year, language=language),
        }


def _one(job: Job, pk: int, seen: int, by: User, now: datetime) -> None:
    """Publish one report, or keep with the job why not."""
    report = Report.objects.whole().get(pk=pk)
    try:
        publish(report, by, now, seen=seen)
    except Refused as refused:
        why = " ".join(str(one) for one in words.sentences(refused.reasons))
        job.params["left_out"].append({"what": report.commitment.ref, "why": why})
        job.save(update_fields=["params"])
