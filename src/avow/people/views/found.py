"""Finding what an address names, and only if this person may see it: a forged one is a 404."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from avow.forums.middleware import ForumRequest
from avow.people.access import RoleRequest, SignedInRequest, standing_of
from avow.people.models import Organisation
from avow.people.roles import Role
from avow.people.services.looks import note_looks
from avow.people.states import LookPage

SeenRequest = SignedInRequest | RoleRequest


class PersonRequest(ForumRequest, SignedInRequest):
    """A request of somebody signed in, in a forum."""


def forum_url(request: ForumRequest, name: str, *args: object) -> str:
    """Return the address of a page of this forum."""
    return reverse(name, args=(request.forum.slug, *args))


def to(request: ForumRequest, name: str, *args: object) -> HttpResponse:
    """Return the redirect to a page of this forum."""
    return redirect(forum_url(request, name, *args))


def organisation_or_404(
    request: PersonRequest, slug: str, page: LookPage, now: datetime
) -> Organisation:
    """Return the organisation of an address, if this person represents it or is the secretariat.

    One that was merged is found too, with `merged_into`: the page then leads on to the one kept. A
    look of the secretariat at an organisation at risk is kept. Raises Http404.
    """
    standing = standing_of(request, now)
    readable = Organisation.objects.readable_by(
        request.user, secretariat=standing.has(Role.SECRETARIAT)
    )
    found = readable.select_related("merged_into").filter(slug=slug).first()
    if found is None:
        found = _merged_into_mine(request, slug)
    note_protected(request, page, now, found)
    return found


def note_protected(
    request: SeenRequest, page: LookPage, now: datetime, *found: Organisation
) -> None:
    """Keep the look at each of them that is at risk and not this person's own.

    Every page on which somebody reads its real name or its texts calls this; lists need not, for
    they show `shown_name`.
    """
    own = standing_of(request, now).readable_organisations
    looked_at = [one for one in found if one.pk not in own]
    note_looks(looked_at, by=request.user, page=page, now=now)


def _merged_into_mine(request: PersonRequest, slug: str) -> Organisation:
    """Return an organisation that was merged into one of this person's."""
    rows = Organisation.objects.select_related("merged_into").filter(
        merged_into__representations__user=request.user, slug=slug
    )
    found: Organisation | None = rows.first()
    if found is None:
        raise Http404(f"no organisation {slug} for this person")
    return found
