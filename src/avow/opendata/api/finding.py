"""Which forum is asked, and which words it knows: as few queries as can be."""

from functools import cached_property
from typing import cast

from django.http import HttpRequest

from avow.directory.vocabulary import Vocabulary
from avow.forums.middleware import ForumRequest
from avow.forums.models import Forum
from avow.opendata.api.problems import Problem, bad

_MOST = 64
_CODES: dict[tuple[int, str], tuple[list[str], list[str]]] = {}


class Words(Vocabulary):
    """A vocabulary that keeps the codes of a pack: reading the pack costs more than a page."""

    @cached_property
    def types(self) -> dict[str, str]:
        """Return the forum's types of commitments; their names are not asked for."""
        return dict.fromkeys(self._codes[0], "")

    @cached_property
    def organisation_types(self) -> dict[str, str]:
        """Return the forum's types of organisations, as above."""
        return dict.fromkeys(self._codes[1], "")

    @cached_property
    def _codes(self) -> tuple[list[str], list[str]]:
        key = (self.forum.pk, self.forum.pack_digest)
        if key not in _CODES:
            if len(_CODES) >= _MOST:
                _CODES.clear()
            pack = self.forum.settings
            _CODES[key] = (
                [str(one.code) for one in pack.commitment_types],
                [one.code for one in pack.organisation_types],
            )
        return _CODES[key]


def forum_of(request: HttpRequest) -> Forum:
    """Return the forum asked for, or the first, with the version of its data; one query.

    Raises Problem: no such forum, or none at all.
    """
    slug = request.GET.get("forum", "")
    rows = Forum.objects.defer("pack", "plans").select_related("dataset")
    rows = rows.order_by("starts_on", "slug")
    found = (rows.filter(slug=slug) if slug else rows).first()
    if found is None:
        raise (
            bad("forum", "There is no such forum.")
            if slug
            else Problem("not-found", "There is no forum here yet.")
        )
    return found


def forum_in(request: HttpRequest) -> Forum:
    """Return the forum that the door found."""
    return cast("ForumRequest", request).forum
