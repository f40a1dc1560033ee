"""Who somebody is towards a plan, and the locks its verbs take."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from avow.blueprints.models import Blueprint, Section, VersionSection
from avow.blueprints.permissions import POLICY
from avow.blueprints.rules import taken_over
from avow.blueprints.states import VersionState
from avow.forums.models import Action, Coalition
from avow.kernel.lifecycle import Refused
from avow.people.models import User
from avow.people.roles import Role
from avow.people.standing import standing_towards


def roles_towards(user: User | None, coalition: Coalition, now: datetime) -> frozenset[Role]:
    """Return who `user` is towards a coalition's plan; None is the calendar."""
    if user is None:
        return frozenset({Role.SYSTEM})
    return standing_towards(
        user,
        forum=coalition.forum,
        organisation_ids=(),
        coalition_ids=[coalition.pk],
        now=now,
    )


def require(
    action: str, user: User | None, coalition: Coalition, now: datetime, state: str = ""
) -> str:
    """Return the role to write into the ledger. Raises Refused (forbidden) if the table says no."""
    roles = roles_towards(user, coalition, now)
    if not POLICY.allows(action, roles, state):
        may_elsewhere = any(
            row.action == action and row.who & {str(one) for one in roles} for row in POLICY.rows
        )
        raise Refused("moved_on") if may_elsewhere else Refused("not_yours", forbidden=True)
    return role_of(roles)


def role_of(roles: frozenset[Role]) -> str:
    """Return the role in which somebody acts, for the ledger."""
    return next(
        str(one)
        for one in (Role.SYSTEM, Role.CHAMPION, Role.SECRETARIAT, Role.VISITOR)
        if one in roles
    )


def codes_elsewhere(coalition: Coalition, codes: Iterable[str]) -> set[str]:
    """Return those codes of actions that another coalition of the forum has; two queries.

    In its plan as it is written now, or as an action that commitments point or pointed to.
    """
    wanted = set(codes)
    written = Section.objects.filter(
        blueprint__coalition__forum=coalition.forum_id, code__in=wanted, removed_at=None
    ).exclude(blueprint__coalition=coalition)
    rows = Action.objects.filter(forum=coalition.forum_id, code__in=wanted)
    others = rows.exclude(coalition=coalition)
    return set(written.values_list("code", flat=True)) | set(others.values_list("code", flat=True))


def codes_retired(coalition: Coalition, wanted: Mapping[str, str]) -> list[str]:
    """Return those codes of {code: section key} that a retired action keeps; three queries.

    Commitments name it: another action of its code would get promises that nobody made to it. One
    that no version has was the forum's own, from which the plan's first section of it was begun.
    """
    gone = coalition.actions.filter(code__in=wanted, retired_at__isnull=False)
    last = dict.fromkeys(gone.values_list("code", flat=True), "")
    first = Section.objects.filter(blueprint__coalition=coalition, code__in=last).order_by("-pk")
    rows = VersionSection.objects.filter(
        version__blueprint__coalition=coalition,
        version__state=VersionState.PUBLISHED,
        code__in=last,
    ).order_by("version__number")
    return taken_over(
        wanted,
        last | dict(first.values_list("code", "key")) | dict(rows.values_list("code", "key")),
    )


def locked(blueprint: Blueprint) -> Blueprint:
    """Return the plan, its row locked: whoever changes its structure or versions queues up."""
    rows = Blueprint.objects.select_for_update(of=("self",)).select_related("coalition__forum")
    row: Blueprint = rows.get(pk=blueprint.pk)
    return row


def locked_section(section: Section) -> Section:
    """Return a section, its row locked, with its plan."""
    rows = Section.objects.select_for_update(of=("self",)).select_related(
        "blueprint__coalition__forum", "held_by", "changed_by"
    )
    row: Section = rows.get(pk=section.pk)
    return row
