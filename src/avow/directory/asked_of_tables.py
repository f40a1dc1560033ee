"""The answer to a question as the tables give it: slower, and right before memory is filled."""

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count

from avow.directory.models import EntryTag
from avow.directory.search.normalise import needle_of
from avow.directory.states import Sort
from avow.directory.vocabulary import FACETS

if TYPE_CHECKING:
    from avow.directory.query import Question


class AskedOfTables:
    """What a question finds; each part is asked when it is wanted."""

    near: tuple[str, ...] = ()

    def __init__(self, question: "Question") -> None:
        self._question = question
        self.needle = needle_of(question.words)

    @cached_property
    def count(self) -> int:
        """Return how many entries answer."""
        return self._question.found().count()

    def counts(self) -> dict[str, dict[str, int]]:
        """Return {facet: {value: how many}} of the values that show at least one.

        One query for all facets without a choice, and one for each facet with one.
        """
        question = self._question
        found: dict[str, dict[str, int]] = defaultdict(dict)
        free = [name for name in FACETS if name not in question.chosen]
        for names, asked in [
            (free, question),
            *(([name], question.without(name)) for name in question.chosen),
        ]:
            tags = EntryTag.objects.filter(forum_id=question.forum_id, facet__in=names)
            if asked.is_narrow:
                tags = tags.filter(entry__in=asked.found().values("pk"))
            for facet, value, number in (
                tags.order_by().values_list("facet", "value").annotate(Count("entry_id"))
            ):
                found[facet][value] = number
        return found

    def keys(self, sort: Sort, start: int, stop: int) -> list[int]:
        """Return the keys of the entries from one place to before another."""
        rows = self._question.sorted_by(sort)
        return list(rows.values_list("pk", flat=True)[start:stop])
