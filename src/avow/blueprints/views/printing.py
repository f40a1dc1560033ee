"""Hand out a PDF, or say that it is being made."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from avow.blueprints.models import Plan, Version
from avow.blueprints.services import printing
from avow.jobs.states import JobState


def answer(
    request: HttpRequest, *, version: Version | None = None, plan: Plan | None = None, name: str
) -> HttpResponseBase:
    """Return the file in the page's language; a page to wait on while it is drawn."""
    language = get_language() or "en"
    found = printing.find(version=version, plan=plan, language=language)
    if found is None:
        return _wait(request, version=version, plan=plan, language=language)
    response = FileResponse(
        found.file.storage.open(found.file.name or ""),
        as_attachment=False,
        filename=f"{name}-{language}.pdf",
        content_type="application/pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _wait(
    request: HttpRequest, *, version: Version | None, plan: Plan | None, language: str
) -> HttpResponse:
    """Ask for the file and return a page that looks again; 503 where drawing has just failed."""
    job = printing.ask_for(version=version, plan=plan, language=language, now=timezone.now())
    failed = job.state == JobState.FAILED
    status = 503 if failed else 202
    page: HttpResponse = render(request, "web/printing.html", {"failed": failed}, status=status)
    page["Retry-After"] = str(int(printing.REST.total_seconds())) if failed else "3"
    page["Cache-Control"] = "no-store"
    if not failed:
        page["Refresh"] = "3"
    return page
