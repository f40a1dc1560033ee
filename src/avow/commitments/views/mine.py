"""One's own commitments: the list, a new one, and the page of each with what can be done now."""

from collections.abc import Mapping
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.commitments import services
from avow.commitments.advising import board_of, written_in_draft
from avow.commitments.drafting import draft_of
from avow.commitments.joint_showing import together_of
from avow.commitments.models import Commitment
from avow.commitments.proposing import in_writing, proposed
from avow.commitments.showing import progress_of, status_of, steps_of, title_of
from avow.commitments.states import OPEN, State
from avow.commitments.views.common import MakerRequest, mine, page, roles_of, to_act_for
from avow.directory.vocabulary import Vocabulary
from avow.forums.states import WindowKind
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.kernel.words import sentence
from avow.people.access import signed_in, standing_of
from avow.people.models import Organisation
from avow.people.windows import current_window
from avow.review.models import Clarification

PER_PAGE = 25
RUN = {State.PUBLISHED, State.AMENDED, State.COMPLETED}  # whose term has something to say


@require_safe
@signed_in
def listing(request: MakerRequest) -> HttpResponse:
    """Show the commitments of the organisations the person represents, the newest first."""
    now = timezone.now()
    standing = standing_of(request, now)
    rows = Commitment.objects.filter(forum=request.forum).of_organisations(
        standing.readable_organisations
    )
    rows = rows.select_related("organisation", "current", "public")
    found = page_of(request, rows.with_titles(), PER_PAGE)
    context = {
        "page": found,
        "rows": [(row, status_of(row)) for row in found],
        "may_write": bool(standing.organisations),
        "window": current_window(request.forum, WindowKind.COMMITMENTS, now),
        "to_sign": services.joint_of(request.user, request.forum).filter(state="asked").count(),
        "to_answer": services.partnerships_of(request.user, request.forum)
        .filter(state="asked")
        .count(),
    }
    return render(request, "commitments/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: MakerRequest) -> HttpResponse:
    """Begin a commitment for an organisation the person acts for; `application` takes it along."""
    now = timezone.now()
    standing = standing_of(request, now)
    rows = (
        Organisation.objects.living().filter(pk__in=standing.organisations).order_by("name", "pk")
    )
    application = request.POST.get("application") or request.GET.get("application", "")
    if application:
        rows = rows.filter(pk=_applicant(request, application, standing.organisations))
    if request.method == "POST":
        chosen = request.POST.get("organisation", "")
        organisation = rows.filter(slug=chosen).first()
        if organisation is not None:
            return _begin(request, organisation, application, now)
        messages.error(request, _("Choose the organisation that makes the commitment."))
    context = {
        "organisations": rows,
        "application": application,
        "window": current_window(request.forum, WindowKind.COMMITMENTS, now),
    }
    return render(request, "commitments/new.html", context)


def _applicant(request: MakerRequest, application: str, organisations: frozenset[int]) -> int:
    """Return whose draft application it is. Raises Http404 unless the person acts for it."""
    found = Organisation.objects.filter(
        pk__in=organisations,
        applications__pk=row_number(application) or 0,
        applications__forum=request.forum,
        applications__state="draft",
    )
    return int(get_object_or_404(found.distinct()).pk)


def _begin(
    request: MakerRequest, organisation: Organisation, application: str, now: datetime
) -> HttpResponse:
    """Begin, or lead a double click to the empty draft that the first click made."""
    drafts = Commitment.objects.untouched_drafts(request.forum, organisation, request.user)
    commitment = drafts.filter(
        application_link__application=int(application) if application else None
    ).first()
    if commitment is None:
        bringing = organisation.applications.get(pk=int(application)) if application else None
        commitment = services.create(request.forum, organisation, request.user, now, bringing)
    return redirect("commitments:section", request.forum.slug, commitment.ref, "what")


@require_safe
@signed_in
def overview(request: MakerRequest, ref: str) -> HttpResponse:
    """Show one commitment: where it stands, its sections, and what can be done now."""
    now = timezone.now()
    return _overview(request, mine(request, ref, now), now)


def _overview(
    request: MakerRequest,
    commitment: Commitment,
    now: datetime,
    *,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Draw the page; `errors` by move stand beside what was typed."""
    roles = roles_of(request, commitment, now)
    writing = in_writing(commitment)
    missing = services.missing_of(commitment) if commitment.state in OPEN or writing else []
    outlook = services.outlook_of(commitment, now) if commitment.state in RUN else None
    context = {
        "commitment": commitment,
        "status": status_of(commitment),
        "title": title_of(commitment),
        "steps": steps_of(commitment, missing),
        "progress": progress_of(commitment, missing),
        "missing": missing,
        "moves": services.moves_open(commitment, roles),
        "may_edit": services.may("commitment.edit", commitment, roles),
        "may_renew": services.may("commitment.renew", commitment, roles),
        "in_writing": writing,
        "changes": [] if writing else proposed(commitment, Vocabulary(request.forum)),
        "outlook": outlook,
        "extension_words": _why(outlook.extension.why_not) if outlook else "",
        "renewal_words": _why(outlook.renewal.why_not) if outlook else "",
        "later": Commitment.objects.filter(renews=commitment).first(),
        "question": _open_question(commitment),
        "rounds": commitment.clarifications.exclude(answered_at=None),
        "partners": commitment.current.partners.select_related("organisation")
        if commitment.current
        else [],
        "together": together_of(commitment),
        "joinings": commitment.joinings.filter(state="asked").count(),
        "application": _application_of(commitment),
        "today": now.astimezone(request.forum.zone).date(),
        "errors": errors or {},
        "typed": request.POST,
    }
    return render(request, "commitments/overview.html", context, status=status)


def _why(code: str) -> str:
    return sentence(code) if code else ""


def _open_question(commitment: Commitment) -> Clarification | None:
    return commitment.clarifications.filter(answered_at=None).first()


def _application_of(commitment: Commitment) -> int | None:
    """Return the key of the application it is handed in with, while that one is open."""
    link = getattr(commitment, "application_link", None)
    return link.application_id if link is not None and link.application.told_at is None else None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check(request: MakerRequest, ref: str) -> HttpResponse:
    """Show what is missing, and hand it in when nothing is."""
    now = timezone.now()
    commitment = mine(request, ref, now)
    if request.method == "POST":
        return _hand_in(request, to_act_for(request, ref, now), now)
    missing = services.missing_of(commitment)
    changes = proposed(commitment, Vocabulary(request.forum)) if in_writing(commitment) else []
    context = {
        "commitment": commitment,
        "status": status_of(commitment),
        "title": title_of(commitment),
        "missing": missing,
        "notes": services.notes_of(commitment),
        "board": board_of(written_in_draft(draft_of(commitment))) if commitment.sheet else None,
        "moves": services.moves_open(commitment, roles_of(request, commitment, now)),
        "in_writing": in_writing(commitment),
        "changes": changes,
        "reviewed": any(change.reviewed for change in changes),
        "application": _application_of(commitment),
        "window": current_window(
            request.forum, WindowKind.COMMITMENTS, now, commitment.organisation
        ),
        "steps": steps_of(commitment, missing, "check"),
    }
    return render(request, "commitments/check.html", context)


def _hand_in(request: MakerRequest, commitment: Commitment, now: datetime) -> HttpResponse:
    """Hand in a draft or a change; a second click finds it done and says so."""
    try:
        if commitment.state == State.AMENDED:
            services.resubmit(commitment, request.user, now)
        else:
            services.submit(commitment, request.user, now)
    except Refused as refusal:
        if refusal.reasons == ("moved_on",):
            return redirect(page("overview", commitment))
        if refusal.reasons == ("commitment_incomplete",):
            return redirect(page("check", commitment))
        raise
    messages.success(request, _("Handed in. You will get a mail as soon as there is news."))
    return redirect(page("overview", commitment))


@require_POST
@signed_in
def act(request: MakerRequest, ref: str, move: str) -> HttpResponse:
    """Answer a question, withdraw, change, extend, renew: whatever the button says."""
    now = timezone.now()
    commitment = to_act_for(request, ref, now)
    try:
        target, said = ACTS[move](commitment, request, now)
    except Refused as refusal:
        beside = [code for code in refusal.reasons if code in BESIDE]
        if not beside:
            raise
        errors = {move: sentence(beside[0])}
        return _overview(request, mine(request, ref, now), now, errors=errors, status=422)
    messages.success(request, said)
    return redirect(target)


# What is wrong with the form itself, said beside it; everything else is a page of its own.
BESIDE = {"reason_missing", "last_day_not_possible"}


def _answer(commitment: Commitment, request: MakerRequest, now: datetime) -> tuple[str, str]:
    services.answer(commitment, _text(request), request.user, now)
    return page("overview", commitment), _("Your answer has been sent.")


def _withdraw(commitment: Commitment, request: MakerRequest, now: datetime) -> tuple[str, str]:
    services.withdraw(commitment, request.user, now, _text(request))
    return page("overview", commitment), _("The commitment has been withdrawn.")


def _amend(commitment: Commitment, request: MakerRequest, now: datetime) -> tuple[str, str]:
    services.amend(commitment, _text(request), request.user, now)
    said = _("You can change the text now. The public goes on reading the old one.")
    return page("overview", commitment), said


def _extend(commitment: Commitment, request: MakerRequest, now: datetime) -> tuple[str, str]:
    services.extend(commitment, _day(request), _text(request), request.user, now)
    said = _("The later last day is written in. Check the change and hand it in.")
    return page("check", commitment), said


def _renew(commitment: Commitment, request: MakerRequest, now: datetime) -> tuple[str, str]:
    draft = services.renew(commitment, request.user, now)
    said = _("The next term starts with your text. Bring it up to date and hand it in.")
    return page("overview", draft), said


def _drop(commitment: Commitment, request: MakerRequest, now: datetime) -> tuple[str, str]:
    services.drop(commitment, request.user, now)
    return page("overview", commitment), _("The change has been dropped.")


def _text(request: MakerRequest) -> str:
    return request.POST.get("text", "")


def _day(request: MakerRequest) -> date | None:
    try:
        return date.fromisoformat(request.POST.get("ends_on", ""))
    except ValueError:
        return None


ACTS = {
    "answer": _answer,
    "withdraw": _withdraw,
    "amend": _amend,
    "extend": _extend,
    "renew": _renew,
    "drop": _drop,
}
