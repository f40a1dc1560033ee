"""Who am I towards this forum, or this thing? The only place where rows become roles.

Everything after it (lifecycle tables, permission tables) is pure. Each question costs a constant
number of queries, however many organisations, seats or roles somebody has.
"""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from avow.forums.models import Forum
from avow.kernel.clock import day_of
from avow.people import rules
from avow.people.models import ForumRole, Representation, SeatHolder, User
from avow.people.querysets import ACTING
from avow.people.roles import Role
from avow.people.rules import VISITOR, Standing

__all__ = ["Standing", "standing_in_forum", "standing_towards"]


def standing_in_forum(user: User | AnonymousUser, forum: Forum, now: datetime) -> Standing:
    """Return who `user` is in `forum` at `now`; three queries, none for a visitor.

    A seat counts from its first to its last day, and for an organisation only while that one holds
    it, in the forum's own time zone. Somebody who only reads for a Champion organisation is no
    Champion.
    """
    if not isinstance(user, User) or not user.is_active:
        return VISITOR
    acting, reading = _represented(user)
    seats = _seats_of(user, forum, now)
    roles = {Role.VISITOR, Role.SIGNED_IN}
    roles |= {
        Role(role)
        for role in ForumRole.objects.filter(user=user, forum=forum).values_list("role", flat=True)
    }
    if acting:
        roles.add(Role.REPRESENTATIVE)
    if reading:
        roles.add(Role.READER)
    if seats:
        roles.add(Role.CHAMPION)
    return Standing(
        roles=frozenset(roles),
        organisations=acting,
        readable_organisations=acting | reading,
        coalitions=frozenset(seats.values()),
        seats=frozenset(seats),
    )


def _represented(user: User) -> tuple[frozenset[int], frozenset[int]]:
    """Return the organisations the user acts for, and those they only read for."""
    rows = list(Representation.objects.filter(user=user).values_list("organisation_id", "role"))
    acting = frozenset(pk for pk, role in rows if role in ACTING)
    return acting, frozenset(pk for pk, _ in rows) - acting


def _seats_of(user: User, forum: Forum, now: datetime) -> dict[int, int]:
    """Return {seat: coalition} of the seats the user sits in on that day."""
    rows = SeatHolder.objects.on(day_of(now, forum.zone)).filter(
        seat__coalition__forum=forum,
        organisation__representations__user=user,
        organisation__representations__role__in=ACTING,
    )
    return dict(rows.values_list("seat_id", "seat__coalition_id"))


def standing_towards(
    user: User | AnonymousUser,
    *,
    forum: Forum,
    organisation_ids: Iterable[int],
    coalition_ids: Iterable[int],
    partner_ids: Iterable[int] = (),
    now: datetime,
) -> frozenset[Role]:
    """Return the roles of `user` towards a thing of these organisations in these coalitions.

    The rule is `rules.roles_towards`. Three queries, a fourth for a Champion, none for a visitor.
    """
    standing = standing_in_forum(user, forum, now)
    return roles_of(
        standing,
        forum=forum,
        organisation_ids=organisation_ids,
        coalition_ids=coalition_ids,
        partner_ids=partner_ids,
        now=now,
    )


def roles_of(
    standing: Standing,
    *,
    forum: Forum,
    organisation_ids: Iterable[int],
    coalition_ids: Iterable[int],
    partner_ids: Iterable[int] = (),
    now: datetime,
) -> frozenset[Role]:
    """Return the same from a standing already known (`request.standing`); one query at most."""
    beside: frozenset[int] = frozenset()
    if standing.seats:
        holders = SeatHolder.objects.on(day_of(now, forum.zone)).filter(seat__in=standing.seats)
        beside = frozenset(holders.values_list("organisation_id", flat=True))
    return rules.roles_towards(
        standing,
        organisations=organisation_ids,
        coalitions=coalition_ids,
        partners=partner_ids,
        shares_seat_with=beside - standing.readable_organisations,
    )
