"""Champions' seats: who leads a coalition on a day, and who chairs it."""

from collections.abc import Iterable
from datetime import date

from avow.forums.models import Coalition
from avow.people.models import Organisation, Seat, SeatHolder, User
from avow.people.querysets import ACTING


def seats_of(coalition: Coalition, day: date) -> list[Seat]:
    """Return the seats held on that day, in order, each with `holders_now`; two queries."""
    seats = list(
        Seat.objects.filter(coalition=coalition, starts_on__lte=day, ends_on__gte=day).order_by(
            "pk"
        )
    )
    holders: dict[int, list[SeatHolder]] = {seat.pk: [] for seat in seats}
    rows = (
        SeatHolder.objects.on(day)
        .filter(seat__in=seats)
        .select_related("organisation")
        .order_by("pk")
    )
    for row in rows:
        holders[row.seat_id].append(row)
    for seat in seats:
        seat.holders_now = holders[seat.pk]  # type: ignore[attr-defined]  # for this page only
    return [seat for seat in seats if holders[seat.pk]]


def champions(coalitions: Iterable[Coalition], day: date) -> dict[int, list[Organisation]]:
    """Return {coalition: its Champion organisations} on that day, by name; one query for all."""
    found: dict[int, list[Organisation]] = {coalition.pk: [] for coalition in coalitions}
    rows = (
        SeatHolder.objects.on(day)
        .filter(seat__coalition__in=found)
        .select_related("organisation", "seat")
        .order_by("organisation__name", "pk")
    )
    for row in rows:
        if row.organisation not in found[row.seat.coalition_id]:
            found[row.seat.coalition_id].append(row.organisation)
    return found


def co_chairs(coalition: Coalition, day: date) -> list[Organisation]:
    """Return the organisations that chair the coalition on that day; there may be several."""
    rows = SeatHolder.objects.on(day).filter(seat__coalition=coalition, is_co_chair=True)
    return list(
        Organisation.objects.filter(pk__in=rows.values("organisation")).order_by("name", "pk")
    )


def champion_users(coalition: Coalition, day: date) -> list[User]:
    """Return the people who act for the coalition's Champions on that day, each once."""
    holders = SeatHolder.objects.on(day).filter(seat__coalition=coalition).values("organisation")
    users = User.objects.filter(
        is_active=True, representations__organisation__in=holders, representations__role__in=ACTING
    )
    return list(users.distinct().order_by("pk"))


def seat_holders(seat_ids: Iterable[int], day: date) -> dict[int, frozenset[int]]:
    """Return {seat: its organisations} on that day; one query."""
    found: dict[int, set[int]] = {pk: set() for pk in seat_ids}
    for seat, organisation in (
        SeatHolder.objects.on(day).filter(seat__in=found).values_list("seat_id", "organisation_id")
    ):
        found[seat].add(organisation)
    return {seat: frozenset(holders) for seat, holders in found.items()}
