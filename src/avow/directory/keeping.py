"""Keep figures by the version of the forum's data, counted once however many ask at a time."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from django.core.cache import cache

from avow.directory.models import Dataset
from avow.forums.models import Forum

_Figures = TypeVar("_Figures")
_COUNTING = [Lock() for _place in range(16)]  # by the hash of a name: few, and never cleared away


def keep(forum: Forum, name: str, seconds: int, count: Callable[[], _Figures]) -> _Figures:
    """Return what is kept under a name, or count it and keep it; one query where it is kept.

    Whatever is published draws a new version of the forum's data, and a new pack has a digest of
    its own: neither finds what was kept before, in any process. The version is read first, so that
    what is kept under it is never older. Readers of one process wait for the first to count.
    """
    version = Dataset.objects.filter(forum=forum).values_list("version", flat=True).first()
    if version is None:
        return count()
    return once(f"{name}:{version}:{forum.pack_digest[:16]}", seconds, count)


def once(key: str, seconds: int, count: Callable[[], _Figures]) -> _Figures:
    """Return what is kept under a key, or count it and keep it."""
    kept: _Figures | None = cache.get(key)
    if kept is not None:
        return kept
    with _COUNTING[hash(key) % len(_COUNTING)]:
        kept = cache.get(key)
        if kept is None:
            kept = count()
            cache.set(key, kept, seconds)
    return kept
