"""Comments that were said in a workshop."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction

from avow.blueprints.models import Version
from avow.consultation.permissions import POLICY
from avow.consultation.services.answering import place_in_later_versions
from avow.consultation.services.commenting import enter
from avow.consultation.states import Source
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc, says_something
from avow.people.authority import roles_in
from avow.people.models import User

_BETWEEN = re.compile(r"\n\s*\n")
LONGEST = 5_000


def paragraphs(texts: str) -> list[str]:
    """Return the comments of a text: one for each paragraph that says something.

    Raises Refused for one that is too long: nothing of what was said is cut off.
    """
    rows = [one.strip() for one in _BETWEEN.split(nfc(texts)) if says_something(one)]
    if any(len(row) > LONGEST for row in rows):
        raise Refused("workshop_paragraph_too_long")
    return rows


def numbered(rows: Iterable[str]) -> Iterator[str]:
    """Yield a lasting name of each row: what two people said alike is two, sent again the same."""
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row] += 1
        name = row if seen[row] == 1 else f"{row}:{seen[row]}"
        yield hashlib.sha256(name.encode()).hexdigest()[:32]


def enter_workshop(
    version: Version,
    name: str,
    texts: str,
    *,
    section_key: str,
    language: str,
    by: User,
    now: datetime,
) -> tuple[int, int]:
    """Take in what a workshop said; return (new, here already). Twice is once.

    Raises Refused: not one's to do, an unknown section, a paragraph that is too long.
    """
    forum = version.blueprint.coalition.forum
    if not POLICY.allows("consultation.enter", roles_in(by, None, forum)):
        raise Refused("not_yours", forbidden=True)
    made = here = 0
    with transaction.atomic():
        rows = paragraphs(texts)
        for words, row in zip(rows, numbered(f"{section_key}:{one}" for one in rows), strict=True):
            one = enter(
                version,
                words,
                language=language,
                source=Source.WORKSHOP,
                source_name=nfc(name).strip(),
                source_row=row,
                section_key=section_key,
                now=now,
            )
            made, here = made + (one is not None), here + (one is None)
        place_in_later_versions(version, now)
    return made, here
