"""Up to four commitments side by side."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.directory.comparing import MOST, asked_of, comparison, query_of
from avow.directory.validators import kept
from avow.directory.vocabulary import Vocabulary
from avow.forums.middleware import ForumRequest
from avow.people.access import public


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def compare(request: ForumRequest) -> HttpResponse:
    """Show the commitments that the address names beside each other; `only=differing` rows."""
    asked = asked_of(request.GET.getlist("ref"))
    found = comparison(request.forum, asked, Vocabulary(request.forum))
    refs = [column.card.entry.ref for column in found.columns]
    only = request.GET.get("only") == "differing" and len(refs) > 1
    context = {
        "asked": asked,
        "found": found,
        "rows": [row for row in found.rows if row.differs or not only],
        "refs": refs,
        "query": query_of(refs),
        "only": only,
        "most": MOST,
        "has_room": len(refs) < MOST,
    }
    return render(request, "directory/compare.html", context)
