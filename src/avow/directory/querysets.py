"""Named queries over public entries."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, IntegerField, When

from avow.directory import search
from avow.directory.search.normalise import needle_of, words_of

Ranges = Mapping[str, tuple[Any, Any]]  # {name: (lowest, highest)}, None for no end
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
        """Return the matches of `words`, those first that say the most of them in the title.

        The newest first among them, and when it holds no word.
        """
        needle = needle_of(words)
        found = self.saying(words)
        index = search.index()
        titled = [
            Case(When(pk__in=index.titled(word), then=1), default=0, output_field=IntegerField())
            for word in words_of(needle)
        ]
        if titled:
            found = found.annotate(titled=sum(titled[1:], titled[0]))
        return found.order_by(*(["-titled"] if titled else []), "-published_at", "-pk")

    def within(self, ranges: Ranges) -> Self:
        """Return those within ranges, both ends included: amount, published, runs."""
        found = self
        for name, (low, high) in ranges.items():
            first, last = _COLUMNS[name]
            if low is not None:
                found = found.filter(**{f"{last}__gte": low})
            if high is not None:
                found = found.filter(**{f"{first}__lte": high})
            if name == "amount":
                found = found.filter(amount_usd__isnull=False)
        return found

    def after_title(self, sort_title: str, key: int) -> Self:
        """Return those that come after a title in the order of titles."""
        later = models.Q(sort_title__gt=sort_title) | models.Q(sort_title=sort_title, pk__gt=key)
        return self.filter(later).order_by("sort_title", "pk")


# Which column must not be above a range's end, and which not below its beginning.
_COLUMNS = {
    "amount": ("amount_usd", "amount_usd"),
    "published": ("published_at", "published_at"),
    "runs": ("starts_on", "ends_on"),
}
