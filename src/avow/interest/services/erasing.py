"""Forgetting the person who wrote for an organisation; the organisation's interest stays."""

from datetime import datetime

from django.db import transaction

from avow.interest.models import Interest
from avow.interest.permissions import POLICY
from avow.interest.states import Kind
from avow.kernel.lifecycle import Refused
from avow.ledger.services import record
from avow.people.authority import roles_in
from avow.people.models import User
from avow.people.personal import GONE, forget_address
from avow.people.roles import Role


def erase_contact(interest: Interest, *, by: User, now: datetime) -> Interest:
    """Take the person's name, address, words and mails away; a second call changes nothing.

    The organisation's name, country and coalitions stay, and a letter's file, which is the
    organisation's own. Nobody is invited at the address any more. Raises Refused (forbidden).
    """
    if not POLICY.allows("interest.erase", roles_in(by, None, interest.forum)):
        raise Refused("not_yours", forbidden=True)
    with transaction.atomic():
        row = Interest.objects.select_for_update().get(pk=interest.pk)
        if row.is_erased:
            return row
        address = row.email
        forget_contact(row)
        elsewhere = Interest.objects.filter(email__iexact=address)
        # Whoever has an account erases it, with all mails, themselves.
        if not elsewhere.exists() and not User.objects.filter(email__iexact=address).exists():
            forget_address(address, f"interest-{row.pk}@{GONE}")
        record(
            "interest.contact_erased",
            forum=row.forum,
            subject=f"interest:{row.pk}",
            at=now,
            role=Role.SECRETARIAT,
        )
    return row


def forget_contact(row: Interest) -> None:
    """Write an address that nobody can have where the person's stood; the link ends, too.

    What was said beside an expression of interest goes; a letter's text is the organisation's.
    """
    row.email, row.contact_name = f"interest-{row.pk}@{GONE}", ""
    row.message = row.message if row.kind == Kind.LETTER else ""
    row.wants_news, row.token_digest, row.token_expires_at = False, "", None
    row.handed_in_by = None
    row.save()
