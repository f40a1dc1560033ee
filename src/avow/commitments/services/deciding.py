"""Send a commitment to its actions' coalitions, and publish or decline it when they answered."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from avow.answers import services as answers
from avow.commitments import publication
from avow.commitments.models import Commitment, CommitmentCoalition
from avow.commitments.services import common
from avow.commitments.states import PUBLIC, State
from avow.commitments.termbook import TermBook
from avow.directory import services as directory
from avow.kernel.clock import day_of
from avow.kernel.text import nfc
from avow.people.models import Organisation, User
from avow.review.models import Case
from avow.review.services import close_case, open_case
from avow.review.states import DECIDED, OVER, Subject
from avow.review.states import State as CaseState


def open_cases(
    commitment: Commitment, by: User | None, now: datetime, due_on: date | None = None
) -> list[Case]:
    """Ask every coalition of its actions; return the new cases. `by` is None for the platform.

    `due_on`: the day an application that brings it along is due; else its own. Raises Refused.
    """
    with transaction.atomic():
        row = common.locked(commitment.pk)
        roles = common.roles_towards(row, by, now)
        move = common.step(row, "open", roles, common.facts_of(row, "open", now), now)
        row.due_on = due_on or row.due_on
        row.save()
        cases = ask_coalitions(row, now)
        coalitions = sorted(case.coalition.code for case in cases)
        common.write_down(row, move, roles, now, coalitions=coalitions)
    return cases


def ask_coalitions(commitment: Commitment, now: datetime) -> list[Case]:
    """Open a case in each coalition of the current revision's actions, replacing an earlier one."""
    assert commitment.current is not None
    partners = list(Organisation.objects.filter(pk__in=common.partner_ids(commitment)))
    wanted = commitment.current.actions.values("coalition")
    links = CommitmentCoalition.objects.filter(commitment=commitment, coalition__in=wanted)
    cases = []
    for link in links.select_related("coalition__forum"):
        link.case = open_case(
            coalition=link.coalition,
            organisation=commitment.organisation,
            subject=Subject.COMMITMENT,
            title=commitment.current.title,
            partners=partners,
            due_on=commitment.due_on,
            now=now,
        )
        link.save(update_fields=["case"])
        cases.append(link.case)
    return cases


def publish(commitment: Commitment, by: User, now: datetime) -> Commitment:
    """Show it to everybody, in the coalitions that accepted it and its maker. Raises Refused.

    For an amendment, the new text takes the place of the old one.
    """
    with transaction.atomic():
        row = common.locked(commitment.pk)
        roles = common.roles_towards(row, by, now)
        first = row.state == State.IN_REVIEW
        move = common.step(row, "publish", roles, common.facts_of(row, "publish", now), now)
        assert row.current is not None
        row.current.published_at = now
        row.current.save(update_fields=["published_at"])
        row.public = row.current
        row.published_at = row.published_at or now
        row.save()
        _show_in_coalitions(row, now)
        entry = publication.show(row, now)
        if first:
            _show_neighbours(row, now)
        common.write_down(
            row, move, roles, now,
            revision=row.public.number, coalitions=list(entry.coalitions),
            digest=publication.digest(entry),
        )  # fmt: skip
        verb = "published" if first else "amendment_published"
        key = f"commitment.publish:{row.pk}:{row.public.number}"
        common.tell_makers(verb, row, now, key=key, coalition_names=_names_of(row))
        common.tell_co_makers(verb, row, now, key=key, coalition_names=_names_of(row))
    return row


def _show_in_coalitions(commitment: Commitment, now: datetime) -> None:
    """Mark the coalitions that accepted both; those an amendment dropped are shown no more."""
    assert commitment.public is not None
    makes = common.maker_in(commitment, now)
    actions = commitment.public.actions.values("coalition")
    links = CommitmentCoalition.objects.filter(commitment=commitment)
    links.exclude(coalition__in=actions).update(shown_since=None)
    accepted = links.filter(coalition__in=makes, case__state=CaseState.ACCEPTED).filter(
        coalition__in=actions
    )
    accepted.filter(shown_since=None).update(shown_since=now)


def _names_of(commitment: Commitment) -> list[dict[str, str]]:
    links = CommitmentCoalition.objects.filter(commitment=commitment, shown_since__isnull=False)
    return [link.coalition.names for link in links.select_related("coalition")]


def decline(commitment: Commitment, by: User, now: datetime, reason: str = "") -> Commitment:
    """Tell the maker that no coalition accepted it; a declined amendment leaves the public text.

    Raises Refused.
    """
    reason = nfc(reason).strip()
    with transaction.atomic():
        row = common.locked(commitment.pk)
        roles = common.roles_towards(row, by, now)
        was = row.state
        facts = common.facts_of(row, "decline", now, reason=reason)
        move = common.step(row, "decline", roles, facts, now)
        reasons = _reasons_of(row)
        number = row.current.number if row.current else 0
        if was == State.AMENDED:
            row.current = row.public
        else:
            row.state_reason = reason
            row.renews = None  # another next term may be written
        row.save()
        common.write_down(row, move, roles, now)
        verb = "declined" if was == State.IN_REVIEW else "amendment_declined"
        key = f"commitment.decline:{row.pk}:{number}"
        common.tell_makers(verb, row, now, key=key, reason=reason, reasons=reasons)
    return row


