"""Comments that were said in a workshop."""

import hashlib
import re
from datetime import datetime

from django.db import transaction

from avow.blueprints.models import Version
from avow.consultation.permissions import POLICY
from avow.consultation.services.answering import place_in_later_versions
from avow.consultation.services.commenting import enter
from avow.consultation.states import Source
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.people.authority import roles_in
from avow.people.models import User

_BETWEEN = re.compile(r"\n\s*\n")
LONGEST = 5_000


def paragraphs(texts: str) -> list[str]:
    """Return the comments of a text: one for each paragraph, long ones cut at 5,000 letters."""
    rows = [one.strip() for one in _BETWEEN.split(nfc(texts))]
    return [row[:LONGEST] for row in rows if row]


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

    Raises Refused: not one's to do, an unknown section.
    """
    forum = version.blueprint.coalition.forum
    if not POLICY.allows("consultation.enter", roles_in(by, None, forum)):
        raise Refused("not_yours", forbidden=True)
    made = here = 0
    with transaction.atomic():
        for words in paragraphs(texts):
            row = hashlib.sha256(f"{section_key}:{words}".encode()).hexdigest()[:32]
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
