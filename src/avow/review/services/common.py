"""What every verb of a case shares: lock, who, facts, step, ledger."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import AnonymousUser

from avow.forums.models import Forum
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.ledger.services import record
from avow.people.models import Organisation, SeatHolder, User
from avow.people.roles import Role
from avow.people.standing import Standing, roles_of, standing_in_forum
from avow.review import decided, rules
from avow.review.facts import CaseFacts
from avow.review.lifecycle import CASE
from avow.review.models import Case, Recusal, SealedStep, Vote
from avow.review.permissions import POLICY
from avow.review.states import OVER, Choice, State

# Moves that the applicant knows of, or makes: written openly. All others are sealed until release.
OPEN_MOVES = frozenset({"ask", "answer", "close"})
SYSTEM = frozenset({Role.SYSTEM})


def locked(pk: int) -> Case:
    """Return the case, locked from the top down. Raises Case.DoesNotExist."""
    decided.lock_above(pk)
    rows = Case.objects.select_for_update(of=("self",)).select_related(
        "forum", "coalition", "organisation"
    )
    case: Case = rows.get(pk=pk)
    return case


def partners_of(case: Case) -> frozenset[int]:
    """Return the organisations named as partners."""
    return frozenset(case.partners.values_list("pk", flat=True))


def roles_in(case: Case, user: User | AnonymousUser, now: datetime) -> frozenset[Role]:
    """Return the user's roles towards a case: five queries at most."""
    standing = standing_in_forum(user, case.forum, now)
    return roles_with(case, standing, now, partners_of(case))


def roles_with(
    case: Case, standing: Standing, now: datetime, partners: Iterable[int]
) -> frozenset[Role]:
    """Return the same from a standing and partners already known.

    Whoever sits in a seat that keeps out of this case is RECUSED in whatever role they come. A seat
    with somebody concerned in it is found by `roles_of`, on this day; what was declared is kept.
    """
    roles = roles_of(
        standing,
        forum=case.forum,
        organisation_ids=[case.organisation_id],
        coalition_ids=[case.coalition_id],
        partner_ids=partners,
        now=now,
    )
    declared = Recusal.objects.filter(case=case, is_declared=True, seat__in=standing.seats)
    if standing.seats and declared.exists():
        roles |= {Role.RECUSED}
    return roles


def demand(action: str, roles: frozenset[Role], state: str) -> None:
    """Raise Refused unless the permission table allows it: never, or not any more."""
    if POLICY.allows(action, roles, state):
        return
    if any(POLICY.allows(action, roles, other) for other in State.values):
        raise Refused("moved_on")
    raise Refused("recused" if Role.RECUSED in roles else "not_yours", forbidden=True)


def holders_of(case: Case, now: datetime) -> dict[int, frozenset[int]]:
    """Return {seat of the coalition: organisations in it} on this day; one query."""
    found: dict[int, set[int]] = {}
    rows = SeatHolder.objects.on(day_of(now, case.forum.zone)).filter(
        seat__coalition=case.coalition_id
    )
    for seat, organisation in rows.values_list("seat_id", "organisation_id"):
        found.setdefault(seat, set()).add(organisation)
    return {seat: frozenset(organisations) for seat, organisations in found.items()}


def may_vote(case: Case, now: datetime) -> frozenset[int]:
    """Return the seats that may vote on this day, without writing anything down; three queries."""
    holders = holders_of(case, now)
    concerned = rules.concerned_seats(holders, case.organisation_id, partners_of(case))
    declared = Recusal.objects.filter(case=case, is_declared=True).values_list("seat_id", flat=True)
    return frozenset(holders) - concerned - frozenset(declared)


def renew_recusals(case: Case, now: datetime) -> frozenset[int]:
    """Bring the recusals found by the platform up to this day; return the seats that may vote.

    Seats rotate: whoever holds one now counts. The vote of a seat that must now keep out goes.
    """
    holders = holders_of(case, now)
    concerned = rules.concerned_seats(holders, case.organisation_id, partners_of(case))
    known = {row.seat_id: row for row in Recusal.objects.filter(case=case)}
    gone = [row.pk for seat, row in known.items() if not row.is_declared and seat not in concerned]
    Recusal.objects.filter(pk__in=gone).delete()
    Recusal.objects.bulk_create(
        Recusal(case=case, seat_id=seat, is_declared=False, at=now)
        for seat in concerned - set(known)
    )
    declared = {seat for seat, row in known.items() if row.is_declared}
    out = concerned | declared
    Vote.objects.filter(case=case, seat__in=out).delete()
    return frozenset(holders) - out


