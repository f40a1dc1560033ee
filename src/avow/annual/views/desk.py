"""The secretariat's annual reports: the list, one report's board, its sections, publishing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.annual import desking, services
from avow.annual.forms import NewSectionForm, NoteForm
from avow.annual.models import AnnualReport, Edition
from avow.annual.services.publishing import in_the_way
from avow.annual.views.common import report_of, section_of
from avow.kernel.lifecycle import Refused
from avow.kernel.words import sentences
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role

UNCHANGED = "annual_nothing_new"


@for_roles(Role.SECRETARIAT)
@require_safe
def reports(request: RoleRequest) -> HttpResponse:
    """List the reporting cycles with what there is of their annual reports."""
    return render(request, "annual/desk_reports.html", {"rows": desking.cycles(request.forum)})


@for_roles(Role.SECRETARIAT)
@require_safe
def board(request: RoleRequest, year: int) -> HttpResponse:
    """Show a report's sections, languages and editions, and what is in the way of publishing."""
    return _board(request, report_of(request, year), _new_form())


def _new_form() -> NewSectionForm:
    return NewSectionForm(initial={"language": get_language()})


def _board(
    request: RoleRequest, report: AnnualReport, form: NewSectionForm, status: int = 200
) -> HttpResponse:
    editions = report.editions.defer("content").select_related("published_by")
    context = _standing(report) | {"form": form, "editions": list(editions[:100])}
    return render(request, "annual/desk_board.html", context, status=status)


def _standing(report: AnnualReport) -> dict[str, Any]:
    """Return a report with its sections and what is in the way, as both pages show them."""
    rows = desking.sections(report)
    reasons = in_the_way(report, timezone.now())
    return {
        "report": report,
        "rows": rows,
        "unchanged": UNCHANGED in reasons,
        "reasons": sentences(one for one in reasons if one != UNCHANGED),
        "unknown": list(desking.unknown(report, rows)),
    }


@for_roles(Role.SECRETARIAT)
@require_POST
def add(request: RoleRequest, year: int) -> HttpResponse:
    """Make a section of one's own, and go on to write it."""
    report, form = report_of(request, year), NewSectionForm(request.POST)
    if form.is_valid():
        language = form.cleaned_data["language"]
        try:
            made = services.add_section(
                report, language, form.cleaned_data["title"], by=request.user, now=timezone.now()
            )
        except Refused as refused:
            if refused.forbidden:
                raise
            form.say(refused.reasons)
        else:
            return redirect("annual:desk_section", request.forum.slug, year, made.pk, language)
    return _board(request, report, form, 422)


@for_roles(Role.SECRETARIAT)
@require_POST
def arrange(request: RoleRequest, year: int, pk: int) -> HttpResponse:
    """Move a section of one's own up or down, or take it out."""
    section = section_of(report_of(request, year), pk)
    act, by, now = request.POST.get("act", ""), request.user, timezone.now()
    if act in {"up", "down"}:
        services.move_section(section, up=act == "up", by=by, now=now)
    elif act == "remove":
        services.remove_section(section, by=by, now=now)
        messages.success(request, _("The section is taken out."))
    else:
        raise Http404
    return redirect("annual:desk_report", request.forum.slug, year)


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: RoleRequest, year: int) -> HttpResponse:
    """Show what becomes public; POST publishes it, as the first edition or as a correction."""
    report, form = report_of(request, year), NoteForm(request.POST or None)
    form.fields["note"].required = request.POST.get("act", "correct") == "correct"
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = _published(request, report, form.cleaned_data["note"])
        except Refused as refusal:
            if refusal.forbidden:
                raise
            form.say(tuple(one for one in refusal.reasons if one == "annual_correction_missing"))
            refused = sentences(refusal.reasons)
        else:
            messages.success(request, _("Edition %(number)s is public.") % {"number": made.number})
            return redirect("annual:desk_report", request.forum.slug, year)
        report = report_of(request, year)
    context = _standing(report) | {"form": form, "refused": refused}
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "annual/desk_publish.html", context, status=status)


def _published(request: RoleRequest, report: AnnualReport, note: str) -> Edition:
    act, by, now = request.POST.get("act", ""), request.user, timezone.now()
    if act == "publish":
        return services.publish(report, by=by, now=now)
    if act == "correct":
        return services.correct(report, note, by=by, now=now)
    raise Http404
