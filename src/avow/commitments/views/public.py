"""The public history of a commitment, and the page on which partners say yes or no."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.answers import views as answer_views
from avow.commitments import history, publication, services
from avow.commitments.models import Commitment, Document
from avow.commitments.states import PUBLIC
from avow.commitments.views.common import MakerRequest
from avow.forums.middleware import ForumRequest
from avow.kernel.pagination import page_of
from avow.people.access import public, signed_in
from avow.people.models import Organisation

PER_PAGE = 25


@public
@require_safe
def past(request: ForumRequest, ref: str) -> HttpResponse:
    """Show the published revisions of a commitment, and what each changed, field by field."""
    rows = Commitment.objects.filter(forum=request.forum, ref=ref, state__in=sorted(PUBLIC))
    commitment = publication.with_everything(rows).first()
    if commitment is None:
        raise Http404
    context = {
        "commitment": commitment,
        "entry": publication.entry_of(commitment),
        "page": page_of(request, history.changes_of(commitment), 10),
    }
    return render(request, "commitments/history.html", context)


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