def facts_of(case: Case, seats: frozenset[int], reason: str = "") -> CaseFacts:
    """Return what the rules need; votes of seats that may not vote (any more) do not count."""
    choices = list(Vote.objects.filter(case=case, seat__in=seats).values_list("choice", flat=True))
    objection = (
        getattr(case, "objection", None) if case.state in {State.LIAISON, State.OBJECTION} else None
    )
    return CaseFacts(
        seats=len(seats),
        approve=choices.count(Choice.APPROVE),
        reject=choices.count(Choice.REJECT),
        abstain=choices.count(Choice.ABSTAIN),
        quorum=rules.quorum_of(case.quorum),
        majority=Fraction(case.majority),
        validation_until=case.validation_until,
        liaison_until=case.liaison_until,
        objections_open=1 if objection is not None and objection.answered_at is None else 0,
        reason=reason,
    )


def step(
    case: Case,
    name: str,
    *,
    roles: frozenset[Role],
    facts: CaseFacts,
    now: datetime,
    by: User | None = None,
) -> None:
    """Make one move of a locked case and write it down; tell the apps above when it is over.

    Raises Refused with every reason.
    """
    move = CASE.step(name, case.state, roles, facts, now)
    case.state = move.target
    if move.target == State.LIAISON:
        case.liaison_until = rules.liaison_ends(now, case.liaison_days, case.forum.zone)
    if move.target in OVER:
        case.decided_at = now
    case.save()
    _write_down(case, name, role=_acting_role(move.who, roles), now=now, by=by)
    if move.target in OVER:
        decided.tell(case)


def _acting_role(who: frozenset[str], roles: frozenset[Role]) -> str:
    return min(who & {str(role) for role in roles})


def _write_down(case: Case, name: str, *, role: str, now: datetime, by: User | None) -> None:
    """Keep the step and write it into the ledger, openly or sealed until the applicant is told."""
    nonce = "" if name in OPEN_MOVES else secrets.token_hex(16)
    made = SealedStep.objects.create(case=case, move=name, role=role, by=by, at=now, nonce=nonce)
    if nonce:
        seal = seal_of(made, case)
        record(
            "case.sealed",
            forum=case.forum,
            subject=f"seal:{seal[:16]}",
            at=now,
            data={"seal": seal},
        )
        return
    data = {"coalition": case.coalition.code, "about": case.subject}
    record(
        f"case.{name}", forum=case.forum, subject=f"case:{case.pk}", at=now, role=role, data=data
    )


def seal_of(made: SealedStep, case: Case) -> str:
    """Return the seal: SHA-256 over nonce, case, move, role and coalition, joined by "|"."""
    return sha256("|".join([made.nonce, *_sealed_words(made, case)]).encode()).hexdigest()


def _sealed_words(made: SealedStep, case: Case) -> list[str]:
    return [f"case:{case.pk}", made.move, made.role, case.coalition.code]


def open_seals(cases: Iterable[Case], now: datetime) -> list[dict[str, Any]]:
    """Return what the seals of these cases held, for the public entry of their release.

    Anybody can then compute each seal again and find it in the chain at the day it was made.
    """
    opened = []
    by_pk = {case.pk: case for case in cases}
    steps = SealedStep.objects.filter(case__in=by_pk, opened_at=None).exclude(nonce="")
    for made in steps:
        case = by_pk[made.case_id]
        words = _sealed_words(made, case)
        opened.append(
            {
                "nonce": made.nonce,
                "case": words[0],
                "move": words[1],
                "role": words[2],
                "coalition": words[3],
            }
        )
    steps.update(opened_at=now)
    return opened


def name_for_reviewers(organisation: Organisation) -> str:
    """Return the name Champions and the Core Group read: the protected one, where there is one."""
    return organisation.protected_name if organisation.is_protected else organisation.name


def secretariat_of(forum: Forum, besides: Iterable[int] = ()) -> list[User]:
    """Return the forum's secretariat, without whoever represents an organisation in `besides`."""
    return _staff(forum, "secretariat", besides)


def core_group_of(forum: Forum, besides: Iterable[int] = ()) -> list[User]:
    """Return the forum's Core Group, without whoever represents an organisation in `besides`."""
    return _staff(forum, "core_group", besides)


def _staff(forum: Forum, role: str, besides: Iterable[int]) -> list[User]:
    users = User.objects.filter(is_active=True, forum_roles__forum=forum, forum_roles__role=role)
    return list(
        users.exclude(representations__organisation__in=list(besides)).distinct().order_by("pk")
    )
