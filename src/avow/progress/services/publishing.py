"""Show a report to everybody, and let its maker answer in public."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from avow.commitments import publication
from avow.commitments.models import Commitment
from avow.commitments.services import common as commitments
from avow.commitments.states import PUBLIC
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc, says_something
from avow.ledger.services import record
from avow.people.models import User
from avow.people.roles import Role
from avow.progress import contents, rules
from avow.progress.models import Report, Statement
from avow.progress.services import common, outcomes, silence
from avow.progress.services.writing import LONGEST
from avow.progress.states import Check


def publish(report: Report, by: User | None, now: datetime, *, seen: int | None = None) -> Report:
    """Publish what was handed in last, as verified or self-reported; `by` None: the calendar.

    Of a report that was returned and not handed in again, the calendar publishes the version that
    was: nothing half written is ever public. `seen`: the number of the version that was read.
    Raises Refused.
    """
    with transaction.atomic():
        row = common.locked_with_commitment(report)
        common.demand_seen(row, seen)
        roles = common.roles_towards(row, by, now)
        move = common.step(row, "publish", roles, common.facts_of(row, now), now)
        version = row.versions.order_by("-number")[0]
        if contents.digest(contents.content_of(row)) != version.digest:
            contents.put(row, version.content)
        row.computed_status, row.differs = version.computed_status, version.differs
        row.public, row.published_at = version, now
        row.public_check = Check.VERIFIED if row.checked_at else Check.SELF_REPORTED
        row.save()
        commitment = commitments.locked(row.commitment_id)
        shown = show_status(commitment, [row.cycle_id], now)
        outcomes.keep(commitment, row.cycle)
        outcomes.public_changed(row.cycle.forum_id)
        silence.lift_when_reported(commitment, now)
        common.write_down(
            row, move, roles, now,
            version=version.number, status=version.status, computed=version.computed_status,
            check=row.public_check, digest=version.digest, commitment_digest=shown,
        )  # fmt: skip
        if by is not None:  # of all that the freeze publishes there is one letter
            common.tell_makers(
                "report.published", row, now, key=f"report.published:{row.pk}:{version.number}",
                verified=row.public_check == Check.VERIFIED, differs=version.differs,
            )  # fmt: skip
    return row


def show_status(commitment: Commitment, cycles: Iterable[int], now: datetime) -> str:
    """Let a locked commitment's public page say what its makers' reports in a cycle say together.

    Returns the digest of the page as it is then; nothing where the page stays as it was, or there
    is none.
    """
    said = Report.objects.filter(
        commitment=commitment, cycle__in=list(cycles), public__isnull=False
    ).values_list("public__status", flat=True)
    status = rules.together(list(said))
    if commitment.progress_status == status:
        return ""
    commitment.progress_status = status
    commitment.save(update_fields=["progress_status"])
    if commitment.state not in PUBLIC:
        return ""
    return publication.digest(publication.show(commitment, now))


def answer(report: Report, text: str, language: str, by: User, now: datetime) -> Statement:
    """Answer in public to what a published report is said to show; also after the freeze.

    The same words sent twice are one answer. Raises Refused.
    """
    text = nfc(text).strip()
    if not says_something(text):
        raise Refused("statement_missing")
    if len(text) > LONGEST:
        raise Refused("answer_too_long")
    with transaction.atomic():
        row = common.locked(report.pk)
        common.demand("report.answer", common.roles_towards(row, by, now), row.state)
        last = row.statements.order_by("-at").first()
        if last is not None and last.text == text:
            return last
        said = Statement.objects.create(report=row, text=text, language=language, by=by, at=now)
        outcomes.public_changed(row.cycle.forum_id)
        record(
            "report.answer",
            forum=row.cycle.forum,
            subject=f"report:{row.commitment.ref}:{row.cycle.key}",
            at=now,
            role=Role.REPRESENTATIVE,
            data={"share": format(row.share, "f")},
        )
    return said
