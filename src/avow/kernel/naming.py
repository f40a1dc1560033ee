"""Names of what may be kept: the release in use, and ETags made of what an answer follows from."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from django.utils.http import quote_etag


@cache
def release() -> str:
    """Return the version of Avow that runs; nothing where it is not installed as a package."""
    try:
        return version("avow")
    except PackageNotFoundError:
        return ""


def etag_of(content: bytes) -> str:
    """Return an ETag that names this content, or all that an answer follows from."""
    return quote_etag(hashlib.sha256(content).hexdigest()[:32])
