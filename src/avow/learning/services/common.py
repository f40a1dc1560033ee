"""What every verb of a practice shares: lock, who, facts, step, ledger, notice."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from avow.commitments.services import common as commitments
from avow.commitments.states import PUBLIC
from avow.forums.models import Action, Forum
from avow.kernel.lifecycle import Move, Refused
from avow.learning.lifecycle import PRACTICE
from avow.learning.models import Practice
from avow.learning.permissions import POLICY
from avow.learning.publication import scrubbers_of
from avow.learning.rules import PracticeFacts
from avow.learning.states import Answer, State
from avow.ledger.services import record
from avow.notices.services import tell
from avow.people.links import link
from avow.people.models import User
from avow.people.roles import Role
from avow.progress.models import Report
from avow.progress.services.common import roles_towards as towards_report
from avow.review.services.common import secretariat_of


def locked(pk: int) -> Practice:
    """Return the practice, its row locked. Raises Practice.DoesNotExist."""
    rows = Practice.objects.select_for_update(of=("self",)).whole()
    practice: Practice = rows.get(pk=pk)
    return practice


def roles_towards(practice: Practice, user: User, now: datetime) -> frozenset[Role]:
    """Return who somebody is towards a practice: the same as towards its report."""
    return towards_report(practice.report, user, now)


def is_shared(report: Report) -> bool:
    """Return whether the public version of a report says that its practice may be shared."""
    if report.public is None:
        return False
    plain = report.public.content["plain"]
    return bool(plain["may_share"] and plain["good_practice"].strip())


def facts_of(practice: Practice, words: str = "") -> PracticeFacts:
    """Return what the rules need for a move."""
    return PracticeFacts(
        has_title=bool(practice.title),
        has_text=bool(practice.text),
        has_actions=bool(practice.actions),
        shared=is_shared(practice.report),
        commitment_public=practice.report.commitment.state in PUBLIC,
        consented=practice.wordings.filter(answer=Answer.AGREED).exists(),
        words=words,
    )


def step(practice: Practice, name: str, by: User, now: datetime, words: str = "") -> Move:
    """Change the state of a locked practice, not saved yet. Raises Refused with every reason."""
    roles = roles_towards(practice, by, now)
    move = PRACTICE.step(name, practice.state, roles, facts_of(practice, words), now)
    practice.state = State(move.target)
    return move


def demand(action: str, roles: frozenset[Role], state: str) -> None:
    """Raise Refused unless the permission table allows it: never, or not any more."""
    if POLICY.allows(action, roles, state):
        return
    if any(POLICY.allows(action, roles, other) for other in State.values):
        raise Refused("moved_on")
    raise Refused("not_yours", forbidden=True)


def write_down(verb: str, practice: Practice, role: Role, now: datetime, **data: Any) -> None:
    """Write into the public ledger: references and numbers, never a name or a title."""
    report = practice.report
    record(
        f"practice.{verb}",
        forum=practice.forum,
        subject=f"practice:{practice.number}",
        at=now,
        role=role,
        data={"ref": report.commitment.ref, "year": report.cycle.year, **data},
    )


def tell_makers(verb: str, practice: Practice, now: datetime, *, key: str) -> None:
    """Tell the people who act for the maker."""
    to = commitments.acting_for(practice.report.organisation_id)
    _tell(verb, practice, to, now, key, link("learning:my_practice", practice.forum, practice.pk))


def tell_secretariat(
    verb: str, practice: Practice, now: datetime, *, key: str, words: str = ""
) -> None:
    """Tell the secretariat, without whoever represents the maker."""
    commitment = practice.report.commitment
    besides = {practice.report.organisation_id, commitment.organisation_id}
    to = secretariat_of(practice.forum, besides | commitments.partner_ids(commitment))
    page = link("learning:desk_practice", practice.forum, practice.pk)
    scrub = scrubbers_of([commitment.pk])[commitment.pk]  # a mail lies open in many places
    title = scrub.text(practice.title)
    _tell(verb, practice, to, now, key, page, title=title, words=scrub.text(words))


def _tell(
    verb: str,
    practice: Practice,
    to: Iterable[User],
    now: datetime,
    key: str,
    url: str,
    **context: Any,
) -> None:
    report = practice.report
    words = {
        "title": practice.title,
        "ref": report.commitment.ref,
        "year": str(report.cycle.year),
        **context,
    }
    tell(verb, to=to, at=now, forum=practice.forum, key=key, context=words, url=url)


def known_actions(forum: Forum, codes: Iterable[str]) -> list[str]:
    """Return codes of the forum's actions in their order. Raises Refused for any other."""
    wanted = list(dict.fromkeys(codes))
    known = set(Action.objects.filter(forum=forum, code__in=wanted).values_list("code", flat=True))
    if set(wanted) - known:
        raise Refused("practice_action_unknown")
    return wanted
