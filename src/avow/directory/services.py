"""Show a commitment to the public, take it away, or make the whole read model again.

All inside the caller's transaction: a page, its search words and its facets change together with
the commitment, or not at all.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models.functions import Now

from avow.directory import builders, parts, search
from avow.directory.attribution import makers_of
from avow.directory.entry import PublicEntry
from avow.directory.models import Change, Dataset, Entry, EntryTag, EntryText, Part, Split, Stock
from avow.directory.search.normalise import indexed
from avow.forums.models import Forum
from avow.kernel import bulk
from avow.kernel.text import fold
from avow.people.models import Organisation

BATCH = 1000
CHANGES = 1000  # that are remembered at least


def publish(entry: PublicEntry) -> None:
    """Show one commitment, in place of what was shown under its reference."""
    publish_all([entry])


def publish_all(entries: Iterable[PublicEntry], *, new: bool = False) -> int:
    """Show many commitments in batches; return how many. Of two with one reference the last.

    Raises IntegrityError if they are said to be `new`, and one of them was shown before.
    """
    count = 0
    rest = iter(entries)
    while batch := list(islice(rest, BATCH)):
        with transaction.atomic():
            _write(list({(entry.forum_id, entry.ref): entry for entry in batch}.values()), new=new)
        count += len(batch)
    return count


def withdraw(forum: Forum, ref: str, *, reason: str = "", at: datetime | None = None) -> None:
    """Take a commitment out of lists, search and downloads.

    Its page remains, with its title, the reason, and nothing else of its text. An unknown reference
    is left alone: what was never shown needs no withdrawal.
    """
    with transaction.atomic():
        entry = Entry.objects.select_for_update().filter(forum=forum, ref=ref).first()
        if entry is None:
            return
        entry.state, entry.is_listed, entry.summary = "withdrawn", False, ""
        entry.updated_at = at or entry.updated_at
        entry.save(update_fields=["state", "is_listed", "summary", "updated_at"])
        EntryText.objects.filter(entry=entry).update(details={}, state_reason=reason)
        EntryTag.objects.filter(entry=entry).delete()
        parts.remove([entry.pk])
        search.index().remove([entry.pk])
        changed(forum.pk, [entry.pk])


def rebuild(forum: Forum, progress: Callable[[int], None] = lambda _done: None) -> int:
    """Make the forum's read model again from its published commitments; return how many there are.

    In one transaction: readers see the old one until the new one stands.
    """
    with transaction.atomic():
        touch(forum.pk)  # first: what is published meanwhile waits, and comes after
        search.index().clear(forum.pk)
        EntryTag.objects.filter(forum=forum).delete()
        Part.objects.filter(forum=forum).delete()
        Split.objects.filter(forum=forum).delete()
        EntryText.objects.filter(entry__forum=forum).delete()
        Entry.objects.filter(forum=forum).delete()
        number = publish_all(_counted(builders.entries_of(forum), progress))
        changed(forum.pk, None)
        return number


def changed(forum_id: int, keys: Sequence[int] | None) -> None:
    """Note which entries are shown otherwise now; None: any of them. In the caller's transaction.

    Whoever counts in memory (engine/) reads them anew before the next answer.
    """
    version = uuid4().hex
    data, _made = Dataset.objects.select_for_update().get_or_create(
        forum_id=forum_id, defaults={"version": version}
    )
    position = data.position + 1
    Dataset.objects.filter(pk=data.pk).update(
        version=version, entries=version, position=position, changed_at=Now()
    )
    Change.objects.create(forum_id=forum_id, position=position, version=version, keys=keys)
    if position % CHANGES == 0:
        stocks = Stock.objects.filter(forum=forum_id).values_list("position", flat=True)
        kept = min([position - CHANGES, *stocks])
        Change.objects.filter(forum=forum_id, position__lt=kept).delete()


def touch(forum_id: int) -> None:
    """Draw a new version of the forum's public data, so that every kept page is asked for anew."""
    Dataset.objects.update_or_create(
        forum_id=forum_id, defaults={"version": uuid4().hex, "changed_at": Now()}
    )


def organisation_changed(_organisation: Organisation, _now: datetime) -> None:
    """Let every kept page be asked for anew: a Champion stands on some without a commitment."""
    for forum_id in Forum.objects.order_by("pk").values_list("pk", flat=True):
        touch(forum_id)


def _counted(
    entries: Iterable[PublicEntry], progress: Callable[[int], None]
) -> Iterator[PublicEntry]:
    for number, entry in enumerate(entries, 1):
        yield entry
        if number % BATCH == 0:
            progress(number)


def _write(entries: list[PublicEntry], *, new: bool) -> None:
    for forum_id in sorted({entry.forum_id for entry in entries}):
        touch(forum_id)  # first: whoever shows something in this forum now waits its turn
    known = {} if new else _keys_of(entries)
    keys: dict[int, list[int]] = {entry.forum_id: [] for entry in entries}
    for (forum_id, _ref), shown in known.items():
        keys[forum_id].append(shown)
    old = [(key, entry) for entry in entries if (key := known.get((entry.forum_id, entry.ref)))]
    added = [entry for entry in entries if (entry.forum_id, entry.ref) not in known]
    if old:
        _replace(old)
    if added:
        keyed = list(zip(bulk.keys(Entry, len(added)), added, strict=True))
        _add(keyed)
        for new_key, entry in keyed:
            keys[entry.forum_id].append(new_key)
    for forum, own in keys.items():
        changed(forum, own)


