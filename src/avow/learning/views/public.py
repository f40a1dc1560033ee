"""What everybody reads of good practices: the list, one practice, the list as a file."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.directory.models import Entry
from avow.directory.validators import kept
from avow.directory.vocabulary import Vocabulary
from avow.forums.middleware import ForumRequest
from avow.kernel.pagination import page_of
from avow.learning import asking, exporting, publication, showing
from avow.learning.models import Practice
from avow.people.access import public

PER_PAGE = 20


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def practices(request: ForumRequest) -> HttpResponse:
    """List the good practices, the newest first, narrowed by what is asked for."""
    words = Vocabulary(request.forum)
    asked = asking.asked_of(request.GET, words)
    page = page_of(request, asking.found(request.forum, asked).whole(), PER_PAGE)
    context = {
        "page": page,
        "cards": showing.cards(publication.practices(page), words),
        "asked": asked,
        "query": request.GET.urlencode(),
        **asking.choices(request.forum, words),
    }
    return render(request, "learning/practices.html", context)


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def practice(request: ForumRequest, number: int) -> HttpResponse:
    """Show one good practice, as its maker agreed to it."""
    rows = Practice.objects.shown(request.forum).filter(number=number)
    found = publication.practices(rows.whole())
    if not found:
        raise Http404
    context = {
        "card": showing.cards(found, Vocabulary(request.forum))[0],
        "one": found[0],
        "entry": Entry.objects.filter(forum=request.forum, ref=found[0].ref).first(),
    }
    return render(request, "learning/practice.html", context)


@public
@require_safe
def file(request: ForumRequest) -> StreamingHttpResponse:
    """Hand out the same list as CSV."""
    asked = asking.asked_of(request.GET, Vocabulary(request.forum))
    table = exporting.public(asking.found(request.forum, asked))
    response = StreamingHttpResponse(
        exporting.as_csv(exporting.PUBLIC, table), content_type="text/csv; charset=utf-8"
    )
    name = f"{request.forum.slug}-practices.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
