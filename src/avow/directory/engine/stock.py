"""Put all entries of a forum by, for every process and machine to count with.

Read in pieces without a lock: what changes meanwhile is in `Change`, after the position noted.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import numpy as np
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q, Sum
from django.db.models.functions import Coalesce

from avow.directory import search
from avow.directory.engine.kinds import (
    COLUMN,
    FACET_NAMES,
    MANY,
    MONEY,
    SMALL,
    Array,
    bitmap,
    cents,
    day,
    instant,
    numbers_of,
)  # fmt: skip
from avow.directory.engine.money import Column, Group
from avow.directory.engine.word_rows import word_rows
from avow.directory.models import Change, Dataset, Entry, EntryTag, Part, Posting, Stock
from avow.kernel import bulk

LONGEST = timedelta(days=1)  # that a put_by takes
_MOMENT = "%Y%m%d%H%M%S"
Progress = Callable[[int], None]
STEP = 2_000  # entries whose words are read at once
BATCH = 20_000  # rows written in one transaction, and bytes: others may write between
LARGE = 8_000_000


def put_by(forum_id: int, now: datetime, progress: Progress = lambda _done: None) -> int:
    """Put all listed entries by, in place of what was; return how many. May be run at any time."""
    data = Dataset.objects.filter(forum=forum_id).first()
    if data is None:
        return 0
    name = f"{now:{_MOMENT}}-{uuid4().hex[:12]}"
    columns = _columns(forum_id)
    keys = columns["key"]
    _write(name, _column_rows(columns))
    order = np.argsort(keys, kind="stable")
    _write(name, _facet_rows(forum_id, keys, order))
    _write(name, _money_rows(forum_id, keys, order))
    _write(name, word_rows(_texts(keys, progress)))
    _take_over(data, name, len(keys))
    return len(keys)


def is_due(forum_id: int) -> bool:
    """Return whether enough changed since the last stock, or a first one is needed."""
    stock = Stock.objects.filter(forum=forum_id).first()
    if stock is None:
        entries = Entry.objects.listed_in(forum_id).order_by()
        return entries[: SMALL + 1].count() > SMALL
    since = Change.objects.filter(forum=forum_id, position__gt=stock.position)
    changed = 0
    for keys in since.values_list("keys", flat=True).iterator():
        if keys is None:
            return True
        changed += len(keys)
        if changed > min(MANY // 2, max(1_000, stock.size // 50)):
            return True
    return False


def _take_over(data: Dataset, name: str, size: int) -> None:
    with transaction.atomic():
        Dataset.objects.select_for_update().get(pk=data.pk)
        old = Stock.objects.filter(forum=data.pk).first()
        if old is not None and old.position > data.position:
            old = Stock(name=name)  # somebody was quicker, and later: this one is thrown away
        else:
            Stock.objects.update_or_create(
                forum_id=data.pk,
                defaults={
                    "name": name, "version": data.entries, "position": data.position, "size": size,
                },
            )  # fmt: skip
    if old is not None:
        _throw_away(old.name)
        # Processes that still hold the stock before this one need the changes after it.
        Change.objects.filter(forum=data.pk, position__lt=old.position or 0).delete()


def throw_away_leftovers(now: datetime) -> int:
    """Delete what a put_by that was killed days ago has left; return how many rows."""
    known = Stock.objects.values("name")
    begun = Posting.objects.filter(stock__lt=f"{now - LONGEST:{_MOMENT}}")
    names = begun.exclude(stock__in=known).order_by().values_list("stock", flat=True)
    return sum(_throw_away(name) for name in names.distinct()[:10])


def _throw_away(name: str) -> int:
    number = 0
    while keys := list(Posting.objects.filter(stock=name).values_list("pk", flat=True)[:BATCH]):
        number += len(keys)
        Posting.objects.filter(pk__in=keys).delete()
    return number


def _columns(forum_id: int) -> dict[str, Array]:
    entries = Entry.objects.listed_in(forum_id)
    rows = entries.order_by("published_at", "pk").values_list(
        "pk", "published_at", "starts_on", "ends_on", "amount_usd"
    )
    kept: tuple[array[int], ...] = (
        array("q"), array("q"), array("i"), array("i"), array("q"),
    )  # fmt: skip
    for key, published, starts, ends, amount in rows.iterator(chunk_size=10_000):
        for column, value in zip(
            kept, (key, instant(published), day(starts), day(ends), cents(amount)), strict=True
        ):
            column.append(value)
    found: dict[str, Array] = {
        name: np.array(column)
        for name, column in zip(("key", "published", "starts", "ends", "amount"), kept, strict=True)
    }
    titles = entries.order_by("sort_title", "pk").values_list("pk", flat=True)
    wanted = np.fromiter(titles.iterator(chunk_size=10_000), np.int64)
    numbers = numbers_of(found["key"], wanted, np.argsort(found["key"], kind="stable"))
    # Each number once, though titles changed between the two questions.
    _numbers_once, first = np.unique(numbers, return_index=True)
    found["title"] = numbers[np.sort(first)].astype(np.uint32)
    return found


def _column_rows(columns: Mapping[str, Array]) -> Iterator[tuple[str, str, int, bytes]]:
    for name, values in columns.items():
        yield COLUMN, name, len(values), values.tobytes()


def _facet_rows(forum_id: int, keys: Array, order: Array) -> Iterator[tuple[str, str, int, bytes]]:
    for facet in FACET_NAMES:
        tags = EntryTag.objects.filter(forum=forum_id, facet=facet).order_by()
        for value in tags.values_list("value", flat=True).distinct():
            rows = tags.filter(value=value).values_list("entry_id", flat=True)
            entries = np.fromiter(rows.iterator(chunk_size=10_000), np.int64)
            docs = bitmap(numbers_of(keys, entries, order).astype(np.uint32))
            yield facet, value, len(docs), docs.serialize()


def _money_rows(forum_id: int, keys: Array, order: Array) -> Iterator[tuple[str, str, int, bytes]]:
    parts = Part.objects.filter(forum=forum_id).exclude(currency="").order_by()
    groups = parts.annotate(no_rate=ExpressionWrapper(Q(cents=None), BooleanField()))
    for currency, is_new, no_rate in groups.values_list("currency", "is_new", "no_rate").distinct():
        own = parts.filter(currency=currency, is_new=is_new, cents__isnull=no_rate)
        sums = own.values_list("entry").annotate(Sum("thousandths"), usd=Coalesce(Sum("cents"), 0))
        rows = np.array(list(sums.iterator(chunk_size=10_000)), np.int64).reshape(-1, 3)
        rows = rows[np.isin(rows[:, 0], keys)]
        numbers = numbers_of(keys, rows[:, 0], order).astype(np.uint32)
        column = Column(numbers, rows[:, 1], rows[:, 2])
        group = Group.of(currency, is_new, has_rate=not no_rate)
        yield MONEY, group.term, len(numbers), column.to_bytes()


def _texts(keys: Array, progress: Progress) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield (number, words of the title, words of the text)."""
    for start in range(0, len(keys), STEP):
        some = [int(key) for key in keys[start : start + STEP]]
        numbers = {key: number for number, key in enumerate(some, start)}
        for key, title, text in sorted(search.index().read(some), key=lambda row: numbers[row[0]]):
            yield numbers[key], title.split(), text.split()
        progress(start + len(some))


def _write(name: str, rows: Iterable[tuple[str, str, int, bytes]]) -> None:
    batch: list[tuple[Any, ...]] = []
    size = 0
    for kind, term, number, docs in rows:
        batch.append((name, kind, term.encode(), number, docs))
        size += len(docs)
        if len(batch) >= BATCH or size > LARGE:
            _insert(batch)
            batch, size = [], 0
    _insert(batch)


def _insert(batch: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        bulk.insert(Posting, ("stock", "kind", "term", "number", "docs"), batch)
