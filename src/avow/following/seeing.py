"""How followed commitments stand, as the public reads them: entries and the public ledger alone."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from avow.directory.models import Entry
from avow.following.rules import Seen
from avow.forums.models import Forum
from avow.ledger.models import Entry as LedgerEntry

REPORTED = "report.publish"  # the ledger's word, of `report:<ref>:<cycle>`


def end_of_ledger(forum: Forum) -> int:
    """Return the number of the newest entry of a forum's ledger; entries are written in order."""
    newest = LedgerEntry.objects.of_forum(forum).values_list("seq", flat=True).first()
    return newest or 0


def seen_of(entry: Entry, seq: int) -> Seen:
    """Return how a commitment stands."""
    return Seen(entry.revision, entry.status, entry.state, seq)


def seen_now(forum: Forum, ref: str) -> dict[str, Any]:
    """Return how a commitment stands, to be kept; nothing for none."""
    entry = Entry.objects.filter(forum=forum, ref=ref).first() if ref else None
    return asdict(seen_of(entry, end_of_ledger(forum))) if entry else {}


def entries_of(forum: Forum, refs: Collection[str]) -> dict[str, Entry]:
    """Return the public entries of these references, withdrawn ones too."""
    return {row.ref: row for row in Entry.objects.filter(forum=forum, ref__in=refs)}


def reports_since(forum: Forum, known: Mapping[str, int]) -> Counter[str]:
    """Return how many reports on each commitment were published since; `known` is {ref: seq}."""
    if not known:
        return Counter()
    about = reduce(
        or_, (Q(subject__startswith=f"report:{ref}:", seq__gt=seq) for ref, seq in known.items())
    )
    rows = LedgerEntry.objects.filter(
        about, forum=forum, verb=REPORTED, seq__gt=min(known.values())
    )
    return Counter(subject.split(":")[1] for subject in rows.values_list("subject", flat=True))
