"""The lists of reports at the desk and for Champions: what an address asks for, and its rows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When

from avow.commitments.models import CommitmentCoalition
from avow.commitments.states import PUBLIC
from avow.directory.models import Entry
from avow.forums.models import Forum
from avow.kernel.clock import day_of
from avow.people.models import Organisation, WindowGrant
from avow.people.standing import Standing
from avow.progress import rules, services
from avow.progress.models import Cycle, Inactivity, Question, Reminder, Report, Version
from avow.progress.states import HANDED_IN, CycleState, Declared, InactivityState, State
from avow.progress.words import NO_PAGE

TO_CHECK, ANSWERED, WAITING, ALL = "to_check", "answered", "waiting", "all"
_ASKED = Exists(Question.objects.filter(report=OuterRef("pk"), answered_at__isnull=False))


_LAST = Version.objects.filter(report=OuterRef("pk")).order_by("-number").values("number")[:1]
PUBLISHABLE = frozenset({State.SUBMITTED, State.VERIFIED})  # by the secretariat


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address of a list asks for; what means nothing is left out."""

    words: str = ""
    state: str = ALL
    coalition: str = ""
    late: bool = False
    differs: bool = False


def wanted(query: Mapping[str, str]) -> Wanted:
    """Return what an address asks for."""
    return Wanted(
        words=query.get("q", "").strip()[:200],
        state=query.get("state", ALL)[:20],
        coalition=query.get("coalition", "")[:80],
        late=query.get("late") == "1",
        differs=query.get("differs") == "1",
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports of a cycle are owed, and what became of them."""

    owed: int = 0
    reported: int = 0
    on_time: int = 0
    returned: int = 0
    waiting: int = 0  # not begun, or being written
    missing: int = 0

    @property
    def late(self) -> int:
        """Return how many came after their due date."""
        return self.reported - self.on_time

    @property
    def percent(self) -> int | None:
        """Return the response rate in per cent, rounded; None where nothing was owed."""
        rate = rules.Response(self.owed, self.reported, self.on_time).rate
        return None if rate is None else round(rate * 100)


def tallies(cycles: Iterable[Cycle], coalition: int | None = None) -> dict[int, Tally]:
    """Return {cycle: its tally}, of one coalition's commitments if it is asked for; one query."""
    rows = Report.objects.owed().filter(cycle__in=[one.pk for one in cycles])
    if coalition is not None:
        rows = rows.filter(_in(coalition))
    came = Q(state__in=sorted(HANDED_IN))
    counts = (
        rows.order_by()
        .values("cycle")
        .annotate(
            owed=Count("pk"),
            reported=Count("pk", filter=came),
            on_time=Count("pk", filter=came & Q(is_late=False)),
            returned=Count("pk", filter=Q(state=State.RETURNED)),
            waiting=Count("pk", filter=Q(state__in=[State.NOT_STARTED, State.DRAFT])),
            missing=Count("pk", filter=Q(state=State.NOT_REPORTED)),
        )
    )
    return {one.pop("cycle"): Tally(**one) for one in counts}


def _in(coalition: int) -> Exists:
    links = CommitmentCoalition.objects.filter(commitment=OuterRef("commitment"))
    return Exists(links.filter(coalition=coalition))


def reports_of(cycle: Cycle) -> QuerySet[Report]:
    """Return a cycle's reports with what a list shows of them."""
    rows: QuerySet[Report] = Report.objects.filter(cycle=cycle)
    rows = rows.annotate(was_asked=_ASKED, last_version=Subquery(_LAST))
    return rows.select_related("commitment", "organisation").order_by(
        "commitment__ref", "-is_lead", "pk"
    )


def narrowed(rows: QuerySet[Report], asked: Wanted, cycle: Cycle) -> QuerySet[Report]:
    """Return the reports asked for."""
    if asked.state == TO_CHECK:
        rows = rows.filter(pk__in=services.to_check(cycle).values("pk"))
    elif asked.state == ANSWERED:
        rows = rows.filter(_ASKED, state=State.SUBMITTED)
    elif asked.state == WAITING:
        rows = rows.filter(state__in=[State.NOT_STARTED, State.DRAFT])
    elif asked.state in State.values:
        rows = rows.filter(state=asked.state)
    if asked.coalition:
        found = CommitmentCoalition.objects.filter(
            commitment=OuterRef("commitment"), coalition__slug=asked.coalition
        )
        rows = rows.filter(Exists(found))
    if asked.late:
        rows = rows.filter(is_late=True)
    if asked.differs:
        rows = rows.filter(differs=True, state__in=sorted(HANDED_IN))
    return _by_words(rows, asked.words, cycle.forum)


def _by_words(rows: QuerySet[Report], words: str, forum: Forum) -> QuerySet[Report]:
    """Find by what the lists show: the public title, the shown name, the reference."""
    if not words:
        return rows
    titled = Entry.objects.filter(forum=forum, title__icontains=words)
    return rows.filter(
        Q(commitment__ref__iexact=words)
        | Q(commitment__ref__in=titled.values("ref"))
        | Q(organisation__in=Organisation.objects.shown_as(words).values("pk"))
    )


def in_coalitions(rows: QuerySet[Report], coalitions: Collection[int]) -> QuerySet[Report]:
    """Return those on commitments of these coalitions."""
    links = CommitmentCoalition.objects.filter(coalition__in=list(coalitions))
    return rows.filter(commitment__in=links.values("commitment"))


@dataclass(frozen=True, slots=True)
class Row:
    """One report in a list; the statuses are empty where the reader may not see them yet."""

    report: Report
    title: str
    language: str
    declared: str = ""
    computed: str = ""
    differs: bool = False
    to_check: bool = False
    is_own: bool = False

    @property
    def has_page(self) -> bool:
        """Return whether the public reads it."""
        return self.report.public_id is not None and self.report.commitment.state in PUBLIC

    @property
    def why_no_page(self) -> str:
        """Return in words why the public reads nothing of it."""
        return str(NO_PAGE["published" if self.report.public_id else self.report.state])

    @property
    def may_publish(self) -> bool:
        """Return whether the reader may tick it to be published; the job asks the rules again."""
        return self.report.state in PUBLISHABLE and not self.is_own


def publishable(rows: QuerySet[Report], own: Collection[int]) -> list[tuple[int, int]]:
    """Return (report, its last version) of those to be published, but of the reader's own."""
    found = rows.filter(state__in=sorted(PUBLISHABLE)).exclude(organisation__in=list(own))
    return list(found.values_list("pk", Subquery(_LAST)))


def rows_of(
    reports: Collection[Report], forum: Forum, standing: Standing, sample: Collection[int] = ()
) -> list[Row]:
    """Return the reports of a page as rows; one query more."""
    titles = titles_of(forum, [one.commitment.ref for one in reports])
    return [_row(one, titles, standing, one.pk in sample) for one in reports]


def _row(
    report: Report, titles: Mapping[str, tuple[str, str]], standing: Standing, to_check: bool
) -> Row:
    is_own = report.organisation_id in standing.readable_organisations
    title, language = titles.get(report.commitment.ref, ("", ""))
    if report.state not in HANDED_IN - {State.RETURNED} or (
        is_own and report.state != State.PUBLISHED
    ):
        return Row(report, title, language, is_own=is_own)
    return Row(
        report, title, language,
        declared=label_of(report.status), computed=label_of(report.computed_status),
        differs=report.differs, to_check=to_check and not is_own, is_own=is_own,
    )  # fmt: skip


def label_of(status: str) -> str:
    """Return a status in words; nothing for none."""
    return str(Declared(status).label) if status in Declared.values else ""


def titles_of(forum: Forum, refs: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return {reference: (title, its language)} as the public reads them; one query."""
    rows = Entry.objects.filter(forum=forum, ref__in=list(refs))
    return {ref: (title, lang) for ref, title, lang in rows.values_list("ref", "title", "language")}


def silent(cycle: Cycle, asked: Wanted) -> QuerySet[Organisation]:
    """Return who still owes reports in a cycle, with how many and when they were last reminded."""
    waiting = Report.objects.filter(cycle=cycle).waiting_for_maker()
    if asked.coalition:
        links = CommitmentCoalition.objects.filter(coalition__slug=asked.coalition)
        waiting = waiting.filter(commitment__in=links.values("commitment"))
    rows = services.silent(cycle).filter(pk__in=waiting.values("organisation"))
    if asked.words:
        rows = rows.filter(pk__in=Organisation.objects.shown_as(asked.words).values("pk"))
    mine = Report.objects.filter(cycle=cycle, organisation=OuterRef("pk")).order_by()
    reminded = Reminder.objects.filter(cycle=cycle, organisation=OuterRef("pk"))
    grants = WindowGrant.objects.filter(window=cycle.window, organisation=OuterRef("pk"))
    return rows.annotate(
        not_begun=_counted(mine.filter(state=State.NOT_STARTED)),
        begun=_counted(mine.filter(state=State.DRAFT)),
        returned=_counted(mine.filter(state=State.RETURNED)),
        reminded_at=Subquery(reminded.order_by("-sent_at").values("sent_at")[:1]),
        granted_until=Subquery(grants.order_by("-until").values("until")[:1]),
    ).order_by(  # by what is shown: the place in the list must not give a withheld name away
        Case(When(is_protected=True, then="protected_name"), default="name"), "pk"
    )


def _counted(rows: QuerySet[Report]) -> Subquery:
    return Subquery(rows.values("organisation").annotate(n=Count("pk")).values("n"))


def inactive(forum: Forum, state: str = "") -> QuerySet[Inactivity]:
    """Return the commitments announced as inactive soon, or inactive, the longest silent first."""
    rows: QuerySet[Inactivity] = Inactivity.objects.filter(commitment__forum=forum)
    rows = rows.exclude(state=InactivityState.LIFTED)
    if state in {InactivityState.ANNOUNCED, InactivityState.INACTIVE}:
        rows = rows.filter(state=state)
    return rows.select_related("commitment__organisation").order_by("announced_at", "pk")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What reporting asks of the secretariat today, in the cycle that is under way."""

    cycle: Cycle | None = None
    to_check: int = 0
    answered: int = 0
    silent: int = 0
    inactive: int = 0
    days_left: int | None = None  # until the due date, or the freeze once that is over
    tally: Tally = field(default_factory=Tally)


def waiting(forum: Forum, now: datetime) -> Waiting:
    """Return what waits in the cycle that opened last and is not frozen; eight queries at most."""
    silent_ones = inactive(forum).count()
    cycle = Cycle.objects.under_way().whole().filter(forum=forum).order_by("-year").first()
    if cycle is None:
        return Waiting(inactive=silent_ones)
    end = cycle.closes_at if cycle.state == CycleState.OPEN else cycle.freezes_at
    answered = narrowed(reports_of(cycle), Wanted(state=ANSWERED), cycle)
    return Waiting(
        cycle=cycle,
        to_check=services.to_check(cycle).count(),
        answered=answered.count(),
        silent=services.silent(cycle).count(),
        inactive=silent_ones,
        days_left=(rules.due_on(end.astimezone(cycle.zone)) - day_of(now, cycle.zone)).days,
        tally=tallies([cycle]).get(cycle.pk, Tally()),
    )
