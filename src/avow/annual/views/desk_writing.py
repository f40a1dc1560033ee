"""Write one section of an annual report in one language, with a preview of its figures."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.annual import desking, filling
from avow.annual.filling import FIELDS, Sheet
from avow.annual.forms import SectionForm
from avow.annual.models import Section
from avow.annual.nodes import html, problems_of, resolved
from avow.annual.references import Problem
from avow.annual.saying import said_of
from avow.annual.services.publishing import names_of
from avow.annual.states import Kind
from avow.annual.views.common import known_language, report_of, section_of
from avow.kernel import meanwhile
from avow.kernel.differences import word_diff
from avow.kernel.lifecycle import Refused
from avow.kernel.words import sentence, sentences
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: RoleRequest, year: int, pk: int, language: str) -> HttpResponse:
    """Write a section in one language; POST saves it, or shows how it will read."""
    row = section_of(report_of(request, year), pk)
    sheet = filling.sheet_of(row, known_language(language))
    form = _form(request, row, sheet, language)
    refused: tuple[str, ...] = ()
    previewed = request.method == "POST" and "preview" in request.POST
    if request.method == "POST" and form.is_valid() and not previewed:
        seen = {name: request.POST.get(f"version:{name}", "") for name in form.fields}
        try:
            filling.keep(
                row, language, form.cleaned_data, seen, by=request.user, now=timezone.now()
            )
        except Refused as refusal:
            if refusal.forbidden:
                raise
            refused = refusal.reasons
            sheet = filling.sheet_of(row, language)
        else:
            messages.success(request, _("Saved."))
            return redirect(request.get_full_path())
    changed = meanwhile.REASON in refused
    if changed:
        form.draw_anew(sheet)
    form.say(tuple(one for one in refused if one != meanwhile.REASON))
    context = _context(row, sheet, language, form) | {"changed": changed}
    if previewed and not form.errors:
        context["preview"] = _preview(request, row, language, form.cleaned_data["text"])
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "annual/desk_section.html", context, status=status)


def _form(request: RoleRequest, row: Section, sheet: Sheet, language: str) -> SectionForm:
    titled = row.kind == Kind.EXTRA
    return SectionForm(request.POST or None, sheet=sheet, language=language, titled=titled)


def _context(row: Section, sheet: Sheet, language: str, form: SectionForm) -> dict[str, Any]:
    texts = list(row.texts.all())
    title, written_in = desking.title_of(row, texts)
    states = {one.language: one for one in texts if one.text}
    original = sheet.original
    typed = str(form["text"].value() or "")
    heading = str(form["title"].value() or "") if "title" in form.fields else ""
    return {
        "report": row.report,
        "section": row,
        "title": title,
        "title_language": written_in,
        "language": language,
        "languages": [(code, code in states) for code, _name in settings.LANGUAGES],
        "sheet": sheet,
        "original": original,
        "changes": word_diff(sheet.row.of_text, original.text)
        if sheet.is_stale and sheet.row and original
        else [],
        "form": form,
        "problems": [_said(one) for one in problems_of(heading, typed, names_of(row.report))],
    }


def _said(one: Problem) -> str:
    """Return what is wrong with a reference, as a sentence."""
    words = {"line": one.line, "name": one.written, "near": one.near}
    if one.in_link:
        said = _("Line %(line)s: the address of a link cannot hold a figure.")
    elif not one.line:
        said = _("Title: there is no figure “%(name)s”.")
    elif one.near:
        said = _("Line %(line)s: there is no figure “%(name)s”. Did you mean “%(near)s”?")
    else:
        said = _("Line %(line)s: there is no figure “%(name)s”.")
    return said % words


def _preview(request: RoleRequest, row: Section, language: str, text: str) -> SafeString:
    """Return the text with its figures in place, each said in the language of the text."""
    figures = reverse("annual:desk_figures", args=[request.forum.slug, row.report.year])
    with translation.override(language):
        said = said_of(row.report, [text], lambda name: f"{figures}?q={name}")
    return html(resolved(text, said), 3)


@for_roles(Role.SECRETARIAT)
@require_POST
def autosave(request: RoleRequest, year: int, pk: int, language: str) -> JsonResponse:
    """Keep one field while somebody types: `field`, `value`, and in `version` what was there.

    200 saved · 409 conflict, with what is there · 422 what is wrong · 404 no such field.
    """
    row, now = section_of(report_of(request, year), pk), timezone.now()
    name, value = request.POST.get("field", ""), request.POST.get("value", "")
    if known_language(language) and name not in FIELDS[row.kind != Kind.EXTRA :]:
        return JsonResponse({"errors": [sentence("annual_field_unknown")]}, status=404)
    seen = {name: request.POST.get("version", "")}
    try:
        kept = filling.keep(
            row, language, {name: value}, seen, by=request.user, now=now, settled=False
        )
    except Refused as refusal:
        if refusal.forbidden:
            raise
        if meanwhile.REASON in refusal.reasons:
            return _conflict(row, language, name)
        return JsonResponse({"errors": sentences(refusal.reasons)}, status=422)
    mark = filling.mark_of(getattr(kept, name))
    return JsonResponse({"saved_at": now.isoformat(), "version": mark})


def _conflict(row: Section, language: str, name: str) -> JsonResponse:
    sheet = filling.sheet_of(row, language)
    by = sheet.row.changed_by.get_full_name() if sheet.row and sheet.row.changed_by else ""
    theirs = {"conflict": True, "theirs": [sheet.values[name]], "version": sheet.marks[name]}
    return JsonResponse(theirs | {"saved_by": by}, status=409)
