"""Before a term ends: make it longer, follow it by another, and be invited to do so."""

from datetime import date, datetime, timedelta

from django.db import transaction

from avow.commitments import terms
from avow.commitments.models import Commitment, RenewalInvitation
from avow.commitments.permissions import POLICY
from avow.commitments.services import common
from avow.commitments.services.amending import begin
from avow.commitments.services.revising import sheet_of
from avow.commitments.services.writing import next_ref
from avow.commitments.termbook import Outlook, TermBook
from avow.kernel.lifecycle import Refused
from avow.ledger.services import record
from avow.people.models import User
from avow.people.roles import Role

__all__ = ["extend", "invite", "outlook_of", "renew"]


def outlook_of(commitment: Commitment, now: datetime) -> Outlook | None:
    """Return what may follow its term now; None for one that was never published."""
    return TermBook(commitment.forum, now).outlook(commitment)


def extend(
    commitment: Commitment, ends_on: date | None, reason: str, by: User, now: datetime
) -> Commitment:
    """Begin an amendment whose last day is already the later one. Raises Refused.

    What else the maker wants to change is written in the same amendment; it is handed in as any.
    """
    with transaction.atomic():
        row = common.locked(commitment.pk)
        refused = _why_not(row, ends_on, now)
        new_end = {"ends_on": ends_on.isoformat()} if ends_on else {}
        return begin(row, "extend", reason, by, now, refused=refused, **new_end)


def _why_not(commitment: Commitment, ends_on: date | None, now: datetime) -> tuple[str, ...]:
    outlook = outlook_of(commitment, now)
    if outlook is None or outlook.extension.why_not:
        return (outlook.extension.why_not,) if outlook else ()
    return () if ends_on in outlook.extension.last_days else ("last_day_not_possible",)


def renew(commitment: Commitment, by: User, now: datetime) -> Commitment:
    """Begin the next term as a draft that says what the public text says; return that draft.

    It begins on the day after this one ends. A second click finds the draft of the first. Raises
    Refused with the reason why there can be none.
    """
    with transaction.atomic():
        row = common.locked(commitment.pk)
        roles = common.roles_towards(row, by, now)
        if Role.REPRESENTATIVE not in roles:
            raise Refused("not_yours", forbidden=True)
        known: Commitment | None = Commitment.objects.filter(renews=row).first()
        if known is not None:
            return known
        outlook = outlook_of(row, now)
        if outlook is None or not POLICY.allows("commitment.renew", roles, row.state):
            raise Refused("not_renewable")
        if outlook.renewal.starts_on is None:
            raise Refused(outlook.renewal.why_not)
        return _next_term(row, outlook, by, now)


def _next_term(earlier: Commitment, outlook: Outlook, by: User, now: datetime) -> Commitment:
    assert earlier.public is not None
    assert outlook.renewal.starts_on is not None
    ref = next_ref(earlier.forum)
    ends_on = terms.next_last_day(outlook.facts, outlook.renewal.last_days)
    days = {"starts_on": outlook.renewal.starts_on.isoformat(), "ends_on": ends_on.isoformat()}
    sheet = sheet_of(earlier.public, by.language, now, **days)
    draft = Commitment.objects.create(
        forum=earlier.forum,
        organisation=earlier.organisation,
        ref=ref,
        sheet=sheet,
        renews=earlier,
        created_by=by,
        created_at=now,
    )
    record(
        "commitment.renew",
        forum=earlier.forum,
        subject=f"commitment:{earlier.ref}",
        at=now,
        role=Role.REPRESENTATIVE,
        data={"next": ref},
    )
    subject = f"commitment:{ref}"
    record(
        "commitment.create", forum=earlier.forum, subject=subject, at=now,
        role=Role.REPRESENTATIVE, data={"renews": earlier.ref},
    )  # fmt: skip
    return draft


def invite(commitment: Commitment, days: int, book: TermBook) -> bool:
    """Invite its makers to extend or renew, once for each of the pack's days; return whether.

    Says nothing where nothing is possible. Safe from many machines: the row decides who is first.
    """
    with transaction.atomic():
        row = common.locked(commitment.pk)
        outlook = book.outlook(row)
        if (
            outlook is None
            or not outlook.is_possible
            or terms.invitation_due(outlook.facts.ends_on, book.today, book.renewal_days) != days
        ):
            return False
        ends_on = outlook.facts.ends_on
        _row, made = RenewalInvitation.objects.get_or_create(
            commitment=row, ends_on=ends_on, days=days, defaults={"sent_at": book.now}
        )
        if not made:
            return False
        longest = outlook.extension.last_days[-1:] or (None,)
        common.tell_makers(
            "renewal", row, book.now,
            key=f"commitment.renewal:{row.pk}:{ends_on.isoformat()}:{days}",
            ends_on=ends_on.isoformat(),
            until=longest[0].isoformat() if longest[0] else "",
            renews=outlook.renewal.starts_on is not None,
        )  # fmt: skip
        record(
            "commitment.renewal_invited",
            forum=row.forum,
            subject=f"commitment:{row.ref}",
            at=book.now,
            role=Role.SYSTEM,
            data={"ends_on": ends_on.isoformat(), "days": days},
        )
    return True


def due_between(today: date, days: tuple[int, ...]) -> list[tuple[int, date, date]]:
    """Return (invitation, first, last): whose last day lies in these bounds is due that one."""
    found, start = [], today
    for one in sorted(days):
        end = today + timedelta(days=one)
        found.append((one, start, end))
        start = end + terms.ONE_DAY
    return found
