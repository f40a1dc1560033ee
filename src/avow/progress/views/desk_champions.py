"""What Champions read of reporting in their coalitions: the response rate, and each report."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.forums.models import Coalition
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role
from avow.progress import digesting, listing, rules, services
from avow.progress.models import Cycle, Report
from avow.progress.states import CycleState, State


@for_roles(Role.CHAMPION)
@require_safe
def reports(request: RoleRequest) -> HttpResponse:
    """List the reports of the reader's coalitions in a cycle, with the response rate of each."""
    cycles = list(
        Cycle.objects.whole()
        .filter(forum=request.forum)
        .exclude(state=CycleState.PLANNED)
        .order_by("-year")
    )
    mine = list(Coalition.objects.filter(pk__in=request.standing.coalitions))
    asked = listing.wanted(request.GET)
    cycle = _chosen(cycles, request.GET.get("year", ""))
    rows: QuerySet[Report] = Report.objects.none()
    if cycle is not None:
        every = listing.in_coalitions(listing.reports_of(cycle), [one.pk for one in mine])
        rows = listing.narrowed(every, asked, cycle)
    page = page_of(request, rows, 50)
    context = {
        "cycle": cycle,
        "cycles": cycles,
        "due": rules.due_on(cycle.closes_at) if cycle else None,
        "sections": digesting.sections(cycle, mine) if cycle else [],
        "by_mail": request.forum.settings.reporting.digest_days > 0,
        "no_mail": services.refuses_digests(request.forum, request.user),
        "page": page,
        "rows": listing.rows_of(list(page), request.forum, request.standing),
        "wanted": asked,
        "states": State.choices,
        "coalitions": mine,
    }
    return render(request, "progress/desk_champions.html", context)


@for_roles(Role.CHAMPION)
@require_POST
def mail(request: RoleRequest) -> HttpResponse:
    """Turn the reader's mails about these reports off, or on again."""
    refuses = request.POST.get("mail") == "off"
    services.refuse_digests(request.forum, request.user, timezone.now(), refuses=refuses)
    if refuses:
        messages.success(request, _("You get no more mails about these reports."))
    else:
        messages.success(request, _("You get mails about these reports again."))
    return redirect("progress:champions_reports", request.forum.slug)


def _chosen(cycles: list[Cycle], text: str) -> Cycle | None:
    """Return the cycle of the year asked for, else the last one."""
    year = row_number(text)
    return next((one for one in cycles if one.year == year), cycles[0] if cycles else None)
