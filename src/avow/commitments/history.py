"""The published texts of a commitment, through the safety wall: nothing hidden comes back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from avow.commitments import public_makers, publication
from avow.commitments.comparing import Content
from avow.commitments.contents import content_of_entry
from avow.commitments.differing import Difference, differences
from avow.commitments.models import Commitment, Partner, Revision
from avow.directory.entry import FileRow, PublicEntry
from avow.directory.vocabulary import Vocabulary
from avow.forums.models import Action


@dataclass(frozen=True, slots=True)
class Published:
    """One published revision and what it changed; the first one changed nothing."""

    number: int
    at: datetime | None
    reason: str
    is_first: bool
    changes: list[Difference]
    files: list[FileRow]


def published(commitment: Commitment) -> QuerySet[Revision]:
    """Return the revisions that were published, the newest first."""
    return commitment.revisions.filter(published_at__isnull=False).order_by("-number")


def changes_in(
    commitment: Commitment, shown: Iterable[Revision], vocabulary: Vocabulary
) -> list[Published]:
    """Return what each of these revisions, newest first, changed; a constant number of queries."""
    numbers = [one.number for one in shown]
    if not numbers:
        return []
    earlier = published(commitment).filter(number__lt=min(numbers))[:1]
    wanted = [*numbers, *earlier.values_list("number", flat=True)]
    rows = _with_everything(published(commitment).filter(number__in=wanted))
    reasons = _reasons(commitment)
    entries = [publication.entry_of(commitment, revision=row) for row in rows]
    texts = [(one, content_of_entry(entry)) for one, entry in zip(rows, entries, strict=True)]
    return [
        Published(
            row.number,
            row.published_at,
            reasons.get(row.number, ""),
            place + 1 == len(texts),
            differences(texts[place + 1][1], text, vocabulary) if place + 1 < len(texts) else [],
            entries[place].details.get("files", []),
        )
        for place, (row, text) in enumerate(texts)
        if row.number in numbers
    ]


def compare(
    commitment: Commitment, before: int, after: int, vocabulary: Vocabulary
) -> list[Difference] | None:
    """Return what differs between two published revisions; None where there is no such pair."""
    rows = _with_everything(published(commitment).filter(number__in={before, after}))
    found = {row.number: _content(commitment, row) for row in rows}
    if before not in found or after not in found:
        return None
    return differences(found[before], found[after], vocabulary)


def entry_at(commitment: Commitment, number: int) -> PublicEntry | None:
    """Return what the public may see of an earlier published revision; None if there is none."""
    row = _with_everything(published(commitment).filter(number=number)).first()
    return publication.entry_of(commitment, revision=row) if row else None


def reason_of(commitment: Commitment, number: int) -> str:
    """Return why a revision was made, as the public may read it."""
    return _reasons(commitment).get(number, "")


def _with_everything(rows: QuerySet[Revision]) -> QuerySet[Revision]:
    return rows.select_related("supersedes__organisation").prefetch_related(
        *publication.CHILDREN,
        Prefetch("partners", Partner.objects.select_related("organisation")),
        *public_makers.with_makers(""),
        Prefetch("actions", Action.objects.select_related("coalition")),
    )


def _content(commitment: Commitment, revision: Revision) -> Content:
    return content_of_entry(publication.entry_of(commitment, revision=revision))


def _reasons(commitment: Commitment) -> dict[int, str]:
    entry = publication.entry_of(commitment)
    return {row["number"]: row["reason"] for row in entry.details.get("revisions", [])}
