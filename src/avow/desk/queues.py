"""The lists of the work places: what somebody may see of it, narrowed by what they ask for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from avow.applications.models import Application, ApplicationCoalition
from avow.applications.querysets import ApplicationQuerySet
from avow.applications.states import TO_BE_TOLD
from avow.applications.states import State as ApplicationState
from avow.commitments.models import Commitment, Partner
from avow.commitments.querysets import CommitmentQuerySet
from avow.consultation.models import Comment
from avow.forums.models import Coalition, Forum
from avow.forums.regions import countries_in
from avow.kernel.text import row_number
from avow.people.models import Organisation
from avow.people.standing import Standing
from avow.review.models import Case
from avow.review.querysets import CaseQuerySet
from avow.review.states import State as CaseState

WAITING, ALL = "waiting", "all"
TO_VOTE, VOTED, OPEN = "to_vote", "voted", "open"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a list asks for; what means nothing is left out."""

    words: str = ""
    state: str = ""
    coalition: str = ""
    kind: str = ""
    region: str = ""
    assigned: str = ""
    late: bool = False


def asked(query: Mapping[str, str], default_state: str) -> Asked:
    """Return what an address asks for."""
    return Asked(
        words=query.get("q", "").strip()[:200],
        state=query.get("state", default_state),
        coalition=query.get("coalition", "")[:80],
        kind=query.get("kind", "")[:40],
        region=query.get("region", "")[:3],
        assigned=query.get("assigned", "")[:20],
        late=query.get("late") == "1",
    )


def applications_for(forum: Forum, standing: Standing) -> ApplicationQuerySet:
    """Return the applications that somebody of the secretariat may see.

    Their own organisation's, and those that name it as a partner, are not among them: whoever is
    concerned finds nothing on the desk.
    """
    rows = Application.objects.handed_in().filter(forum=forum)
    own = sorted(standing.readable_organisations)
    if own:
        named = Partner.objects.filter(
            organisation__in=own,
            revision__commitment__application_link__application=OuterRef("pk"),
        )
        rows = rows.exclude(organisation__in=own).exclude(Exists(named))
    links = ApplicationCoalition.objects.select_related("coalition", "case")
    return (
        rows.select_related("forum", "organisation", "assigned_to")
        .prefetch_related(Prefetch("coalitions", links.order_by("coalition__position")))
        .order_by("due_on", "pk")
    )


def narrowed(
    rows: ApplicationQuerySet, wanted: Asked, *, user_pk: int, today: date
) -> ApplicationQuerySet:
    """Return the applications asked for; `waiting` are those whose applicant waits for us."""
    if wanted.state == WAITING:
        rows = rows.filter(told_at=None).exclude(state=ApplicationState.WITHDRAWN)
    elif wanted.state in ApplicationState.values:
        rows = rows.filter(state=wanted.state)
    if wanted.late:
        rows = rows.filter(pk__in=Application.objects.late_on(today).values("pk"))
    if wanted.words:
        rows = rows.filter(organisation__in=Organisation.objects.shown_as(wanted.words))
    return _given_to(_of_kind(rows, wanted), wanted.assigned, user_pk)


def _of_kind(rows: ApplicationQuerySet, wanted: Asked) -> ApplicationQuerySet:
    if wanted.coalition:
        rows = rows.filter(coalitions__coalition__slug=wanted.coalition)
    if wanted.kind:
        rows = rows.filter(organisation__kind=wanted.kind)
    if wanted.region:
        # A list finds by what it shows: no place of an organisation at risk, no real name.
        places = countries_in(wanted.region)
        rows = rows.filter(organisation__is_protected=False, organisation__country__in=places)
    return rows


def _given_to(rows: ApplicationQuerySet, assigned: str, user_pk: int) -> ApplicationQuerySet:
    if assigned == "me":
        return rows.filter(assigned_to=user_pk)
    if assigned == "nobody":
        return rows.filter(assigned_to=None)
    number = row_number(assigned)
    return rows if number is None else rows.filter(assigned_to=number)


def to_release(rows: ApplicationQuerySet) -> ApplicationQuerySet:
    """Return those with an outcome that the applicant does not know yet."""
    return rows.filter(state__in=sorted(TO_BE_TOLD), told_at=None)


