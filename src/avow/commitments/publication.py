"""The safety wall: what the public may see of a commitment, and nothing else.

Everything public reads `PublicEntry`. A protected organisation's is made without name, country,
places, partners, links, identifiers and currencies; its name is taken out of the texts as well.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from datetime import datetime

from django.db.models import Model, Prefetch, Q, QuerySet

from avow.commitments import public_makers
from avow.commitments.amounts import digits
from avow.commitments.models import (
    CoMaker,
    Commitment,
    CommitmentCoalition,
    Partner,
    Revision,
    Target,
)
from avow.commitments.public_money import finance_of, sums_of, usd_of
from avow.commitments.public_partners import partners_of
from avow.commitments.public_parts import parts_of
from avow.commitments.safety import Scrubber, scrubber
from avow.commitments.states import PUBLIC, State
from avow.directory import services as directory
from avow.directory.entry import Details, FinanceRow, PublicEntry, RevisionRow, TargetRow
from avow.forums.actions import living
from avow.forums.models import Action, Forum
from avow.forums.regions import region_of
from avow.kernel import bulk
from avow.people.models import Organisation

_CANONICAL = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":")
)
_FIELDS = tuple(field.name for field in fields(PublicEntry))
CHILDREN = (
    *("finance_lines", "targets", "steps", "places", "links"),
    *("capacities", "documents__attachment"),
)


def show(commitment: Commitment, now: datetime) -> PublicEntry:
    """Bring what the public reads up to date, in the caller's transaction; return it."""
    _hold_names(commitment)
    row = with_everything(Commitment.objects.filter(pk=commitment.pk)).get()
    entry = entry_of(row, updated_at=now)
    directory.publish(entry)
    return entry


def _hold_names(commitment: Commitment) -> None:
    """Lock the organisations named: one that asks for protection now waits, or came first."""
    named = Partner.objects.filter(revision__commitment=commitment, organisation__isnull=False)
    together = CoMaker.objects.filter(revision__commitment=commitment)
    concerned = (
        Q(pk=commitment.organisation_id)
        | Q(pk__in=named.values("organisation"))
        | Q(pk__in=together.values("organisation"))
    )
    rows = Organisation.objects.filter(concerned).order_by("pk")
    list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))


def entries_of(forum: Forum) -> Iterator[PublicEntry]:
    """Yield the entry of every commitment that has a page, few queries for each five hundred."""
    for commitment in _with_a_page(Commitment.objects.filter(forum=forum)):
        yield entry_of(commitment)


def organisation_changed(organisation: Organisation, now: datetime) -> None:
    """Bring up to date what the public reads of its commitments, and of those that name it."""
    naming = Partner.objects.filter(organisation=organisation).values("revision__commitment")
    making = CoMaker.objects.filter(organisation=organisation).values("revision__commitment")
    rows = Commitment.objects.filter(
        Q(organisation=organisation) | Q(pk__in=naming) | Q(pk__in=making)
    )
    directory.publish_all(entry_of(row, updated_at=now) for row in _with_a_page(rows))


def with_actions(forum: Forum, codes: Iterable[str]) -> QuerySet[Commitment]:
    """Return the commitments whose public text serves one of these actions."""
    serving = Revision.objects.filter(actions__forum=forum, actions__code__in=list(codes))
    return Commitment.objects.filter(forum=forum, public__in=serving)


def show_again(rows: QuerySet[Commitment]) -> int:
    """Bring up to date what the public reads of these; return how many there are."""
    return directory.publish_all(entry_of(row) for row in _with_a_page(rows))


def _with_a_page(rows: QuerySet[Commitment]) -> Iterator[Commitment]:
    """Yield those that the public sees, and the withdrawn ones whose page says that they were."""
    states = sorted({*PUBLIC, State.WITHDRAWN})
    shown = rows.filter(state__in=states, public__isnull=False).order_by("pk")
    return with_everything(shown).iterator(chunk_size=500)


