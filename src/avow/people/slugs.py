"""Addresses of organisations: never empty, never the same twice, never telling a protected name."""

import hashlib
import secrets

from django.utils.text import slugify

from avow.kernel.text import fold
from avow.people.models import Organisation

LONGEST = 100  # leaves room for a number within the field


def slug_of(name: str, others: tuple[str, ...] = ()) -> str:
    """Return an address for a name; from another Latin name if the first has no Latin letters.

    Where no name has any (Arabic, Chinese, Russian), it is `org-` and eight signs that follow from
    the name, so that an import run twice gives the same address.
    """
    for one in (name, *others):
        words = slugify(fold(one))[:LONGEST].strip("-")
        if words and not words.isdigit():
            return words
    return "org-" + hashlib.sha256(name.encode()).hexdigest()[:8]


def free_slug(name: str, others: tuple[str, ...] = ()) -> str:
    """Return the same, with a number where another organisation has the address already."""
    base = slug_of(name, others)
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def hidden_slug() -> str:
    """Return an address that says nothing: of an organisation at risk."""
    return f"protected-{secrets.token_hex(5)}"
