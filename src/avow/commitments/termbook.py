"""What may follow the terms of a forum's commitments on one day: the same answer on every page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from avow.commitments import terms
from avow.commitments.facts import Term, TermFacts
from avow.commitments.models import Commitment
from avow.forums import windows
from avow.forums.models import Forum, Window
from avow.forums.states import WindowKind
from avow.kernel.clock import day_of
from avow.people.models import SeatHolder, WindowGrant


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a commitment's maker may do about its term; `left`: days until its last day."""

    facts: TermFacts
    left: int
    extension: terms.Extension
    renewal: terms.Renewal

    @property
    def is_possible(self) -> bool:
        """Return whether there is anything to invite its maker to."""
        return bool(self.extension.last_days or self.renewal.starts_on)


class TermBook:
    """Knows a forum's windows and Champions' seats: three queries, however many commitments.

    Ask it about commitments with `public__actions` and `renewed_by` at hand (`with_terms`).
    """

    def __init__(self, forum: Forum, now: datetime) -> None:
        self.forum, self.now = forum, now
        self.today = day_of(now, forum.zone)
        self._maker = forum.settings.roles.maker
        self._years = forum.settings.roles.champion.years
        self._open: dict[int | None, bool] = {}

    @property
    def renewal_days(self) -> tuple[int, ...]:
        """Return how many days before the end makers are invited, the largest first."""
        return self._maker.renewal_days

    def outlook(self, commitment: Commitment) -> Outlook | None:
        """Return what may follow its term; None for one that was never published."""
        if commitment.public is None:
            return None
        facts = self.facts_of(commitment)
        return Outlook(
            facts,
            (facts.ends_on - self.today).days,
            terms.extension(facts, self.today),
            terms.renewal(facts, self.today),
        )

    def facts_of(self, commitment: Commitment) -> TermFacts:
        """Return what the rules of terms need. Raises ValueError without a published text."""
        public = commitment.public
        if public is None:
            raise ValueError(f"{commitment.ref} is not published")
        coalitions = {action.coalition_id for action in public.actions.all()}
        house = commitment.organisation_id
        return TermFacts(
            state=commitment.state,
            starts_on=public.starts_on,
            ends_on=public.ends_on,
            term=self._term(house, coalitions, public.starts_on),
            next_term=self._term(house, coalitions, public.ends_on + terms.ONE_DAY),
            extendable=self._maker.extendable,
            is_renewed=hasattr(commitment, "renewed_by"),
            window_open=self._is_open(house),
            renewal_days=self.renewal_days,
        )

    def _term(self, house: int, coalitions: set[int], day: date) -> Term:
        champion = any(
            coalition in coalitions and since <= day <= until
            for coalition, since, until in self._seats.get(house, ())
        )
        return Term(
            forum_starts_on=self.forum.starts_on,
            forum_ends_on=self.forum.ends_on,
            min_years=self._maker.min_years,
            max_years=self._maker.max_years,
            exact_years=self._years if champion else 0,
        )

    @cached_property
    def _seats(self) -> Mapping[int, Sequence[tuple[int, date, date]]]:
        """Return {organisation: (coalition, first day, last day) of each seat it holds}."""
        found: dict[int, list[tuple[int, date, date]]] = {}
        for row in SeatHolder.objects.filter(seat__coalition__forum=self.forum).select_related(
            "seat"
        ):
            since = max(row.since, row.seat.starts_on)
            until = min(row.until or row.seat.ends_on, row.seat.ends_on)
            found.setdefault(row.organisation_id, []).append((row.seat.coalition_id, since, until))
        return found

    def _is_open(self, house: int) -> bool:
        """Return whether commitments are taken now, of everybody or by a grant of this one."""
        key = house if house in self._grants else None
        if key not in self._open:
            status = windows.status_of(self._windows, self.now, self._grants.get(house))
            self._open[key] = status.is_open
        return self._open[key]

    @cached_property
    def _windows(self) -> list[Window]:
        return list(Window.objects.filter(forum=self.forum, kind=WindowKind.COMMITMENTS))

    @cached_property
    def _grants(self) -> dict[int, dict[int, datetime]]:
        """Return {organisation: {window: the latest end granted}}."""
        found: dict[int, dict[int, datetime]] = {}
        rows = WindowGrant.objects.filter(window__in=self._windows).order_by("until")
        for house, window, until in rows.values_list("organisation_id", "window_id", "until"):
            found.setdefault(house, {})[window] = until
        return found
