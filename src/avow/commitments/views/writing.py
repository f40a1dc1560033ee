"""Fill in a section: with autosave, and whole without JavaScript; and see it as the public will."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.answers import pages
from avow.answers import services as answers
from avow.answers import views as answer_views
from avow.answers.access import keeps_text
from avow.answers.pages import Outcome, Part, Posted
from avow.answers.reading import read_sheet
from avow.answers.rows import change_rows
from avow.answers.shape import Section
from avow.answers.stash import forget, kept_text
from avow.commitments import services
from avow.commitments.models import Commitment
from avow.commitments.partners import add_partner, find_organisations
from avow.commitments.previewing import preview_of
from avow.commitments.showing import drawn_section, next_section, steps_of
from avow.commitments.views.common import MakerRequest, may_edit, mine, page, to_act_for, up_to_date
from avow.directory import showing as directory
from avow.directory.services import unsaved
from avow.directory.vocabulary import Vocabulary
from avow.kernel.localised import pick
from avow.kernel.words import sentence
from avow.people.access import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
@signed_in
def section(request: MakerRequest, ref: str, section: str) -> HttpResponseBase:
    """One section of the form."""
    now = timezone.now()
    commitment = (
        to_act_for(request, ref, now) if request.method == "POST" else mine(request, ref, now)
    )
    editable = may_edit(request, commitment, now)
    if editable:
        commitment = up_to_date(commitment, now)
    part = _section(commitment, section)
    if request.method == "POST":
        return _save(request, commitment, part, now, editable=editable)
    if not editable:
        return redirect(page("overview", commitment))
    return _draw(request, commitment, part, typed=kept_text(request, now))


def _section(commitment: Commitment, code: str) -> Section:
    if commitment.sheet is None:
        raise Http404
    try:
        return answers.definition_of(commitment.sheet).section(code)
    except KeyError:
        raise Http404 from None


def _parts(commitment: Commitment, section: Section) -> list[Part]:
    assert commitment.sheet is not None
    if not section.repeat:
        return [(section, "")]
    return [(section, scope) for scope in answers.rows_of(commitment.sheet).get(section.code, [])]


def _save(
    request: MakerRequest,
    commitment: Commitment,
    section: Section,
    now: datetime,
    *,
    editable: bool,
) -> HttpResponse:
    posted = {name: [str(one) for one in values] for name, values in request.POST.lists()}
    if not editable or commitment.sheet is None:
        return _draw(request, commitment, section, typed=posted, status=409)
    sheet, user = commitment.sheet, request.user
    outcome = pages.save_section(
        sheet, _parts(commitment, section), posted, dict(request.FILES.lists()), by=user, now=now
    )
    row = change_rows(sheet, posted, now=now)
    if "add_partner" in posted and section.code in {"partner", "maker"}:
        number = posted.get("next_row", [""])[-1]
        row = add_partner(commitment, posted["add_partner"][-1], number, now, section.code)
    if not outcome.is_clean:
        status = 409 if outcome.conflicts else 422
        return _draw(request, commitment, section, outcome=outcome, status=status)
    forget(request)
    here = page("section", commitment, section=section.code)
    if row:
        return redirect(f"{here}#row-{row}")
    if "search" in posted:
        return _draw(request, commitment, section, query=posted.get("partner_query", [""])[-1])
    messages.success(request, _("Saved."))
    if "next" in posted:
        return redirect(next_section(commitment, section.code))
    return redirect(here)


def _draw(
    request: MakerRequest,
    commitment: Commitment,
    section: Section,
    *,
    outcome: Outcome | None = None,
    typed: Posted | None = None,
    status: int = 200,
    query: str = "",
) -> HttpResponse:
    missing = services.missing_of(commitment)
    drawn = drawn_section(
        commitment, section, outcome=outcome, typed=typed, show_missing="check" in request.GET
    )
    context = {
        "commitment": commitment,
        "title": pick(section.names, get_language() or "en"),
        "section": section,
        "drawn": drawn,
        "errors": [
            {"href": f"#{one.id}", "text": text} for one in drawn.fields for text in one.errors
        ],
        "conflicts": [one for one in drawn.fields if one.conflict],
        "restored": typed is not None and status == 200,
        "too_late": sentence("sheet_frozen") if status == 409 and outcome is None else "",
        "steps": steps_of(commitment, missing, section.code),
        "autosave_url": page("autosave", commitment),
        "query": query,
        "found": find_organisations(commitment, query) if query else [],
    }
    return render(request, "commitments/section.html", context, status=status)


@require_POST
@signed_in
def autosave(request: MakerRequest, ref: str) -> JsonResponse:
    """Keep one field while somebody types."""
    now = timezone.now()
    commitment = to_act_for(request, ref, now)
    if commitment.sheet is None or not may_edit(request, commitment, now):
        return JsonResponse({"errors": [sentence("sheet_frozen")]}, status=422)
    return answer_views.autosave(request, commitment.sheet, now=now)


@require_safe
@signed_in
def preview(request: MakerRequest, ref: str) -> HttpResponse:
    """Show what was written beside what everybody will read."""
    now = timezone.now()
    commitment = mine(request, ref, now)
    entry = preview_of(commitment, now)
    context = {"commitment": commitment, "is_protected": commitment.organisation.is_protected}
    if commitment.sheet is not None:
        context["groups"] = read_sheet(commitment.sheet, {})
    if entry is not None:
        vocabulary = Vocabulary(request.forum)
        row = unsaved(entry)
        context |= {
            "entry": row,
            "card": directory.card(row, vocabulary),
            "details": directory.details(row, vocabulary),
        }
    return render(request, "commitments/preview.html", context)
