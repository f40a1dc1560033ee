"""A maker's good practices: what the secretariat made of its words, and its answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.directory.vocabulary import Vocabulary
from avow.kernel.differences import word_diff
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.kernel.words import sentences
from avow.learning.lifecycle import PRACTICE
from avow.learning.models import Practice
from avow.learning.querysets import PracticeQuerySet
from avow.learning.services import consenting
from avow.people.access import signed_in, standing_of
from avow.progress.services.common import roles_with, title_of
from avow.progress.views.mine import MakerRequest

DONE = {
    "agree": _("You agreed. The secretariat publishes it."),
    "want_change": _("The secretariat has your words."),
    "refuse": _("You refused. It is not published."),
    "withdraw": _("It is not public any more."),
}


def _mine(request: MakerRequest) -> PracticeQuerySet:
    readable = standing_of(request).readable_organisations
    rows: PracticeQuerySet = Practice.objects.filter(forum=request.forum)
    return rows.of_organisations(readable).whole()


@require_safe
@signed_in
def practices(request: MakerRequest) -> HttpResponse:
    """List what one's organisations were asked about, what waits for an answer first."""
    page = page_of(request, _mine(request))
    return render(request, "learning/my_practices.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def practice(request: MakerRequest, pk: int) -> HttpResponse:
    """Show the report's words and the edited ones; POST answers, or takes the consent back."""
    row: Practice | None = _mine(request).filter(pk=pk).first()
    if row is None:
        raise Http404
    refused: tuple[str, ...] = ()
    act = request.POST.get("act", "")
    if request.method == "POST":
        if act not in DONE:
            raise Http404
        try:
            _answer(request, row, act)
        except Refused as refusal:
            if refusal.forbidden:
                raise
            refused = refusal.reasons
        else:
            messages.success(request, str(DONE[act]))
            return redirect("learning:my_practice", request.forum.slug, pk)
    row = _mine(request).get(pk=pk)
    context = _context(request, row) | {
        "refused": sentences(refused),
        "act": act,
        "typed": request.POST.get("words", ""),
    }
    return render(request, "learning/my_practice.html", context, status=409 if refused else 200)


def _answer(request: MakerRequest, row: Practice, act: str) -> None:
    now = timezone.now()
    if act == "withdraw":
        consenting.withdraw(row, by=request.user, now=now)
        return
    seen, words = row_number(request.POST.get("seen", "")), request.POST.get("words", "")
    consenting.answer(row, act, seen=seen, by=request.user, now=now, words=words)


def _context(request: MakerRequest, row: Practice) -> dict[str, Any]:
    now = timezone.now()
    roles = roles_with(row.report, standing_of(request, now), now, request.user)
    wording = row.wordings.order_by("-number")[0]
    original = row.source.content["plain"]["good_practice"].strip()
    moves = {one.name for one in PRACTICE.open_to(row.state, roles)}
    consented = row.wordings.filter(answer="agreed").exists()
    words = Vocabulary(request.forum)
    return {
        "practice": row,
        "wording": wording,
        "content": wording.content,
        "actions": [words.label("action", code) for code in wording.content["actions"]],
        "original": original,
        "original_language": row.source.content["plain"]["language"],
        "parts": word_diff(original, wording.content["text"]),
        "title": title_of(row.report.commitment),
        "moves": moves if consented else moves - {"withdraw"},
        "is_hidden": row.report.organisation.is_protected
        or row.report.commitment.organisation.is_protected,
        "public_differs": row.public_id is not None and row.public_id != wording.pk,
    }
