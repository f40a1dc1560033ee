"""What is new in what is followed: of public entries alone, a few queries for each search."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from itertools import takewhile
from typing import Any

from django.http import QueryDict

from avow.directory.models import Entry
from avow.directory.query import Answer, understand
from avow.directory.states import Sort
from avow.directory.vocabulary import Vocabulary
from avow.following import rules
from avow.following.models import Follow
from avow.following.seeing import end_of_ledger, entries_of, reports_since, seen_of
from avow.following.showing import suggested, target_of, url_of
from avow.following.states import Kind
from avow.forums.models import Forum
from avow.notices.letters import absolute
from avow.people.links import link
from avow.people.models import Organisation

SPARE = 5  # answers that may come or go between two questions of one look


@dataclass(slots=True)
class Section:
    """One part of a mail: what is new in one search; `name` is empty for commitments followed."""

    name: str
    url: str
    items: list[dict[str, Any]] = field(default_factory=list)
    new: int = 0
    at_least: bool = False  # there are more than were counted

    def shown(self, most: int) -> dict[str, Any]:
        """Return it as plain values, with so many of its commitments."""
        more = self.new - min(most, len(self.items))
        return {**asdict(self), "items": self.items[:most], "more": more}


@dataclass(frozen=True, slots=True)
class _Found:
    """The newest commitments of a search, and how many are new."""

    entries: Sequence[Entry] = ()
    new: int = 0


class Finder:
    """Looks for one tick: what several people follow is asked for once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._vocabularies: dict[tuple[int, str], Vocabulary] = {}
        self._newest: dict[int, datetime | None] = {}
        self._later: dict[tuple[int, datetime], int] = {}
        self._found: dict[tuple[int, str, datetime], _Found] = {}

    def sections(self, forum: Forum, rows: Sequence[Follow], language: str) -> list[Section]:
        """Return what is new in each, and move each row's cursor (not saved yet)."""
        key = (forum.pk, language)
        vocabulary = self._vocabularies.setdefault(key, Vocabulary(forum))
        watched = [row for row in rows if row.kind == Kind.COMMITMENT]
        found = [
            self._search(row, forum, vocabulary, language)
            for row in rows
            if row.kind != Kind.COMMITMENT
        ]
        found.append(self._commitments(watched, forum, vocabulary, language))
        for row in rows:
            row.looked_until = rules.until(row.looked_until, self.now)
        return _as_public_now([one for one in found if one.new], forum)

    def _search(self, row: Follow, forum: Forum, vocabulary: Vocabulary, language: str) -> Section:
        section = Section("", absolute(url_of(row, forum, language)))
        found = self._since(row, forum, vocabulary)
        if not found.new:
            return section
        section.name = row.name or suggested(target_of(row), vocabulary)
        section.items = [_item(entry, forum, language) for entry in found.entries]
        section.new, section.at_least = found.new, found.new >= rules.COUNTED
        return section

    def _since(self, row: Follow, forum: Forum, vocabulary: Vocabulary) -> _Found:
        """Return what was published since the last look and answers now; asked once a tick."""
        since, end = row.looked_until, rules.until(row.looked_until, self.now)
        newest = self._newest_of(forum)
        if newest is None or newest <= since or end == since:
            return _Found()
        key = (forum.pk, row.key, since)
        if key not in self._found:
            if row.organisation is not None:
                self._found[key] = _made_by(row.organisation, forum, since, end)
            else:
                self._found[key] = self._answered(row.query, vocabulary, since, end)
        return self._found[key]

    def _answered(
        self, query: str, vocabulary: Vocabulary, since: datetime, end: datetime
    ) -> _Found:
        """Return what is new among the answers to a search; nothing for what means nothing now."""
        question = understand(QueryDict(query), vocabulary)
        if question.ignored:  # a choice that is gone must not widen the search to everything
            return _Found()
        answer = Answer(replace(question, sort=Sort.NEWEST))
        start = max(0, self._too_new(answer, vocabulary.forum, end) - SPARE)
        first = _fresh(answer[start : start + SPARE + rules.LISTED + 1], since, end)
        number = len(first)
        if number > rules.LISTED:
            number = len(_fresh(answer[start : start + SPARE + rules.COUNTED], since, end))
        return _Found(first[: rules.LISTED], number)

    def _too_new(self, answer: Answer, forum: Forum, end: datetime) -> int:
        """Return how many of the newest answers come after the end of this look."""
        if (forum.pk, end) not in self._later:
            later = Entry.objects.listed_in(forum.pk).filter(published_at__gt=end)
            self._later[forum.pk, end] = later.order_by().count()
        most = self._later[forum.pk, end]
        if not most:
            return 0
        most = min(most, len(answer))
        return bisect_left(answer, x=True, hi=most, key=lambda entry: entry.published_at <= end)

    def _newest_of(self, forum: Forum) -> datetime | None:
        if forum.pk not in self._newest:
            rows = Entry.objects.listed_in(forum.pk).order_by("-published_at", "-pk")
            self._newest[forum.pk] = rows.values_list("published_at", flat=True).first()
        return self._newest[forum.pk]

    def _commitments(
        self, rows: Sequence[Follow], forum: Forum, vocabulary: Vocabulary, language: str
    ) -> Section:
        """Return what happened to the commitments followed; three queries for all of them."""
        section = Section("", "")
        if not rows:
            return section
        seq = end_of_ledger(forum)
        entries = entries_of(forum, [row.ref for row in rows])
        before = {row.ref: rules.Seen(**row.seen) for row in rows if row.seen}
        reports = reports_since(forum, {ref: seen.seq for ref, seen in before.items()})
        for row in rows:
            entry = entries.get(row.ref)
            if entry is None:
                continue
            after = seen_of(entry, seq)
            codes = rules.changes(before.get(row.ref, after), after, reports[row.ref])
            row.seen = asdict(after)
            if codes:
                status = vocabulary.label("status", entry.status)
                section.items.append(_item(entry, forum, language, codes, status))
        section.new = len(section.items)
        return section


