"""The safety wall of reports: what the public may see of one, and nothing else.

Of a maker whose name is withheld, and of everybody who makes a commitment with a protected lead:
no name, no place, no evidence (an address or a file tells who wrote it; that there is some is
said), no other register, money in US dollars alone. Names are taken out of all texts, as out of
the commitment's own.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from avow.commitments import publication
from avow.commitments.models import Commitment, FinanceLine, Step, Target
from avow.commitments.safety import Scrubber
from avow.commitments.states import PUBLIC
from avow.forums.models import Forum
from avow.progress.computing import ALL
from avow.progress.models import Comment, Proof, Report, Statement
from avow.progress.states import CycleState, State

TEXTS = ("barriers", "opportunities", "shocks", "reported_elsewhere", "lessons", "help_needed")
_TELLING = frozenset({"reported_elsewhere"})  # where else it is registered says who it is


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator: where it began, where it should come, where it stands; a note."""

    indicator: str
    unit: str
    baseline: Decimal | None
    target: Decimal
    value: Decimal | None
    as_of: str | None
    due_on: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Money of one year and currency: pledged, secured, spent; None where it is not said."""

    year: int | None
    currency: str
    pledged: Decimal | None
    secured: Decimal | None
    spent: Decimal | None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone, the day it was due, and what became of it."""

    title: str
    due_on: str
    state: str
    met_on: str | None


@dataclass(frozen=True, slots=True)
class Remark:
    """What a third party says: `url` is empty where it would tell who is kept back."""

    source: str
    dated: date
    text: str
    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What one maker's version says, as the public reads it."""

    language: str
    status: str
    status_reason: str
    computed: str
    reasons: tuple[tuple[str, dict[str, str]], ...]
    differs: bool
    check: str
    handed_in_at: datetime
    has_evidence: bool
    proofs: tuple[Proof, ...]  # none where they are kept back
    values: tuple[Value, ...]
    money: tuple[Sum, ...]
    milestones: tuple[Milestone, ...]
    texts: tuple[tuple[str, str], ...]  # name of the question, answer
    answers: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicReport:
    """One maker's report in one cycle. `name` and `slug` are empty for who is not named.

    `shown` is None where nothing is public: `is_missing` then says whether it is called so.
    """

    ref: str
    year: int
    share: Decimal
    name: str
    slug: str
    is_hidden: bool
    is_missing: bool
    is_late: bool
    closes_at: datetime
    shown: Shown | None = None


@dataclass(slots=True)
class _Rows:
    """What versions point to, asked for once for all of them."""

    targets: dict[int, Target] = field(default_factory=dict)
    steps: dict[int, Step] = field(default_factory=dict)
    proofs: dict[int, Proof] = field(default_factory=dict)
    lines: dict[int, list[FinanceLine]] = field(default_factory=lambda: defaultdict(list))
    revisions: dict[tuple[int, int], int] = field(default_factory=dict)
    statements: dict[int, list[Statement]] = field(default_factory=lambda: defaultdict(list))
    comments: dict[int, list[Comment]] = field(default_factory=lambda: defaultdict(list))


def commitment_of(forum: Forum, ref: str) -> Commitment | None:
    """Return a commitment that the public sees; one query."""
    rows = Commitment.objects.filter(forum=forum, ref=ref, state__in=PUBLIC)
    found: Commitment | None = rows.select_related("organisation", "forum").first()
    return found


def reports_of(commitment: Commitment, year: int | None = None) -> list[PublicReport]:
    """Return what the public reads of a commitment's reports, the newest cycle first.

    A constant number of queries, however many there are.
    """
    rows = visible().filter(commitment=commitment)
    if year is not None:
        rows = rows.filter(cycle__year=year)
    found = list(rows.order_by("-cycle__year", "-is_lead", "pk"))
    if not found:
        return []
    scrub, known = publication.scrubber_of(commitment), _rows_of(found)
    return [_public(row, commitment, scrub, known) for row in found]


