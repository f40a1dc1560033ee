"""What a maker does with a report besides writing: begin, give to a colleague, answer."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.answers.views import download
from avow.kernel.lifecycle import Refused
from avow.kernel.text import row_number
from avow.kernel.words import sentence
from avow.people.access import signed_in
from avow.people.models import User
from avow.progress import my_filling, my_wire, services
from avow.progress.models import Proof, Report
from avow.progress.views.mine import MakerRequest, mine, to_write
from avow.progress.views.mine_report import draw


@require_POST
@signed_in
def begin(request: MakerRequest, year: int, ref: str) -> HttpResponse:
    """Begin a report with what is known; a second click finds it begun."""
    now = timezone.now()
    report = to_write(request, year, ref, now)
    services.begin(report, request.user, now)
    return redirect(report.page)


@require_POST
@signed_in
def autosave(request: MakerRequest, year: int, ref: str) -> JsonResponse:
    """Keep one answer while somebody types: `field`, `value`, and in `version` what was there.

    200 saved, with what changed beside it · 409 conflict, with what is there · 422 what is wrong ·
    404 no such field.
    """
    now = timezone.now()
    report = to_write(request, year, ref, now)
    name, seen = request.POST.get("field", ""), request.POST.get("version", "")
    raw = request.POST.getlist("value")
    try:
        beside = my_filling.save_one(report, name, raw, seen, request.user, now)
    except Refused as refusal:
        if refusal.forbidden:
            raise
        if "report_changed_elsewhere" in refusal.reasons:
            there = _text(report, name)
            return JsonResponse({"conflict": True, "theirs": there, "version": there}, status=409)
        status = 404 if "report_field_unknown" in refusal.reasons else 422
        return JsonResponse({"errors": [sentence(code) for code in refusal.reasons]}, status=status)
    reply = {"saved_at": now.isoformat(), "version": _text(report, name), "beside": beside}
    return JsonResponse(reply)


def _text(report: Report, name: str) -> str:
    fresh = Report.objects.get(pk=report.pk)
    return my_wire.entries_of(fresh)[name].text


@require_POST
@signed_in
def delegate(request: MakerRequest, year: int, ref: str) -> HttpResponse:
    """Give a report to a colleague to write, or take it back."""
    now = timezone.now()
    report = to_write(request, year, ref, now)
    text = request.POST.get("to", "")
    colleagues = User.objects.filter(representations__organisation=report.organisation_id)
    to = get_object_or_404(colleagues, pk=row_number(text) or 0) if text else None
    services.delegate(report, to, request.user, now)
    if to is None:
        messages.success(request, _("You have taken the report back."))
    else:
        said = _("%(name)s can write the report now, and was told so by mail.")
        messages.success(request, said % {"name": to.get_full_name()})
    return redirect(report.page)


@require_POST
@signed_in
def statement(request: MakerRequest, year: int, ref: str) -> HttpResponse:
    """Answer in public to a published report."""
    now = timezone.now()
    report = to_write(request, year, ref, now)
    text, language = request.POST.get("text", ""), request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = report.language or get_language() or "en"
    try:
        services.answer(report, text, language, request.user, now)
    except Refused as refusal:
        if not set(refusal.reasons) <= {"statement_missing", "answer_too_long"}:
            raise
        error = sentence(refusal.reasons[0])
        return draw(request, report, now, status=422, statement=text, statement_error=error)
    messages.success(request, _("Your answer is public now."))
    return redirect(f"{report.page}#statements")


@require_safe
@signed_in
def evidence(request: MakerRequest, year: int, ref: str, number: int) -> HttpResponseBase:
    """Hand out a file of evidence to the people of the report."""
    report = mine(request, year, ref, timezone.now())
    return download(get_object_or_404(Proof.objects.exclude(file=""), report=report, pk=number))
