"""Named queries over public entries."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models

from avow.directory import search
from avow.directory.search.normalise import needle_of

if TYPE_CHECKING:
    from avow.directory.models import Entry  # noqa: F401  of the class below


class PublicEntryQuerySet(models.QuerySet["Entry"]):
    """Public entries in the domain's words."""

    def listed_in(self, forum_id: int) -> Self:
        """Return the entries that the forum's lists show."""
        return self.filter(forum_id=forum_id, is_listed=True)

    def made_by(self, forum_id: int, slug: str) -> Self:
        """Return the listed entries that an organisation makes, alone or with others."""
        parts: Any = apps.get_model("directory", "Part").objects
        own = parts.filter(forum_id=forum_id, maker=slug)
        return self.listed_in(forum_id).filter(pk__in=own.values("entry"))

    def saying(self, words: str) -> Self:
        """Return those whose public words contain all of `words`; all, when it holds no word."""
        needle = needle_of(words)
        return self.filter(pk__in=search.index().matches(needle)) if needle else self

    def tagged(self, forum_id: int, chosen: Mapping[str, Collection[str]]) -> Self:
        """Return those with a value of each facet: "or" inside a facet, "and" between."""
        tags: Any = apps.get_model("directory", "EntryTag").objects
        found = self
        for facet, values in chosen.items():
            if values:
                rows = tags.filter(forum_id=forum_id, facet=facet, value__in=values)
                found = found.filter(pk__in=rows.values("entry"))
        return found

    def by_relevance(self, words: str) -> Self:
        """Return the best matches of `words` first; the newest first when it holds no word."""
        needle = needle_of(words)
        return (
            search.index().ranked(self, needle) if needle else self.order_by("-published_at", "-pk")
        )
