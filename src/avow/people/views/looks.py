"""Who looked at an organisation at risk, for its leads and for the secretariat."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from avow.kernel.pagination import page_of
from avow.people.access import signed_in, standing_of
from avow.people.authority import may
from avow.people.models import Look, Organisation
from avow.people.roles import Role
from avow.people.views.found import PersonRequest


@signed_in
@require_safe
def looks(request: PersonRequest, slug: str) -> HttpResponse:
    """List the looks, the newest first. Others than a lead and the secretariat find no page.

    The secretariat reads who of them it was. The page itself shows the protected name to them, so
    that reading it is no look.
    """
    is_staff = standing_of(request, timezone.now()).has(Role.SECRETARIAT)
    readable = Organisation.objects.readable_by(request.user, secretariat=is_staff).living()
    found: Organisation | None = readable.filter(slug=slug).first()
    if found is None or not may("organisation.looks", request.user, found, request.forum):
        raise Http404
    own = found.representations.filter(user=request.user).exists()
    rows = Look.objects.at_organisation(found.pk).select_related("user")
    context = {
        "organisation": found,
        "name": found.name if own else found.shown_name,
        "own": own,
        "page": page_of(request, rows, 50),
    }
    return render(request, "people/looks.html", context)
