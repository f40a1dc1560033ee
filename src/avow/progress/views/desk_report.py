"""One report at the desk: read it beside its pledge, ask, verify, publish; third parties' words."""

from datetime import datetime

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.commitments.models import Partner
from avow.kernel.lifecycle import Refused
from avow.kernel.text import row_number
from avow.kernel.words import sentences
from avow.people.access import RoleRequest, for_roles
from avow.people.models import Organisation
from avow.people.roles import Role
from avow.people.states import LookPage
from avow.people.views.found import note_protected
from avow.progress import listing, looking, services
from avow.progress.desk_forms import CommentForm
from avow.progress.lifecycle import REPORT
from avow.progress.models import Comment, Report, Version
from avow.progress.permissions import POLICY
from avow.progress.services.common import roles_with


@for_roles(Role.SECRETARIAT)
@require_safe
def report(request: RoleRequest, year: int, ref: str, pk: int) -> HttpResponse:
    """Show what was handed in last beside the pledge, with what can be done about it."""
    initial = {"language": get_language()}
    return _page(request, _report(request, year, ref, pk), CommentForm(initial=initial))


def _page(request: RoleRequest, found: Report, form: CommentForm) -> HttpResponse:
    now = timezone.now()
    roles = roles_with(found, request.standing, now, request.user)
    context = {
        "report": found,
        "title": listing.titles_of(request.forum, [ref := found.commitment.ref]).get(ref, ("", "")),
        "concerned": Role.SECRETARIAT not in roles,
    }
    if not context["concerned"]:
        context |= _inside(request, found, roles, now)
    context["form"] = form
    status = 422 if form.errors else 200
    return render(request, "progress/desk_report.html", context, status=status)


def _inside(
    request: RoleRequest, found: Report, roles: frozenset[Role], now: datetime
) -> dict[str, object]:
    """Return what only who may check the report reads; the look at those at risk is kept."""
    may_read = POLICY.allows("report.read", roles, found.state)
    shown = looking.reading(found) if may_read else None
    if shown is not None:
        note_protected(request, LookPage.REPORT, now, *_concerned(found))
    return {
        "reading": shown,
        "declared": listing.label_of(shown.version.status) if shown else "",
        "computed": listing.label_of(shown.version.computed_status) if shown else "",
        "revision": found.revision,
        "moves": {one.name for one in REPORT.open_to(found.state, roles)},
        "may_comment": POLICY.allows("report.comment", roles, found.state),
        "has_evidence": bool(shown and shown.proofs),
        "phase": found.cycle.phase(now),
        "questions": found.questions.select_related("asked_by"),
        "comments": found.comments.select_related("by"),
        "statements": found.statements.all(),
        "versions": found.versions.order_by("-number")[:20],
    }


def _concerned(found: Report) -> list[Organisation]:
    """Return the organisation that reports, and the partners that the text names; one query."""
    named = Partner.objects.filter(revision=found.revision_id).values("organisation")
    return [found.organisation, *Organisation.objects.filter(pk__in=named)]


@for_roles(Role.SECRETARIAT)
@require_POST
def act(request: RoleRequest, year: int, ref: str, pk: int) -> HttpResponse:
    """Return it with a question, verify it with a note, or publish it: of the version read."""
    found, now, by = _report(request, year, ref, pk), timezone.now(), request.user
    text, seen = request.POST.get("text", ""), row_number(request.POST.get("seen", ""))
    if seen is None:
        raise Http404
    move = request.POST.get("move", "")
    if move == "return":
        services.ask(found, text, by, now, seen=seen)
        messages.success(request, _("The maker has your question."))
    elif move == "verify":
        services.verify(found, text, by, now, seen=seen)
        messages.success(request, _("The report is verified. Publish it when you like."))
    elif move == "publish":
        services.publish(found, by, now, seen=seen)
        messages.success(request, _("The report is published."))
    else:
        raise Http404
    return _back(request, found)


@for_roles(Role.SECRETARIAT)
@require_POST
def comment(request: RoleRequest, year: int, ref: str, pk: int) -> HttpResponse:
    """Write down what a third party says."""
    found, form = _report(request, year, ref, pk), CommentForm(request.POST)
    if form.is_valid():
        try:
            services.comment(found, **form.cleaned_data, by=request.user, now=timezone.now())
        except Refused as refused:
            if refused.forbidden or "moved_on" in refused.reasons:
                raise
            for sentence in sentences(refused.reasons):
                form.add_error(None, sentence)
        else:
            messages.success(request, _("The comment is kept, with its source."))
            return _back(request, found)
    return _page(request, found, form)


@for_roles(Role.SECRETARIAT)
@require_POST
def withdraw(request: RoleRequest, year: int, ref: str, pk: int, number: int) -> HttpResponse:
    """Take back a comment that was written down by mistake."""
    found = _report(request, year, ref, pk)
    row = get_object_or_404(Comment, pk=number, report=found)
    services.withdraw(row, request.POST.get("reason", ""), request.user, timezone.now())
    messages.success(request, _("The comment is withdrawn."))
    return _back(request, found)


@for_roles(Role.SECRETARIAT)
@require_safe
def proof(request: RoleRequest, year: int, ref: str, pk: int, number: int) -> FileResponse:
    """Hand out a file of evidence that was handed in, to who may check the report."""
    found, now = _report(request, year, ref, pk), timezone.now()
    roles = roles_with(found, request.standing, now, request.user)
    row = found.proofs.filter(pk=number).exclude(file="").first()
    if (
        row is None
        or Role.SECRETARIAT not in roles
        or not POLICY.allows("report.read", roles, found.state)
        or not _handed_in(found, number)
    ):
        raise Http404
    note_protected(request, LookPage.FILE, now, found.organisation)
    response = FileResponse(
        row.file.open("rb"), as_attachment=True, filename=row.name,
        content_type="application/octet-stream",
    )  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _handed_in(found: Report, number: int) -> bool:
    """Return whether a version names this piece of evidence."""
    versions = Version.objects.filter(report=found).values_list("content", flat=True)
    return any(one["proof"] == number for content in versions for one in content["proofs"])


def _report(request: RoleRequest, year: int, ref: str, pk: int) -> Report:
    rows = Report.objects.whole().filter(
        pk=pk, commitment__ref=ref, cycle__year=year, cycle__forum=request.forum
    )
    found: Report | None = rows.first()
    if found is None:
        raise Http404
    return found


def _back(request: RoleRequest, found: Report) -> HttpResponse:
    return redirect(
        "progress:desk_report",
        request.forum.slug,
        found.cycle.year,
        found.commitment.ref,
        found.pk,
    )
