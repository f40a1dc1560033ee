"""The secretariat's queue of commitments: ask, send to the coalitions, publish, decline."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.applications.services.bulk import Row
from avow.commitments import services
from avow.commitments.models import Commitment
from avow.commitments.proposing import in_writing, proposed
from avow.commitments.querysets import CommitmentQuerySet
from avow.commitments.rates import without_rate
from avow.commitments.safety import scrubber
from avow.commitments.states import State
from avow.desk import casework, queues, safety
from avow.desk.views import going
from avow.directory.vocabulary import Vocabulary
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role
from avow.people.states import LookPage
from avow.people.views.found import note_protected
from avow.web.problems import reason_sentences

SCREEN, READY, ANSWERED = "to_screen", "to_publish", "answered"


@require_safe
@for_roles(Role.SECRETARIAT)
def queue(request: RoleRequest) -> HttpResponse:
    """List commitments by what they need next; those of an application wait for it."""
    today = day_of(timezone.now(), request.forum.zone)
    wanted = queues.asked(request.GET, SCREEN)
    rows = queues.commitments_for(request.forum, request.standing)
    needs = {
        SCREEN: rows.to_screen().count(),
        READY: rows.ready_to_publish(today).count(),
        ANSWERED: rows.ready_to_decide().count(),
    }
    shown = queues.narrowed_commitments(_by_need(rows, wanted.state, today), wanted)
    page = page_of(request, safety.commitments_with_names(shown.with_progress()), 50)
    safety.veil_commitments(page)
    context = {
        "page": page,
        "wanted": wanted,
        "needs": needs,
        "states": [(s.value, s.label) for s in State if s != State.DRAFT],
        "coalitions": request.forum.coalitions.all(),
        "today": today,
        "without_rate": without_rate(request.forum),
    }
    return render(request, "desk/commitments.html", context)


def _by_need(rows: CommitmentQuerySet, need: str, today: date) -> CommitmentQuerySet:
    if need == SCREEN:
        return rows.to_screen()
    if need == READY:
        return rows.ready_to_publish(today)
    if need == ANSWERED:
        return rows.ready_to_decide()
    return rows.filter(state=need) if need in State.values else rows


@require_safe
@for_roles(Role.SECRETARIAT)
def commitment(request: RoleRequest, ref: str) -> HttpResponse:
    """One commitment: its text, what each coalition says, and what can be done with it."""
    found, now = _commitment(request, ref), timezone.now()
    partners = safety.at_risk_with([found])
    note_protected(request, LookPage.COMMITMENT, now, found.organisation, *partners)
    roles = services.roles_towards(found, request.user, now)
    links = found.coalitions.select_related("coalition", "case__forum", "case__coalition")
    cases = [link.case for link in links.select_related("case__organisation") if link.case]
    views = [casework.view_of(case, request.standing, now, at_desk=True) for case in cases]
    context = {
        "commitment": found,
        "moves": services.moves_open(found, roles),
        "board": casework.board_for(found, scrubber()),
        "groups": casework.answers_of(casework.sheet_of(found), {}, _file_links(found)),
        "changes": [] if in_writing(found) else proposed(found, Vocabulary(request.forum)),
        "why": found.amendment_reason,
        "views": [view for view in views if view is not None],
        "questions": found.clarifications.order_by("asked_at", "pk"),
        "today": day_of(now, request.forum.zone),
    }
    return render(request, "desk/commitment.html", context)


def _file_links(found: Commitment) -> Callable[[int], str]:
    slug = found.forum.slug
    return lambda number: reverse("desk:commitment_file", args=[slug, found.ref, number])


@require_safe
@for_roles(Role.SECRETARIAT)
def file(request: RoleRequest, ref: str, number: int) -> FileResponse:
    """Hand out a file of the commitment."""
    found = _commitment(request, ref)
    handed = going.evidence(found.sheet, number)
    note_protected(request, LookPage.FILE, timezone.now(), found.organisation)
    return handed


@require_POST
@for_roles(Role.SECRETARIAT)
def act(request: RoleRequest, ref: str) -> HttpResponse:
    """Make one move."""
    found, now, by = _commitment(request, ref), timezone.now(), request.user
    name, text = request.POST.get("move", ""), request.POST.get("text", "")
    if name == "ask":
        services.ask(found, text, by, now)
    elif name == "open":
        services.open_cases(found, by, now)
    elif name == "publish":
        services.publish(found, by, now)
    elif name == "decline":
        services.decline(found, by, now, reason=text)
    elif name == "end":
        services.end(found, text, by, now)
    elif name == "complete":
        services.complete(found, by, now)
    else:
        raise Http404
    messages.success(request, _("Done."))
    return going.to(request, "desk:commitment", ref=ref)


@require_POST
@for_roles(Role.SECRETARIAT)
def many(request: RoleRequest) -> HttpResponse:
    """Publish, or send to the coalitions, the chosen ones; say what became of each."""
    now, act_name = timezone.now(), request.POST.get("act", "")
    acts: dict[str, Callable[[Commitment], object]] = {
        "publish": lambda one: services.publish(one, request.user, now),
        "open": lambda one: services.open_cases(one, request.user, now),
    }
    if act_name not in acts:
        raise Http404
    visible = queues.commitments_for(request.forum, request.standing)
    rows = [_done(one, acts[act_name]) for one in visible.filter(pk__in=going.ids_in(request))]
    context = {
        "title": _("Publish") if act_name == "publish" else _("Send to the coalitions"),
        "rows": [(row, reason_sentences(row.reasons)) for row in rows],
        "done": sum(row.done for row in rows),
        "back": "desk:commitments",
    }
    return render(request, "desk/bulk.html", context)


def _done(one: Commitment, act: Callable[[Commitment], object]) -> Row:
    try:
        act(one)
    except Refused as refusal:
        return Row(one.pk, str(one), done=False, reasons=refusal.reasons)
    return Row(one.pk, str(one), done=True)


def _commitment(request: RoleRequest, ref: str) -> Commitment:
    rows = queues.commitments_for(request.forum, request.standing)
    found: Commitment | None = (
        rows.select_related("sheet__definition", "public").filter(ref=ref).first()
    )
    if found is None:
        raise Http404
    return found
