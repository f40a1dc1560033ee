"""From a sheet of answers to what it says, what it lacks, and a revision made of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language

from avow.answers import rules as answer_rules
from avow.answers import services as answers
from avow.answers.pages import field_id
from avow.answers.shape import Definition
from avow.commitments import draft as reading
from avow.commitments import joint_form, rules
from avow.commitments.draft import Draft, Problem, Row
from avow.commitments.facts import Term
from avow.commitments.form import ALWAYS, FIELD_OF, ROWS
from avow.commitments.joint import MakerRow
from avow.commitments.models import Commitment
from avow.forums.models import Action, Forum
from avow.kernel.localised import pick
from avow.kernel.text import fold
from avow.people.models import Organisation, SeatHolder


@dataclass(frozen=True, slots=True)
class MissingItem:
    """One thing that a commitment lacks, in words, and the address of its question."""

    code: str
    section: str
    label: str
    text: str
    url: str

    def __str__(self) -> str:
        """Return it as a line."""
        return f"{self.label}: {self.text}"


def draft_of(commitment: Commitment) -> Draft:
    """Return what its sheet says, with every problem.

    Raises ValueError without a sheet (an import).
    """
    if commitment.sheet is None:
        raise ValueError(f"{commitment.ref} has no sheet")
    pack = commitment.forum.settings
    codes = Action.objects.filter(forum=commitment.forum_id).values_list("code", flat=True)
    sheet = commitment.sheet
    values, rows = answers.answers_of(sheet), answers.rows_of(sheet)
    draft = reading.read(values, rows, pack, codes)
    draft.joint = joint_form.read(values, rows, pack, draft)
    return draft


def problems_of(commitment: Commitment, draft: Draft | None = None) -> list[Problem]:
    """Return everything that keeps a commitment from being handed in, in the order of the form."""
    if commitment.sheet is None:
        return []
    draft = draft or draft_of(commitment)
    definition = answers.definition_of(commitment.sheet)
    found = _unanswered(commitment, definition, draft)
    found += draft.problems
    found += _rows_missing(commitment.forum, draft)
    found += _term_problems(commitment, draft)
    found += _partner_problems(commitment, draft)
    order = {section.code: number for number, section in enumerate(definition.sections)}
    once: dict[tuple[str, str, str], Problem] = {}
    for one in found:
        once.setdefault((one.section, one.scope, one.key), one)
    return sorted(once.values(), key=lambda one: order.get(one.section, 99))


def _unanswered(commitment: Commitment, definition: Definition, draft: Draft) -> list[Problem]:
    """Return the open required questions of the sections asked once; rows are read by the draft."""
    assert commitment.sheet is not None
    values = answers.answers_of(commitment.sheet)
    return [
        Problem(one.section, one.scope, one.question, one.why)
        for section in definition.sections
        if section.code not in ROWS
        for one in answer_rules.missing_in(section, "", values)
        if _counts(one.question, draft)
    ]


def _counts(key: str, draft: Draft) -> bool:
    """Return whether a type's own question is asked: its type is chosen, whatever else it asks."""
    kind = key.partition("_")[0]
    return kind not in {"financial", "advocacy", "policy", "programme"} or kind in draft.types


def _rows_missing(forum: Forum, draft: Draft) -> list[Problem]:
    """Return the mandatory rows there is not one of.

    Money is asked of financial commitments only.
    """
    filled = {
        "target": draft.targets,
        "milestone": draft.milestones,
        "finance": draft.finance,
        "partner": draft.partners,
        "link": draft.links,
    }
    begun = {problem.section for problem in draft.problems}
    found = []
    for field in forum.settings.commitment_mandatory:
        section, key = FIELD_OF[str(field)]
        if key or filled[section] or section in begun:
            continue
        if section == "finance" and "financial" not in draft.types:
            continue
        found.append(Problem(section, "", "", "rows_missing"))
    return found


def term_of(forum: Forum, organisation: Organisation, actions: Iterable[str], day: date) -> Term:
    """Return how long the organisation may commit itself.

    It is as long as for a Champion if it holds a seat in one of the coalitions on the first day.
    """
    roles = forum.settings.roles
    champion = (
        SeatHolder.objects.on(day)
        .filter(
            organisation=organisation,
            seat__coalition__forum=forum,
            seat__coalition__actions__code__in=list(actions),
        )
        .exists()
    )
    return Term(
        forum_starts_on=forum.starts_on,
        forum_ends_on=forum.ends_on,
        min_years=roles.maker.min_years,
        max_years=roles.maker.max_years,
        exact_years=roles.champion.years if champion else 0,
    )


