"""The invitation that a browser followed, if whoever sits there agreed to be counted."""

from datetime import datetime

from django.http import HttpRequest

from avow.mobilising.models import Invitation
from avow.mobilising.services import inviting

SESSION = "invited"  # {forum's number: code}


def agree(request: HttpRequest, invitation: Invitation) -> None:
    """Keep the invitation for what is done next in this browser."""
    known = dict(request.session.get(SESSION, {}))
    known[str(invitation.forum_id)] = invitation.code
    request.session[SESSION] = known


def came(
    request: HttpRequest, what: str, address: str, *, known: bool = False, now: datetime
) -> None:
    """Count what somebody just did for the invitation they came by; nothing without consent.

    Who is not `known` yet counts once they confirm their address.
    """
    forum = getattr(request, "forum", None)
    code = request.session.get(SESSION, {}).get(str(forum.pk)) if forum else None
    invitation = inviting.live(forum, code) if forum and code else None
    if invitation is not None and address:
        inviting.count(invitation, what, address, known=known, now=now)
