"""Write to the ledger, and check it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from avow.forums.models import Forum
from avow.ledger import rules
from avow.ledger.models import Entry, Head
from avow.ledger.rules import Verdict


def record(
    verb: str,
    *,
    forum: Forum | None,
    subject: str,
    at: datetime,
    role: str = "system",
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one entry inside the caller's transaction, so that it stands or falls with the change.

    It locks the end of the chain until that transaction ends: call it late, after other row locks.
    `data` is public for ever: references, codes, published text; never a person or protected name.

    Raises PersonalData for an e-mail address, TypeError for a float, Decimal or date (write text).
    """
    with transaction.atomic():
        head = _locked_head()
        body = {
            "seq": head.seq + 1,
            "forum": forum.slug if forum else None,
            "at": rules.instant(at),
            "verb": rules.plain(verb),
            "subject": rules.plain(subject),
            "role": rules.plain(str(role)),
            "data": rules.plain(data or {}),
            "previous_hash": head.hash,
        }
        entry = Entry.objects.create(
            seq=body["seq"],
            forum=forum,
            forum_slug=body["forum"] or "",
            at=at,
            verb=body["verb"],
            subject=body["subject"],
            role=body["role"],
            data=body["data"],
            previous_hash=head.hash,
            hash=rules.digest(body),
        )
        head.seq, head.hash = entry.seq, entry.hash
        head.save(update_fields=["seq", "hash"])
    return entry


def _locked_head() -> Head:
    """Return the chain's end, locked; it is made on the very first entry."""
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None:
        Head.objects.get_or_create(pk=1)
        head = Head.objects.select_for_update().get(pk=1)
    return head


def current_head() -> Head:
    """Return the chain's end without locking it; an empty chain has sequence 0."""
    return Head.objects.filter(pk=1).first() or Head()


def verify(head: str = "") -> Verdict:
    """Check every entry in the database, and that the chain's end is where the head row says.

    `head` is a hash somebody noted earlier, which must still be part of the chain.
    """
    end = current_head()
    verdict = rules.check(
        (entry.as_line() for entry in Entry.objects.walk(up_to=end.seq)), head=head
    )
    if verdict.fault is None and (verdict.count, verdict.head) != (end.seq, end.hash):
        return Verdict(verdict.count, verdict.head, rules.Fault(verdict.count + 1, "cut_off"))
    if verdict.fault is None and Entry.objects.filter(seq__gt=end.seq).exists():
        # An entry may have come in since the head was read; it is alien if the head still lacks it.
        now = current_head()
        if Entry.objects.filter(seq__gt=now.seq).exists() and now.seq == end.seq:
            return Verdict(verdict.count, verdict.head, rules.Fault(end.seq + 1, "beyond_head"))
    return verdict


def verify_file(lines: Iterable[bytes | str], head: str = "") -> Verdict:
    """Check a downloaded chain, line by line, without a database.

    Its last line names the head; without one, or with another, the file was cut off or mended.
    """
    told: list[dict[str, Any]] = []

    def entries() -> Iterator[dict[str, Any]]:
        for line in lines:
            if not line.strip():
                continue
            value = rules.parse(line)
            if told or "head" not in value:
                yield value  # after the head line nothing may follow: it fails the check
            else:
                told.append(value)

    verdict = rules.check(entries(), head=head)
    if verdict.fault is None and told != [{"head": verdict.head, "seq": verdict.count}]:
        return Verdict(verdict.count, verdict.head, rules.Fault(verdict.count + 1, "cut_off"))
    return verdict


def chain_lines() -> Iterator[bytes]:
    """Yield the whole chain as JSON lines, oldest first, and a last line with its head."""
    end = current_head()
    for entry in Entry.objects.walk(up_to=end.seq):
        yield rules.canonical(entry.as_line()) + b"\n"
    yield json.dumps({"head": end.hash, "seq": end.seq}).encode() + b"\n"
