"""The guidance: beside what somebody writes, and explained to everybody."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from avow.commitments.advising import all_rules, board_of, written_in_draft, written_in_revision
from avow.commitments.drafting import draft_of
from avow.commitments.forms import TrialForm
from avow.commitments.guidance import Written
from avow.commitments.models import Commitment
from avow.commitments.showing import status_of, steps_of, title_of
from avow.commitments.views.common import MakerRequest, mine
from avow.forums.middleware import ForumRequest
from avow.kernel.text import nfc
from avow.people.access import public, signed_in


def written_of(commitment: Commitment) -> Written | None:
    """Return what its maker wrote: the sheet as it is now, else the revision; None for neither."""
    if commitment.sheet is not None:
        return written_in_draft(draft_of(commitment))
    revision = commitment.current or commitment.public
    return written_in_revision(revision) if revision else None


@require_safe
@signed_in
@vary_on_headers("HX-Request")
def beside(request: MakerRequest, ref: str) -> HttpResponse:
    """Show how the text stands against each criterion: as a page, or the part that is renewed."""
    commitment = mine(request, ref, timezone.now())
    written = written_of(commitment)
    context: dict[str, Any] = {
        "commitment": commitment,
        "board": board_of(written) if written else None,
        "title": title_of(commitment),
        "status": status_of(commitment),
        "renewed": bool(request.htmx),  # type: ignore[attr-defined]  # its middleware
    }
    if request.htmx:  # type: ignore[attr-defined]  # its middleware
        response = render(request, "commitments/advice_part.html", context)
    else:
        context["steps"] = steps_of(commitment, ()) if commitment.sheet else []
        response = render(request, "commitments/advice_page.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@public
@require_http_methods(["GET", "HEAD", "POST"])
def explained(request: ForumRequest) -> HttpResponse:
    """Explain every rule, and try it on a text that nobody keeps."""
    language = get_language() or "en"
    form = TrialForm(request.POST or None, initial={"language": language})
    board = None
    if request.method == "POST" and form.is_valid():
        text, tag = nfc(form.cleaned_data["text"]), form.cleaned_data["language"]
        board = board_of(Written(language=tag, texts={"summary": text}))
    context = {"rules": all_rules(), "form": form, "board": board}
    status = 422 if form.errors else 200
    return render(request, "commitments/guidance.html", context, status=status)
