"""Pages of invitations: the link that is followed, and one's own links with their count."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.forums.middleware import ForumRequest
from avow.kernel.pagination import page_of
from avow.mobilising.access import agree, agreed, take_back
from avow.mobilising.codes import SVG, drawn
from avow.mobilising.models import Invitation
from avow.mobilising.services import inviting
from avow.notices.letters import absolute
from avow.participants.access import TakingPartRequest, participant_of, takes_part
from avow.people.access import SignedInRequest, public, signed_in
from avow.people.links import link
from avow.people.models import Organisation


def _live(request: ForumRequest, code: str) -> Invitation:
    found = inviting.live(request.forum, code)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@public
def invited(request: ForumRequest, code: str) -> HttpResponse:
    """Say who invites and to what; ask whether they may be told that one more came, or no more."""
    invitation = _live(request, code)
    if request.method == "POST" and request.POST.get("act") == "stop":
        known = participant_of(request)
        addresses = [known.email] if known else []
        take_back(request, invitation, addresses, timezone.now())
        messages.success(request, _("You are counted no more."))
        return redirect(request.path)
    if request.method == "POST":
        if request.POST.get("agree"):
            agree(request, invitation, timezone.now())
            messages.success(request, _("Thank you. What you do next here is counted."))
        return redirect("forum:home", forum=request.forum.slug)
    context = {"invitation": invitation, "agreed": agreed(request, invitation)}
    return render(request, "mobilising/invited.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public
@takes_part
def counted(request: TakingPartRequest) -> HttpResponseBase:
    """List for whose invitations one is counted; take the consent back."""
    addresses = [request.participant.email]
    rows = Invitation.objects.filter(
        pk__in=inviting.counted(request.forum, addresses).values("invitation")
    ).select_related("organisation", "forum")
    if request.method == "POST":
        row = get_object_or_404(rows, code=request.POST.get("stop", "")[:16])
        take_back(request, row, addresses, timezone.now())
        messages.success(request, _("You are counted no more."))
        return redirect("mobilising:counted", forum=request.forum.slug)
    context = {"page": page_of(request, rows.order_by("-made_at", "-pk"), per_page=20)}
    return render(request, "mobilising/counted.html", context)


@require_safe
@public
def badge(request: ForumRequest, code: str) -> HttpResponse:
    """Return the badge: a picture for a website or the foot of a mail, which fetches nothing."""
    invitation = _live(request, code)
    drawn = render_to_string("mobilising/badge.svg", {"invitation": invitation}, request)
    response = HttpResponse(drawn, content_type=SVG)
    response["Cache-Control"] = "public, max-age=86400"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response


@require_safe
@public
def qr(request: ForumRequest, code: str) -> HttpResponse:
    """Return the link as a code to scan."""
    invitation = _live(request, code)
    address = absolute(link("mobilising:invited", request.forum, invitation.code))
    return HttpResponse(drawn(address), content_type=SVG)


class _Request(SignedInRequest, ForumRequest):
    """A signed-in person in a forum, for annotations."""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mine(request: _Request) -> HttpResponse:
    """List one's own invitations with their count; make one or close one."""
    houses = Organisation.objects.living().acted_for_by(request.user).order_by("name", "pk")
    if request.method == "POST":
        now = timezone.now()
        if "close" in request.POST:
            rows = Invitation.objects.select_related("organisation", "forum")
            own = Q(made_by=request.user) | Q(organisation__in=houses)
            row = get_object_or_404(
                rows.filter(own), forum=request.forum, code=request.POST["close"][:16]
            )
            inviting.close(row, by=request.user, now=now)
        else:
            house = get_object_or_404(houses, slug=request.POST.get("organisation", ""))
            inviting.make(request.forum, house, by=request.user, now=now)
        return redirect("mobilising:mine", forum=request.forum.slug)
    rows = Invitation.objects.filter(forum=request.forum, made_by=request.user)
    page = page_of(request, rows.select_related("organisation", "forum"), per_page=20)
    context = {
        "page": page,
        "links": [
            (one, absolute(link("mobilising:invited", request.forum, one.code))) for one in page
        ],
        "colleagues": inviting.of_colleagues(request.forum, request.user)[:50],
        "houses": houses[:50],
        "brought": [(house, inviting.brought(request.forum, house)) for house in houses[:10]],
    }
    return render(request, "mobilising/mine.html", context)