def _reasons_of(commitment: Commitment) -> list[dict[str, object]]:
    """Return what each coalition that answered wrote to the maker."""
    links = CommitmentCoalition.objects.filter(
        commitment=commitment, case__state__in=sorted(DECIDED)
    )
    return [
        {"coalition_names": link.coalition.names, "reason": link.case.reason}
        for link in links.select_related("coalition", "case")
        if link.case is not None
    ]


def complete(commitment: Commitment, by: User | None, now: datetime) -> Commitment:
    """Close it when its term is over; by the calendar (`by` None) or the secretariat.

    Raises Refused.
    """
    return _close(commitment, "complete", by, now, "")


def end(commitment: Commitment, reason: str, by: User, now: datetime) -> Commitment:
    """End it before its term is over, with a public reason. Raises Refused."""
    return _close(commitment, "end", by, now, reason)


def _close(
    commitment: Commitment, name: str, by: User | None, now: datetime, reason: str
) -> Commitment:
    reason = nfc(reason).strip()
    with transaction.atomic():
        row = common.locked(commitment.pk)
        roles = common.roles_towards(row, by, now)
        changing = row.state == State.AMENDED
        move = common.step(row, name, roles, common.facts_of(row, name, now, reason=reason), now)
        row.state_reason = reason
        row.over_on = _last_day(row, now)
        if changing:
            _give_up_change(row, now)
        row.save()
        entry = publication.show(row, now)
        common.write_down(
            row, move, roles, now, revision=entry.revision, digest=publication.digest(entry)
        )
        verb = "completed" if name == "complete" else "ended"
        outlook = TermBook(row.forum, now).outlook(row)
        common.tell_makers(
            verb, row, now, key=f"commitment.{name}:{row.pk}", reason=reason,
            given_up=changing, renewable=bool(outlook and outlook.renewal.starts_on),
        )  # fmt: skip
        key = f"commitment.{name}:{row.pk}"
        common.tell_co_makers(verb, row, now, key=key, reason=reason)
    return row


def _last_day(commitment: Commitment, now: datetime) -> date:
    """Return the last day of what is over now: that of its text, or today where it ends early."""
    today = day_of(now, commitment.forum.zone)
    return min(today, commitment.public.ends_on) if commitment.public else today


def _give_up_change(commitment: Commitment, now: datetime) -> None:
    """Let the public text stand; what was written of a change stays in its frozen sheet."""
    commitment.current = commitment.public
    if commitment.sheet is not None:
        answers.freeze(commitment.sheet, now)
    close_open_cases(commitment, now)


def withdraw(commitment: Commitment, by: User, now: datetime, reason: str = "") -> Commitment:
    """Take it back: open cases close, the public keeps its title and the reason.

    A next term that was never public leaves room for another one. Raises Refused, also without a
    reason for what was public.
    """
    reason = nfc(reason).strip()
    with transaction.atomic():
        row = common.locked(commitment.pk)
        roles = common.roles_towards(row, by, now)
        was = row.state
        facts = common.facts_of(row, "withdraw", now, reason=reason)
        move = common.step(row, "withdraw", roles, facts, now)
        row.state_reason = reason
        row.over_on = _last_day(row, now)
        if row.public is None:
            row.renews = None
        row.save()
        close_open_cases(row, now)
        public_reason = publication.safe_reason(row)
        directory.withdraw(row.forum, row.ref, reason=public_reason, at=now)
        _show_neighbours(row, now)
        common.write_down(row, move, roles, now)
        if was != State.DRAFT:
            key = f"commitment.withdraw:{row.pk}"
            common.tell_secretariat("withdrawn", row, now, key=key, reason=reason)
            common.tell_co_makers("withdrawn", row, now, key=key, reason=reason)
    return row


def _show_neighbours(commitment: Commitment, now: datetime) -> None:
    """Bring the public pages of the term before and after up to date: they name this one."""
    around = Q(renewed_by=commitment) | Q(renews=commitment)
    rows = Commitment.objects.filter(around, state__in=sorted(PUBLIC)).order_by("pk")
    for row in rows.select_related("forum", "organisation", "public"):
        publication.show(row, now)


def close_open_cases(commitment: Commitment, now: datetime) -> None:
    """Close the cases nobody has decided yet."""
    links = CommitmentCoalition.objects.filter(commitment=commitment, case__isnull=False)
    for link in links.exclude(case__state__in=sorted(OVER)):
        assert link.case_id is not None
        close_case(link.case_id, now=now)
