"""Pure rules of sending: how long to wait, what a header may hold, where a link leads."""

import re
from datetime import datetime, timedelta

# After the first failure wait one minute, then five, and so on; after the last wait it has failed.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
# A sender that has not said how it went within this time is taken for dead.
LEASE = timedelta(minutes=10)


def next_try(attempts: int, now: datetime) -> datetime | None:
    """Return when to try again after `attempts` failed attempts, or None when it is enough."""
    return now + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def header(text: str) -> str:
    """Return `text` on one line: a line break in a subject or a name would start a new header."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def in_language(url: str, language: str, languages: frozenset[str]) -> str:
    """Return our own address (`/en/…`) in the receiver's language; any other address as it is."""
    match = re.match(r"/([a-z]{2})(/|$)", url)
    if match and match.group(1) in languages:
        return f"/{language}{url[3:]}"
    return url
