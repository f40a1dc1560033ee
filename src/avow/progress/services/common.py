"""What every verb of cycles and reports shares: lock, who, facts, step, ledger, notice."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from avow.commitments.models import Commitment
from avow.commitments.services import common as commitments
from avow.commitments.states import PUBLIC
from avow.forums.models import Forum
from avow.kernel.lifecycle import Move, Refused
from avow.ledger.services import record
from avow.notices.services import tell
from avow.people.models import User
from avow.people.roles import Role
from avow.people.standing import Standing, roles_of, standing_in_forum
from avow.progress import figuring
from avow.progress.facts import CycleFacts, ReportFacts
from avow.progress.lifecycle import REPORT
from avow.progress.models import Cycle, Report
from avow.progress.permissions import POLICY
from avow.progress.states import State

SYSTEM = frozenset({Role.SYSTEM})


def locked_cycle(pk: int) -> Cycle:
    """Return the cycle, its row locked. Raises Cycle.DoesNotExist."""
    rows = Cycle.objects.select_for_update(of=("self",)).whole()
    cycle: Cycle = rows.get(pk=pk)
    return cycle


def locked(pk: int) -> Report:
    """Return the report, its row locked. Raises Report.DoesNotExist."""
    rows = Report.objects.select_for_update(of=("self",)).whole()
    report: Report = rows.get(pk=pk)
    return report


def locked_with_commitment(report: Report) -> Report:
    """Return the report locked from the top down: its commitment, then itself."""
    commitments.locked(report.commitment_id)
    return locked(report.pk)


def cycle_facts(cycle: Cycle, now: datetime, unsettled: int = 0) -> CycleFacts:
    """Return what the rules need for a move of a cycle."""
    return CycleFacts(cycle.phase(now), unsettled)


def roles_in_forum(forum: Forum, user: User | None, now: datetime) -> frozenset[Role]:
    """Return the user's roles in a forum; None is the platform itself. Three queries at most."""
    return SYSTEM if user is None else standing_in_forum(user, forum, now).roles


def roles_towards(
    report: Report, user: User | AnonymousUser | None, now: datetime
) -> frozenset[Role]:
    """Return the user's roles towards a report; None is the platform itself. Seven queries."""
    if user is None:
        return SYSTEM
    return roles_with(report, standing_in_forum(user, report.cycle.forum, now), now, user)


def roles_with(
    report: Report, standing: Standing, now: datetime, user: User | AnonymousUser
) -> frozenset[Role]:
    """Return the same from a standing already known.

    The other makers of the commitment and its partners are concerned: none of them decides on it.
    """
    commitment = report.commitment
    makers = commitments.co_maker_ids(commitment) | {commitment.organisation_id}
    others = makers - {report.organisation_id}
    roles = roles_of(
        standing,
        forum=report.cycle.forum,
        organisation_ids=[report.organisation_id],
        coalition_ids=commitment.coalitions.values_list("coalition_id", flat=True),
        partner_ids=others | commitments.partner_ids(commitment) - {report.organisation_id},
        now=now,
    )
    if others & standing.organisations:
        roles |= {Role.CO_MAKER}
    is_delegate = isinstance(user, User) and user.is_active and report.delegate_id == user.pk
    # Who left the organisation writes nothing for it any more.
    if is_delegate and report.organisation_id in standing.readable_organisations:
        roles |= {Role.AUTHOR}
    return roles


def facts_of(
    report: Report, now: datetime, *, text: str = "", complete: bool = False
) -> ReportFacts:
    """Return what the rules need for a move; `complete`: the move asks for a complete report."""
    return ReportFacts(
        phase=report.cycle.phase(now),
        missing=figuring.missing_of(report) if complete else (),
        commitment_public=report.commitment.state in PUBLIC,
        has_evidence=report.proofs.filter(removed_at=None).exists(),
        text=text,
    )


def step(
    report: Report, name: str, roles: frozenset[Role], facts: ReportFacts, now: datetime
) -> Move:
    """Change the state of a locked report, not saved yet. Raises Refused with every reason."""
    move = REPORT.step(name, report.state, roles, facts, now)
    report.state = State(move.target)
    return move


def demand(action: str, roles: frozenset[Role], state: str) -> None:
    """Raise Refused unless the permission table allows it: never, or not any more."""
    if POLICY.allows(action, roles, state):
        return
    if any(POLICY.allows(action, roles, other) for other in State.values):
        raise Refused("moved_on")
    raise Refused("not_yours", forbidden=True)


def demand_seen(report: Report, seen: int | None) -> None:
    """Raise Refused where a version was handed in after the one somebody read; None: not asked."""
    if seen is None:
        return
    last = report.versions.order_by("-number").values_list("number", flat=True).first()
    if last != seen:
        raise Refused("report_version_newer")


def write_down(
    report: Report, move: Move, roles: frozenset[Role], now: datetime, **data: Any
) -> None:
    """Write the move into the public ledger: references and numbers, never a name."""
    role = min(move.who & {str(one) for one in roles})
    record(
        f"report.{move.name}",
        forum=report.cycle.forum,
        subject=f"report:{report.commitment.ref}:{report.cycle.key}",
        at=now,
        role=role,
        data={"share": format(report.share, "f"), **data},
    )


def tell_makers(verb: str, report: Report, now: datetime, *, key: str, **context: Any) -> None:
    """Tell the people who act for the organisation that reports."""
    tell_people(verb, report, commitments.acting_for(report.organisation_id), now, key, **context)


def tell_people(
    verb: str, report: Report, to: Iterable[User], now: datetime, key: str, **context: Any
) -> None:
    """Tell these people of one report."""
    words = {
        "ref": report.commitment.ref,
        "title": title_of(report.commitment),
        "year": str(report.cycle.year),
    }
    tell(
        verb, to=to, at=now, forum=report.cycle.forum, key=key,
        context={**words, **context}, url=report.page,
    )  # fmt: skip


def title_of(commitment: Commitment) -> str:
    """Return the title that the public reads."""
    return commitment.public.title if commitment.public else ""


def page_of(forum: Forum) -> str:
    """Return the address of the page with a maker's reports."""
    return reverse("progress:my_reports", kwargs={"forum": forum.slug})
