"""One's own pages: organisations, applications, commitments, and what is next."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.applications.forms import AnswerForm
from avow.applications.models import Application
from avow.applications.reading import status_of
from avow.applications.services import answering
from avow.applications.views.common import ApplicantRequest
from avow.commitments.models import Commitment
from avow.forums.states import WindowKind
from avow.kernel.clock import day_of
from avow.kernel.pagination import page_of
from avow.people.access import signed_in, standing_of
from avow.people.models import Organisation
from avow.people.waiting import waiting_for
from avow.people.windows import current_window
from avow.review.models import Clarification


@require_safe
@signed_in
def home(request: ApplicantRequest) -> HttpResponse:
    """Everything somebody has to do with in this forum; a constant number of queries."""
    now = timezone.now()
    organisations = Organisation.objects.living().filter(representations__user=request.user)
    rows = Application.objects.of_user(request.user).filter(forum=request.forum)
    page = page_of(request, rows.for_list().distinct(), per_page=20)
    commitments = Commitment.objects.filter(
        forum=request.forum, organisation__representations__user=request.user
    )
    context = {
        "organisations": list(organisations.order_by("name", "pk")[:20]),
        "page": page,
        "rows": [(application, status_of(application)) for application in page],
        "commitments": list(
            commitments.select_related("current", "organisation").order_by("-created_at", "-pk")[
                :10
            ]
        ),
        "questions": list(_questions(request)[:20]),
        "waiting": waiting_for(request.user, request.forum, standing_of(request, now), now),
        "window": current_window(request.forum, WindowKind.APPLICATIONS, now),
        "commitment_window": current_window(request.forum, WindowKind.COMMITMENTS, now),
        "today": day_of(now, request.forum.zone),
    }
    return render(request, "applications/home.html", context)


def _questions(request: ApplicantRequest) -> QuerySet[Clarification]:
    """Return the unanswered questions of coalitions to organisations the person represents."""
    return (
        Clarification.objects.filter(
            answered_at=None,
            case__forum=request.forum,
            case__organisation__representations__user=request.user,
        )
        .select_related("case__coalition", "case__organisation")
        .distinct()
        .order_by("asked_at", "pk")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def clarification(request: ApplicantRequest, pk: int) -> HttpResponse:
    """Answer what a coalition asked in its case, about an application or a commitment."""
    rows = Clarification.objects.filter(
        case__forum=request.forum, case__organisation__representations__user=request.user
    )
    asked = get_object_or_404(
        rows.select_related("case__coalition", "case__organisation").distinct(), pk=pk
    )
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answering.answer_case(
            asked.case_id or 0, text=form.cleaned_data["text"], by=request.user, now=timezone.now()
        )
        messages.success(request, _("Your answer was sent to the coalition."))
        return redirect("my:home", forum=request.forum.slug)
    status = 422 if form.errors else 200
    return render(
        request, "applications/case_question.html", {"asked": asked, "form": form}, status=status
    )
