"""May this person do this to an organisation? The table of permissions.py, asked with rows."""

from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.people.models import ForumRole, Organisation, Representation, User
from avow.people.permissions import POLICY
from avow.people.roles import Role
from avow.people.states import StaffRole


def roles_in(
    user: User | None, organisation: Organisation | None, forum: Forum | None
) -> frozenset[str]:
    """Return who `user` is towards an organisation, as a page of `forum` asks; two queries at most.

    None is the platform itself: an import, a command, the calendar. Somebody of the secretariat who
    represents the organisation is its lead (or editor, or reader) and no secretariat towards it.
    """
    if user is None:
        return frozenset({Role.SYSTEM.value})
    if not user.is_active:
        return frozenset({Role.VISITOR.value})
    roles = {Role.VISITOR.value, Role.SIGNED_IN.value}
    if forum is not None:
        found = ForumRole.objects.filter(user=user, forum=forum, role=StaffRole.SECRETARIAT)
        roles |= set(found.values_list("role", flat=True))
    if organisation is not None:
        own = Representation.objects.filter(user=user, organisation=organisation).first()
        if own is not None:
            roles -= {Role.SECRETARIAT.value}
            roles |= {own.role, Role.OWN_ORGANISATION.value}
    return frozenset(roles)


def may(
    action: str, user: User | None, organisation: Organisation | None, forum: Forum | None
) -> bool:
    """Return whether the table grants `action` to this person."""
    return POLICY.allows(action, roles_in(user, organisation, forum))


def require(
    action: str, user: User | None, organisation: Organisation | None, forum: Forum | None
) -> str:
    """Return the role to write into the ledger. Raises Refused (forbidden) if the table says no."""
    roles = roles_in(user, organisation, forum)
    if not POLICY.allows(action, roles):
        raise Refused("not_yours", forbidden=True)
    if roles & {"lead", "editor", "reader"}:
        return Role.REPRESENTATIVE.value
    for role in (Role.SYSTEM, Role.SECRETARIAT):
        if role.value in roles:
            return role.value
    return Role.SIGNED_IN.value
