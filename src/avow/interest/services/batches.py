"""What happens to many at once: the invitation at the opening, lapsing, forgetting."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from avow.forums.models import Forum
from avow.interest.lifecycle import INTEREST
from avow.interest.models import Interest
from avow.interest.services.handing_in import LINK_DAYS, facts_of, invite
from avow.interest.states import OPEN
from avow.jobs.models import Job
from avow.jobs.registry import runner
from avow.jobs.services import advance, start
from avow.kernel.due import due
from avow.kernel.lifecycle import Refused
from avow.ledger.services import record
from avow.people.models import User
from avow.people.roles import Role

BATCH = 50


def invite_all(forum: Forum, *, by: User, now: datetime) -> Job:
    """Ask for the invitation of everybody who waits, as one job; asked twice, it is one.

    Raises Refused while applications are not open.
    """
    if not facts_of(forum, now).applications_open:
        raise Refused("applications_not_open")
    waiting = Interest.objects.filter(forum=forum).to_invite().count()
    return start(
        "interest.invite",
        key=f"interest.invite:{forum.pk}",
        by=by,
        params={"forum": forum.pk, "by": by.pk},
        now=now,
        total=waiting,
        forum=forum,
    )


@runner("interest.invite")
def run_invitations(job: Job, now: datetime) -> dict[str, Any]:
    """Invite in batches; who was invited before a stop is not invited again."""
    forum = Forum.objects.get(pk=job.params["forum"])
    by = User.objects.filter(pk=job.params["by"]).first()
    done = job.done
    while True:
        waiting = list(Interest.objects.filter(forum=forum).to_invite().order_by("pk")[:BATCH])
        if not waiting:
            return {"invited": done}
        with transaction.atomic():
            for interest in waiting:
                invite(interest, by=by, now=now)
            done += len(waiting)
            advance(job, done)


@due("interest: lapsed and forgotten", every=timedelta(hours=1))
def end_what_is_over(now: datetime) -> int:
    """Let interest lapse where nobody can apply any more; delete what was never confirmed."""
    ended = 0
    for forum in Forum.objects.filter(interests__state__in=sorted(OPEN)).distinct():
        facts = facts_of(forum, now)
        if not facts.applications_over:
            continue
        for pk in Interest.objects.filter(forum=forum).open().values_list("pk", flat=True):
            ended += _lapse(pk, facts, now)
    before = now - timedelta(days=LINK_DAYS + 7)
    forgotten, _rows = Interest.objects.forgotten(before).delete()
    return ended + forgotten


def _lapse(pk: int, facts: Any, now: datetime) -> int:
    with transaction.atomic():
        row = Interest.objects.select_for_update().get(pk=pk)
        try:
            step = INTEREST.step("lapse", row.state, {Role.SYSTEM}, facts, now)
        except Refused:
            return 0  # somebody applied meanwhile
        row.state = step.target
        row.save(update_fields=["state"])
        record("interest.lapse", forum=row.forum, subject=f"interest:{row.pk}", at=now)
    return 1
