"""What of the coalitions' plans a commitment answers to: may it yet, and to which targets."""

from collections.abc import Iterable

from avow.blueprints.aims import Gate, gates
from avow.commitments.draft import Draft, Problem
from avow.commitments.models import Commitment
from avow.forums.models import Action, Coalition


def closed_gates(commitment: Commitment, codes: Iterable[str]) -> list[Gate]:
    """Return the coalitions of these actions whose plan is not public as far as it must be.

    One that shows the commitment already took it, whatever its plan says. Two queries at most,
    none where the pack asks for nothing.
    """
    forum = commitment.forum
    if forum.settings.commitments_from_stage is None:
        return []
    shown = commitment.coalitions.filter(shown_since__isnull=False).values("coalition")
    actions = Action.objects.filter(forum=forum, code__in=list(codes))
    fresh = actions.exclude(coalition__in=shown).values("coalition")
    coalitions = Coalition.objects.filter(pk__in=fresh)
    return [one for one in gates(forum, coalitions) if not one.is_open]


def problems(commitment: Commitment, draft: Draft) -> list[Problem]:
    """Return what keeps it from answering to what it chose."""
    found = []
    if closed := closed_gates(commitment, draft.actions):
        names = ", ".join(one.coalition.name for one in closed)
        found.append(Problem("where", "", "actions", "plan_not_far_enough", names))
    serves = {one.key: action.code for action, one in commitment.forum.settings.aims()}
    for goal in draft.targets:
        code = serves.get(goal.plan_target, "")
        if goal.plan_target and code not in draft.actions:
            found.append(
                Problem("target", goal.scope, "target_plan_target", "target_of_other_action", code)
            )
    return found
