"""Hand out a PDF, or say that it is being made."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from avow.blueprints.models import Plan, Version
from avow.blueprints.services import printing


def answer(
    request: HttpRequest, *, version: Version | None = None, plan: Plan | None = None, name: str
) -> HttpResponseBase:
    """Return the file in the page's language; 202 and a page to wait on while it is drawn."""
    language = get_language() or "en"
    found = printing.find(version=version, plan=plan, language=language)
    if found is None:
        printing.ask_for(version=version, plan=plan, language=language, now=timezone.now())
        page: HttpResponse = render(request, "blueprints/printing.html", status=202)
        page["Refresh"] = "3"
        page["Retry-After"] = "3"
        page["Cache-Control"] = "no-store"
        return page
    response = FileResponse(
        found.file.storage.open(found.file.name or ""),
        as_attachment=False,
        filename=f"{name}-{language}.pdf",
        content_type="application/pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=3600"
    return response
