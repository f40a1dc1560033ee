"""Who has not reported: the list, reminders by one click, the list as a file; the silent ones."""

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role
from avow.people.states import LookPage
from avow.people.views.found import note_protected
from avow.progress import exporting, listing, rules, services
from avow.progress.models import Inactivity
from avow.progress.views.desk import cycle_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_roles(Role.SECRETARIAT)
@require_safe
def silent(request: RoleRequest, year: int) -> HttpResponse:
    """List the organisations that still owe reports."""
    cycle, now = cycle_of(request, year), timezone.now()
    asked = listing.wanted(request.GET)
    page = page_of(request, listing.silent(cycle, asked), 50)
    note_protected(request, LookPage.SILENT, now, *page)
    context = {
        "cycle": cycle,
        "due": rules.due_on(cycle.closes_at),
        "page": page,
        "wanted": asked,
        "filtered": bool(asked.words or asked.coalition),
        "coalitions": request.forum.coalitions.all(),
        "today": day_of(now, cycle.zone),
        "may_remind": cycle.phase(now) in {"open", "late"},
    }
    return render(request, "progress/desk_silent.html", context)


@for_roles(Role.SECRETARIAT)
@require_POST
def remind(request: RoleRequest, year: int) -> HttpResponse:
    """Remind one, the chosen ones or all that the address's filter finds; say how many were."""
    cycle, now = cycle_of(request, year), timezone.now()
    if request.POST.get("act") == "all":
        found = listing.silent(cycle, listing.wanted(request.GET))
        wanted = set(found.values_list("pk", flat=True))
    else:
        names = request.POST.getlist("one") or request.POST.getlist("id")
        wanted = {n for value in names[:500] if (n := row_number(value)) is not None}
        wanted &= set(services.silent(cycle).filter(pk__in=wanted).values_list("pk", flat=True))
    if not wanted:
        raise Refused("nobody_to_remind")
    told = services.remind_now(cycle, wanted, request.user, now)
    _tell(request, told, len(wanted) - told)
    page = reverse("progress:desk_silent", args=[request.forum.slug, year])
    return redirect(f"{page}?{request.GET.urlencode()}" if request.GET else page)


def _tell(request: RoleRequest, told: int, left: int) -> None:
    words = ngettext(
        "%(n)s organisation was written to.", "%(n)s organisations were written to.", told
    )
    messages.success(request, words % {"n": told})
    if left:
        words = ngettext(
            "%(n)s was not: reminded today already, or nobody acts for it.",
            "%(n)s were not: reminded today already, or nobody acts for them.",
            left,
        )
        messages.warning(request, words % {"n": left})


@for_roles(Role.SECRETARIAT)
@require_safe
def file(request: RoleRequest, year: int, code: str) -> HttpResponseBase:
    """Hand out the same list as a file."""
    cycle = cycle_of(request, year)
    if code not in {"csv", "xlsx"}:
        raise Http404
    found = listing.silent(cycle, listing.wanted(request.GET))
    note_protected(request, LookPage.SILENT, timezone.now(), *found.filter(is_protected=True))
    table = exporting.rows(cycle, found)
    response = (
        StreamingHttpResponse(exporting.as_csv(table), content_type="text/csv; charset=utf-8")
        if code == "csv"
        else HttpResponse(exporting.as_xlsx(table), content_type=XLSX)
    )
    name = f"{request.forum.slug}-{year}-not-reported.{code}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@for_roles(Role.SECRETARIAT)
@require_safe
def inactive(request: RoleRequest) -> HttpResponse:
    """List the commitments announced as inactive soon, and those that are."""
    state = request.GET.get("state", "")
    page = page_of(request, listing.inactive(request.forum, state), 50)
    titles = listing.titles_of(request.forum, [one.commitment.ref for one in page])
    context = {
        "page": page,
        "rows": [(one, *titles.get(one.commitment.ref, ("", ""))) for one in page],
        "state": state,
    }
    return render(request, "progress/desk_inactive.html", context)


@for_roles(Role.SECRETARIAT)
@require_POST
def lift(request: RoleRequest, ref: str) -> HttpResponse:
    """Call a silent commitment active again, with a reason."""
    rows = Inactivity.objects.filter(commitment__forum=request.forum, commitment__ref=ref)
    row = get_object_or_404(rows.select_related("commitment").order_by("-pk")[:1])
    try:
        services.lift(row.commitment, request.POST.get("reason", ""), request.user, timezone.now())
    except Inactivity.DoesNotExist as gone:
        raise Refused("moved_on") from gone
    messages.success(request, _("%(ref)s is active again.") % {"ref": ref})
    return redirect("progress:desk_inactive", request.forum.slug)
