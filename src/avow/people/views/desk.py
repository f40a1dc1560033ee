"""The secretariat's desk: organisations, people with roles, windows."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.forums.models import Window
from avow.forums.regions import countries_in, region_codes, region_name
from avow.kernel.clock import end_of
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import fold
from avow.kernel.words import sentences
from avow.people import services
from avow.people.access import RoleRequest, for_roles
from avow.people.forms import StaffForm, WindowForm, country_choices, kind_choices
from avow.people.models import ForumRole, Organisation, RoleInvitation, WindowGrant
from avow.people.querysets import OrganisationQuerySet
from avow.people.roles import Role
from avow.people.views.found import PersonRequest, to
from avow.people.windows import extend_window, grant_exception, status_for


class DeskRequest(RoleRequest, PersonRequest):
    """A request of somebody of the secretariat."""


@for_roles(Role.SECRETARIAT)
@require_safe
def organisations(request: DeskRequest) -> HttpResponse:
    """List all organisations; search by any of their names, filter by type, region and country."""
    rows = _filtered(request, Organisation.objects.for_desk())
    context = {
        "page": page_of(request, rows.order_by("name", "pk"), 50),
        "kinds": kind_choices(request.forum),
        "regions": [(code, region_name(code)) for code in region_codes()],
        "countries": country_choices()[1:],
        "chosen": request.GET,
        "kind_names": dict(kind_choices(request.forum)),
    }
    return render(request, "people/desk_organisations.html", context)


def _filtered(request: DeskRequest, rows: OrganisationQuerySet) -> OrganisationQuerySet:
    words = fold(request.GET.get("q", ""))
    if words:
        rows = rows.matching(words)
    if kind := request.GET.get("kind"):
        rows = rows.filter(kind=kind)
    if country := request.GET.get("country"):
        rows = rows.filter(country=country)
    region = request.GET.get("region")
    if region in region_codes():
        rows = rows.filter(country__in=countries_in(region))
    if request.GET.get("nobody"):
        rows = rows.filter(people=0)
    return rows


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: DeskRequest) -> HttpResponse:
    """List who has a staff role, and invite somebody to one."""
    now = timezone.now()
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.invite_to_role(request.forum, **form.cleaned_data, by=request.user, now=now)
        except Refused as refused:
            for sentence in sentences(refused.reasons):
                form.add_error("email", sentence)
        else:
            messages.success(
                request, _("We sent a mail to %(email)s.") % {"email": form.cleaned_data["email"]}
            )
            return to(request, "people:desk_people")
    rows = ForumRole.objects.filter(forum=request.forum).select_related("user")
    context = {
        "form": form,
        "page": page_of(request, rows.order_by("-role", "user__name", "pk")),
        "invitations": RoleInvitation.objects.filter(forum=request.forum).unanswered()[:50],
        "now": now,
    }
    return render(request, "people/desk_people.html", context)


@for_roles(Role.SECRETARIAT)
@require_POST
def revoke_role(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a staff role away."""
    row = ForumRole.objects.filter(forum=request.forum, pk=pk).first()
    if row is not None:  # else a second click: it is gone already
        services.revoke_role(row, by=request.user, now=timezone.now())
        messages.success(request, _("The role was taken away."))
    return to(request, "people:desk_people")


@for_roles(Role.SECRETARIAT)
@require_POST
def revoke_invitation(request: DeskRequest, pk: int) -> HttpResponse:
    """Take an invitation to a staff role back."""
    row = get_object_or_404(RoleInvitation.objects.filter(forum=request.forum), pk=pk)
    services.revoke_invitation(row, by=request.user, forum=request.forum, now=timezone.now())
    messages.success(request, _("The invitation was taken back."))
    return to(request, "people:desk_people")


@for_roles(Role.SECRETARIAT)
@require_safe
def windows(request: DeskRequest) -> HttpResponse:
    """List the forum's windows, with how each stands."""
    now = timezone.now()
    rows = [status_for(window, now) for window in request.forum.windows.all()]
    return render(request, "people/desk_windows.html", {"statuses": rows})


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def window(request: DeskRequest, key: str) -> HttpResponse:
    """Move a window's end for everybody or for one organisation; both are logged."""
    now = timezone.now()
    row = get_object_or_404(request.forum.windows.all(), key=key)
    form = WindowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _lengthen(request, row, form, now)
        except Refused as refused:
            if refused.forbidden:
                raise
            for sentence in sentences(refused.reasons):
                form.add_error(None, sentence)
        else:
            messages.success(request, _("The new end is kept, and logged."))
            return to(request, "people:desk_window", key)
    grants = WindowGrant.objects.filter(window=row).select_related("organisation", "granted_by")
    context = {
        "form": form,
        "status": status_for(row, now),
        "page": page_of(request, grants),
        "changes": row.changes.select_related("by")[:50],
    }
    return render(request, "people/desk_window.html", context)


def _lengthen(request: DeskRequest, row: Window, form: WindowForm, now: datetime) -> None:
    values = form.cleaned_data
    until = end_of(values["closes_on"], request.forum.zone)
    if values["organisation"] is None:
        extend_window(row, closes_at=until, reason=values["reason"], by=request.user, now=now)
    else:
        grant_exception(
            row,
            values["organisation"],
            until=until,
            reason=values["reason"],
            by=request.user,
            now=now,
        )
