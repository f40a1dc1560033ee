"""The secretariat's pages of help: who needs and offers what, what fits, what became of it."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.directory.vocabulary import Vocabulary
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.learning import exporting, help_showing
from avow.learning.models import Match, Need, Offer
from avow.learning.services import helping, matching
from avow.learning.states import HelpState, MatchState
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role

MOST_SHOWN = 10  # fitting offers on the page of a need


def _rows(request: RoleRequest, kind: str) -> Any:
    """Return the rows of one list at the desk, of one state if it is a known one."""
    state = request.GET.get("state", "")
    if kind == "matches":
        rows = Match.objects.filter(forum=request.forum).whole().order_by("-suggested_at", "-pk")
        return rows.filter(state=state) if state in MatchState.values else rows
    model = Need if kind == "needs" else Offer
    found = model.objects.filter(forum=request.forum).select_related("organisation")
    found = found.order_by("-made_at", "-pk")
    return found.filter(state=state) if state in HelpState.values else found


def _list(request: RoleRequest, kind: str) -> HttpResponse:
    page = page_of(request, _rows(request, kind))
    states = MatchState if kind == "matches" else HelpState
    words = Vocabulary(request.forum)
    context = {
        "page": page,
        "kind": kind,
        "rows": [(one, help_showing.why(one, words)) for one in page]
        if kind == "matches"
        else [(one, []) for one in page],
        "state": request.GET.get("state", ""),
        "states": states.choices,
        "query": request.GET.urlencode(),
    }
    return render(request, "learning/desk_help.html", context)


@for_roles(Role.SECRETARIAT)
@require_safe
def needs(request: RoleRequest) -> HttpResponse:
    """List which help is needed, the newest first."""
    return _list(request, "needs")


@for_roles(Role.SECRETARIAT)
@require_safe
def offers(request: RoleRequest) -> HttpResponse:
    """List which help is offered, the newest first."""
    return _list(request, "offers")


@for_roles(Role.SECRETARIAT)
@require_safe
def matches(request: RoleRequest) -> HttpResponse:
    """List the matches, and what became of them."""
    return _list(request, "matches")


@for_roles(Role.SECRETARIAT)
@require_safe
def file(request: RoleRequest, kind: str) -> StreamingHttpResponse:
    """Hand out one of the lists as CSV."""
    if kind not in COLUMNS:
        raise Http404
    lines = exporting.as_csv(COLUMNS[kind], _cells(_rows(request, kind), kind))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{request.forum.slug}-help-{kind}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


_HELP = ("number", "organisation", "words", "language", "actions", "countries", "state", "until")
COLUMNS: dict[str, tuple[str, ...]] = {
    "needs": _HELP,
    "offers": _HELP,
    "matches": ("number", "needs", "offers", "reasons", "state", "suggested_at", "introduced_at"),
}


def _cells(rows: Any, kind: str) -> Iterator[tuple[str, ...]]:
    for one in rows.iterator(chunk_size=200):
        if kind == "matches":
            when = one.introduced_at.isoformat() if one.introduced_at else ""
            both = (one.need.organisation, one.offer.organisation)
            # Why they fit tells where: of a protected organisation not even this.
            reasons = () if any(side.is_protected for side in both) else one.reasons
            yield (
                str(one.pk), *(side.shown_name for side in both),
                ";".join(f"{code} {value}".strip() for code, value in reasons), one.state,
                one.suggested_at.isoformat(), when,
            )  # fmt: skip
            continue
        hidden = one.organisation.is_protected
        places = [one.country] if kind == "needs" else one.countries
        yield (
            str(one.pk), one.organisation.shown_name, "" if hidden else one.words, one.language,
            ";".join(one.actions), "" if hidden else ";".join(filter(None, places)), one.state,
            one.until.isoformat(),
        )  # fmt: skip


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def need(request: RoleRequest, pk: int) -> HttpResponse:
    """Show one need, the offers that fit, and its matches; POST suggests one of the offers."""
    row: Need = get_object_or_404(
        Need.objects.select_related("organisation", "forum"), forum=request.forum, pk=pk
    )
    now = timezone.now()
    roles = helping.roles_towards(request.forum, [row.organisation_id], request.user, now)
    if Role.SECRETARIAT not in roles:
        raise Http404
    if request.method == "POST":
        key = row_number(request.POST.get("offer", "")) or 0
        offered: Offer = get_object_or_404(
            Offer.objects.select_related("organisation"), forum=request.forum, pk=key
        )
        matching.suggest(row, offered, by=request.user, now=now)
        messages.success(request, _("Both sides are asked."))
        return redirect("learning:desk_need", request.forum.slug, pk)
    return render(request, "learning/desk_need.html", _fitting(request, row))


def _fitting(request: RoleRequest, row: Need) -> dict[str, Any]:
    words = Vocabulary(request.forum)
    found = matching.fits(request.forum, row, all_at_once=False)[:MOST_SHOWN]
    offered = Offer.objects.select_related("organisation").in_bulk([one.offer for one in found])
    made = Match.objects.filter(need=row).whole().order_by("-suggested_at", "-pk")[:50]
    return {
        "need": row,
        "actions": [words.label("action", code) for code in row.actions],
        "fits": [
            (offered[one.offer], help_showing.why(Match(reasons=list(one.reasons)), words))
            for one in found
        ],
        "matches": [(one, help_showing.why(one, words)) for one in made],
    }
