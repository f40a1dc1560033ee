"""Gather the frozen rows of a cycle from what is public, a few queries for each five hundred."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, cast

from django.db.models import Count, Q

from avow.annual.rows import PartRow, ReportRow, Row, drawn_key
from avow.directory.attribution import part_of
from avow.directory.models import Entry, EntryTag, Part, Split
from avow.directory.vocabulary import FACETS
from avow.kernel.clock import day_of
from avow.progress.models import Cycle, Outcome, Report
from avow.progress.models.outcome import NOT_REPORTED
from avow.progress.states import HANDED_IN, CycleState, State

BATCH = 500
_PART = (
    *("maker", "organisation_type", "country", "region", "coalition", "action", "type"),
    *("year", "currency", "thousandths", "cents", "is_new"),
)


def refs_of(cycle: Cycle) -> list[str]:
    """Return the references of the commitments listed, and of all on which a report was owed."""
    listed = Entry.objects.listed_in(cycle.forum_id).order_by().values_list("ref", flat=True)
    owed = _owed(cycle).order_by().values_list("commitment__ref", flat=True).distinct()
    return sorted({*listed, *owed})


def rows_of(
    cycle: Cycle, salt: str, advance: Callable[[int], None] = lambda _done: None
) -> Iterator[Row]:
    """Yield the rows of a cycle in the order of their references."""
    refs = refs_of(cycle)
    for start in range(0, len(refs), BATCH):
        yield from _batch(cycle, salt, refs[start : start + BATCH])
        advance(min(start + BATCH, len(refs)))


def _owed(cycle: Cycle) -> Any:
    rows = Report.objects.filter(cycle__forum=cycle.forum_id, cycle__year__lte=cycle.year)
    return rows.exclude(cycle__state=CycleState.PLANNED).exclude(state=State.EXCUSED)


def _batch(cycle: Cycle, salt: str, refs: Sequence[str]) -> Iterator[Row]:
    listed = dict(
        Entry.objects.listed_in(cycle.forum_id)
        .filter(ref__in=refs)
        .order_by()
        .values_list("ref", "pk")
    )
    tags, parts = _tags(list(listed.values())), _parts(list(listed.values()), salt)
    splits = _splits(list(listed.values()))
    said, reports, owed = _outcomes(cycle, refs), _reports(cycle, refs), _history(cycle, refs)
    for ref in refs:
        key = listed.get(ref)
        statuses, last, spent, unrated = said.get(ref, ({}, None, None, False))
        yield {
            "ref": ref,
            "is_listed": key is not None,
            "tags": tags.get(key, {}) if key else {},
            "parts": parts.get(key, []) if key else [],
            "statuses": statuses,
            "reported_in": last,
            "spent": spent,
            "spent_in": _divided(spent, splits.get(key, ())) if key else {},
            "spent_unrated": unrated,
            "reports": reports.get(ref, []),
            "owed": owed.get(ref, {}),
        }


def _tags(keys: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = defaultdict(dict)
    rows = EntryTag.objects.filter(entry__in=keys, facet__in=list(FACETS))
    for key, facet, value in rows.order_by("value").values_list("entry_id", "facet", "value"):
        found[key].setdefault(facet, []).append(value)
    return found


def _parts(keys: Sequence[int], salt: str) -> dict[int, list[PartRow]]:
    found: dict[int, list[PartRow]] = defaultdict(list)
    for one in Part.objects.filter(entry__in=keys).order_by("pk").values("entry_id", *_PART):
        key: int = one.pop("entry_id")
        one["maker"] = drawn_key(salt, one["maker"])
        found[key].append(cast("PartRow", one))
    return found


def _splits(keys: Sequence[int]) -> dict[int, list[tuple[str, list[int], int]]]:
    """Return how each commitment's money is divided: (coalition, all weights, its place)."""
    found: dict[int, list[tuple[str, list[int], int]]] = defaultdict(list)
    rows = Split.objects.filter(entry__in=keys).order_by("entry", "place")
    for key, coalition, weights, place in rows.values_list(
        "entry_id", "coalition", "weights", "place"
    ):
        found[key].append((coalition, [int(one) for one in weights.split(":")], place))
    return found


def _divided(spent: int | None, splits: Iterable[tuple[str, list[int], int]]) -> dict[str, int]:
    """Return each coalition's part of what was spent, by the rule of its pledges."""
    if spent is None:
        return {}
    return {code: part_of(spent, weights, place) for code, weights, place in splits}


def _outcomes(
    cycle: Cycle, refs: Sequence[str]
) -> dict[str, tuple[dict[str, str], int | None, int | None, bool]]:
    """Return {ref: (status by year, year of the last report, cents spent by then, unrated)}."""
    statuses: dict[str, dict[str, str]] = defaultdict(dict)
    last: dict[str, tuple[int | None, int | None, bool]] = {}
    rows = Outcome.objects.filter(forum=cycle.forum_id, year__lte=cycle.year, ref__in=refs)
    for ref, year, status, cents, unrated in rows.order_by("year").values_list(
        "ref", "year", "status", "cents", "is_unrated"
    ):
        statuses[ref][str(year)] = status
        if status != NOT_REPORTED:
            last[ref] = (year, cents, unrated)
    return {ref: (one, *last.get(ref, (None, None, False))) for ref, one in statuses.items()}


def _reports(cycle: Cycle, refs: Sequence[str]) -> dict[str, list[ReportRow]]:
    """Return what became of the reports owed in this cycle, the lead's first."""
    found: dict[str, list[ReportRow]] = defaultdict(list)
    rows = Report.objects.filter(cycle=cycle, commitment__ref__in=refs).exclude(state=State.EXCUSED)
    for ref, share, state, check, late, status, computed, differs, at in rows.order_by(
        "commitment__ref", "-is_lead", "pk"
    ).values_list(
        *("commitment__ref", "share", "state", "public_check", "is_late", "public__status"),
        *("public__computed_status", "public__differs", "public__handed_in_at"),
    ):
        found[ref].append(
            {
                "share": format(share, "f"),
                "state": state,
                "check": check,
                "status": status or "",
                "computed": computed or "",
                "differs": bool(differs),
                "is_late": late,
                "on": day_of(at, cycle.zone).isoformat() if at else "",
            }
        )
    return found


def _history(cycle: Cycle, refs: Sequence[str]) -> dict[str, dict[str, list[int]]]:
    """Return {ref: {year: [owed, handed in, on time]}} of the cycles up to this one."""
    came = Q(state__in=sorted(HANDED_IN))
    found: dict[str, dict[str, list[int]]] = defaultdict(dict)
    rows = _owed(cycle).filter(commitment__ref__in=refs).order_by()
    for ref, year, *numbers in rows.values_list("commitment__ref", "cycle__year").annotate(
        owed=Count("pk"),
        handed_in=Count("pk", filter=came),
        on_time=Count("pk", filter=came & Q(is_late=False)),
    ):
        found[ref][str(year)] = numbers
    return found