def _term_problems(commitment: Commitment, draft: Draft) -> list[Problem]:
    if draft.starts_on is None or draft.ends_on is None:
        return []
    term = term_of(commitment.forum, commitment.organisation, draft.actions, draft.starts_on)
    codes = rules.term_problems(draft.starts_on, draft.ends_on, term)
    return [Problem("term", "", "ends_on", code) for code in codes[:1]]


def registered_partners(draft: Draft) -> dict[str, Organisation]:
    """Return {row's scope: the registered organisation it means}; two queries.

    It was chosen, or its very name was typed: it is asked then too, so nobody is named unasked.
    One whose address has changed since (a merge, protection) is found by the name beside it.
    """
    return registered(draft.partners)


def registered_makers(draft: Draft) -> dict[str, Organisation]:
    """Return {row's scope: the registered organisation it means} of the co-makers."""
    return registered(draft.joint.makers)


def registered(asked: Sequence[Row | MakerRow]) -> dict[str, Organisation]:
    """Return the same of any rows that name organisations; two queries."""
    slugs = [row.slug for row in asked if row.slug]
    names = [fold(row.title) for row in asked]
    by_slug = (
        {one.slug: one for one in Organisation.objects.living().filter(slug__in=slugs)}
        if slugs
        else {}
    )
    by_name: dict[str, Organisation] = {}
    if names:
        same = Q(folded_name__in=names) | Q(aliases__folded_name__in=names)
        for one in (
            Organisation.objects.living().filter(same).prefetch_related("aliases").distinct()
        ):
            for name in (one.folded_name, *(alias.folded_name for alias in one.aliases.all())):
                by_name.setdefault(name, one)
    found = {row.scope: by_slug.get(row.slug) or by_name.get(fold(row.title)) for row in asked}
    return {scope: one for scope, one in found.items() if one is not None}


def _partner_problems(commitment: Commitment, draft: Draft) -> list[Problem]:
    partners = registered_partners(draft)
    found, seen = [], set()
    for row in draft.partners:
        one = partners.get(row.scope)
        if row.slug and one is None:
            found.append(Problem("partner", row.scope, "partner_organisation", "partner_unknown"))
        elif one is not None and one.pk == commitment.organisation_id:
            found.append(Problem("partner", row.scope, "partner_name", "partner_is_maker"))
        elif one is not None and one.pk in seen:
            found.append(Problem("partner", row.scope, "partner_name", "stands_twice"))
        seen.add(one.pk if one else None)
    makers = registered_makers(draft)
    lead = commitment.organisation_id
    return found + joint_form.problems(draft, lead, makers, partners.values())


def missing_codes(commitment: Commitment) -> tuple[str, ...]:
    """Return the codes of what it lacks, for the guard."""
    return tuple(one.code for one in problems_of(commitment))


def missing_of(commitment: Commitment, problems: list[Problem] | None = None) -> list[MissingItem]:
    """Return what keeps it from being handed in, readable, with the address of each question."""
    if commitment.sheet is None:
        return []
    found = problems_of(commitment) if problems is None else problems
    definition = answers.definition_of(commitment.sheet)
    return [_item(commitment, definition, one) for one in found]


def _item(commitment: Commitment, definition: Definition, problem: Problem) -> MissingItem:
    language = get_language() or "en"
    section = definition.section(problem.section)
    label = pick(section.names, language)
    if problem.key:
        label = pick(section.question(problem.key).names, language)
    if problem.scope:
        label = f"{pick(section.row_names, language)} {problem.scope.rpartition('-')[2]}: {label}"
    address = reverse(
        "commitments:section",
        kwargs={"forum": commitment.forum.slug, "ref": commitment.ref, "section": problem.section},
    )
    anchor = f"#{field_id(problem.scope, problem.key)}" if problem.key else ""
    return MissingItem(problem.code, problem.section, label, problem.words, address + anchor)


__all__ = [
    "ALWAYS",
    "MissingItem",
    "draft_of",
    "missing_codes",
    "missing_of",
    "problems_of",
    "registered_makers",
    "registered_partners",
    "term_of",
]
