"""What every page of the desk about annual reports begins with."""

from django.conf import settings
from django.http import Http404

from avow.annual.models import AnnualReport, Section
from avow.people.access import RoleRequest


def report_of(request: RoleRequest, year: int) -> AnnualReport:
    """Return the forum's annual report of a year. Raises Http404."""
    rows = AnnualReport.objects.select_related("forum", "cycle")
    found: AnnualReport | None = rows.filter(forum=request.forum, year=year).first()
    if found is None:
        raise Http404
    return found


def section_of(report: AnnualReport, pk: int) -> Section:
    """Return a section of this report. Raises Http404."""
    found: Section | None = (
        report.sections.select_related("coalition", "report__forum").filter(pk=pk).first()
    )
    if found is None:
        raise Http404
    return found


def known_language(code: str) -> str:
    """Return a language that texts are written in. Raises Http404."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    return code
