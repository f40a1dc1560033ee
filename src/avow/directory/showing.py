"""Public entries as pages show them: codes become words, parameters become links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from avow.directory import money, ranges
from avow.directory.aims import aims_of
from avow.directory.models import Entry, EntryTag
from avow.directory.query import Question
from avow.directory.states import TONES, Group, OrganisationRole, Status
from avow.directory.vocabulary import FACETS, Vocabulary
from avow.forums.models import Forum
from avow.people.models import Organisation

SHOWN = 20  # commitments in the place of one


@dataclass(frozen=True, slots=True)
class Card:
    """One commitment in a list."""

    entry: Entry
    organisation_type: str
    status: str
    tone: str
    coalitions: list[tuple[str, int, str]]  # code, position, name
    types: list[str]
    amounts: list[tuple[Decimal, str]]


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter, and the address without it."""

    title: str
    label: str
    url: str


def card(entry: Entry, vocabulary: Vocabulary) -> Card:
    """Return a commitment as lists show it; no query beyond the vocabulary's."""
    coalitions = [
        vocabulary.coalitions[code] for code in entry.coalitions if code in vocabulary.coalitions
    ]
    return Card(
        entry=entry,
        organisation_type=vocabulary.label("organisation_type", entry.organisation_type),
        status=vocabulary.label("status", entry.status) if entry.is_listed else _("Withdrawn"),
        tone=TONES.get(Status(entry.status), "neutral")
        if entry.status in Status.values
        else "neutral",
        coalitions=[(row.code, row.position, row.name) for row in coalitions],
        types=[vocabulary.label("type", code) for code in entry.types],
        amounts=[(Decimal(value), code) for code, value in entry.amounts],
    )


def chips(query: QueryDict, question: Question, vocabulary: Vocabulary) -> list[Chip]:
    """Return the active filters, words first, each with the address that drops it."""
    found = []
    if question.words:
        found.append(Chip(_("Words"), question.words, _without(query, "q")))
    for facet, values in question.chosen.items():
        for value in values:
            label = vocabulary.label(facet, value)
            found.append(Chip(str(FACETS[facet]), label, _without(query, facet, value)))
    for name, ends in question.ranges.items():
        parameters = [f"{name}_{end}" for end in ranges.ENDS]
        url = _without_all(query, parameters)
        found.append(Chip(str(ranges.NAMES[name]), ranges.words(ends), url))
    return found


def _without(query: QueryDict, name: str, value: str | None = None) -> str:
    left = query.copy()
    left.pop("page", None)
    left.setlist(
        name, [one for one in left.getlist(name) if value is not None and one.strip() != value]
    )
    return "?" + left.urlencode()


def _without_all(query: QueryDict, names: Iterable[str]) -> str:
    left = query.copy()
    for name in ("page", *names):
        left.pop(name, None)
    return "?" + left.urlencode()


def hidden(_query: QueryDict, question: Question) -> list[tuple[str, str]]:
    """Return the filters that the search box and the sort must carry along."""
    chosen = [(facet, value) for facet, values in question.chosen.items() for value in values]
    return chosen + ranges.parameters(question.ranges)


def filters_of(query: QueryDict, question: Question) -> str:
    """Return the query string of a download with the same filters."""
    kept = QueryDict(mutable=True)
    if question.words:
        kept["q"] = question.words
    for facet, values in question.chosen.items():
        kept.setlist(facet, list(values))
    for name, value in ranges.parameters(question.ranges):
        kept[name] = value
    if "sort" in query:
        kept["sort"] = str(question.sort)
    return f"?{kept.urlencode()}" if kept else ""