def with_everything(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Return the rows with all that an entry is made of; a constant number of queries."""
    partners = Partner.objects.select_related("organisation")
    actions = Action.objects.with_successors()
    shown = CommitmentCoalition.objects.select_related("coalition").filter(
        shown_since__isnull=False
    )
    published = Revision.objects.filter(published_at__isnull=False).order_by("number")
    hidden = _protected_partners().prefetch_related("organisation__aliases")
    # The pack is a large document no entry needs; reading it for each row took half of the time.
    return (
        rows.select_related(
            "forum", "organisation", "public__supersedes__organisation", "renews", "renewed_by"
        )
        .defer("forum__pack")
        .prefetch_related(
            *(f"public__{name}" for name in CHILDREN),
            Prefetch("public__partners", partners),
            Prefetch("public__actions", actions),
            *public_makers.with_makers("public__"),
            Prefetch("coalitions", shown, to_attr="shown_coalitions"),
            Prefetch("revisions", published, to_attr="public_revisions"),
            Prefetch("public_revisions__partners", hidden, to_attr="protected_partners"),
            Prefetch(
                "public_revisions__co_makers",
                public_makers.protected().prefetch_related("organisation__aliases"),
                to_attr="protected_co_makers",
            ),
            "organisation__aliases",
        )
    )


def complete(
    commitment: Commitment,
    revision: Revision,
    *,
    owner: Organisation,
    coalitions: Sequence[CommitmentCoalition],
    children: dict[str, Sequence[Model]],
) -> Commitment:
    """Give a new, first revision's commitment what `with_everything` would load; return it.

    For thousands at a time (`kernel.bulk`): `entry_of` reads it as it reads a row of the database.
    `children` are the revision's rows by relation; what is not named has none.
    """
    bulk.relate(commitment, organisation=owner, public=revision, current=revision, renewed_by=None)
    bulk.gather(revision, **children)
    bulk.gather(commitment, coalitions=coalitions, revisions=[revision])
    revision.__dict__.update(protected_partners=[], protected_co_makers=[])
    commitment.__dict__.update(shown_coalitions=coalitions, public_revisions=[revision])
    return commitment


def entry_of(
    commitment: Commitment, updated_at: datetime | None = None, revision: Revision | None = None
) -> PublicEntry:
    """Return what the public may see of a commitment, or of an earlier published revision of it.

    Raises ValueError for one that was never published.
    """
    revision = revision or commitment.public
    if revision is None or commitment.published_at is None:
        raise ValueError(f"{commitment.ref} is not published")
    entry = _entry_of_lead(commitment, updated_at, revision, commitment.published_at)
    return public_makers.together(entry, commitment, revision)


def _entry_of_lead(
    commitment: Commitment, updated_at: datetime | None, revision: Revision, published_at: datetime
) -> PublicEntry:
    """Return the entry as if its organisation made it alone."""
    owner = commitment.organisation
    hidden = owner.is_protected
    scrub = scrubber_of(commitment)
    shown = sorted(_shown_coalitions(commitment), key=lambda link: link.coalition.position)
    codes = [link.coalition.code for link in shown]
    declared = bulk.gathered(revision, "actions")
    actions = [action for action in living(declared) if action.coalition.code in codes]
    lines = finance_of(revision, hidden=hidden)
    country = "" if hidden else owner.country
    details = _details(commitment, revision, lines, scrub, hidden=hidden)
    title, summary = scrub.text(revision.title), scrub.text(revision.summary)
    return PublicEntry(
        forum_id=commitment.forum_id,
        ref=commitment.ref,
        title=title,
        summary=summary,
        text=words_of(title, summary, details),
        language=revision.language,
        organisation_slug=None if hidden else owner.slug,
        organisation_name=owner.protected_name if hidden else owner.name,
        organisation_type=owner.kind,
        country=country,
        region=region_of(country),
        coalitions=_coalitions(codes, actions, is_public=revision == commitment.public),
        actions=tuple(action.code for action in actions),
        types=tuple(revision.types),
        amounts=sums_of(lines),
        amount_usd=None if details.get("uncounted") else usd_of(lines),
        starts_on=revision.starts_on,
        ends_on=revision.ends_on,
        status=_status(commitment),
        year=published_at.astimezone(commitment.forum.zone).year,
        submitted_at=commitment.submitted_at,
        published_at=published_at,
        updated_at=updated_at or revision.published_at or published_at,
        revision=revision.number,
        state=State.PUBLISHED if commitment.state == State.AMENDED else commitment.state,
        state_reason=scrub.text(commitment.state_reason),
        source_id="" if hidden else commitment.source_id,
        details=details,
    )


def _status(commitment: Commitment) -> str:
    over = commitment.state in {State.COMPLETED, State.ENDED}
    return commitment.state if over else commitment.progress_status


def safe_reason(commitment: Commitment) -> str:
    """Return why it ended or was withdrawn, as the public may read it."""
    return scrubber_of(commitment).text(commitment.state_reason)


def digest(entry: PublicEntry) -> str:
    """Return the SHA-256 of an entry's canonical JSON: the ledger keeps it, anybody can compare."""
    # Not `asdict`: its copy of every value took twice as long as all the rest.
    values = {name: getattr(entry, name) for name in _FIELDS}
    values["makers"] = [asdict(one) for one in entry.makers]
    for name in ("makers", "coalition_split"):  # digests older than these fields stay true
        if not values[name]:
            del values[name]
    return hashlib.sha256(_CANONICAL.encode(values).encode()).hexdigest()


def scrubber_of(commitment: Commitment) -> Scrubber:
    """Return what takes out the names of its maker and of its registered partners, if protected."""
    concerned = [partner.organisation for partner in _hidden_partners(commitment)]
    concerned += [one.organisation for one in public_makers.hidden_co_makers(commitment)]
    if commitment.organisation.is_protected:
        concerned.append(commitment.organisation)
    return scrubber(
        *(
            (
                [one.name, *(alias.name for alias in bulk.gathered(one, "aliases"))],
                one.protected_name,
            )
            for one in concerned
            if one is not None
        )
    )


def _hidden_partners(commitment: Commitment) -> Iterable[Partner]:
    loaded: list[Revision] | None = getattr(commitment, "public_revisions", None)
    if loaded is not None:
        return [partner for revision in loaded for partner in revision.protected_partners]  # type: ignore[attr-defined]  # as prefetched
    return _protected_partners().filter(revision__commitment=commitment)


def _protected_partners() -> QuerySet[Partner]:
    rows = Partner.objects.filter(organisation__is_protected=True)
    return rows.select_related("organisation").order_by("pk")


def _coalitions(codes: list[str], actions: list[Action], *, is_public: bool) -> tuple[str, ...]:
    """Return the coalitions to show: those of the actions.

    An imported commitment may have others too.
    """
    served = {action.coalition.code for action in actions}
    return tuple(code for code in codes if is_public or code in served)


def _shown_coalitions(commitment: Commitment) -> Iterable[CommitmentCoalition]:
    loaded: list[CommitmentCoalition] | None = getattr(commitment, "shown_coalitions", None)
    if loaded is not None:
        return loaded
    return commitment.coalitions.filter(shown_since__isnull=False).select_related("coalition")


def _target(row: Target) -> TargetRow:
    shown: TargetRow = {
        "indicator": row.indicator,
        "unit": row.unit,
        "baseline": digits(row.baseline) or None,
        "value": digits(row.value),
        "due_on": row.due_on.isoformat() if row.due_on else None,
    }
    if row.plan_target:  # left out where there is none: digests older than it stay true
        shown["plan_target"] = row.plan_target
    return shown


def _details(
    commitment: Commitment,
    revision: Revision,
    lines: list[FinanceRow],
    scrub: Scrubber,
    *,
    hidden: bool,
) -> Details:
    texts = Details(
        description=revision.description,
        change=revision.change,
        beneficiaries=revision.beneficiaries,
        baseline=revision.baseline,
        intersectionality=revision.intersectionality,
        leadership=revision.leadership,
        type_fields=revision.type_fields,
        targets=[_target(one) for one in bulk.gathered(revision, "targets")],
        steps=[
            {"title": one.title, "due_on": one.due_on.isoformat()}
            for one in bulk.gathered(revision, "steps")
        ],
        revisions=[_revision_row(one) for one in _published(commitment)],
    )
    public_makers.add_details(texts, commitment, revision)
    details: Details = scrub.value(texts)
    details |= _neighbours(commitment)
    details.update(parts_of(revision, scrub, hidden=hidden))
    details["main_type"] = revision.main_type
    details["sdg_targets"] = list(revision.sdg_targets)
    details["finance"] = lines
    if not hidden:
        details["also_registered_in"] = revision.also_registered_in
        details["iati_identifier"] = revision.iati_identifier
        details["partners"] = partners_of(revision, commitment.organisation_id)
        details["places"] = [
            place.country for place in bulk.gathered(revision, "places") if place.country
        ]
        details["links"] = [
            {"url": link.url, "title": link.title} for link in bulk.gathered(revision, "links")
        ]
    return details


def _revision_row(one: Revision) -> RevisionRow:
    at = one.published_at.isoformat() if one.published_at else ""
    return {"number": one.number, "at": at, "reason": one.reason}


def _neighbours(commitment: Commitment) -> Details:
    """Return the references of the terms before and after, where the public can read them."""
    found = Details()
    if commitment.renews is not None and commitment.renews.state in PUBLIC:
        found["earlier_term"] = commitment.renews.ref
    later = getattr(commitment, "renewed_by", None)
    if later is not None and later.state in PUBLIC:
        found["next_term"] = later.ref
    return found


def _published(commitment: Commitment) -> Iterable[Revision]:
    loaded: list[Revision] | None = getattr(commitment, "public_revisions", None)
    if loaded is not None:
        return loaded
    return commitment.revisions.filter(published_at__isnull=False).order_by("number")


def words_of(title: str, summary: str, details: Details) -> str:
    """Return all public words, for the search."""
    texts = [title, summary]
    keys = (
        "description",
        "change",
        "beneficiaries",
        "baseline",
        "intersectionality",
        "leadership",
    )
    texts += [str(details.get(key, "")) for key in keys]
    texts += [target["indicator"] for target in details.get("targets", [])]
    texts += [step["title"] for step in details.get("steps", [])]
    texts += [partner["name"] for partner in details.get("partners", [])]
    return "\n".join(text for text in texts if text)
