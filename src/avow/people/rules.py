"""The rules of people: values in, values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from avow.people.roles import Role

INVITATION_DAYS = 14
# What nobody may be towards the affairs of an organisation they represent.
DECIDING = frozenset({Role.SECRETARIAT, Role.CHAMPION, Role.CORE_GROUP})
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """Who somebody is in one forum at one instant.

    `organisations`: those they act for (lead, editor) · `readable_organisations`: these and those
    they read for · `coalitions`: those they champion · `seats`: the Champions' seats they sit in.
    """

    roles: frozenset[Role]
    organisations: frozenset[int] = _NONE
    readable_organisations: frozenset[int] = _NONE
    coalitions: frozenset[int] = _NONE
    seats: frozenset[int] = _NONE

    def has(self, *roles: Role) -> bool:
        """Return whether any of the roles is held."""
        return bool(self.roles & frozenset(roles))


VISITOR = Standing(frozenset({Role.VISITOR}))


def roles_towards(
    standing: Standing,
    *,
    organisations: Iterable[int],
    coalitions: Iterable[int],
    partners: Iterable[int] = (),
    shares_seat_with: Iterable[int] = (),
) -> frozenset[Role]:
    """Return the roles towards a thing of these organisations in these coalitions.

    Whoever represents its maker, applicant or a named partner, even as a reader, gets
    OWN_ORGANISATION and loses every deciding role: nobody decides on their own organisation.
    `shares_seat_with` are the other holders of the person's seats: a Champion whose seat is shared
    with an organisation of the thing is RECUSED, and stays CHAMPION so that a page can say so.
    """
    makers, named = frozenset(organisations), frozenset(partners)
    involved = makers | named
    roles = set(standing.roles) - {Role.REPRESENTATIVE, Role.READER}
    if standing.organisations & makers:
        roles.add(Role.REPRESENTATIVE)
    elif standing.readable_organisations & makers:
        roles.add(Role.READER)
    if not standing.coalitions & frozenset(coalitions):
        roles.discard(Role.CHAMPION)
    if involved & standing.readable_organisations:
        return frozenset(roles - DECIDING | {Role.OWN_ORGANISATION})
    if Role.CHAMPION in roles and involved & frozenset(shares_seat_with):
        roles.add(Role.RECUSED)
    return frozenset(roles)


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """What decides whether an invitation still works for this address."""

    email: str
    expires_at: datetime
    accepted: bool
    revoked: bool


def invitation_expires(created_at: datetime) -> datetime:
    """Return the first instant at which an invitation sent then no longer works."""
    return created_at + timedelta(days=INVITATION_DAYS)


def invitation_reasons(
    facts: InvitationFacts, verified: frozenset[str] | None, now: datetime
) -> tuple[str, ...]:
    """Return why the invitation does not work; nothing when it does.

    `verified` are the person's confirmed addresses in small letters; None asks about the link
    alone, before anybody signed in.
    """
    if facts.accepted:
        return ("invitation_used",)
    if facts.revoked:
        return ("invitation_revoked",)
    if now >= facts.expires_at:
        return ("invitation_expired",)
    if verified is not None and facts.email.lower() not in verified:
        return ("invitation_other_address",)
    return ()


def last_lead(leads: frozenset[int], leaving: int) -> tuple[str, ...]:
    """Return why this lead must stay: nobody would be left to let others in."""
    return ("last_lead",) if leads == {leaving} else ()


def last_secretariat(members: frozenset[int], leaving: int) -> tuple[str, ...]:
    """Return why this member of the secretariat must stay: a forum without one could not be run."""
    return ("last_secretariat",) if members == {leaving} else ()
