"""Annual reports for the API, which lies below and knows nothing of them."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import translation

from avow.annual.models import Edition
from avow.annual.states import State
from avow.forums.models import Forum
from avow.opendata.api import annual


def editions_of(forum: Forum) -> list[annual.Edition]:
    """Return the newest edition of each published report, the newest year first; one query."""
    rows = Edition.objects.filter(report__forum=forum, report__state=State.PUBLISHED)
    newest = rows.filter(report=OuterRef("report")).order_by("-number").values("pk")[:1]
    found = rows.filter(pk=Subquery(newest)).order_by("-report__year")
    values = found.values_list("report__year", "number", "published_at", "digest")
    return [
        annual.Edition(year, number, at, digest, *_addresses(forum, year))
        for year, number, at, digest in values
    ]


def _addresses(forum: Forum, year: int) -> tuple[str, str, str]:
    with translation.override("en"):  # the prefix goes: an address in no language leads to one
        names = ("annual:report", "annual:pdf", "annual:package")
        page, pdf, package = (reverse(name, args=[forum.slug, year]) for name in names)
    return page.removeprefix("/en"), pdf.removeprefix("/en"), package.removeprefix("/en")
