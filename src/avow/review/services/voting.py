"""Champions vote, or keep out; the count decides; the secretariat settles what they cannot."""

from datetime import datetime

from django.db import transaction

from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.people.models import Seat, User
from avow.people.standing import standing_in_forum
from avow.review import rules
from avow.review.models import Case, Recusal, Vote
from avow.review.services import common, telling
from avow.review.states import Choice, State


def cast_vote(
    pk: int, *, choice: str, by: User, now: datetime, reason: str = "", seat: int | None = None
) -> Case:
    """Cast or change the vote of the seat that `by` sits in; the count may decide the case at once.

    `seat` says which, for somebody who sits in several. The same vote sent twice is one vote.
    Raises Refused: no seat, recused, own organisation, voting is over, a rejection without reason.
    """
    choice, reason = str(choice), nfc(reason).strip()
    with transaction.atomic():
        case = common.locked(pk)
        mine = _seat_of(case, by, now, seat)
        roles = common.roles_in(case, by, now)
        if _voted_so(case, mine, choice, reason):
            return case
        common.demand("case.vote", roles, case.state)
        seats = common.renew_recusals(case, now)
        if mine not in seats:
            raise Refused("recused" if mine else "no_seat", forbidden=True)
        if wrong := _incomplete(choice, reason):
            raise Refused(*wrong)
        Vote.objects.update_or_create(
            case=case,
            seat_id=mine,
            defaults={"choice": choice, "reason": reason, "user": by, "cast_at": now},
        )
        _count(case, seats, now)
    return case


def _incomplete(choice: str, reason: str) -> tuple[str, ...]:
    if choice not in Choice.values:
        return ("choice_missing",)
    return ("reason_missing",) if choice == Choice.REJECT and not reason else ()


def seats_in(case: Case, user: User, now: datetime) -> list[int]:
    """Return the seats of the case's coalition that the user sits in, in order."""
    standing = standing_in_forum(user, case.forum, now)
    rows = Seat.objects.filter(pk__in=standing.seats, coalition=case.coalition_id)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _seat_of(case: Case, user: User, now: datetime, wanted: int | None) -> int | None:
    mine = seats_in(case, user, now)
    if wanted is not None:
        return wanted if wanted in mine else None
    return mine[0] if mine else None


def _voted_so(case: Case, seat: int | None, choice: str, reason: str) -> bool:
    return Vote.objects.filter(case=case, seat=seat, choice=choice, reason=reason).exists()


def _count(case: Case, seats: frozenset[int], now: datetime) -> None:
    """Move on, if the votes decide."""
    facts = common.facts_of(case, seats)
    outcome = rules.outcome(facts)
    if outcome == "for":
        common.step(case, "forward", roles=common.SYSTEM, facts=facts, now=now)
        telling.tell_core_group("case.forward", case, now=now)
    elif outcome == "against":
        common.step(case, "reject", roles=common.SYSTEM, facts=facts, now=now)


def count_again(pk: int, *, now: datetime) -> Case:
    """Count the votes anew: seats rotate and end, and what is left may decide. Safe at any time."""
    with transaction.atomic():
        case = common.locked(pk)
        if case.state == State.VALIDATION:
            _count(case, common.renew_recusals(case, now), now)
    return case


def declare_interest(pk: int, *, reason: str, by: User, now: datetime) -> Case:
    """Keep out of a case: the person's seats in its coalition lose their vote and see no other's.

    Only the secretariat can be asked to undo it. Declaring twice changes nothing. The others' votes
    may decide the case at once. Raises Refused: no seat there, own organisation, already before the
    Core Group, no reason.
    """
    reason = nfc(reason).strip()
    with transaction.atomic():
        case = common.locked(pk)
        roles = common.roles_in(case, by, now)
        mine = seats_in(case, by, now)
        if mine and Recusal.objects.filter(
            case=case, seat__in=mine, is_declared=True
        ).count() == len(mine):
            return case
        common.demand("case.recuse", roles, case.state)
        if not reason:
            raise Refused("reason_missing")
        for seat in mine:
            Recusal.objects.update_or_create(
                case=case,
                seat_id=seat,
                defaults={"is_declared": True, "reason": reason, "by": by, "at": now},
            )
        seats = common.renew_recusals(case, now)
        telling.tell_secretariat(
            "case.recused", case, key=f"case.recused:{case.pk}:{mine[0]}", now=now
        )
        if case.state == State.VALIDATION:
            _count(case, seats, now)
    return case


def settle_for(pk: int, *, reason: str, by: User, now: datetime) -> Case:
    """Send a case that the Champions cannot decide to the Core Group. Raises Refused."""
    return _settle(pk, "settle_for", reason=reason, by=by, now=now)


def settle_against(pk: int, *, reason: str, by: User, now: datetime) -> Case:
    """Decline a case that the Champions cannot decide. Raises Refused."""
    return _settle(pk, "settle_against", reason=reason, by=by, now=now)


def _settle(pk: int, name: str, *, reason: str, by: User, now: datetime) -> Case:
    reason = nfc(reason).strip()
    with transaction.atomic():
        case = common.locked(pk)
        roles = common.roles_in(case, by, now)
        seats = common.renew_recusals(case, now) if case.state == State.VALIDATION else frozenset()
        facts = common.facts_of(case, seats, reason)
        case.internal_note = reason
        if name == "settle_against":
            case.reason = reason
        common.step(case, name, roles=roles, facts=facts, now=now, by=by)
        if case.state == State.LIAISON:
            telling.tell_core_group("case.forward", case, now=now)
    return case
