"""The secretariat's good practices: suggestions, editing, asking, publishing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.commitments.safety import Scrubber
from avow.kernel import meanwhile
from avow.kernel.differences import word_diff
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.kernel.words import sentences
from avow.learning import exporting, listing, publication
from avow.learning.forms import PracticeForm
from avow.learning.lifecycle import PRACTICE
from avow.learning.models import Practice
from avow.learning.services import editing
from avow.learning.states import State
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role
from avow.people.states import LookPage
from avow.people.views.found import note_protected
from avow.progress.models import Report
from avow.progress.services.common import roles_with, title_of

ACTS = ("save", "ask", "revise", "publish", "take_out")


@for_roles(Role.SECRETARIAT)
@require_safe
def practices(request: RoleRequest) -> HttpResponse:
    """List the practices that were taken up, the newest first."""
    state = request.GET.get("state", "")
    rows = Practice.objects.filter(forum=request.forum).for_desk(state).whole()
    context = {
        "page": page_of(request, rows),
        "state": state,
        "states": State.choices,
        "waiting": listing.suggestions(request.forum).count(),
        "query": request.GET.urlencode(),
    }
    return render(request, "learning/desk_practices.html", context)


@for_roles(Role.SECRETARIAT)
@require_safe
def file(request: RoleRequest) -> StreamingHttpResponse:
    """Hand out the same list as CSV."""
    rows = Practice.objects.filter(forum=request.forum).for_desk(request.GET.get("state", ""))
    table = exporting.as_csv(exporting.DESK, exporting.desk(rows))
    response = StreamingHttpResponse(table, content_type="text/csv; charset=utf-8")
    name = f"{request.forum.slug}-practices-desk.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request: RoleRequest) -> HttpResponse:
    """List published reports with a practice to share; POST takes one up."""
    rows = listing.suggestions(request.forum)
    if request.method == "POST":
        made = _taken_up(request)
        return redirect("learning:desk_practice", request.forum.slug, made.pk)
    page = page_of(request, rows)
    scrubbers = publication.scrubbers_of([one.commitment_id for one in page])
    context = {
        "page": page,
        "rows": [(one, *_nameless(one, scrubbers[one.commitment_id])) for one in page],
    }
    return render(request, "learning/desk_suggestions.html", context)


def _nameless(report: Report, scrub: Scrubber) -> tuple[str, dict[str, Any]]:
    """Return title and answers of a report as a list shows them: without protected names."""
    plain = report.public.content["plain"] if report.public else {}
    return scrub.text(title_of(report.commitment)), scrub.value(plain)


def _taken_up(request: RoleRequest) -> Practice:
    pk = row_number(request.POST.get("report", "")) or 0
    known: Practice | None = Practice.objects.filter(forum=request.forum, report=pk).first()
    report = known.report if known else listing.suggestions(request.forum).filter(pk=pk).first()
    if report is None:
        raise Http404
    return editing.take_up(report, by=request.user, now=timezone.now())


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: RoleRequest, pk: int) -> HttpResponse:
    """Edit a practice beside the report's own words; ask its maker, publish it, take it out."""
    row = _practice(request, pk)
    act = request.POST.get("act", "")
    if request.method == "POST" and act not in ACTS:
        raise Http404
    form = PracticeForm(request.POST if act in {"save", "ask"} else None, practice=row)
    refused: tuple[str, ...] = ()
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            _acted(request, row, act, form)
        except Refused as refusal:
            if refusal.forbidden:
                raise
            refused = refusal.reasons
        else:
            return redirect("learning:desk_practice", request.forum.slug, pk)
    row = _practice(request, pk)
    if refused and form.is_bound:
        form.draw_anew(row.version)
    context = _context(request, row) | {
        "form": form,
        "refused": sentences(refused),
        "changed": meanwhile.REASON in refused,
        "act": act,
        "typed": request.POST.get("reason", ""),
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "learning/desk_practice.html", context, status=status)


def _practice(request: RoleRequest, pk: int) -> Practice:
    """Return a practice, for whoever of the secretariat does not represent its maker."""
    row: Practice | None = Practice.objects.whole().filter(forum=request.forum, pk=pk).first()
    now = timezone.now()
    if row is None or Role.SECRETARIAT not in roles_with(
        row.report, request.standing, now, request.user
    ):
        raise Http404
    return row


def _acted(request: RoleRequest, row: Practice, act: str, form: PracticeForm) -> None:
    by, now = request.user, timezone.now()
    if act in {"save", "ask"}:
        drawn = form.cleaned_data["drawn"]
        saved = editing.edit(row, by=by, now=now, drawn=drawn, **form.words())
        if act == "ask":
            editing.ask(saved, by=by, now=now, drawn=saved.version)
        said = _("Saved.") if act == "save" else _("Its maker is asked.")
    elif act == "revise":
        editing.revise(row, by=by, now=now)
        said = _("You can edit it. What is public stays as its maker agreed.")
    elif act == "publish":
        editing.publish(row, by=by, now=now)
        said = _("The good practice is published.")
    else:
        editing.take_out(row, request.POST.get("reason", ""), by=by, now=now)
        said = _("The good practice is taken out.")
    messages.success(request, said)


def _context(request: RoleRequest, row: Practice) -> dict[str, Any]:
    now = timezone.now()
    note_protected(
        request,
        LookPage.COMMITMENT,
        now,
        row.report.organisation,
        row.report.commitment.organisation,
    )
    roles = roles_with(row.report, request.standing, now, request.user)
    original = row.source.content["plain"]["good_practice"].strip()
    return {
        "practice": row,
        "title": title_of(row.report.commitment),
        "original": original,
        "original_language": row.source.content["plain"]["language"],
        "parts": word_diff(original, row.text),
        "moves": {one.name for one in PRACTICE.open_to(row.state, roles)},
        "wordings": row.wordings.order_by("-number").select_related("answered_by")[:20],
        "newer": row.report.public_id != row.source_id,
        "hidden": row.report.organisation.is_protected
        or row.report.commitment.organisation.is_protected,
    }
