"""What may be a moment old: small things that every anonymous page asks for, asked once for many.

Only inside `content()`: a reader who is not signed in, and only looks. The moment is MOMENT_SECONDS
long, less than a second, so that every process on every machine is current within one.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any, TypeVar, cast

from django.conf import settings

T = TypeVar("T")
_CONTENT: ContextVar[bool] = ContextVar("content_with_a_moment_ago", default=False)
_KEPT: dict[Hashable, tuple[float, Any]] = {}
_MOST = 2_000  # things; beyond that all are forgotten, which costs a query each


@contextmanager
def content(*, is_so: bool) -> Iterator[None]:
    """Say whether the reader is content with what was true a moment ago."""
    token = _CONTENT.set(is_so)
    try:
        yield
    finally:
        _CONTENT.reset(token)


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """Return what was made under a key within the moment, or make it. It must not be changed."""
    if not _CONTENT.get():
        return make()
    now = monotonic()
    known = _KEPT.get(key)
    if known is not None and known[0] > now:
        return cast("T", known[1])
    made = make()
    if len(_KEPT) >= _MOST:
        _KEPT.clear()
    _KEPT[key] = now + settings.MOMENT_SECONDS, made
    return made


def forget() -> None:
    """Forget everything: something was changed by this process."""
    _KEPT.clear()
