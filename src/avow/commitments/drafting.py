"""From a sheet of answers to what it says, what it lacks, and a revision made of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from avow.answers import rules as answer_rules
from avow.answers import services as answers
from avow.answers.models import Attachment
from avow.answers.pages import field_id
from avow.answers.shape import Definition
from avow.answers.wording import as_written
from avow.commitments import aims, joint_form, reading, rules, terms
from avow.commitments.draft import Draft, Problem, Row
from avow.commitments.facts import Term
from avow.commitments.form import ALWAYS, FIELD_OF, ROWS
from avow.commitments.gaps import gap_words
from avow.commitments.joint import MakerRow
from avow.commitments.models import Commitment
from avow.commitments.states import PUBLIC, State
from avow.forums.actions import living
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
    rows_of_actions = Action.objects.filter(forum=commitment.forum_id).with_successors()
    known = {row.code: row for row in rows_of_actions}
    sheet = commitment.sheet
    values, rows = answers.answers_of(sheet), answers.rows_of(sheet)
    draft = reading.read(values, rows, pack, known)
    draft.actions = tuple(one.code for one in living(known[code] for code in draft.actions))
    draft.has_gaps = commitment.started_from_id is not None
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
    found += aims.problems(commitment, draft)
    found += _term_problems(commitment, draft)
    found += _partner_problems(commitment, draft)
    found += _gap_problems(commitment, definition)
    if why := earlier_of(commitment, draft.supersedes)[1]:
        found.append(Problem("what", "", "supersedes", why))
    once: dict[tuple[str, str, str], Problem] = {}
    for one in found:
        once.setdefault((one.section, one.scope, one.key), one)
    return _in_order(once.values(), definition)


def _in_order(found: Iterable[Problem], definition: Definition) -> list[Problem]:
    order = {section.code: number for number, section in enumerate(definition.sections)}
    return sorted(found, key=lambda one: order.get(one.section, 99))


def earlier_of(commitment: Commitment, ref: str) -> tuple[Commitment | None, str]:
    """Return the earlier commitment that a reference means, and the code of what is wrong with it.

    One of the maker's own, or any that has a public page: a forged reference says nothing of what
    others are writing. One query, none without a reference.
    """
    if not ref:
        return None, ""
    if ref == commitment.ref:
        return None, "supersedes_itself"
    rows = Commitment.objects.filter(forum=commitment.forum_id, ref=ref.replace("\x00", "␀"))
    known = Q(organisation=commitment.organisation_id) | Q(
        public__isnull=False, state__in=[*PUBLIC, State.WITHDRAWN]
    )
    found = rows.filter(known).select_related("current", "public").first()
    if found is None:
        return None, "supersedes_unknown"
    texts = [one for one in (found.current, found.public) if one is not None]
    if any(one.supersedes_id == commitment.pk for one in texts):
        return None, "supersedes_each_other"
    return found, ""


def files_of(commitment: Commitment) -> list[Attachment]:
    """Return the files that its sheet wants everybody to have."""
    if commitment.sheet is None:
        return []
    return list(commitment.sheet.attachments.filter(key="documents", removed_at=None))


def _unanswered(commitment: Commitment, definition: Definition, draft: Draft) -> list[Problem]:
    """Return the open required questions of the sections asked once; rows are read by the draft."""
    assert commitment.sheet is not None
    values = answers.answers_of(commitment.sheet)
    return [
        Problem(one.section, one.scope, one.question, one.why)
        for section in definition.sections
        if section.code not in ROWS
        for one in answer_rules.missing_in(section, "", values)
        if _counts(one.question, draft, commitment)
    ]


def is_asked_for_money(commitment: Commitment) -> bool:
    """Return whether the pack asks organisations of its maker's type for money."""
    kinds = commitment.forum.settings.organisation_types
    return any(one.asked_for_money for one in kinds if one.code == commitment.organisation.kind)