def visible() -> "QuerySet[Report]":
    """Return the reports owed in cycles that have opened, with what their pages read."""
    rows: QuerySet[Report] = Report.objects.select_related(
        "cycle__window", "cycle__forum", "organisation", "public", "commitment__organisation"
    )
    return rows.exclude(cycle__state=CycleState.PLANNED).exclude(
        state=State.EXCUSED, public__isnull=True
    )


def nameable(rows: "QuerySet[Report]") -> "QuerySet[Report]":
    """Return those that may stand under their organisation's name.

    On public commitments alone, and none whose lead is protected: it would say who the lead is.
    """
    return rows.filter(
        commitment__state__in=PUBLIC,
        commitment__organisation__is_protected=False,
        organisation__is_protected=False,
    )


def is_hidden(report: Report, commitment: Commitment) -> bool:
    """Return whether who reports is withheld: for its own safety, or for the lead's."""
    return commitment.organisation.is_protected or report.organisation.is_protected


def proof_of(commitment: Commitment, year: int, pk: int) -> Proof | None:
    """Return a file of evidence that the public may have: of a public version, not withheld."""
    for row in visible().filter(commitment=commitment, cycle__year=year, public__isnull=False):
        content = row.public.content if row.public else {"proofs": []}
        if any(one["proof"] == pk for one in content["proofs"]) and not is_hidden(row, commitment):
            found: Proof | None = row.proofs.filter(pk=pk).exclude(file="").first()
            return found
    return None


def _rows_of(reports: Collection[Report]) -> _Rows:
    """Ask for all that the public versions point to, and what is said of them; seven queries."""
    contents = [one.public.content for one in reports if one.public is not None]

    def keys(name: str, key: str) -> list[int]:
        return [row[key] for content in contents for row in content[name]]

    known = _Rows(
        targets=Target.objects.in_bulk(keys("targets", "target")),
        steps=Step.objects.in_bulk(keys("steps", "step")),
        proofs=Proof.objects.in_bulk(keys("proofs", "proof")),
    )
    numbers = {content["revision"] for content in contents}
    owners = {one.commitment_id for one in reports}
    lines = FinanceLine.objects.filter(
        revision__commitment__in=owners, revision__number__in=numbers
    ).select_related("revision")
    for line in lines.order_by("year", "pk"):
        number = (line.revision.commitment_id, line.revision.number)
        known.revisions[number] = line.revision_id
        known.lines[line.revision_id].append(line)
    for said in Statement.objects.filter(report__in=[one.pk for one in reports]).order_by("at"):
        known.statements[said.report_id].append(said)
    standing = Comment.objects.filter(
        report__in=[one.pk for one in reports], withdrawn_at__isnull=True
    )
    for remark in standing.order_by("dated", "pk"):
        known.comments[remark.report_id].append(remark)
    return known


def _public(row: Report, commitment: Commitment, scrub: Scrubber, known: _Rows) -> PublicReport:
    hidden, lead = is_hidden(row, commitment), commitment.organisation
    maker = row.organisation
    unnamed = lead.is_protected and row.organisation_id != commitment.organisation_id
    return PublicReport(
        ref=commitment.ref,
        year=row.cycle.year,
        share=row.share,
        name="" if unnamed else maker.shown_name,
        slug="" if hidden else maker.slug,
        is_hidden=hidden,
        is_missing=row.state == State.NOT_REPORTED,
        is_late=row.is_late and row.public is not None,
        closes_at=row.cycle.closes_at,
        shown=_shown(row, scrub, known, hidden=hidden) if row.public is not None else None,
    )


