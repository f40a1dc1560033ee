"""Pages of interest: join, confirm, and the secretariat's list."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.forums.middleware import ForumRequest
from avow.forums.states import WindowKind
from avow.interest.forms import InterestForm
from avow.interest.models import Interest
from avow.interest.querysets import InterestQuerySet
from avow.interest.services.batches import invite_all
from avow.interest.services.erasing import erase_contact
from avow.interest.services.handing_in import confirm, facts_of, find_by_token, hand_in
from avow.interest.states import Kind, State
from avow.kernel.pagination import page_of
from avow.kernel.text import fold
from avow.mobilising.access import came
from avow.mobilising.states import What
from avow.people.access import RoleRequest, for_roles, public
from avow.people.roles import Role
from avow.people.windows import current_window


@require_http_methods(["GET", "HEAD", "POST"])
@public
def join(request: ForumRequest) -> HttpResponse:
    """Say that an organisation is interested; the closed form says when it was or will be open."""
    now = timezone.now()
    window = current_window(request.forum, WindowKind.INTEREST, now)
    form = InterestForm(request.POST or None, forum=request.forum)
    if request.method == "POST" and form.is_valid():
        hand_in(request.forum, form.hand(), now=now)
        came(request, What.INTEREST, form.cleaned_data["email"], now=now)
        request.session["interest_email"] = form.cleaned_data["email"]
        return redirect("interest:sent", forum=request.forum.slug)
    context = {
        "form": form,
        "window": window,
        "applications": current_window(request.forum, WindowKind.APPLICATIONS, now),
    }
    return render(request, "interest/join.html", context, status=422 if form.errors else 200)


@require_safe
@public
def sent(request: ForumRequest) -> HttpResponse:
    """Say that a mail is on its way, whether or not the address was known."""
    return render(
        request, "interest/sent.html", {"email": request.session.get("interest_email", "")}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@public
def confirm_link(request: ForumRequest, token: str) -> HttpResponse:
    """Confirm by the mailed link.

    A button does it, so that a mail scanner's visit changes nothing.
    """
    interest = find_by_token(request.forum, token)
    if interest is None:
        raise Http404
    if request.method == "POST":
        confirm(interest, now=timezone.now())
        return redirect("interest:confirm", forum=request.forum.slug, token=token)
    context = {
        "interest": interest,
        "is_confirmed": interest.state != State.UNCONFIRMED,
        "has_expired": interest.state == State.UNCONFIRMED
        and (interest.token_expires_at is None or timezone.now() >= interest.token_expires_at),
        "applications": current_window(request.forum, WindowKind.APPLICATIONS, timezone.now()),
    }
    return render(request, "interest/confirm.html", context)


def _filtered(request: HttpRequest, rows: InterestQuerySet) -> InterestQuerySet:
    words = fold(request.GET.get("q", ""))
    if words:
        rows = rows.filter(
            Q(folded_name__contains=words) | Q(email__icontains=request.GET["q"].strip())
        )
    if request.GET.get("state") in State.values:
        rows = rows.filter(state=request.GET["state"])
    if request.GET.get("kind") in Kind.values:
        rows = rows.filter(kind=request.GET["kind"])
    return rows


@require_safe
@for_roles(Role.SECRETARIAT)
def desk_list(request: RoleRequest) -> HttpResponse:
    """List who is interested, for the secretariat, with the invitation of all in one batch."""
    rows = Interest.objects.filter(forum=request.forum).confirmed()
    context = {
        "page": page_of(
            request, _filtered(request, rows).prefetch_related("coalitions"), per_page=50
        ),
        "waiting": rows.to_invite().count(),
        "applications_open": facts_of(request.forum, timezone.now()).applications_open,
        "states": [choice for choice in State.choices if choice[0] != State.UNCONFIRMED],
        "kinds": Kind.choices,
    }
    return render(request, "interest/desk_list.html", context)


@require_POST
@for_roles(Role.SECRETARIAT)
def desk_invite(request: RoleRequest) -> HttpResponse:
    """Invite everybody who waits, as one job."""
    job = invite_all(request.forum, by=request.user, now=timezone.now())
    messages.success(request, _("The invitations are on their way."))
    return redirect("jobs:job", forum=request.forum.slug, pk=job.pk)


@require_POST
@for_roles(Role.SECRETARIAT)
def desk_erase(request: RoleRequest, pk: int) -> HttpResponse:
    """Forget the person who wrote; a second click finds it done."""
    rows = Interest.objects.filter(forum=request.forum).confirmed()
    erase_contact(get_object_or_404(rows, pk=pk), by=request.user, now=timezone.now())
    messages.success(request, _("The contact was erased. The organisation stays in the list."))
    return redirect("interest:desk_list", forum=request.forum.slug)
