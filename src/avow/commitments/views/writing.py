"""Fill in a section: with autosave, and whole without JavaScript; and see it as the public will."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.answers import pages
from avow.answers import services as answers
from avow.answers import views as answer_views
from avow.answers.access import keeps_text
from avow.answers.models import Attachment
from avow.answers.pages import Outcome, Part, Posted
from avow.answers.reading import read_sheet
from avow.answers.rows import change_rows
from avow.answers.shape import Section
from avow.answers.stash import forget, kept_text
from avow.commitments import services
from avow.commitments.advising import board_of, written_in_draft
from avow.commitments.catalogue.showing import advice_of
from avow.commitments.drafting import is_asked_for_money
from avow.commitments.models import Commitment
from avow.commitments.partners import add_partner, find_organisations
from avow.commitments.previewing import preview_of
from avow.commitments.showing import drawn_section, next_section, row_words, steps_of
from avow.commitments.states import MoneySource
from avow.commitments.views.common import MakerRequest, may_edit, mine, page, to_act_for, up_to_date
from avow.directory import showing as directory
from avow.directory.services import unsaved
from avow.directory.vocabulary import Vocabulary
from avow.kernel.lifecycle import Refused
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
    try:
        outcome, row = _keep(request, commitment, section, posted, now)
    except Refused as refusal:
        # Full, frozen meanwhile, a row that never was: all that was typed stays on the page.
        reasons = [sentence(code) for code in refusal.reasons]
        return _draw(request, commitment, section, typed=posted, status=409, refused=reasons)
    if not outcome.is_clean:
        status = 409 if outcome.conflicts else 422
        return _draw(request, commitment, section, outcome=outcome, status=status)
    forget(request)
    if "search" in posted and not row:
        return _draw(request, commitment, section, query=posted.get("partner_query", [""])[-1])
    return redirect(_onward(request, commitment, section, posted, row))


def _onward(
    request: MakerRequest, commitment: Commitment, section: Section, posted: Posted, row: str
) -> str:
    """Return where a saved section leads: to the row it was about, on, or back to itself."""
    here = page("section", commitment, section=section.code)
    if row and "remove_row" in posted:
        what = row_words(commitment, section, row)
        messages.success(request, _("%(what)s is removed. Put it back below.") % {"what": what})
        return f"{here}#removed-{row}"
    if row:
        return f"{here}#row-{row}"
    messages.success(request, _("Saved."))
    return next_section(commitment, section.code) if "next" in posted else here


def _keep(
    request: MakerRequest, commitment: Commitment, section: Section, posted: Posted, now: datetime
) -> tuple[Outcome, str]:
    """Keep what was posted, do what its button says; return the row it is about. Raises Refused."""
    sheet = commitment.sheet
    assert sheet is not None
    parts, uploads = _parts(commitment, section), dict(request.FILES.lists())
    outcome = pages.save_section(sheet, parts, posted, uploads, by=request.user, now=now)
    row = change_rows(sheet, posted, now=now)
    if "add_partner" in posted and section.code in {"partner", "maker"}:
        number = posted.get("next_row", [""])[-1]
        row = add_partner(commitment, posted["add_partner"][-1], number, now, section.code)
    return outcome, row


def _draw(
    request: MakerRequest,
    commitment: Commitment,
    section: Section,
    *,
    outcome: Outcome | None = None,
    typed: Posted | None = None,
    status: int = 200,
    query: str = "",
    refused: Sequence[str] = (),
) -> HttpResponse:
    missing = services.missing_of(commitment)
    drawn = drawn_section(
        commitment,
        section,
        outcome=outcome,
        typed=typed,
        show_missing="check" in request.GET,
        file_url=_file_url(commitment),
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
        "too_late": sentence("sheet_frozen")
        if status == 409 and outcome is None and not refused
        else "",
        "refused": refused,
        "asked_for_money": section.code in {"finance", "capacity"}
        and is_asked_for_money(commitment),
        "source_names": dict(MoneySource.choices),
        "newness_names": directory.newness_names(),
        "steps": steps_of(commitment, missing, section.code),
        "advice": advice_of(commitment, section.code),
        "autosave_url": page("autosave", commitment),
        "board": board_of(written_in_draft(drawn.draft)) if drawn.draft else None,
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
def file(request: MakerRequest, ref: str, number: int) -> HttpResponseBase:
    """Hand out a file to the people of its maker."""
    sheet = mine(request, ref, timezone.now()).sheet
    return answer_views.download(get_object_or_404(Attachment, pk=number, sheet=sheet))


def _file_url(commitment: Commitment) -> Callable[[int], str]:
    return lambda pk: page("file", commitment, number=str(pk))


@require_safe
@signed_in
def preview(request: MakerRequest, ref: str) -> HttpResponse:
    """Show what was written beside what everybody will read."""
    now = timezone.now()
    commitment = mine(request, ref, now)
    entry = preview_of(commitment, now)
    context = {"commitment": commitment, "is_protected": commitment.organisation.is_protected}
    if commitment.sheet is not None:
        context["groups"] = read_sheet(commitment.sheet, {}, file_url=_file_url(commitment))
    if entry is not None:
        vocabulary = Vocabulary(request.forum)
        row = unsaved(entry)
        context |= {
            "entry": row,
            "card": directory.card(row, vocabulary),
            "details": directory.details(row, vocabulary),
        }
    return render(request, "commitments/preview.html", context)
