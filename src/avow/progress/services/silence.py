"""Commitments nobody reports on: announced, then inactive, and active again once one does."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from avow.commitments.models import Commitment
from avow.commitments.services import common as commitments
from avow.commitments.states import State as CommitmentState
from avow.forums.models import Forum
from avow.kernel.clock import day_of
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.notices.services import tell
from avow.people.models import User
from avow.people.roles import Role
from avow.progress import rules
from avow.progress.facts import InactivityFacts
from avow.progress.lifecycle import INACTIVITY
from avow.progress.models import Inactivity, Report
from avow.progress.services import common, outcomes
from avow.progress.states import CycleState, InactivityState, State

BATCH = 200
RUNNING = (CommitmentState.PUBLISHED, CommitmentState.AMENDED)


def look(forum: Forum, now: datetime) -> int:
    """Announce and mark what is due in a forum; return how many commitments. Safe to run again."""
    silent = Report.objects.filter(
        cycle__forum=forum,
        cycle__state=CycleState.FROZEN,
        state=State.NOT_REPORTED,
        commitment__state__in=RUNNING,
    )
    keys = sorted(set(silent.order_by().values_list("commitment_id", flat=True)))
    count = 0
    for start in range(0, len(keys), BATCH):
        missed = missed_by(keys[start : start + BATCH])
        known = _known(missed)
        for pk, number in missed.items():
            if _next(forum, number, known.get(pk), now):
                count += _take(pk, number, forum, now)
    return count


def missed_by(keys: Sequence[int]) -> dict[int, int]:
    """Return {commitment: how many of the last frozen cycles it missed in a row}; two queries.

    A joint commitment missed a cycle where none of its makers reported. A report published in a
    cycle that is not frozen yet counts already, and what came before somebody lifted it no more.
    """
    lifted = dict(
        Inactivity.objects.filter(commitment__in=keys, state=InactivityState.LIFTED)
        .order_by("lifted_at")
        .values_list("commitment_id", "lifted_at")
    )
    frozen_or_said = Q(cycle__state=CycleState.FROZEN) | Q(state=State.PUBLISHED)
    rows = (
        Report.objects.filter(frozen_or_said, commitment__in=keys)
        .exclude(state=State.EXCUSED)
        .order_by("commitment", "cycle__window__opens_at")
        .values_list("commitment_id", "cycle_id", "state", "cycle__frozen_at")
    )
    years: dict[int, dict[int, bool]] = {pk: {} for pk in keys}
    for commitment, cycle, state, frozen_at in rows:
        since = lifted.get(commitment)
        if since is None or frozen_at is None or frozen_at > since:
            reported = years[commitment].get(cycle, False) or state == State.PUBLISHED
            years[commitment][cycle] = reported
    return {pk: rules.missed_in_a_row(list(found.values())) for pk, found in years.items()}


def _known(keys: Iterable[int]) -> dict[int, Inactivity]:
    rows = Inactivity.objects.filter(commitment__in=list(keys))
    return {one.commitment_id: one for one in rows.exclude(state=InactivityState.LIFTED)}


def _next(forum: Forum, missed: int, known: Inactivity | None, now: datetime) -> str:
    if known is not None and known.state == InactivityState.INACTIVE:
        return ""
    facts = _facts(forum, missed, known, now)
    return rules.inactivity_step(
        missed, facts.after, facts.announced_on, facts.day, facts.notice_days
    )


def _facts(
    forum: Forum, missed: int, known: Inactivity | None, now: datetime, **more: object
) -> InactivityFacts:
    pack = forum.settings.reporting
    announced_on = day_of(known.announced_at, forum.zone) if known is not None else None
    return InactivityFacts(
        missed=missed,
        after=pack.inactive_after,
        announced_on=announced_on,
        day=day_of(now, forum.zone),
        notice_days=pack.inactive_notice_days,
        **more,  # type: ignore[arg-type]  # reported and reason
    )


def _take(pk: int, missed: int, forum: Forum, now: datetime) -> int:
    """Take the step that is due for one commitment; return whether there was one."""
    with transaction.atomic():
        commitment = commitments.locked(pk)
        known = _known([pk]).get(pk)
        wanted = _next(forum, missed, known, now)
        if not wanted or commitment.state not in RUNNING:
            return 0
        if wanted == "announce":
            row = Inactivity.objects.create(commitment=commitment, missed=missed, announced_at=now)
            _say(row, commitment, "inactive_soon", now)
            return 1
        assert known is not None
        facts = _facts(forum, missed, known, now)
        move = INACTIVITY.step("mark", known.state, common.SYSTEM, facts, now)
        known.state, known.marked_at, known.missed = InactivityState(move.target), now, missed
        known.save()
        _say(known, commitment, "inactive", now)
    return 1


def lift(commitment: Commitment, reason: str, by: User, now: datetime) -> Inactivity:
    """Call a silent commitment active again, with a reason.

    Raises Refused, and Inactivity.DoesNotExist for one that is not silent.
    """
    reason = nfc(reason).strip()
    with transaction.atomic():
        row = commitments.locked(commitment.pk)
        roles = commitments.roles_towards(row, by, now)
        rows = Inactivity.objects.select_for_update().exclude(state=InactivityState.LIFTED)
        known: Inactivity = rows.get(commitment=row)
        facts = _facts(row.forum, known.missed, known, now, reason=reason)
        return _lift(known, row, roles, facts, by, now)


def lift_when_reported(commitment: Commitment, now: datetime) -> None:
    """Call a locked commitment active again once a report on it is published."""
    known = _known([commitment.pk]).get(commitment.pk)
    if known is not None:
        facts = _facts(commitment.forum, known.missed, known, now, reported=True)
        _lift(known, commitment, common.SYSTEM, facts, None, now)


def _lift(
    row: Inactivity,
    commitment: Commitment,
    roles: frozenset[Role],
    facts: InactivityFacts,
    by: User | None,
    now: datetime,
) -> Inactivity:
    was_inactive = row.state == InactivityState.INACTIVE
    move = INACTIVITY.step("lift", row.state, roles, facts, now)
    row.state, row.lifted_at, row.lifted_by = InactivityState(move.target), now, by
    row.reason = facts.reason
    row.save()
    outcomes.public_changed(commitment.forum_id)
    if was_inactive:
        _say(row, commitment, "active_again", now, role=min(move.who))
    return row


def _say(
    row: Inactivity, commitment: Commitment, verb: str, now: datetime, role: str = Role.SYSTEM
) -> None:
    """Tell its makers, let its page say it, and write it into the ledger."""
    outcomes.public_changed(commitment.forum_id)
    record(
        f"report.{verb}",
        forum=commitment.forum,
        subject=f"commitment:{commitment.ref}",
        at=now,
        role=role,
        data={"missed": row.missed},
    )
    key = f"report.{verb}:{row.pk}"
    people = {
        one.pk: one
        for pk in sorted(commitments.co_maker_ids(commitment) | {commitment.organisation_id})
        for one in commitments.acting_for(pk)
    }
    words = {"ref": commitment.ref, "title": common.title_of(commitment), "missed": row.missed}
    tell(
        f"report.{verb}", to=people.values(), at=now, forum=commitment.forum, key=key,
        context=words, url=common.page_of(commitment.forum),
    )  # fmt: skip
