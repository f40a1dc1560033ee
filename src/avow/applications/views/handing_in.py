"""The application as a whole: overview, check, hand in, read, answer a question, withdraw."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.answers.reading import read_sheet
from avow.applications import reading, wording
from avow.applications.forms import AnswerForm
from avow.applications.gathering import commitments_of, gaps_of, window_of
from avow.applications.models import Application
from avow.applications.services import answering, submitting, withdrawing
from avow.applications.states import State
from avow.applications.views.common import (
    ApplicantRequest,
    asked_for,
    may_edit,
    mine,
    mine_to_act_for,
    up_to_date,
)
from avow.applications.views.filling import file_url
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.people.access import signed_in

WITHDRAWABLE = frozenset({*State.values}) - {State.DECIDED, State.INELIGIBLE, State.WITHDRAWN}


@require_safe
@signed_in
def overview(request: ApplicantRequest, pk: int) -> HttpResponse:
    """Where the application stands and what comes next."""
    return _overview(request, mine(request, pk), timezone.now())


def _overview(
    request: ApplicantRequest, application: Application, now: datetime, *, status: int = 200
) -> HttpResponse:
    editable = may_edit(application, request.user, now)
    if editable:
        application = up_to_date(application, now)
    coalitions = asked_for(application)
    shown = wording.shown_state(application.state, told=application.told_at is not None)
    gaps = gaps_of(application) if editable else []
    way = reading.steps(application, coalitions, gaps) if editable else []
    context: dict[str, Any] = {
        "application": application,
        "coalitions": coalitions,
        "commitments": commitments_of(application),
        "status": reading.status_of(application),
        "shown_state": shown,
        "timeline": reading.timeline(application),
        "questions": reading.open_questions(application),
        "editable": editable,
        "steps": way,
        "next_url": next((one["url"] for one in way if one["state"] in {"todo", "error"}), ""),
        "window": window_of(application, now) if application.state == State.DRAFT else None,
        "today": day_of(now, request.forum.zone),
        "withdrawable": shown in WITHDRAWABLE,
        "outcome_message": application.outcome_message if application.told_at else "",
    }
    return render(request, "applications/overview.html", context, status=status)


@require_safe
@signed_in
def check(request: ApplicantRequest, pk: int) -> HttpResponse:
    """Show what is missing, each with a link to the very question; and the button to hand in."""
    now = timezone.now()
    application = mine(request, pk)
    if not may_edit(application, request.user, now):
        return redirect("applications:overview", forum=request.forum.slug, pk=pk)
    return _check(request, up_to_date(application, now), now)


def _check(
    request: ApplicantRequest, application: Application, now: datetime, *, status: int = 200
) -> HttpResponse:
    coalitions = asked_for(application)
    gaps = gaps_of(application)
    context = {
        "application": application,
        "coalitions": coalitions,
        "lacks": reading.lacks(application, coalitions, gaps),
        "steps": reading.steps(application, coalitions, gaps, ("check", "")),
        "window": window_of(application, now),
        "commitments": commitments_of(application),
    }
    return render(request, "applications/check.html", context, status=status)


@require_POST
@signed_in
def submit(request: ApplicantRequest, pk: int) -> HttpResponse:
    """Hand in. Sent twice, the second answer is the same confirmation."""
    now = timezone.now()
    application = mine_to_act_for(request, pk, now)
    try:
        submitting.submit(pk, by=request.user, now=now)
    except Refused as refusal:
        application.refresh_from_db()
        if "moved_on" in refusal.reasons:
            return _overview(request, application, now, status=409)
        if application.state == State.DRAFT and not refusal.forbidden:
            return _check(request, up_to_date(application, now), now, status=409)
        raise
    return redirect("applications:received", forum=request.forum.slug, pk=pk)


@require_safe
@signed_in
def received(request: ApplicantRequest, pk: int) -> HttpResponse:
    """Say that it arrived, and by when the answer comes."""
    application = mine(request, pk)
    if application.submitted_at is None:
        return redirect("applications:overview", forum=request.forum.slug, pk=pk)
    return render(request, "applications/received.html", {"application": application})


@require_safe
@signed_in
def read(request: ApplicantRequest, pk: int) -> HttpResponse:
    """One's own answers, to read and to print."""
    application = mine(request, pk)
    coalitions = asked_for(application)
    context = {
        "application": application,
        "coalitions": coalitions,
        "groups": read_sheet(
            application.sheet,
            {one.code: one.name for one in coalitions},
            file_url=file_url(application),
        ),
        "undertakings": list(application.undertakings.select_related("accepted_by")),
        "commitments": commitments_of(application),
    }
    return render(request, "applications/print.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def clarification(request: ApplicantRequest, pk: int) -> HttpResponse:
    """Answer what the secretariat asked; what is missing by then is named, and the words stay."""
    now = timezone.now()
    posting = request.method == "POST"
    application = mine_to_act_for(request, pk, now) if posting else mine(request, pk)
    form = AnswerForm(request.POST if posting else None)
    coalitions = asked_for(application)
    lacks: list[reading.Lack] = []
    status = 200
    if posting and form.is_valid():
        try:
            answering.answer(pk, text=form.cleaned_data["text"], by=request.user, now=now)
        except Refused as refusal:
            if "application_incomplete" not in refusal.reasons:
                raise
            lacks, status = reading.lacks(application, coalitions, gaps_of(application)), 409
        else:
            messages.success(request, _("Your answer was sent to the secretariat."))
            return redirect("applications:overview", forum=request.forum.slug, pk=pk)
    elif posting:
        status = 422
    if application.state != State.CLARIFICATION:
        if posting:
            raise Refused("moved_on")
        return redirect("applications:overview", forum=request.forum.slug, pk=pk)
    context = {
        "application": application,
        "questions": [one for one in reading.open_questions(application) if one.case_id is None],
        "form": form,
        "lacks": lacks,
        "steps": reading.steps(application, coalitions, gaps_of(application)),
    }
    return render(request, "applications/clarification.html", context, status=status)


@require_POST
@signed_in
def withdraw(request: ApplicantRequest, pk: int) -> HttpResponse:
    """Withdraw, after asking once more."""
    now = timezone.now()
    application = mine_to_act_for(request, pk, now)
    try:
        withdrawing.withdraw(pk, by=request.user, now=now, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        if "moved_on" not in refusal.reasons:
            raise
        application.refresh_from_db()
        return _overview(request, application, now, status=409)
    messages.success(request, _("The application was withdrawn."))
    return redirect("applications:overview", forum=request.forum.slug, pk=pk)
