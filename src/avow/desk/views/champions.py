"""The Champions' place: their coalitions, the cases to vote on, one case with its votes."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.desk import casework, queues, safety
from avow.desk.casework import CaseView
from avow.desk.views import going
from avow.forums.models import Coalition
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.kernel.words import sentences
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role
from avow.review.models import Case
from avow.review.services import ask as ask_applicant
from avow.review.services import cast_vote, declare_interest
from avow.review.states import Choice, State

FILTERS = (queues.TO_VOTE, queues.VOTED, queues.OPEN, *State.values, queues.ALL)


@require_safe
@for_roles(Role.CHAMPION)
def home(request: RoleRequest) -> HttpResponse:
    """Show the Champion's coalitions and their cases, those to vote on first."""
    wanted = queues.asked(request.GET, queues.TO_VOTE)
    mine = queues.champion_cases(request.forum, request.standing)
    rows = queues.narrowed_for_champion(mine, wanted, request.standing)
    page = page_of(request, safety.cases_with_names(rows).prefetch_related("votes"))
    safety.veil_cases(page)
    context = {
        "page": page,
        "rows": [(case, _own_choice(case, request.standing.seats)) for case in page],
        "wanted": wanted,
        "states": State.choices,
        "coalitions": Coalition.objects.filter(pk__in=request.standing.coalitions),
        "waiting": mine.to_vote(request.standing.seats).count(),
        "today": day_of(timezone.now(), request.forum.zone),
        "to_answer": queues.comments_to_answer(request.standing.coalitions),
    }
    return render(request, "champions/home.html", context)


def _own_choice(case: Case, seats: frozenset[int]) -> str:
    """Return how the reader's own seat voted, in words; never anybody else's."""
    for vote in case.votes.all():
        if vote.seat_id in seats:
            return str(Choice(vote.choice).label)
    return ""


@require_safe
@for_roles(Role.CHAMPION)
def case(request: RoleRequest, pk: int) -> HttpResponse:
    """One case with what came with it: read, ask, vote, or keep out."""
    return _page(request, _case(request, pk))


@require_POST
@for_roles(Role.CHAMPION)
def vote(request: RoleRequest, pk: int) -> HttpResponse:
    """Cast the votes of a page, each for itself; "save and next" goes on to the next case."""
    found, now = _case(request, pk), timezone.now()
    together = casework.bundle_of(found)
    problems: dict[int, list[str]] = {}
    cast = 0
    for one in together:
        choice, reason = (request.POST.get(f"{name}-{one.pk}", "") for name in ("choice", "reason"))
        if not choice and not reason.strip():
            continue
        seat = request.POST.get(f"seat-{one.pk}", "")
        seat_pk = row_number(seat)
        try:
            cast_vote(one.pk, choice=choice, reason=reason, by=request.user, now=now, seat=seat_pk)
            cast += 1
        except Refused as refusal:
            problems[one.pk] = sentences(refusal.reasons)
    if problems:
        return _page(request, found, problems=problems, status=409)
    if cast:
        messages.success(
            request, _("Your vote is kept. You can change it while the Champions vote.")
        )
    if "next" in request.POST:
        following = _next_after(request, found, together)
        if following is not None:
            return going.to(request, "champions:case", pk=following.pk)
        messages.info(request, _("There is nothing more to vote on."))
        return going.to(request, "champions:home")
    return going.to(request, "champions:case", pk=pk)


def _next_after(request: RoleRequest, found: Case, together: list[Case]) -> Case | None:
    """Return the next case to vote on after this one, else the first there is."""
    rows = queues.champion_cases(request.forum, request.standing).to_vote(request.standing.seats)
    rows = rows.exclude(pk__in=[one.pk for one in together])
    if found.due_on is not None:
        later = rows.filter(due_on__gte=found.due_on, pk__gt=found.pk).first()
        if later is not None:
            return later
    return rows.first()


@require_POST
@for_roles(Role.CHAMPION)
def declare(request: RoleRequest, pk: int) -> HttpResponse:
    """Declare an interest, in this case and those that belong to it."""
    found, now = _case(request, pk), timezone.now()
    reason = request.POST.get("reason", "")
    declare_interest(found.pk, reason=reason, by=request.user, now=now)
    for one in casework.bundle_of(found):
        if one.state in {State.VALIDATION, State.CLARIFICATION} and one.pk != found.pk:
            declare_interest(one.pk, reason=reason, by=request.user, now=now)
    messages.success(request, _("You keep out of this case. Only the secretariat can change that."))
    return going.to(request, "champions:case", pk=pk)


@require_POST
@for_roles(Role.CHAMPION)
def ask(request: RoleRequest, pk: int) -> HttpResponse:
    """Ask the applicant; voting waits for the answer."""
    _case(request, pk)
    ask_applicant(
        pk, question=request.POST.get("question", ""), by=request.user, now=timezone.now()
    )
    messages.success(request, _("Your question is on its way. Voting goes on when it is answered."))
    return going.to(request, "champions:case", pk=pk)


@require_safe
@for_roles(Role.CHAMPION)
def file(request: RoleRequest, pk: int, number: int) -> FileResponse:
    """Hand out a file of the application, or of a commitment, that this case shows.

    Raises Http404 where an organisation at risk is concerned: a file may say who it is.
    """
    found = _case(request, pk)
    now = timezone.now()
    for one in casework.bundle_of(found):
        # One case of a bundle may be closed to somebody: a partner of that commitment, say.
        if safety.at_risk_in(one) or casework.view_of(one, request.standing, now) is None:
            continue
        subject = casework.commitment_of(one) or casework.application_of(one)
        try:
            return going.evidence(casework.sheet_of(subject), number)
        except Http404:
            continue
    raise Http404


def _case(request: RoleRequest, pk: int) -> Case:
    """Return a case the Champion may see. Raises Http404 for all others, their own among them."""
    found = queues.champion_cases(request.forum, request.standing).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: RoleRequest,
    found: Case,
    *,
    problems: dict[int, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    parts = [_part(request, one, now, problems or {}) for one in casework.bundle_of(found)]
    shown = [part for part in parts if part is not None]
    if not shown:
        raise Http404
    context = {
        "case": found,
        "parts": shown,
        "head": shown[0]["view"],
        "choices": Choice.choices,
        "today": day_of(now, request.forum.zone),
        "can_save": any(part["view"].may_vote for part in shown),
    }
    return render(request, "champions/case.html", context, status=status)


def _part(
    request: RoleRequest, one: Case, now: datetime, problems: dict[int, list[str]]
) -> dict[str, Any] | None:
    """Return one case of the page, its text and its votes; None if it is hidden."""
    view: CaseView | None = casework.view_of(one, request.standing, now)
    if view is None:
        return None
    commitment = casework.commitment_of(one)
    application = None if commitment else casework.application_of(one)
    subject = commitment or application
    posted = request.POST
    return {
        "view": view,
        "commitment": commitment,
        "application": application,
        "groups": casework.answers_in(
            view, casework.sheet_of(subject), casework.file_links(request, one)
        ),
        "revision": casework.revision_in(view, commitment),
        "board": casework.board_for(commitment, view.hidden),
        "changes": casework.changes_in(view, commitment),
        "why": casework.why_changed(view, commitment),
        "problems": problems.get(one.pk, []),
        "choice": posted.get(f"choice-{one.pk}", view.own_vote.choice if view.own_vote else ""),
        "reason": posted.get(f"reason-{one.pk}", view.own_vote.reason if view.own_vote else ""),
    }
