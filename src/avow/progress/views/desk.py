"""The secretariat's cycles: make one, read its reports, give more time, freeze it."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.kernel.clock import day_of, end_of
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.kernel.words import sentences
from avow.people.access import RoleRequest, for_roles
from avow.people.forms import WindowForm
from avow.people.models import WindowGrant
from avow.people.roles import Role
from avow.progress import listing, rules, services
from avow.progress.desk_forms import CycleForm
from avow.progress.listing import Tally
from avow.progress.models import Cycle
from avow.progress.states import CycleState, State


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def cycles(request: RoleRequest) -> HttpResponse:
    """List the cycles, the last first; POST plans another."""
    now = timezone.now()
    form = CycleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make(request.forum, **form.cleaned_data, by=request.user, now=now)
        except Refused as refused:
            _say(form, refused)
        else:
            messages.success(request, _("Reporting for %(year)s is planned.") % {"year": made.year})
            return redirect("progress:desk_cycles", request.forum.slug)
    rows = list(Cycle.objects.whole().filter(forum=request.forum).order_by("-year"))
    tallies = listing.tallies(rows)
    context = {
        "rows": [(one, rules.due_on(one.closes_at), tallies.get(one.pk, Tally())) for one in rows],
        "form": form,
        "today": day_of(now, request.forum.zone),
    }
    status = 422 if form.errors else 200
    return render(request, "progress/desk_cycles.html", context, status=status)


def _say(form: CycleForm | WindowForm, refused: Refused) -> None:
    """Say beside the form what is in the way. Raises it again to who may not at all."""
    if refused.forbidden:
        raise refused
    for sentence in sentences(refused.reasons):
        form.add_error(None, sentence)


@for_roles(Role.SECRETARIAT)
@require_safe
def reports(request: RoleRequest, year: int) -> HttpResponse:
    """List a cycle's reports, narrowed by what is asked for."""
    cycle, asked = cycle_of(request, year), listing.wanted(request.GET)
    page = page_of(request, listing.narrowed(listing.reports_of(cycle), asked, cycle), 50)
    sample = set(services.to_check(cycle).values_list("pk", flat=True))
    answered = listing.narrowed(
        listing.reports_of(cycle), listing.Wanted(state=listing.ANSWERED), cycle
    )
    rows = listing.rows_of(list(page), request.forum, request.standing, sample)
    context = {
        "cycle": cycle,
        "due": rules.due_on(cycle.closes_at),
        "freeze": day_of(cycle.freezes_at, cycle.zone),
        "phase": cycle.phase(timezone.now()),
        "tally": listing.tallies([cycle]).get(cycle.pk, Tally()),
        "page": page,
        "rows": rows,
        "wanted": asked,
        "needs": {"to_check": len(sample), "answered": answered.count()},
        "states": State.choices,
        "coalitions": request.forum.coalitions.all(),
        "today": day_of(timezone.now(), cycle.zone),
        "may_publish": any(one.may_publish for one in rows),
    }
    return render(request, "progress/desk_reports.html", context)


@for_roles(Role.SECRETARIAT)
@require_POST
def publish(request: RoleRequest, year: int) -> HttpResponse:
    """Publish the chosen reports, or all that the filter of the address finds, as a job."""
    cycle = cycle_of(request, year)
    if request.POST.get("act") == "all":
        rows = listing.narrowed(listing.reports_of(cycle), listing.wanted(request.GET), cycle)
        chosen = listing.publishable(rows, request.standing.readable_organisations)
    else:
        pairs = (value.partition(":") for value in request.POST.getlist("id")[:500])
        numbers = ((row_number(pk), row_number(seen)) for pk, _colon, seen in pairs)
        chosen = [(pk, seen) for pk, seen in numbers if pk is not None and seen is not None]
    job = services.publish_many(cycle, chosen, request.user, timezone.now())
    return redirect("jobs:job", request.forum.slug, job.pk)


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: RoleRequest, year: int) -> HttpResponse:
    """Give more time to everybody, or to one organisation."""
    cycle, now = cycle_of(request, year), timezone.now()
    asked = {"organisation": request.GET.get("organisation", "")[:250]}
    form = WindowForm(request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            _lengthen(request, cycle, form, now)
        except Refused as refused:
            _say(form, refused)
        else:
            messages.success(request, _("The new end is kept, and logged."))
            return redirect("progress:desk_extend", request.forum.slug, year)
    grants = WindowGrant.objects.filter(window=cycle.window).select_related("organisation")
    context = {
        "cycle": cycle,
        "form": form,
        "due": rules.due_on(cycle.closes_at),
        "freeze": day_of(cycle.freezes_at, cycle.zone),
        "over": cycle.phase(now) == "over",
        "page": page_of(request, grants.order_by("-until", "pk")),
        "changes": cycle.window.changes.select_related("by")[:50],
    }
    status = 422 if form.errors else 200
    return render(request, "progress/desk_extend.html", context, status=status)


def _lengthen(request: RoleRequest, cycle: Cycle, form: WindowForm, now: datetime) -> None:
    values, by = form.cleaned_data, request.user
    day, reason = values["closes_on"], values["reason"]
    if values["organisation"] is None:
        services.extend(cycle, end_of(day, cycle.zone), reason, by, now)
    else:
        services.grant(cycle, values["organisation"], day, reason, by, now)


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: RoleRequest, year: int) -> HttpResponse:
    """Show what the freeze would publish and call missing; POST freezes."""
    cycle, now = cycle_of(request, year), timezone.now()
    if request.method == "POST":
        services.settle_and_freeze(cycle, request.user, now)
        messages.success(request, _("The reports are frozen. Everybody can read them."))
        return redirect("progress:desk_freeze", request.forum.slug, year)
    context = {
        "cycle": cycle,
        "day": day_of(cycle.freezes_at, cycle.zone),
        "outcome": services.preview(cycle),
        "may": cycle.state == CycleState.CLOSED and cycle.phase(now) == "over",
    }
    return render(request, "progress/desk_freeze.html", context)


@for_roles(Role.SECRETARIAT)
@require_POST
def drop(request: RoleRequest, year: int) -> HttpResponse:
    """Take back a cycle of the desk that has not opened."""
    services.drop(cycle_of(request, year), request.user, timezone.now())
    messages.success(request, _("The plan is taken back."))
    return redirect("progress:desk_cycles", request.forum.slug)


def cycle_of(request: RoleRequest, year: int) -> Cycle:
    """Return the forum's cycle of a year. Raises Http404."""
    found: Cycle | None = Cycle.objects.whole().filter(forum=request.forum, year=year).first()
    if found is None:
        raise Http404
    return found
