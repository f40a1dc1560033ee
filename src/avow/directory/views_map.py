"""The map of the world: where the makers of commitments are."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.directory import showing
from avow.directory.mapping import Map, Place, draw, map_of
from avow.directory.query import understand
from avow.directory.validators import kept
from avow.directory.vocabulary import Vocabulary
from avow.forums.middleware import ForumRequest
from avow.people.access import public


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def world_map(request: ForumRequest) -> HttpResponse:
    """Show how many commitments each country's makers have, as a map and as a table."""
    vocabulary = Vocabulary(request.forum)
    question = understand(request.GET, vocabulary)
    rows = reverse("directory:commitments", args=[request.forum.slug])
    found = map_of(question, vocabulary, request.GET, rows)
    context = {
        "map": found,
        "drawn": drawn(found),
        "question": question,
        "chips": showing.chips(request.GET, question, vocabulary),
        "ignored": showing.ignored(question.ignored),
        "filters": showing.filters_of(request.GET, question),
    }
    return render(request, "directory/map.html", context)


def drawn(found: Map, *, top: bool = False) -> SafeString:
    """Return the picture of a map; `top`: its links leave the frame it stands in."""
    title = _("Commitments by country of the maker")
    most = found.places[:5]
    said = "; ".join(_said(place) for place in most)
    number = len(found.places)
    about = ngettext("%(n)s country has commitments.", "%(n)s countries have commitments.", number)
    return draw(found.places, title, f"{about % {'n': number}} {said}", _said, top=top)


def _said(place: Place) -> str:
    words = ngettext("%(name)s: %(n)s commitment", "%(name)s: %(n)s commitments", place.number)
    return words % {"name": place.name, "n": place.words}
