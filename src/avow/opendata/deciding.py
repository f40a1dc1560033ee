"""Whose is this row? A person says; the rows that waited go in by themselves."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from avow.jobs import services as jobs
from avow.jobs.models import Job
from avow.jobs.registry import runner
from avow.kernel.lifecycle import Refused
from avow.kernel.text import fold
from avow.ledger.services import record
from avow.opendata.imports.problems import Problem
from avow.opendata.imports.reading import Row
from avow.opendata.imports.registry import Checker, kind_of
from avow.opendata.models import NearMiss, WaitingRow
from avow.opendata.permissions import POLICY
from avow.opendata.states import Decision
from avow.people import changed as listeners
from avow.people.authority import roles_in
from avow.people.models import Alias, DuplicatePair, Organisation, Representation, User
from avow.people.roles import Role
from avow.people.services.organisations import subject_of
from avow.people.states import NearReason

WAITING = "opendata.waiting"
BATCH = 200


def candidates_of(misses: Sequence[NearMiss]) -> dict[int, list[tuple[Organisation, int, str]]]:
    """Return {near miss: [(organisation, score, reason in words)]}, the nearest first; one query.

    One that was merged since is the one it became.
    """
    wanted = {pk for miss in misses for pk, _score, _reason in miss.candidates}
    rows = Organisation.objects.select_related("merged_into").in_bulk(wanted)
    found: dict[int, list[tuple[Organisation, int, str]]] = {}
    for miss in misses:
        seen: dict[int, tuple[Organisation, int, str]] = {}
        for pk, score, reason in miss.candidates:
            if pk in rows:
                one = rows[pk].merged_into or rows[pk]
                seen.setdefault(one.pk, (one, score, str(NearReason(reason).label)))
        found[miss.pk] = list(seen.values())
    return found


def decide(miss: NearMiss, same: Organisation | None, *, by: User, now: datetime) -> NearMiss:
    """Keep that a name is this organisation, or (None) one of its own; ask for its rows.

    The same organisation gets the name as another name. A second click changes nothing. Raises
    Refused: decided otherwise already, no candidate, an organisation of whoever decides.
    """
    decision = Decision.NEW if same is None else Decision.SAME
    with transaction.atomic():
        row = NearMiss.objects.select_for_update().get(pk=miss.pk)
        if row.decision != Decision.OPEN:
            if row.decision == decision and row.organisation_id == (same.pk if same else None):
                return row
            raise Refused("near_miss_decided")
        near = [one for one, _score, _reason in candidates_of([row])[row.pk]]
        if same is not None and same not in near:
            raise Refused("no_candidate")
        for one in near:
            if not POLICY.allows("import.decide", roles_in(by, one, row.forum)):
                raise Refused("not_yours", forbidden=True)
        if same is not None:
            _name(same, row, now)
        row.decision, row.organisation = decision, same
        row.decided_by, row.decided_at = by, now
        row.save(update_fields=["decision", "organisation", "decided_by", "decided_at"])
        jobs.start(
            WAITING, key=f"near:{row.pk}", by=by, params={"near": row.pk}, now=now, forum=row.forum
        )
        record(
            "import.same" if same else "import.new",
            forum=row.forum,
            subject=subject_of(same) if same else f"import:near:{row.pk}",
            at=now,
            role=Role.SECRETARIAT,
        )
    return row


def _name(same: Organisation, miss: NearMiss, now: datetime) -> None:
    """Give an organisation the file's name as another name; texts are cleaned of it if at risk."""
    kept = Organisation.objects.select_for_update().get(pk=same.pk)
    if kept.folded_name == miss.folded_name:
        return
    Alias.objects.get_or_create(
        organisation=kept, folded_name=fold(miss.name)[:250], defaults={"name": miss.name}
    )
    listeners.tell(kept, now)


@runner(WAITING)
def take_waiting(job: Job, now: datetime) -> dict[str, object]:
    """Import the rows that waited for one decision: the job's work. Begun again, it goes on."""
    miss = NearMiss.objects.select_related("forum").get(pk=job.params["near"])
    people = [one for one in (miss.decided_by_id, job.by_id) if one]
    taken = refused = 0
    for kind in sorted(set(miss.rows.values_list("kind", flat=True))):
        checker = kind_of(kind).checker(miss.forum)
        while rows := list(miss.rows.filter(kind=kind, problem="").order_by("pk")[:BATCH]):
            uploaders = [*people, *(row.by_id for row in rows if row.by_id)]
            own = Representation.objects.filter(user__in=uploaders)
            checker.own = frozenset(own.values_list("organisation_id", flat=True))
            with transaction.atomic():
                good = _take(checker, rows, now)
                jobs.advance(job, taken + refused + len(rows))
            taken, refused = taken + good, refused + len(rows) - good
        with transaction.atomic():
            checker.finish(now)
    if miss.decision == Decision.NEW:
        _tell_apart(miss, now)
    return {"taken": taken, "refused": refused}


def _take(checker: Checker, rows: list[WaitingRow], now: datetime) -> int:
    """Take good rows in and forget them; keep what is wrong with the others. Return how many."""
    read = []
    for waiting in rows:
        row = Row(waiting.line, waiting.cells)
        thing, problems = checker.check(row)
        read.append((waiting, row, thing, problems))
    clashes = checker.clashes([thing for _w, _r, thing, problems in read if not problems])
    good = []
    for waiting, row, thing, noted in read:
        problems = noted or checker.clash_of(row, thing, clashes)
        if problems:
            waiting.problem = _words(problems)
        else:
            good.append((waiting, thing))
    checker.take([thing for _waiting, thing in good], now)
    WaitingRow.objects.bulk_update([row for row in rows if row.problem], ["problem"])
    WaitingRow.objects.filter(pk__in=[waiting.pk for waiting, _thing in good]).delete()
    return len(good)


def _words(problems: list[Problem]) -> str:
    return " ".join(f"{one.column}: {one.wrong} {one.mend}" for one in problems)[:1000]


def _tell_apart(miss: NearMiss, now: datetime) -> None:
    """Keep that the new organisation and those it was near are not one: no page asks again."""
    mine = (
        Organisation.objects.living()
        .filter(folded_name=miss.folded_name, country=miss.country)
        .first()
    )
    others = [one for one, _score, _reason in candidates_of([miss])[miss.pk]]
    if mine is None:
        return
    DuplicatePair.objects.bulk_create(
        [
            DuplicatePair(
                first_id=min(mine.pk, other.pk),
                second_id=max(mine.pk, other.pk),
                score=min(score, 100),
                reason=reason,
                found_at=now,
                told_apart_at=now,
                told_apart_by=miss.decided_by,
            )
            for other in others
            for pk, score, reason in miss.candidates
            if pk == other.pk and other.pk != mine.pk
        ],
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["told_apart_at", "told_apart_by"],
    )
