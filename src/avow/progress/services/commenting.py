"""What third parties say of a report: kept with date and source, withdrawn with a reason."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.people.models import User
from avow.people.roles import Role
from avow.progress.models import Comment, Report
from avow.progress.services import common, outcomes

LONGEST, LONGEST_SOURCE = 10_000, 200
_web = URLValidator(schemes=["http", "https"])


def comment(
    report: Report,
    *,
    text: str,
    source: str,
    dated: date | None,
    language: str,
    by: User,
    now: datetime,
    url: str = "",
) -> Comment:
    """Write down what a third party says of a report handed in, also after the freeze.

    The same words of the same source sent twice are one comment. Raises Refused with every reason.
    """
    text, source, url = (nfc(one).strip() for one in (text, source, url))
    with transaction.atomic():
        row = common.locked(report.pk)
        common.demand("report.comment", common.roles_towards(row, by, now), row.state)
        _check(row, text, source, dated, url, now)
        assert dated is not None
        found, made = Comment.objects.filter(withdrawn_at=None).get_or_create(
            report=row, text=text, source=source, dated=dated,
            defaults={"language": language, "url": url, "by": by, "at": now},
        )  # fmt: skip
        if made:
            _write_down("comment", row, now, number=found.pk)
    return found


def withdraw(comment: Comment, reason: str, by: User, now: datetime) -> Comment:
    """Take back a comment that was written down by mistake; it stays, with the reason.

    Raises Refused.
    """
    reason = nfc(reason).strip()
    with transaction.atomic():
        row = common.locked(comment.report_id)
        common.demand("report.comment", common.roles_towards(row, by, now), row.state)
        found = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
        if not reason:
            raise Refused("reason_missing")
        if found.withdrawn_at is not None:
            raise Refused("moved_on")
        found.withdrawn_at, found.withdrawn_by, found.withdrawal = now, by, reason
        found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal"])
        _write_down("comment_withdrawn", row, now, number=found.pk)
    return found


def _check(
    row: Report, text: str, source: str, dated: date | None, url: str, now: datetime
) -> None:
    problems = {
        "comment_missing": not text,
        "comment_too_long": len(text) > LONGEST,
        "comment_without_source": not source,
        "comment_source_too_long": len(source) > LONGEST_SOURCE,
        "comment_without_day": dated is None,
        "comment_day_ahead": dated is not None and dated > day_of(now, row.cycle.zone),
        "proof_address_wrong": bool(url) and not _is_web(url),
    }
    if reasons := [code for code, wrong in problems.items() if wrong]:
        raise Refused(*reasons)


def _is_web(url: str) -> bool:
    try:
        _web(url)
    except ValidationError:
        return False
    return len(url) <= 500


def _write_down(name: str, row: Report, now: datetime, number: int) -> None:
    """Write it into the ledger, and let kept public pages of the report be asked for anew."""
    outcomes.public_changed(row.cycle.forum_id)
    record(
        f"report.{name}",
        forum=row.cycle.forum,
        subject=f"report:{row.commitment.ref}:{row.cycle.key}",
        at=now,
        role=Role.SECRETARIAT,
        data={"share": format(row.share, "f"), "number": number},
    )
