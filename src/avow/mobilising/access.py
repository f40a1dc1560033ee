"""The invitation that a browser followed, as long as whoever sits there agrees to be counted."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.http import HttpRequest

from avow.mobilising.models import Invitation
from avow.mobilising.services import inviting

SESSION = "invited"  # {forum's number: [code, when they agreed, as ISO text]}
COUNTED = "counted"  # numbers of the arrivals counted from this browser
MOST = 100  # kept in a browser's session


def agree(request: HttpRequest, invitation: Invitation, now: datetime) -> None:
    """Keep the invitation for what is done next in this browser."""
    known = dict(request.session.get(SESSION, {}))
    known[str(invitation.forum_id)] = [invitation.code, now.isoformat()]
    request.session[SESSION] = known


def agreed(request: HttpRequest, invitation: Invitation) -> bool:
    """Return whether this browser agreed to be counted for the invitation."""
    return _kept(request, invitation.forum_id)[0] == invitation.code


def _kept(request: HttpRequest, forum_id: int) -> tuple[str, datetime]:
    """Return the code that this browser agreed to and when; "" for none."""
    known = request.session.get(SESSION, {}).get(str(forum_id))
    if not isinstance(known, list):
        return "", datetime.min.replace(tzinfo=UTC)
    return known[0], datetime.fromisoformat(known[1])


def take_back(
    request: HttpRequest, invitation: Invitation, addresses: Iterable[str], now: datetime
) -> int:
    """Count no more from this browser, and nothing of what it or these addresses did.

    Return how many arrivals are gone; taken back again, it is done.
    """
    if agreed(request, invitation):
        known = dict(request.session[SESSION])
        del known[str(invitation.forum_id)]
        request.session[SESSION] = known
    return inviting.uncount(invitation, addresses, request.session.get(COUNTED, []), now=now)


def came(
    request: HttpRequest, what: str, address: str, *, known: bool = False, now: datetime
) -> None:
    """Count what somebody just did for the invitation they came by; nothing without consent.

    Who is not `known` yet counts once they confirm their address.
    """
    forum = getattr(request, "forum", None)
    if forum is None or not address:
        return
    code, agreed_at = _kept(request, forum.pk)
    invitation = inviting.live(forum, code) if code else None
    if invitation is None:
        return
    made = inviting.count(invitation, what, address, known=known, agreed_at=agreed_at, now=now)
    if made is not None:
        request.session[COUNTED] = [*request.session.get(COUNTED, []), made.pk][-MOST:]
