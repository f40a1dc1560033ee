"""Where rows live: an embedded SQLite file, or PostgreSQL by DATABASE_URL."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def sqlite(path: Path | str) -> dict[str, Any]:
    """Return the settings of an embedded database."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,  # opening it costs more than most of what is asked
        "OPTIONS": {
            # Take the write lock at BEGIN: two writers queue up instead of failing half way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,
            # WAL: readers never wait for a writer. FULL, not NORMAL: a mail may leave right after
            # a commit, so that commit must survive a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            " PRAGMA cache_size=-65536;",
        },
    }


def from_url(url: str) -> dict[str, Any]:
    """Return the settings for `postgresql://user:password@host:port/name` or `sqlite:///path`.

    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(parts.path.removeprefix("/") or ":memory:")
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL: unknown scheme {parts.scheme!r}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