def _made_by(organisation: Organisation, forum: Forum, since: datetime, end: datetime) -> _Found:
    """Return the new commitments of an organisation; none of one that is kept back."""
    if organisation.is_protected:
        return _Found()
    rows = Entry.objects.made_by(forum.pk, organisation.slug)
    rows = rows.filter(published_at__gt=since, published_at__lte=end)
    first = list(rows.order_by("-published_at", "-pk")[: rules.LISTED + 1])
    number = len(first)
    if number > rules.LISTED:
        number = rows.order_by()[: rules.COUNTED].count()
    return _Found(first[: rules.LISTED], number)


def _as_public_now(sections: list[Section], forum: Forum) -> list[Section]:
    """Say of each commitment what is public as the mail is written: looks are shared, and age."""
    refs = {item["ref"] for one in sections for item in one.items}
    entries = entries_of(forum, refs) if refs else {}
    for one in sections:
        known, one.items = (
            len(one.items),
            [
                item | _words(entries[item["ref"]])
                for item in one.items
                if item["ref"] in entries and (item["changes"] or entries[item["ref"]].is_listed)
            ],
        )
        one.new -= known - len(one.items)
    return [one for one in sections if one.new]


def _words(entry: Entry) -> dict[str, str]:
    """Return the public words of a commitment; none of a withdrawn one."""
    if not entry.is_listed:
        return {"title": "", "by": ""}
    return {"title": entry.title, "by": entry.organisation_name}


def _fresh(entries: Sequence[Entry], since: datetime, end: datetime) -> list[Entry]:
    """Return those that were published after the last look, before this one's end."""
    later = takewhile(lambda entry: entry.published_at > since, entries)
    return [entry for entry in later if rules.is_new(entry.published_at, since, end)]


def _item(
    entry: Entry, forum: Forum, language: str, changes: Sequence[str] = (), status: str = ""
) -> dict[str, Any]:
    """Return a commitment as the mail names it; of a withdrawn one only its reference."""
    page = link("directory:commitment", forum, entry.ref, language=language)
    return _words(entry) | {
        "ref": entry.ref,
        "url": absolute(page),
        "changes": list(changes),
        "status": status if entry.is_listed else "",
    }
