"""More of what the public may see of a revision: whom it is for, means, files, predecessor."""

from decimal import Decimal

from avow.commitments.models import Capacity, Document, Revision
from avow.commitments.safety import Scrubber
from avow.commitments.states import PUBLIC, State
from avow.directory.entry import CapacityRow, Details, FileRow
from avow.kernel import bulk

KEY_LENGTH = 16  # hexadecimal digits of a file's digest in its address


def parts_of(revision: Revision, scrub: Scrubber, *, hidden: bool) -> Details:
    """Return these parts; of a protected maker no means, files, places or other commitment.

    What is not said has no key: the digest of a commitment that says none of it stays what it was.
    """
    parts = Details()
    if revision.beneficiary_groups:
        parts["beneficiary_groups"] = list(revision.beneficiary_groups)
    if revision.beneficiary_number is not None:
        parts["beneficiary_number"] = revision.beneficiary_number
    if revision.beneficiary_note:
        parts["beneficiary_note"] = scrub.text(revision.beneficiary_note)
    if hidden:
        withheld = sum(line.amount_usd is None for line in bulk.gathered(revision, "finance_lines"))
        return parts | Details(uncounted=withheld) if withheld else parts
    return parts | _open_parts(revision, scrub)


def _open_parts(revision: Revision, scrub: Scrubber) -> Details:
    parts = Details()
    if areas := [place.region for place in bulk.gathered(revision, "places") if place.region]:
        parts["regions"] = areas
    for means in bulk.gathered(revision, "capacities"):
        parts["capacity"] = _capacity(means)
    if earlier := _supersedes(revision):
        parts["supersedes"] = earlier
    if files := [_file(one, scrub) for one in bulk.gathered(revision, "documents")]:
        parts["files"] = files
    return parts


def _capacity(means: Capacity) -> CapacityRow:
    return {
        "kind": means.kind,
        "amount": format(means.amount, "f"),
        "currency": means.currency,
        "year": means.year,
        "amount_usd": _text(means.amount_usd),
        "rate": _text(means.rate),
        "rate_day": means.rate_day.isoformat() if means.rate_day else None,
        "rate_source": means.rate_source,
    }


def _supersedes(revision: Revision) -> str:
    """Return the earlier commitment's reference if it has a public page of its own name."""
    earlier = revision.supersedes
    if earlier is None or earlier.organisation.is_protected:
        return ""
    return earlier.ref if earlier.state in {*PUBLIC, State.WITHDRAWN} and earlier.public_id else ""


def _file(document: Document, scrub: Scrubber) -> FileRow:
    one = document.attachment
    return {
        "name": scrub.text(one.name),
        "size": one.size,
        "type": one.content_type,
        "key": one.digest[:KEY_LENGTH],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
