"""Pages of moderation: the rules, the queue, one text, one's own texts, a report."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.forums.middleware import ForumRequest
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.kernel.words import sentences
from avow.moderation import rules
from avow.moderation.lifecycle import TEXT
from avow.moderation.models import PublicText
from avow.moderation.services import deciding, writing
from avow.moderation.states import Act, Kind, Reason, State
from avow.participants.access import TakingPartRequest, takes_part, taking_part
from avow.people.access import RoleRequest, for_roles, public
from avow.people.roles import Role


@require_safe
@public
def rules_page(request: ForumRequest) -> HttpResponse:
    """Show what may be written, why a text is removed, and how often that happened."""
    figures = deciding.figures(request.forum)
    context = {
        "rules": request.forum.settings.public_texts.rules,
        "checked_before": writing.checks_before(request.forum),
        "reasons": [(label, figures["removed"].get(code, 0)) for code, label in Reason.choices],
        "shown": figures["shown"],
        "reports": rules.REPORTS_TO_HOLD,
        "days": rules.APPEAL_DAYS,
        "longest": rules.LONGEST,
    }
    return render(request, "moderation/rules.html", context)


@require_safe
@public
@takes_part
def mine(request: TakingPartRequest) -> HttpResponseBase:
    """List what one wrote, with what became of it."""
    rows = PublicText.objects.filter(author=request.participant)
    return render(request, "moderation/mine.html", {"page": page_of(request, rows)})


@require_http_methods(["GET", "HEAD", "POST"])
@public
@takes_part
def own(request: TakingPartRequest, pk: int) -> HttpResponseBase:
    """Mend, withdraw or appeal for one's own text."""
    row: PublicText = get_object_or_404(
        PublicText.objects.filter(author=request.participant).select_related("forum"), pk=pk
    )
    now, refused = timezone.now(), []
    typed = request.POST.get("text", "")
    if request.method == "POST":
        try:
            _own_act(request, row, typed)
        except Refused as refusal:
            refused = sentences(refusal.reasons)
        else:
            messages.success(request, _("Done."))
            return redirect("moderation:own", forum=request.forum.slug, pk=pk)
    context = {
        "text": row,
        "appeal": row.appeals.first(),
        "editable": rules.may_edit(row.written_at, row.state, now),
        "appealable": writing.may_appeal(row, now),
        "refused": refused,
        "typed": typed,
        "longest": rules.LONGEST,
        "decisions": row.decisions.exclude(text="")[:20],
    }
    return render(request, "moderation/own.html", context, status=409 if refused else 200)


def _own_act(request: TakingPartRequest, row: PublicText, typed: str) -> None:
    by, now, act = request.participant, timezone.now(), request.POST.get("act", "")
    if act == "edit":
        writing.edit(row, typed, by=by, now=now)
    elif act == "withdraw":
        writing.withdraw(row, by=by, now=now)
    elif act == "appeal":
        writing.appeal(row, typed, by=by, now=now)
    else:
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@public
@takes_part
def report(request: TakingPartRequest, pk: int) -> HttpResponseBase:
    """Say that a text breaks the rules."""
    row = get_object_or_404(PublicText.objects.filter(forum=request.forum).visible(), pk=pk)
    refused: list[str] = []
    if request.method == "POST":
        try:
            now = timezone.now()
            writing.report(
                row,
                by=taking_part(request, now) or request.participant,
                reason=request.POST.get("reason", ""),
                words=request.POST.get("text", ""),
                now=now,
            )
        except Refused as refusal:
            refused = sentences(refusal.reasons)
        else:
            messages.success(request, _("Thank you. A moderator looks at it."))
            return redirect(row.url or reverse("moderation:rules", args=[request.forum.slug]))
    context = {"text": row, "reasons": Reason.choices, "refused": refused}
    return render(request, "moderation/report.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.SECRETARIAT)
def queue(request: RoleRequest) -> HttpResponse:
    """List what waits for a moderator, the most reported first; approve several at once."""
    rows = PublicText.objects.filter(forum=request.forum).exclude(state=State.UNCONFIRMED)
    if request.method == "POST":
        ids = [number for value in request.POST.getlist("id") if (number := row_number(value))]
        done = _approve_many(request, rows.filter(pk__in=ids[:200], state=State.HELD))
        messages.success(request, _("Approved: %(n)s") % {"n": done})
        return redirect(request.get_full_path())
    wanted = request.GET.get("state", "waiting")
    found = rows.filter(state=wanted) if wanted in State.values else rows.waiting()
    if request.GET.get("kind") in Kind.values:
        found = found.filter(kind=request.GET["kind"])
    words = request.GET.get("q", "").strip()[:200]
    if words:
        found = found.filter(Q(text__icontains=words) | Q(author__name__icontains=words))
    ordered = found.select_related("author__organisation").order_by(
        "-open_reports", "written_at", "pk"
    )
    context = {
        "page": page_of(request, ordered, per_page=50),
        "states": [one for one in State.choices if one[0] != State.UNCONFIRMED],
        "kinds": Kind.choices,
        "wanted": wanted,
        "words": words,
    }
    return render(request, "moderation/queue.html", context)


def _approve_many(request: RoleRequest, rows: QuerySet[PublicText]) -> int:
    done = 0
    for row in rows:
        try:
            deciding.decide(row, Act.APPROVE, by=request.user, now=timezone.now())
        except Refused:
            continue  # one's own text, or somebody was quicker
        done += 1
    return done


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.SECRETARIAT)
def text(request: RoleRequest, pk: int) -> HttpResponse:
    """Look at one text with its reports; decide, answer its appeal, block its author."""
    rows = PublicText.objects.filter(forum=request.forum).exclude(state=State.UNCONFIRMED)
    rows = rows.select_related("author__organisation", "forum")
    row: PublicText = get_object_or_404(rows, pk=pk)
    refused: list[str] = []
    if request.method == "POST":
        try:
            _decide(request, row)
        except Refused as refusal:
            if refusal.forbidden:
                raise
            refused = sentences(refusal.reasons)
        else:
            messages.success(request, _("Done."))
            return redirect("moderation:text", forum=request.forum.slug, pk=pk)
        row = get_object_or_404(rows, pk=pk)
    moves = {
        move.name for move in TEXT.open_to(row.state, deciding.roles_towards(request.user, row))
    }
    appeal = row.appeals.first()
    if appeal is not None and appeal.answered_at is None:
        moves.discard(Act.RESTORE.value)  # the answer does it
    if not row.open_reports:
        moves.discard(Act.KEEP.value)
    context = {
        "text": row,
        "moves": moves,
        "reports": row.reports.select_related("by")[:100],
        "decisions": row.decisions.select_related("by")[:50],
        "earlier": row.earlier.all()[:20],
        "appeal": appeal,
        "reasons": Reason.choices,
        "refused": refused,
        "typed": request.POST.get("text", ""),
    }
    return render(request, "moderation/text.html", context, status=409 if refused else 200)


def _decide(request: RoleRequest, row: PublicText) -> None:
    act, words, now = request.POST.get("act", ""), request.POST.get("text", ""), timezone.now()
    if act in Act.values:
        reason = request.POST.get("reason", "")
        deciding.decide(row, act, by=request.user, reason=reason, words=words, now=now)
    elif act in {"uphold", "overrule"} and (appeal := row.appeals.first()) is not None:
        deciding.answer_appeal(
            appeal, upheld=act == "uphold", words=words, by=request.user, now=now
        )
    elif act in {"block", "unblock"} and row.author is not None:
        deciding.block(row.author, by=request.user, now=now, blocked=act == "block")
    else:
        raise Http404
