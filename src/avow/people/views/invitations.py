"""The page behind a mailed invitation: what it is for, and whether it still works."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from avow.kernel.lifecycle import Refused
from avow.kernel.words import sentences
from avow.people import services
from avow.people.access import public
from avow.people.models import Invitation, RoleInvitation
from avow.people.services.invitations import find_invitation, reasons_against
from avow.people.views.found import PersonRequest, forum_url

# Gone for good (410), for another person (403), or in the way of something else (409).
STATUS = {
    "invitation_used": 410,
    "invitation_expired": 410,
    "invitation_revoked": 410,
    "invitation_other_address": 403,
}


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: PersonRequest, token: str) -> HttpResponse:
    """Show an invitation to who has its link; accept it for the person it was sent to."""
    found = find_invitation(token)
    if found is None:
        raise Http404("no such invitation")
    user = request.user if request.user.is_authenticated else None
    if request.method == "POST":
        if user is None:
            return redirect_to_login(request.get_full_path())
        try:
            return _accept(request, found, token)
        except Refused as refused:
            return _page(request, found, refused.reasons)
    return _page(request, found, reasons_against(found, user, timezone.now()))


def _accept(request: PersonRequest, found: Invitation | RoleInvitation, token: str) -> HttpResponse:
    now = timezone.now()
    if isinstance(found, Invitation):
        services.accept_invitation(token, by=request.user, forum=request.forum, now=now)
        messages.success(
            request, _("You now represent %(name)s.") % {"name": found.organisation.name}
        )
    else:
        services.accept_role_invitation(token, by=request.user, now=now)
        messages.success(request, _("You have the role now."))
    return redirect(forum_url(request, "people:organisations"))


def _page(
    request: PersonRequest, found: Invitation | RoleInvitation, reasons: tuple[str, ...]
) -> HttpResponse:
    """Show the invitation. Who is not the person it was sent to learns nothing but why not."""
    context = {
        "invitation": found,
        "organisation": found.organisation if isinstance(found, Invitation) else None,
        "reasons": sentences(reasons),
        "for_somebody_else": "invitation_other_address" in reasons,
    }
    status = max((STATUS.get(code, 409) for code in reasons), default=200)
    return render(request, "people/invitation.html", context, status=status)
