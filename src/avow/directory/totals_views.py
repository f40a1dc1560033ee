"""The public totals: by coalition, action, type, maker, country, year, each with its rule."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.directory import showing
from avow.directory.totals import DIMENSIONS, Breakdown, grand
from avow.directory.totals_asked import asked_of, label_of, link_of
from avow.directory.validators import kept
from avow.directory.vocabulary import Vocabulary
from avow.forums.middleware import ForumRequest
from avow.kernel.pagination import page_of
from avow.people.access import public

PER_PAGE = 50


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def totals(request: ForumRequest) -> HttpResponse:
    """Show the whole and one breakdown of it; `by` chooses which."""
    vocabulary = Vocabulary(request.forum)
    asked = asked_of(request.GET, vocabulary)
    page = page_of(request, Breakdown(asked.scope, asked.by), PER_PAGE)
    context = {
        "totals": grand(asked.scope),
        "page": page,
        "by": asked.by,
        "title_by": DIMENSIONS[asked.by],
        "tabs": list(DIMENSIONS.items()),
        "rows": [
            (label_of(asked.by, row, vocabulary), link_of(asked.by, row), row.totals)
            for row in page
        ],
        "chips": showing.chips(request.GET, asked.question, vocabulary),
        "of_coalition": vocabulary.label("coalition", asked.scope.coalition),
        "of_maker": asked.scope.maker,
        "ignored": showing.ignored(asked.ignored),
        "query": request.GET.urlencode(),
    }
    return render(request, "directory/totals.html", context)
