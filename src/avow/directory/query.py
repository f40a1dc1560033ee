"""What a reader asks the directory for: the parameters of the address, understood once.

Pages, downloads and the API read the same address the same way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, overload

from django.db.models import F, QuerySet
from django.http import QueryDict

from avow.directory.finding import Found, find
from avow.directory.models import Entry, EntryTag
from avow.directory.querysets import PublicEntryQuerySet
from avow.directory.ranges import in_columns, ranges_of
from avow.directory.search.normalise import needle_of
from avow.directory.states import Sort
from avow.directory.vocabulary import FACETS, Vocabulary
from avow.forums.actions import living_codes
from avow.kernel.text import nfc

MAX_VALUES = 60  # of one facet
MAX_WORDS = 300  # characters


@dataclass(frozen=True, slots=True)
class Question:
    """Words, chosen values, ranges, an order; `ignored` are the (parameter, value) nobody knows.

    `ranges` are as people say them, `limits` as the columns hold them (ranges.py).
    """

    forum_id: int
    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.NEWEST
    ignored: tuple[tuple[str, str], ...] = ()
    ranges: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    limits: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def is_narrow(self) -> bool:
        """Return whether anything is asked for but the order."""
        return bool(self.words or self.chosen or self.limits)

    def without(self, facet: str) -> "Question":
        """Return the same question with no choice in one facet."""
        return replace(
            self, chosen={name: values for name, values in self.chosen.items() if name != facet}
        )

    def found(self) -> PublicEntryQuerySet:
        """Return the listed entries that answer, in no order."""
        entries = Entry.objects.listed_in(self.forum_id).order_by().within(self.limits)
        return entries.saying(self.words).tagged(self.forum_id, self.chosen)

    def keys(self) -> "QuerySet[Any, Any]":
        """Return the keys of the same entries, some of them twice: for `in` alone.

        Tags are of listed entries only, so that facets need no look at the entries themselves.
        """
        if self.words or self.limits or not self.chosen:
            return self.found().values("pk")
        (facet, values), *rest = self.chosen.items()
        rows = EntryTag.objects.filter(forum_id=self.forum_id, facet=facet, value__in=values)
        for other, wanted in rest:
            more = EntryTag.objects.filter(forum_id=self.forum_id, facet=other, value__in=wanted)
            rows = rows.filter(entry__in=more.order_by().values("entry"))
        return rows.order_by().values("entry")

    def ordered(self) -> PublicEntryQuerySet:
        """Return the listed entries that answer, in the order asked for."""
        return self.sorted_by(self.sort)

    def sorted_by(self, sort: Sort) -> PublicEntryQuerySet:
        """Return the listed entries that answer, in an order."""
        entries = Entry.objects.listed_in(self.forum_id).tagged(self.forum_id, self.chosen)
        entries = entries.within(self.limits)
        if sort == Sort.RELEVANCE:
            return entries.by_relevance(self.words)
        entries = entries.saying(self.words)
        if sort == Sort.TITLE:
            return entries.order_by("sort_title", "pk")
        if sort == Sort.AMOUNT:
            return entries.order_by(F("amount_usd").desc(nulls_last=True), "-pk")
        return entries.order_by("-published_at", "-pk")


class Answer(Sequence[Entry]):
    """The entries that answer a question, for a paginator: counted without their costly order."""

    def __init__(self, question: Question) -> None:
        self.question = question

    @cached_property
    def found(self) -> Found:
        """Return the answer, asked for once."""
        return find(self.question)

    def __len__(self) -> int:
        return self.found.count

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Entry]: ...
    def __getitem__(self, place: int | slice) -> Entry | Sequence[Entry]:
        """Return entries in the order asked for. Raises IndexError for one that is not there."""
        one = isinstance(place, int)
        start, stop, _step = (slice(place, place + 1) if isinstance(place, int) else place).indices(
            len(self)
        )
        keys = self.found.keys(self.question.sort, start, stop)
        rows = Entry.objects.in_bulk(keys)
        # One that was withdrawn a moment ago is left out.
        entries = [rows[key] for key in keys if key in rows]
        return entries[0] if one else entries


def understand(query: QueryDict, vocabulary: Vocabulary) -> Question:
    """Return what the address asks for. What nobody knows is left out and named in `ignored`."""
    words = nfc(query.get("q", "")).strip()[:MAX_WORDS]
    chosen: dict[str, tuple[str, ...]] = {}
    ignored: list[tuple[str, str]] = []
    for facet in FACETS:
        values = [value.strip() for value in dict.fromkeys(query.getlist(facet)) if value.strip()]
        known = tuple(value for value in values[:MAX_VALUES] if vocabulary.knows(facet, value))
        ignored += [(facet, value[:80]) for value in values if value not in known]
        if facet == "action" and known:  # an old address leads to what took the action's place
            known = living_codes(vocabulary.forum.pk, known)
        if known:
            chosen[facet] = known
    asked = query.get("sort", "")
    if asked and asked not in Sort.values:
        ignored.append(("sort", asked[:80]))
        asked = ""
    searching = bool(needle_of(words))
    if not asked or (asked == Sort.RELEVANCE and not searching):
        asked = Sort.RELEVANCE if searching else Sort.NEWEST
    ranges, strange = ranges_of(query)
    ignored += strange
    limits = in_columns(ranges, vocabulary.forum.zone)
    return Question(
        vocabulary.forum.pk, words, chosen, Sort(asked), tuple(ignored[:20]), ranges, limits
    )