def _counts(key: str, draft: Draft, commitment: Commitment) -> bool:
    """Return whether an unanswered question is one that this commitment has to answer.

    A type's own one if its type is chosen, countries unless regions are named, capacity if the pack
    asks such organisations for money.
    """
    if key == "countries":
        return not draft.regions
    if key.startswith("capacity_"):
        return is_asked_for_money(commitment)
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
    if codes:
        return [_term_problem(codes[0], draft.starts_on, term)]
    code = _overlap(commitment, draft.starts_on, draft.ends_on)
    key = "starts_on" if code == "term_before_earlier" else "ends_on"
    return [Problem("term", "", key, code)] if code else []


def _term_problem(code: str, starts_on: date, term: Term) -> Problem:
    """Return what is wrong with a term, with the days that would be right."""
    ends = terms.last_days(starts_on, term)
    if ends:
        days = " · ".join(_in_full(day) for day in ends)
        hint = _("Possible last days: %(days)s") % {"days": days}
        return Problem("term", "", "ends_on", code, hint)
    last = terms.last_first_day(term)
    hint = ""
    if last is not None:
        first, latest = _in_full(term.forum_starts_on), _in_full(last)
        hint = _("It can begin from %(first)s to %(last)s") % {"first": first, "last": latest}
    return Problem("term", "", "starts_on", code, hint)


def _in_full(day: date) -> str:
    return as_written("date", day.isoformat())


def _overlap(commitment: Commitment, starts_on: date, ends_on: date) -> str:
    """Return the code of a term that runs into the one before or after it, or nothing."""
    earlier = commitment.renews.public if commitment.renews else None
    if earlier is not None and starts_on <= earlier.ends_on:
        return "term_before_earlier"
    later = Commitment.objects.filter(renews=commitment).select_related("current").first()
    if later is not None and later.current and ends_on >= later.current.starts_on:
        return "term_into_next"
    return ""


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


def _gap_problems(commitment: Commitment, definition: Definition) -> list[Problem]:
    """Return the texts in which a gap of the example is left to fill in.

    Who began with an empty page may write in square brackets.
    """
    sheet = commitment.sheet
    if sheet is None or commitment.started_from_id is None:
        return []
    values, rows = answers.answers_of(sheet), answers.rows_of(sheet)
    found = []
    for section, question in definition.questions():
        if question.kind not in {"text", "longtext"}:
            continue
        for scope in rows.get(section.code, []) if section.repeat else [""]:
            left = gap_words(str(values.get((scope, question.key)) or ""))
            if left:
                hint = ", ".join(left[:3])
                found.append(Problem(section.code, scope, question.key, "gap_left", hint))
    return found


def missing_codes(commitment: Commitment) -> tuple[str, ...]:
    """Return the codes of what it lacks, for the guard."""
    return tuple(one.code for one in problems_of(commitment))


def missing_of(commitment: Commitment, problems: list[Problem] | None = None) -> list[MissingItem]:
    """Return what keeps it from being handed in, readable, with the address of each question."""
    if commitment.sheet is None:
        return []
    return _items(commitment, problems_of(commitment) if problems is None else problems)


def notes_of(commitment: Commitment) -> list[MissingItem]:
    """Return what is worth a look before it is handed in, and keeps nothing back."""
    if commitment.sheet is None:
        return []
    definition = answers.definition_of(commitment.sheet)
    return _items(commitment, _in_order(draft_of(commitment).notes, definition))


def _items(commitment: Commitment, found: list[Problem]) -> list[MissingItem]:
    assert commitment.sheet is not None
    definition = answers.definition_of(commitment.sheet)
    rows = answers.rows_of(commitment.sheet) if found else {}
    places = {scope: place for scopes in rows.values() for place, scope in enumerate(scopes, 1)}
    return [_item(commitment, definition, one, places) for one in found]


def _item(
    commitment: Commitment, definition: Definition, problem: Problem, places: dict[str, int]
) -> MissingItem:
    language = get_language() or "en"
    section = definition.section(problem.section)
    label = pick(section.names, language)
    if problem.key:
        label = pick(section.question(problem.key).names, language)
    if problem.scope:
        label = f"{pick(section.row_names, language)} {places.get(problem.scope, '')} – {label}"
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
    "earlier_of",
    "files_of",
    "is_asked_for_money",
    "missing_codes",
    "missing_of",
    "notes_of",
    "problems_of",
    "registered_makers",
    "registered_partners",
    "term_of",
]
