"""Typed readers of the environment. A secret may also come from the file that NAME_FILE names."""

import os
from pathlib import Path


def text(name: str, default: str = "") -> str:
    """Return the variable, or the content of the file in NAME_FILE, or the default."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Return true for 1, true, yes, on."""
    value = os.environ.get(name, "")
    return value.strip().lower() in {"1", "true", "yes", "on"} if value else default


def number(name: str, default: int) -> int:
    """Return a whole number. Raises ValueError for anything else."""
    return int(os.environ.get(name) or default)


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated values."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
