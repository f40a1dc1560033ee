"""The public history of a commitment, its earlier texts, and where partners say yes or no."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.answers import views as answer_views
from avow.commitments import history, publication, services
from avow.commitments.models import Commitment, Document
from avow.commitments.states import PUBLIC, State
from avow.commitments.views.common import MakerRequest
from avow.directory import showing as directory
from avow.directory.services import unsaved
from avow.directory.vocabulary import Vocabulary
from avow.forums.middleware import ForumRequest
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.people.access import public, signed_in
from avow.people.models import Organisation

PER_PAGE = 25


@public
@require_safe
def past(request: ForumRequest, ref: str) -> HttpResponse:
    """Show the published revisions and what each changed; `?from=1&to=3` compares two of them."""
    commitment = _shown(request, ref)
    if commitment.state == State.WITHDRAWN:
        return _gone(request, commitment)
    vocabulary = Vocabulary(request.forum)
    page = page_of(request, history.published(commitment), 10)
    newest = commitment.public.number if commitment.public else 1
    asked = (request.GET.get("from", "1"), request.GET.get("to", str(newest)))
    context: dict[str, Any] = {
        "commitment": commitment,
        "entry": publication.entry_of(commitment),
        "page": page,
        "asked": asked,
        "compared": None,
    }
    if "from" in request.GET or "to" in request.GET:
        before, after = (row_number(number) or 0 for number in asked)
        context["compared"] = history.compare(commitment, before, after, vocabulary)
        if context["compared"] is None:
            raise Http404
    else:
        context["revisions"] = history.changes_in(commitment, page, vocabulary)
    return render(request, "commitments/history.html", context)


@public
@require_safe
def revision(request: ForumRequest, ref: str, number: int) -> HttpResponse:
    """Show one published text as it was, at its own address."""
    commitment = _shown(request, ref)
    if commitment.state == State.WITHDRAWN:
        return _gone(request, commitment)
    entry = history.entry_at(commitment, number)
    if entry is None or commitment.public is None:
        raise Http404
    vocabulary = Vocabulary(request.forum)
    row = unsaved(entry)
    context = {
        "entry": row,
        "card": directory.card(row, vocabulary),
        "details": directory.details(row, vocabulary),
        "reason": history.reason_of(commitment, number),
        "newest": commitment.public.number,
        "is_protected": not row.organisation_slug,
        "organisation_url": directory.organisation_url(row, request.forum),
    }
    return render(request, "commitments/revision.html", context)


def _shown(request: ForumRequest, ref: str) -> Commitment:
    """Return a commitment that has or had a public page. Raises Http404 for all others."""
    rows = Commitment.objects.filter(
        forum=request.forum,
        ref=ref.replace("\x00", "␀"),
        state__in=sorted({*PUBLIC, State.WITHDRAWN}),
        public__isnull=False,
    )
    commitment = publication.with_everything(rows).first()
    if commitment is None:
        raise Http404
    return commitment


def _gone(request: ForumRequest, commitment: Commitment) -> HttpResponse:
    """Answer 410 with what the public keeps of a withdrawn one: title and reason."""
    entry = publication.entry_of(commitment)
    context = {"commitment": commitment, "title": entry.title, "reason": entry.state_reason}
    return render(request, "commitments/history_gone.html", context, status=410)


@public
@require_safe
def document(request: ForumRequest, ref: str, key: str) -> HttpResponseBase:
    """Hand out a file of a published text, this one or an earlier one, while that is public."""
    rows = Commitment.objects.filter(
        forum=request.forum, ref=ref.replace("\x00", "␀"), state__in=sorted(PUBLIC)
    )
    commitment = rows.filter(organisation__is_protected=False).first()
    shown = Document.objects.filter(
        revision__commitment=commitment,
        revision__published_at__isnull=False,
        attachment__digest__startswith=key,
    ).select_related("attachment", "revision__supersedes__organisation")
    found = shown.order_by("-revision__number").first() if commitment else None
    if commitment is None or found is None:
        raise Http404
    entry = publication.entry_of(commitment, revision=found.revision)
    names = [file["name"] for file in entry.details.get("files", []) if file["key"] == key]
    return answer_views.download(found.attachment, name=names[0], cache="public, no-cache")


@require_safe
@signed_in
def partnerships(request: MakerRequest) -> HttpResponse:
    """Show where the person's organisations are named as partners, the unanswered first."""
    rows = services.partnerships_of(request.user, request.forum)
    return render(
        request, "commitments/partnerships.html", {"page": page_of(request, rows, PER_PAGE)}
    )


@require_POST
@signed_in
def say(request: MakerRequest, ref: str, slug: str) -> HttpResponse:
    """Say yes or no to being named; to be changed at any time."""
    now = timezone.now()
    organisation = get_object_or_404(Organisation, slug=slug)
    asked = services.partnerships_of(request.user, request.forum)
    partner = asked.filter(organisation=organisation, revision__commitment__ref=ref).first()
    if partner is None:
        raise Http404
    commitment = partner.revision.commitment
    if request.POST.get("answer") == "yes":
        services.confirm(commitment, organisation, request.user, now)
        messages.success(request, _("Thank you. Your organisation is now a confirmed partner."))
    elif request.POST.get("answer") == "no":
        services.refuse(commitment, organisation, request.user, now)
        messages.success(request, _("Your organisation will not be named."))
    return redirect("commitments:partnerships", request.forum.slug)
