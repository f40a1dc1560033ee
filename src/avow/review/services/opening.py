"""Open a case, and close one whose subject was withdrawn."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from avow.forums.models import Coalition
from avow.kernel.clock import day_of, end_of
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.people.models import Organisation
from avow.review import rules
from avow.review.models import Case
from avow.review.services import common, telling
from avow.review.states import OVER


def open_case(
    *,
    coalition: Coalition,
    organisation: Organisation,
    subject: str,
    title: str,
    now: datetime,
    partners: Iterable[Organisation] = (),
    due_on: date | None = None,
) -> Case:
    """Open one coalition's case, inside the caller's transaction, and tell its Champions.

    Quorum, majority and days are the pack's of this moment, kept with the case. Seats of the
    organisation and of its partners keep out from the beginning. Champions get one mail for all
    that one organisation brings before their coalition on one day.
    """
    forum = coalition.forum
    review = forum.settings.review
    until = None
    if review.validation_days is not None:
        until = end_of(day_of(now, forum.zone) + timedelta(days=review.validation_days), forum.zone)
    with transaction.atomic():
        case = Case.objects.create(
            forum=forum,
            coalition=coalition,
            organisation=organisation,
            subject=subject,
            title=nfc(title)[:300],
            quorum=rules.quorum_text(review.quorum),
            majority=rules.quorum_text(review.majority),
            liaison_days=review.liaison_days,
            due_on=due_on,
            opened_at=now,
            validation_until=until,
        )
        case.partners.set(partners)
        seats = common.renew_recusals(case, now)
        record(
            "case.opened",
            forum=forum,
            subject=f"case:{case.pk}",
            at=now,
            data={"coalition": coalition.code, "about": str(subject)},
        )
        day = day_of(now, forum.zone).isoformat()
        key = f"case.opened:{coalition.pk}:{organisation.pk}:{day}"
        telling.tell_champions("case.opened", case, seats, key=key, now=now)
    return case


def close_case(pk: int, *, now: datetime) -> Case:
    """End a case whose subject was withdrawn; one that is over already stays as it is."""
    with transaction.atomic():
        case = common.locked(pk)
        if case.state in OVER:
            return case
        facts = common.facts_of(case, frozenset())
        common.step(case, "close", roles=common.SYSTEM, facts=facts, now=now)
    return case
