"""Champions' seats: giving one, sharing it, rotating its chair, ending it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from avow.forums.models import Coalition
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.ledger.services import record
from avow.people.authority import require
from avow.people.models import Organisation, Seat, SeatHolder, User


def give_seat(
    coalition: Coalition,
    organisation: Organisation,
    *,
    starts_on: date,
    ends_on: date,
    by: User | None,
    now: datetime,
    source: str = "",
) -> Seat:
    """Give an organisation a seat of its own in a coalition.

    Nobody gives one to an organisation of their own. Giving it the same seat again (a double click)
    gives the first one back. Raises Refused: not allowed, the period is not in order, the
    organisation was merged, or it sits there already.
    """
    if ends_on < starts_on:
        raise Refused("period_not_in_order")
    if organisation.merged_into_id is not None:
        raise Refused("organisation_merged")
    with transaction.atomic():
        Coalition.objects.select_for_update().get(pk=coalition.pk)
        held = require("people.seats", by, organisation, coalition.forum)
        mine = Seat.objects.filter(coalition=coalition, holders__organisation=organisation)
        if same := mine.filter(starts_on=starts_on, ends_on=ends_on).first():
            return same
        if mine.filter(
            starts_on__lte=ends_on, ends_on__gte=starts_on, holders__until=None
        ).exists():
            raise Refused("holds_seat_already")
        seat = Seat.objects.create(
            coalition=coalition, starts_on=starts_on, ends_on=ends_on, source=source
        )
        SeatHolder.objects.create(seat=seat, organisation=organisation, since=starts_on)
        _record("seat.given", seat, organisation, held, now)
    return seat


def take_seat_over(
    seat: Seat, organisation: Organisation, *, by: User | None, now: datetime, beside: bool = True
) -> SeatHolder:
    """Let another organisation into a seat from today: beside its holders, or instead of them.

    Raises Refused: not allowed, the seat is over, it holds the seat already, or it was merged.
    """
    if organisation.merged_into_id is not None:
        raise Refused("organisation_merged")
    with transaction.atomic():
        row = Seat.objects.select_for_update().select_related(None).get(pk=seat.pk)
        held = require("people.seats", by, organisation, seat.coalition.forum)
        today = max(day_of(now, seat.coalition.forum.zone), row.starts_on)
        if today > row.ends_on:
            raise Refused("seat_over")
        if SeatHolder.objects.filter(seat=row, organisation=organisation).exists():
            raise Refused("holds_seat_already")
        if not beside:
            _end_holders(row, today)
        holder = SeatHolder.objects.create(seat=row, organisation=organisation, since=today)
        _record("seat.joined" if beside else "seat.taken_over", seat, organisation, held, now)
    return holder


def set_co_chair(holder: SeatHolder, *, chairs: bool, by: User | None, now: datetime) -> SeatHolder:
    """Let a holder chair the coalition, or no more: chairs rotate. Raises Refused."""
    with transaction.atomic():
        row: SeatHolder = SeatHolder.objects.select_for_update().get(pk=holder.pk)
        held = require("people.seats", by, row.organisation, holder.seat.coalition.forum)
        if row.is_co_chair != chairs:
            row.is_co_chair = chairs
            row.save(update_fields=["is_co_chair"])
            _record(
                "seat.chair" if chairs else "seat.chair_ended",
                holder.seat,
                row.organisation,
                held,
                now,
            )
    return row


def end_seat(seat: Seat, *, by: User | None, now: datetime) -> Seat:
    """End a seat today: from tomorrow on nobody sits in it. What was voted from it stays.

    A second click changes nothing. A seat that had not begun keeps its first day as its last.
    Raises Refused: not allowed.
    """
    with transaction.atomic():
        row = Seat.objects.select_for_update().select_related(None).get(pk=seat.pk)
        held = require("people.seats", by, None, seat.coalition.forum)
        today = max(day_of(now, seat.coalition.forum.zone), row.starts_on)
        if row.ends_on > today:
            row.ends_on = today
            row.save(update_fields=["ends_on"])
            _record("seat.ended", row, None, held, now)
    return row


def _end_holders(seat: Seat, today: date) -> None:
    """End what others hold with yesterday; who came only today holds it for today."""
    yesterday = today - timedelta(days=1)
    for holder in SeatHolder.objects.filter(seat=seat, until=None):
        holder.until = max(yesterday, holder.since)
        holder.is_co_chair = False
        holder.save(update_fields=["until", "is_co_chair"])


def _record(
    verb: str, seat: Seat, organisation: Organisation | None, held: str, now: datetime
) -> None:
    data: dict[str, object] = {"seat": seat.pk}
    if organisation is not None:
        data["organisation"] = organisation.pk
    coalition = seat.coalition
    record(
        verb,
        forum=coalition.forum,
        subject=f"coalition:{coalition.code}",
        at=now,
        role=held,
        data=data,
    )