def cases_for(forum: Forum) -> CaseQuerySet:
    """Return a forum's cases with what a list shows of them."""
    rows = Case.objects.filter(forum=forum).select_related("forum", "coalition", "organisation")
    return rows.order_by("due_on", "pk")


def champion_cases(forum: Forum, standing: Standing) -> CaseQuerySet:
    """Return the cases of the coalitions somebody champions, without their own organisation's."""
    return cases_for(forum).filter(coalition__in=standing.coalitions).not_own(standing)


def narrowed_for_champion(rows: CaseQuerySet, wanted: Asked, standing: Standing) -> CaseQuerySet:
    """Return the cases a Champion asks for: `to_vote`, `voted`, `open`, a state, or all."""
    if wanted.state == TO_VOTE:
        rows = rows.to_vote(standing.seats)
    elif wanted.state == VOTED:
        rows = rows.filter(votes__seat__in=standing.seats).distinct()
    elif wanted.state == OPEN:
        rows = rows.under_way()
    elif wanted.state in CaseState.values:
        rows = rows.filter(state=wanted.state)
    return _by_words(rows, wanted)


def core_group_cases(forum: Forum, standing: Standing) -> CaseQuerySet:
    """Return the cases the Core Group is or was consulted on, the next to pass first."""
    rows = cases_for(forum).not_own(standing).filter(liaison_until__isnull=False)
    return rows.order_by("liaison_until", "pk")


def secretariat_cases(forum: Forum, standing: Standing) -> CaseQuerySet:
    """Return the cases somebody of the secretariat may see."""
    return cases_for(forum).not_own(standing)


def narrowed_by_state(rows: CaseQuerySet, wanted: Asked) -> CaseQuerySet:
    """Return the cases in the state asked for: one of them, `open`, or all."""
    if wanted.state == OPEN:
        rows = rows.under_way()
    elif wanted.state in CaseState.values:
        rows = rows.filter(state=wanted.state)
    return _by_words(rows, wanted)


def stuck(rows: CaseQuerySet, now: datetime, today: date) -> CaseQuerySet:
    """Return the votes for the secretariat to settle."""
    return rows.stuck_at(now, today)


def _by_words(rows: CaseQuerySet, wanted: Asked) -> CaseQuerySet:
    if wanted.coalition:
        rows = rows.filter(coalition__slug=wanted.coalition)
    if wanted.words:
        rows = rows.filter(_titled("title", wanted.words) | _named(wanted.words))
    return rows


def commitments_for(forum: Forum, standing: Standing) -> CommitmentQuerySet:
    """Return the commitments that somebody of the secretariat may see, the oldest first."""
    rows = Commitment.objects.handed_in().filter(forum=forum)
    own = sorted(standing.readable_organisations)
    if own:
        named = Partner.objects.filter(organisation__in=own, revision=OuterRef("current"))
        rows = rows.exclude(organisation__in=own).exclude(Exists(named))
    return rows.select_related("forum", "organisation", "current").order_by("submitted_at", "pk")


def narrowed_commitments(rows: CommitmentQuerySet, wanted: Asked) -> CommitmentQuerySet:
    """Return the commitments whose coalition, words or reference are asked for."""
    if wanted.coalition:
        rows = rows.filter(coalitions__coalition__slug=wanted.coalition)
    if wanted.words:
        rows = rows.filter(
            Q(ref__iexact=wanted.words)
            | _titled("current__title", wanted.words)
            | _named(wanted.words)
        )
    return rows


def _titled(field: str, words: str) -> Q:
    """Match a title; that of an organisation at risk may hold its name, and is not searched."""
    return Q(**{f"{field}__icontains": words}, organisation__is_protected=False)


def _named(words: str) -> Q:
    return Q(organisation__in=Organisation.objects.shown_as(words).values("pk"))


def comments_to_answer(coalitions: Iterable[int]) -> list[tuple[Coalition, int]]:
    """Return these coalitions with how many comments on their plans wait for an answer."""
    wanted = list(coalitions)
    waiting = Comment.objects.unanswered().filter(version__blueprint__coalition__in=wanted)
    grouped = waiting.values_list("version__blueprint__coalition").annotate(n=Count("pk"))
    counts = dict(grouped.order_by())
    rows = Coalition.objects.filter(pk__in=wanted)
    return [(row, counts.get(row.pk, 0)) for row in rows]
