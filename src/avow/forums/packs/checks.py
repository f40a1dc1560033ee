"""What one part of a pack says of another: codes once, texts in all languages, dates in order."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from avow.forums.packs.problems import Problem, path
from avow.forums.packs.schema import Pack, Question, QuestionKind
from avow.forums.regions import COUNTRIES
from avow.forums.states import WindowKind

# Lists of a pack in which each code stands once.
CODED = (
    "about",
    "principles",
    "organisation_types",
    "commitment_types",
    "criteria",
    "selection_criteria",
    "eligibility",
    "due_diligence",
    "undertakings",
    "coalitions",
)
# Pages of an application stand beside its sections: `apply/7/check/`, `apply/7/<section>/`.
TAKEN = frozenset(
    {
        "autosave",
        "check",
        "clarification",
        "coalitions",
        "file",
        "files",
        "letter",
        "overview",
        "print",
        "questions",
        "received",
        "start",
        "submit",
        "withdraw",
    }
)
CHOOSING = {QuestionKind.CHOICE, QuestionKind.MULTICHOICE}


def problems(pack: Pack) -> Iterator[Problem]:
    """Yield everything that cannot be, though each part on its own is well formed."""
    first = (_texts, _codes, _dates, _instants, _money, _countries, _people)
    for check in (*first, _review, _reporting, _forms):
        yield from check(pack)


def _texts(pack: Pack) -> Iterator[Problem]:
    wanted = pack.languages
    yield from twice((*wanted, *pack.partial_languages), "languages")
    for where, texts in all_texts(pack):
        for language in wanted:
            if language not in texts:
                yield Problem(where, f"there is no text in {language!r}")
        for language in texts:
            if language not in {*wanted, *pack.partial_languages}:
                yield Problem(
                    f"{where}.{language}", f"{language!r} is not among the pack's languages"
                )


def all_texts(part: BaseModel, *steps: str | int) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (path, texts by language) of every text in a part and in its parts."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, dict) and value:
            yield path(*steps, name), value
        elif isinstance(value, BaseModel):
            yield from all_texts(value, *steps, name)
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from all_texts(item, *steps, name, number)


def twice(codes: Iterable[object], where: str) -> Iterator[Problem]:
    """Yield a problem for each code that stands there more than once."""
    for code, times in Counter(codes).items():
        if times > 1:
            yield Problem(where, f"{str(code)!r} stands there {times} times")


def _codes(pack: Pack) -> Iterator[Problem]:
    for name in CODED:
        yield from twice((item.code for item in getattr(pack, name)), name)
    yield from twice((item.slug for item in pack.coalitions), "coalitions (slug)")
    yield from twice((item.key for item in pack.windows), "windows")
    yield from twice((item.key for item in pack.milestones), "milestones")
    yield from twice((link.code for link in pack.contact.links), "contact.links")
    actions = [action.code for coalition in pack.coalitions for action in coalition.actions]
    yield from twice(actions, "coalitions (action codes)")
    for name in ("commitment_mandatory", "rereview_fields"):
        yield from twice(getattr(pack, name), name)
    names = [name for kind in pack.organisation_types for name in (kind.code, *kind.aliases)]
    yield from twice(names, "organisation_types (codes and aliases)")


def _dates(pack: Pack) -> Iterator[Problem]:
    if pack.ends_on < pack.starts_on:
        yield Problem("ends_on", "the forum ends before it starts")
    for number, milestone in enumerate(pack.milestones):
        if milestone.ends_on < milestone.starts_on:
            yield Problem(path("milestones", number, "ends_on"), "it ends before it starts")
    for number, window in enumerate(pack.windows):
        if window.closes_at <= window.opens_at:
            yield Problem(path("windows", number, "closes_at"), "the window closes before it opens")


def _instants(pack: Pack) -> Iterator[Problem]:
    zone = ZoneInfo(pack.zone)
    for number, window in enumerate(pack.windows):
        for name in ("opens_at", "closes_at"):
            local: datetime = getattr(window, name)
            there = local.replace(tzinfo=zone)
            if there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
                words = (
                    f"there is no {local:%H:%M} on that day in {pack.zone}: the clocks go forward"
                )
                yield Problem(path("windows", number, name), words)


def _money(pack: Pack) -> Iterator[Problem]:
    yield from twice(pack.currencies, "currencies")
    yield from twice((f"{rate.currency} on {rate.day}" for rate in pack.rates), "rates")
    rated = {rate.currency for rate in pack.rates} | {"USD"}
    for number, rate in enumerate(pack.rates):
        if rate.currency not in pack.currencies:
            yield Problem(
                path("rates", number, "currency"), f"{rate.currency} is not among `currencies`"
            )
        if rate.currency == "USD" and rate.usd != 1:
            yield Problem(path("rates", number, "usd"), "one US dollar is one US dollar")
    for number, code in enumerate(pack.currencies):
        if code not in rated:
            yield Problem(path("currencies", number), f"{code} has no rate in `rates`")


def _countries(pack: Pack) -> Iterator[Problem]:
    yield from twice(pack.south, "south")
    for number, country in enumerate(pack.south):
        if country not in COUNTRIES:
            yield Problem(path("south", number), f"{country!r} is not a country code of ISO 3166-1")


def _people(pack: Pack) -> Iterator[Problem]:
    maker = pack.roles.maker
    if maker.max_years < maker.min_years:
        yield Problem("roles.maker.max_years", "is less than min_years")
    days = maker.renewal_days
    if list(days) != sorted(set(days), reverse=True):
        yield Problem("roles.maker.renewal_days", "write each day once, the largest first")
    if not any(window.kind == WindowKind.APPLICATIONS for window in pack.windows):
        yield Problem("windows", "no window of the kind 'applications': nobody could ever apply")


def _review(pack: Pack) -> Iterator[Problem]:
    days = pack.review.reminder_days
    if list(days) != sorted(set(days), reverse=True):
        yield Problem("review.reminder_days", "write each day once, the largest first")
    taken = pack.review.liaison_days + (pack.review.validation_days or 0)
    for number, window in enumerate(pack.windows):
        if window.kind == WindowKind.APPLICATIONS and window.promise_days <= taken:
            words = f"no answer within {window.promise_days} days: review takes {taken}"
            yield Problem(path("windows", number, "promise_days"), words)


def _reporting(pack: Pack) -> Iterator[Problem]:
    rules = pack.reporting
    for name in ("reminder_days", "late_reminder_days"):
        days: tuple[int, ...] = getattr(rules, name)
        if list(days) != sorted(set(days), reverse=name == "reminder_days"):
            first = "largest" if name == "reminder_days" else "smallest"
            yield Problem(f"reporting.{name}", f"write each day once, the {first} first")
    if any(days > rules.freeze_days for days in rules.late_reminder_days):
        yield Problem("reporting.late_reminder_days", "nobody can report after freeze_days")
    kind = WindowKind.REPORTING
    found = [(number, one) for number, one in enumerate(pack.windows) if one.kind == kind]
    found.sort(key=lambda pair: pair[1].opens_at)
    for (_before, earlier), (number, later) in pairwise(found):
        if earlier.opens_at.year == later.opens_at.year:
            words = f"{earlier.key} opens in {later.opens_at.year} too: one reporting cycle a year"
            yield Problem(path("windows", number, "opens_at"), words)
        if earlier.closes_at + timedelta(days=rules.freeze_days) > later.opens_at:
            words = f"it opens while late reports of {earlier.key} are still taken (freeze_days)"
            yield Problem(path("windows", number, "opens_at"), words)


def _forms(pack: Pack) -> Iterator[Problem]:
    sections = pack.application_form.sections
    yield from twice((section.code for section in sections), "application_form.sections")
    for number, section in enumerate(sections):
        if section.code in TAKEN:
            yield Problem(
                path("application_form", "sections", number, "code"),
                f"{section.code!r} is the name of a page: choose another",
            )
        where = ("application_form", "sections", number, "questions")
        yield from _questions(pack, section.questions, where)
    for number, kind in enumerate(pack.commitment_types):
        yield from _questions(pack, kind.questions, ("commitment_types", number, "questions"))


def _questions(
    pack: Pack, questions: tuple[Question, ...], where: tuple[str | int, ...]
) -> Iterator[Problem]:
    yield from twice((question.code for question in questions), path(*where))
    known = {undertaking.code for undertaking in pack.undertakings}
    for number, question in enumerate(questions):
        here = (*where, number)
        if question.kind in CHOOSING and len(question.choices) < 2:
            yield Problem(path(*here, "choices"), "a choice needs at least two choices")
        if question.kind not in CHOOSING and question.choices:
            yield Problem(
                path(*here, "choices"), f"a question of the kind {question.kind.value!r} has none"
            )
        yield from twice((choice.code for choice in question.choices), path(*here, "choices"))
        if question.kind == QuestionKind.UNDERTAKING and question.undertaking not in known:
            yield Problem(
                path(*here, "undertaking"), f"there is no undertaking {question.undertaking!r}"
            )
        if question.kind != QuestionKind.UNDERTAKING and question.undertaking is not None:
            yield Problem(
                path(*here, "undertaking"), "only a question of the kind 'undertaking' has one"
            )
        yield from _only_if(question, questions[:number], here)


def _only_if(
    question: Question, earlier: tuple[Question, ...], here: tuple[str | int, ...]
) -> Iterator[Problem]:
    if question.only_if is None:
        return
    where = path(*here, "only_if")
    asked = next((one for one in earlier if one.code == question.only_if.question), None)
    equals = question.only_if.equals
    if asked is None:
        yield Problem(
            where, f"there is no earlier question {question.only_if.question!r} in this section"
        )
    elif asked.kind in CHOOSING:
        if equals not in {choice.code for choice in asked.choices}:
            yield Problem(where, f"{equals!r} is not one of the choices of {asked.code!r}")
    elif asked.kind in {QuestionKind.BOOLEAN, QuestionKind.UNDERTAKING}:
        if not isinstance(equals, bool):
            yield Problem(where, f"write true or false, as {asked.code!r} is a yes-or-no question")
    else:
        yield Problem(where, f"{asked.code!r} is neither a choice nor a yes-or-no question")