def ignored(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Return what the address asked for in vain, in words."""
    return [f"{FACETS.get(name, name)}: {value}" for name, value in pairs]


@dataclass(frozen=True, slots=True)
class Details:
    """Everything else the page of a commitment shows; empty things are left out by the template."""

    texts: list[tuple[str, str]]
    actions: list[tuple[str, str, str]]  # code, title, coalition
    targets: list[dict[str, Any]]
    moments: list[tuple[date, str]]
    partners: list[dict[str, Any]]
    places: list[str]
    finance: list[dict[str, Any]]
    links: list[dict[str, str]]
    sdg_targets: list[str]
    also_registered_in: str
    iati_identifier: str
    revisions: list[dict[str, Any]]
    earlier_term: str
    next_term: str
    money: money.Table
    regions: list[str]  # UN M49
    groups: list[str]
    people: int | None
    people_note: str
    files: list[dict[str, Any]]
    supersedes: tuple[str, str]  # reference and title of an earlier commitment; "" for none
    superseded_by: list[tuple[str, str]]
    source_names: Mapping[str, str]
    newness_names: Mapping[str, str]
    means_name: str
    makers: list[dict[str, Any]]
    coalition_split: list[tuple[str, Decimal]]  # name, per cent
    is_open: bool


def details(entry: Entry, vocabulary: Vocabulary) -> Details:
    """Return what the page shows of an entry, in words of the reader's language."""
    kept: Mapping[str, Any] = entry.body.details
    table = money.table_of(kept, entry.starts_on, entry.ends_on)
    return Details(
        money=table,
        regions=kept.get("regions", []),
        groups=[
            str(Group(code).label)
            for code in kept.get("beneficiary_groups", [])
            if code in Group.values
        ],
        people=kept.get("beneficiary_number"),
        people_note=kept.get("beneficiary_note", ""),
        files=kept.get("files", []),
        supersedes=_earlier(entry, kept.get("supersedes", "")),
        superseded_by=_later(entry),
        source_names=_sources(),
        newness_names=newness_names(),
        means_name=_means_names().get(table.means.kind, "") if table.means else "",
        texts=[(title, kept[key]) for key, title in _titles().items() if kept.get(key)]
        + _type_texts(kept, vocabulary),
        actions=[
            (code, vocabulary.actions[code].title, vocabulary.actions[code].coalition.name)
            for code in entry.actions
            if code in vocabulary.actions
        ],
        targets=_targets(vocabulary, kept),
        moments=_moments(entry, kept),
        partners=kept.get("partners", []),
        places=kept.get("places", []),
        finance=[_money(row, vocabulary) for row in kept.get("finance", [])],
        links=[
            link
            for link in kept.get("links", [])
            if link["url"].startswith(("https://", "http://"))
        ],
        sdg_targets=kept.get("sdg_targets", []),
        also_registered_in=kept.get("also_registered_in", ""),
        iati_identifier=kept.get("iati_identifier", ""),
        revisions=kept.get("revisions", []),
        earlier_term=kept.get("earlier_term", ""),
        next_term=kept.get("next_term", ""),
        makers=[{**row, "share": Decimal(row["share"])} for row in kept.get("makers", [])],
        coalition_split=[
            (vocabulary.label("coalition", code), Decimal(part))
            for code, part in kept.get("coalition_split", [])
        ],
        is_open=bool(kept.get("is_open")),
    )


def _targets(vocabulary: Vocabulary, kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return its targets, each with the `aim` of a plan that it answers to, or None."""
    rows = kept.get("targets", [])
    aims = aims_of(vocabulary.forum.pk, [row.get("plan_target", "") for row in rows])
    return [{**row, "aim": aims.get(row.get("plan_target", ""))} for row in rows]


def _titles() -> dict[str, str]:
    return {
        "description": _("What will be done"),
        "change": _("What changes"),
        "beneficiaries": _("For whom"),
        "baseline": _("Where it starts"),
        "intersectionality": _("Intersectionality"),
        "leadership": _("Feminist leadership"),
    }


def _type_texts(kept: Mapping[str, Any], vocabulary: Vocabulary) -> list[tuple[str, str]]:
    found = []
    for code, answers in kept.get("type_fields", {}).items():
        try:
            questions = {
                one.code: one for one in vocabulary.forum.settings.commitment_type(code).questions
            }
        except KeyError:
            continue
        for key, answer in answers.items():
            if answer and isinstance(answer, str) and key in questions:
                found.append(
                    (
                        vocabulary.name_of(questions[key]),
                        _answer(questions[key], answer, vocabulary),
                    )
                )
    return found


def _answer(question: Any, answer: str, vocabulary: Vocabulary) -> str:
    names = {choice.code: vocabulary.name_of(choice) for choice in question.choices}
    return names.get(answer, answer)


def _moments(entry: Entry, kept: Mapping[str, Any]) -> list[tuple[date, str]]:
    """Return start, milestones and end in order of time."""
    found = [(entry.starts_on, _("Begins"))]
    found += [(date.fromisoformat(step["due_on"]), step["title"]) for step in kept.get("steps", [])]
    found.append((entry.ends_on, _("Ends")))
    return sorted(found, key=lambda moment: moment[0])


def _money(row: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """Return a finance line with its figures as decimals, its source in words."""
    source = row.get("source", "")
    said = row.get("rate_source") or vocabulary.rate_sources.get(
        (row.get("currency", ""), row.get("rate_day") or ""), ""
    )
    return money.read(row) | {"source": _sources().get(source, source), "rate_source": said}


def _sources() -> dict[str, str]:
    return {"own": _("Own funds"), "raised": _("Raised from others"), "in_kind": _("In kind")}


def newness_names() -> dict[str, str]:
    """Return what each answer to "new or already announced" is called, silence too."""
    return {
        "new": _("New money"),
        "announced": _("Already announced elsewhere"),
        "unsaid": _("Not said whether it is new"),
    }


def _means_names() -> dict[str, str]:
    return {
        "budget": _("Annual budget"),
        "revenue": _("Annual revenue"),
        "income": _("Gross national income"),
    }


def _earlier(entry: Entry, ref: str) -> tuple[str, str]:
    """Return reference and title of the commitment that this one takes the place of."""
    if not ref:
        return ("", "")
    found = Entry.objects.filter(forum=entry.forum_id, ref=ref).first()
    return (ref, found.title) if found else ("", "")


def _later(entry: Entry) -> list[tuple[str, str]]:
    """Return reference and title of the commitments in the place of this one."""
    tags = EntryTag.objects.filter(forum=entry.forum_id, facet="supersedes", value=entry.ref)
    found = Entry.objects.filter(pk__in=tags.values("entry")).order_by("pk")
    return [(one.ref, one.title) for one in found[:SHOWN]]


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation in the public list."""

    organisation: Organisation
    kind: str
    roles: list[tuple[str, list[str]]]  # role in words, coalition names


def organisation_row(
    organisation: Organisation, roles: Mapping[str, list[str]], vocabulary: Vocabulary
) -> OrganisationRow:
    """Return an organisation as lists show it."""
    return OrganisationRow(
        organisation,
        vocabulary.label("organisation_type", organisation.kind),
        [
            (
                str(OrganisationRole(role).label),
                [vocabulary.label("coalition", code) for code in codes],
            )
            for role, codes in roles.items()
        ],
    )


def organisation_url(entry: Entry, forum: Forum) -> str:
    """Return the address of a maker's profile; nothing for a protected one."""
    slug = entry.organisation_slug
    return reverse("directory:organisation", args=[forum.slug, slug]) if slug else ""


def organisation_choices(
    vocabulary: Vocabulary, asked: object, regions: Iterable[str], countries: Iterable[str]
) -> list[dict[str, Any]]:
    """Return the selects of the organisations' filters: name, title, options, the chosen one."""
    options = {
        "organisation_type": list(vocabulary.organisation_types),
        "coalition": list(vocabulary.coalitions),
        "region": list(regions),
        "country": list(countries),
    }
    found = []
    for name, codes in options.items():
        pairs = [(code, vocabulary.label(name, code)) for code in codes]
        if name in {"region", "country"}:
            pairs.sort(key=lambda pair: pair[1])
        found.append(
            {"name": name, "title": FACETS[name], "options": pairs, "chosen": getattr(asked, name)}
        )
    return found