def _keys_of(entries: list[PublicEntry]) -> dict[tuple[int, str], int]:
    rows = Entry.objects.filter(
        forum_id__in={entry.forum_id for entry in entries}, ref__in=[entry.ref for entry in entries]
    )
    return {(forum, ref): key for forum, ref, key in rows.values_list("forum_id", "ref", "pk")}


def _add(keyed: list[tuple[int, PublicEntry]]) -> None:
    """Write entries that are known to be new: nothing to replace, nothing to read back."""
    bulk.insert_mappings(Entry, [{"id": key, **_columns(entry)} for key, entry in keyed])
    bulk.insert_mappings(EntryText, [_text_columns(key, entry) for key, entry in keyed])
    parts.add([(key, entry) for key, entry in keyed if _is_listed(entry)])
    search.index().add(_add_tags(keyed))


def _replace(keyed: list[tuple[int, PublicEntry]]) -> None:
    rows = [_row(entry) for _key, entry in keyed]
    names = [name for name in _columns(keyed[0][1]) if name not in {"forum_id", "ref"}]
    Entry.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["forum", "ref"], update_fields=names
    )
    EntryText.objects.bulk_create(
        [EntryText(**_text_columns(key, entry)) for key, entry in keyed],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["details", "state_reason"],
    )
    EntryTag.objects.filter(entry__in=[key for key, _ in keyed]).delete()
    words = _add_tags(keyed)
    parts.remove([key for key, _ in keyed])
    parts.add([(key, entry) for key, entry in keyed if _is_listed(entry)])
    search.index().remove([key for key, entry in keyed if not _is_listed(entry)])
    search.index().write(words)


def _add_tags(keyed: list[tuple[int, PublicEntry]]) -> list[tuple[int, str, str]]:
    """Write the tags of those that lists show; return the words that the search keeps of them."""
    listed = [(key, entry) for key, entry in keyed if _is_listed(entry)]
    rows = [
        (key, entry.forum_id, facet, value)
        for key, entry in listed
        for facet, value in tags_of(entry)
    ]
    # Tags are many: the words are prepared while the database takes them in.
    with bulk.inserting(EntryTag, ("entry_id", "forum_id", "facet", "value"), rows):
        return [(key, indexed(entry.title), indexed(_words(entry))) for key, entry in listed]


def _text_columns(key: int, entry: PublicEntry) -> dict[str, Any]:
    return {
        "entry_id": key,
        "details": entry.details if _is_listed(entry) else {},
        "state_reason": entry.state_reason,
    }


def _is_listed(entry: PublicEntry) -> bool:
    """Return whether lists show it; of a withdrawn one only the page remains, without its text."""
    return entry.state != "withdrawn"


def _words(entry: PublicEntry) -> str:
    return "\n".join(
        (entry.text or f"{entry.title}\n{entry.summary}", entry.organisation_name, entry.ref)
    )


def tags_of(entry: PublicEntry) -> list[tuple[str, str]]:
    """Return the (facet, value) pairs of an entry, each once."""
    makers = makers_of(entry)
    pairs = [
        *(("coalition", code) for code in entry.coalitions),
        *(("action", code) for code in entry.actions),
        *(("type", code) for code in entry.types),
        *(("organisation_type", one.organisation_type) for one in makers),
        *(("country", one.country) for one in makers),
        *(("region", one.region) for one in makers),
        ("status", entry.status),
        ("language", entry.language),
        ("year", str(entry.year)),
        # No facet to tick: how the page of an earlier commitment finds the one in its place.
        ("supersedes", entry.details.get("supersedes", "")),
    ]
    return [pair for pair in dict.fromkeys(pairs) if pair[1]]


def unsaved(entry: PublicEntry) -> Entry:
    """Return the row and text that pages would show of an entry, kept nowhere: for a preview."""
    row = _row(entry)
    EntryText(entry=row, details=entry.details, state_reason=entry.state_reason)
    return row


def _row(entry: PublicEntry) -> Entry:
    return Entry(**_columns(entry))


def _columns(entry: PublicEntry) -> dict[str, Any]:
    return {
        "forum_id": entry.forum_id,
        "ref": entry.ref,
        "source_id": entry.source_id,
        "title": entry.title,
        "sort_title": fold(entry.title)[:120],
        "summary": entry.summary if _is_listed(entry) else "",
        "language": entry.language,
        "organisation_slug": entry.organisation_slug or "",
        "organisation_name": entry.organisation_name,
        "organisation_type": entry.organisation_type,
        "country": entry.country,
        "region": entry.region,
        "coalitions": list(entry.coalitions),
        "actions": list(entry.actions),
        "types": list(entry.types),
        "amounts": [[code, format(value, "f")] for code, value in entry.amounts],
        "amount_usd": entry.amount_usd,
        "starts_on": entry.starts_on,
        "ends_on": entry.ends_on,
        "status": entry.status,
        "state": entry.state,
        "is_listed": _is_listed(entry),
        "year": entry.year,
        "submitted_at": entry.submitted_at,
        "published_at": entry.published_at,
        "updated_at": entry.updated_at,
        "revision": entry.revision,
    }
