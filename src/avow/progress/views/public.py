"""What the public reads of reports: the page of one cycle, and evidence."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.commitments.models import Commitment
from avow.directory.models import Entry
from avow.directory.validators import kept
from avow.forums.middleware import ForumRequest
from avow.kernel.clock import day_of
from avow.people.access import public
from avow.progress import publication, showing


def _commitment(request: ForumRequest, ref: str) -> Commitment:
    # PostgreSQL refuses to look for a text with NUL.
    found = publication.commitment_of(request.forum, ref.replace("\x00", "␀"))
    if found is None:
        raise Http404
    return found


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def report(request: ForumRequest, ref: str, year: int) -> HttpResponse:
    """Show what the makers of a commitment reported in a cycle, or that they did not."""
    commitment = _commitment(request, ref)
    found = publication.reports_of(commitment, year)
    if not found:
        raise Http404
    day = day_of(timezone.now(), request.forum.zone)
    entry = Entry.objects.filter(forum=request.forum, ref=ref).first()
    context = {
        "entry": entry,
        "ref": commitment.ref,
        "year": year,
        "reports": [showing.told(one, day) for one in found],
    }
    return render(request, "progress/report.html", context)


@public
@require_safe
def evidence(request: ForumRequest, ref: str, year: int, pk: int) -> FileResponse:
    """Hand out a file that a published report names as evidence; of nobody who is protected."""
    proof = publication.proof_of(_commitment(request, ref), year, pk)
    if proof is None:
        raise Http404
    response = FileResponse(
        proof.file.storage.open(proof.file.name or ""),
        as_attachment=True,
        filename=proof.name,
        content_type=proof.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
