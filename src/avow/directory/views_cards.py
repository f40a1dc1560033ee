"""Share cards, and nothing else: pictures of public pages."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from avow.directory.cards import card_of, picture_of
from avow.directory.validators import kept
from avow.directory.vocabulary import Vocabulary
from avow.forums.middleware import ForumRequest
from avow.kernel.clock import day_of
from avow.people.access import public


@public
@require_safe
@kept
def card(request: ForumRequest, kind: str, key: str) -> HttpResponse:
    """Hand out the card of a page in its language; 404 for a page that has none."""
    today = day_of(timezone.now(), request.forum.zone)
    # PostgreSQL refuses to look for a text with NUL.
    found = card_of(Vocabulary(request.forum), kind, key.replace("\x00", "␀"), today)
    if found is None:
        raise Http404
    return HttpResponse(picture_of(found), content_type="image/png")