def _shown(row: Report, scrub: Scrubber, known: _Rows, *, hidden: bool) -> Shown:
    version = row.public
    assert version is not None
    content, plain = version.content, version.content["plain"]
    answers = known.statements[row.pk]
    for said in answers:
        said.text = scrub.text(said.text)
    proofs = () if hidden else tuple(known.proofs[one["proof"]] for one in content["proofs"])
    for proof in proofs:
        proof.title, proof.source = scrub.text(proof.title), scrub.text(proof.source)
    return Shown(
        language=plain["language"],
        status=version.status,
        status_reason=scrub.text(plain["status_reason"]),
        computed=version.computed_status,
        reasons=tuple((one["code"], scrub.value(one["values"])) for one in version.reasons),
        differs=version.differs,
        check=row.public_check,
        handed_in_at=version.handed_in_at,
        has_evidence=plain["evidence"] == "given",
        proofs=proofs,
        values=tuple(_value(one, scrub, known) for one in content["targets"]),
        money=_money(row, known, hidden=hidden),
        milestones=tuple(_milestone(one, scrub, known) for one in content["steps"]),
        texts=_texts(plain, scrub, hidden=hidden),
        answers=tuple(answers),
        remarks=tuple(_remark(one, scrub, hidden=hidden) for one in known.comments[row.pk]),
    )


def _remark(one: Comment, scrub: Scrubber, *, hidden: bool) -> Remark:
    """Return a third party's words; beside who is kept back, where they stand is left out."""
    source, text = scrub.text(one.source), scrub.text(one.text)
    return Remark(source, one.dated, text, one.language, "" if hidden else one.url)


def _texts(plain: dict[str, Any], scrub: Scrubber, *, hidden: bool) -> tuple[tuple[str, str], ...]:
    """Return the answers in words. A good practice is shown once its maker says that it may be."""
    names = [name for name in TEXTS if not (hidden and name in _TELLING)]
    if plain["may_share"]:
        names.append("good_practice")
    return tuple((name, scrub.text(plain[name])) for name in names if plain[name].strip())


def _value(one: dict[str, Any], scrub: Scrubber, known: _Rows) -> Value:
    target = known.targets[one["target"]]
    return Value(
        indicator=scrub.text(target.indicator),
        unit=scrub.text(target.unit),
        baseline=target.baseline,
        target=target.value,
        value=Decimal(one["value"]) if one["value"] is not None else None,
        as_of=one["as_of"],
        due_on=target.due_on.isoformat() if target.due_on else None,
        note=scrub.text(one["note"]),
    )


def _milestone(one: dict[str, Any], scrub: Scrubber, known: _Rows) -> Milestone:
    step = known.steps[one["step"]]
    return Milestone(scrub.text(step.title), step.due_on.isoformat(), one["state"], one["met_on"])


def _money(row: Report, known: _Rows, *, hidden: bool) -> tuple[Sum, ...]:
    """Return money by year and currency; of a pledge of several makers only this one's share."""
    assert row.public is not None
    content = row.public.content
    revision = known.revisions.get((row.commitment_id, content["revision"]))
    share = Decimal(content["share"])
    found: dict[tuple[int | None, str], dict[str, Decimal | None]] = {}

    def add(year: int | None, currency: str, name: str, amount: Decimal | None) -> None:
        if amount is not None:
            one = found.setdefault((year, currency), {})
            one[name] = (one.get(name) or Decimal(0)) + amount

    for line in known.lines[revision] if revision else []:
        amount = line.amount_usd if hidden else line.amount
        part = amount * share / ALL if amount is not None else None
        add(line.year, "USD" if hidden else line.currency, "pledged", part)
    for one in content["money"]:
        currency = "USD" if hidden else one["currency"]
        spent = one["spent_usd"] if hidden else one["spent"]
        add(one["year"], currency, "spent", Decimal(spent) if spent is not None else None)
        if not hidden and one["secured"] is not None:
            add(one["year"], currency, "secured", Decimal(one["secured"]))
    order = sorted(found, key=lambda key: (key[0] or 0, key[1]))
    return tuple(
        Sum(*key, found[key].get("pledged"), found[key].get("secured"), found[key].get("spent"))
        for key in order
    )
