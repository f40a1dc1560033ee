"""The annual report as pages: the report, a coalition's chapter, the rows behind a figure."""

from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.annual import annex as lines_of
from avow.annual import looking
from avow.annual.charting import charts_of
from avow.annual.document import Chapter, Document, Picture
from avow.annual.models import AnnualReport, Edition
from avow.annual.naming import label, said
from avow.annual.states import State
from avow.directory.validators import kept
from avow.directory.vocabulary import Vocabulary
from avow.forums.middleware import ForumRequest
from avow.kernel.chart_files import chart_file
from avow.kernel.charts import Chart
from avow.kernel.drawing import draw
from avow.kernel.pagination import page_of
from avow.people.access import public

SIZE = 50


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def reports(request: ForumRequest) -> HttpResponse:
    """List the years of which there is a report."""
    rows = Edition.objects.filter(report__forum=request.forum, report__state=State.PUBLISHED)
    newest = rows.filter(number=1).select_related("report").order_by("-report__year")
    return render(request, "annual/reports.html", {"page": page_of(request, newest, SIZE)})


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def report(request: ForumRequest, year: int, number: int | None = None) -> HttpResponse:
    """Show a year's report; an earlier edition says that there is a newer one."""
    edition = _edition(request, year, number)
    document = Document(edition.report, edition.content, edition)
    return render(request, "annual/report.html", _shown(document))


def _shown(document: Document) -> dict[str, Any]:
    """Return what the page of a document shows: its chapters, of coalitions the figures alone."""
    chapters, editions = list(document.chapters()), document.report.editions.all()[:SIZE]
    return {
        "document": document,
        "report": document.report,
        "edition": document.edition,
        "stamp": document.stamp(),
        "pdfs": _in_each_language("annual:pdf", document.report),
        "editions": [(one, document.nameless(one.note)) for one in editions],
        "chapters": chapters,
        "coalitions": [one for one in chapters if one.coalition],
        "drawn": _drawn(chapters[:-1]),
    }


def _in_each_language(name: str, report: AnnualReport) -> list[tuple[str, str, str]]:
    """Return (code, own name, address) of a page in every language."""
    found = []
    for code, own_name in settings.LANGUAGES:
        with translation.override(code):
            found.append((code, own_name, reverse(name, args=[report.forum.slug, report.year])))
    return found


def _drawn(chapters: list[Chapter]) -> dict[str, str]:
    """Return the pictures of the charts by their keys."""
    charts = [
        block.chart
        for chapter in chapters
        if not chapter.coalition
        for block in chapter.blocks
        if isinstance(block, Picture)
    ]
    return {one.key: draw(one, rtl=get_language_bidi()) for one in charts}


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def chapter(request: ForumRequest, year: int, slug: str) -> HttpResponse:
    """Show the chapter of one coalition."""
    edition = _edition(request, year)
    document = Document(edition.report, edition.content, edition)
    coalition = next((one for one in document.coalitions() if one.slug == slug), None)
    found = document.chapter(coalition.code) if coalition else None
    if coalition is None or found is None:
        raise Http404
    charts = [block.chart for block in found.blocks if isinstance(block, Picture)]
    context = {
        "document": document,
        "report": edition.report,
        "chapter": found,
        "coalition": coalition,
        "others": document.coalitions(),
        "annex": document.link(f"commitments@{coalition.code}"),
        "query": f"coalition={coalition.code}",
        "drawn": {one.key: draw(one, rtl=get_language_bidi()) for one in charts},
    }
    return render(request, "annual/chapter.html", context)


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def annex(request: ForumRequest, year: int) -> HttpResponse:
    """List the commitments of a report, all or those behind one figure."""
    edition = _edition(request, year)
    return render(request, "annual/annex.html", _annex(request, edition.report))


def _annex(request: ForumRequest, report: AnnualReport) -> dict[str, Any]:
    name = request.GET.get("figure", "")
    vocabulary = Vocabulary(request.forum)
    figure = looking.figure_of(report, name) if name else None
    if name and figure is None:
        raise Http404(_("There is no such figure in this report."))
    places = figure.places if figure else range(report.number)
    page: Page[int] = Paginator(places, SIZE).get_page(request.GET.get("page"))
    rows = report.rows.filter(place__in=list(page.object_list)).order_by("place")
    return {
        "report": report,
        "page": page,
        "lines": list(lines_of.lines(report, rows, vocabulary, name)),
        "figure": figure,
        "figure_label": label(figure.name, vocabulary) if figure else "",
        "figure_value": said(figure.name, figure.value) if figure else "",
        "is_count": figure is None or figure.name.startswith("commitments"),
    }


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def chart(request: ForumRequest, year: int, key: str, code: str) -> HttpResponse:
    """Hand out one chart of the report, or of a coalition's chapter: CSV or SVG."""
    edition = _edition(request, year)
    document = Document(edition.report, edition.content, edition)
    coalition = request.GET.get("coalition", "")
    if coalition and coalition not in document.vocabulary.coalitions:
        raise Http404
    found = _chart(document, key, f"@{coalition}" if coalition else "")
    if found is None or code not in {"csv", "svg"}:
        raise Http404
    return chart_file(found, code, f"{request.forum.slug}-{year}-{key}")


def _chart(document: Document, key: str, scope: str) -> Chart | None:
    return next((one for one in charts_of(document.frozen(scope)) if one.key == key), None)


def _edition(request: ForumRequest, year: int, number: int | None = None) -> Edition:
    """Return the newest edition or the one asked for, or answer that there is none (yet)."""
    found = looking.published(request.forum, year, number)
    if found is None:
        raise Http404(_("There is no annual report of this year yet."))
    return found
