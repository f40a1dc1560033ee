"""What the figures of a report are called, how their values are said, and which always exist."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.annual.figures import Facts, unit_of
from avow.annual.rows import NOT_DUE
from avow.directory.states import Status
from avow.directory.vocabulary import FACETS, Vocabulary
from avow.forums.formats import about_words, currency_words, money_words, number_words
from avow.forums.models import Forum
from avow.progress.models.outcome import NOT_REPORTED
from avow.progress.states import Declared

NOT_KNOWN = "–"
STATUSES = (*Declared.values, NOT_REPORTED)
SIDES: dict[str, str | Promise] = {
    "south": gettext_lazy("Global South"),
    "north": gettext_lazy("Elsewhere"),
    "unknown": gettext_lazy("Country not shown"),
}
LINES: dict[str, str | Promise] = {
    "now": gettext_lazy("Reported in this cycle"),
    "earlier": gettext_lazy("Reported earlier"),
    "never": gettext_lazy("Never reported"),
}
NAMES: dict[str, str | Promise] = {
    "commitments": gettext_lazy("Commitments"),
    "commitments.with_money": gettext_lazy("Commitments that pledge money"),
    "commitments.unrated": gettext_lazy("Commitments with money that has no rate into dollars"),
    "commitments.spent_unrated": gettext_lazy("Commitments that spent money without a rate"),
    "makers": gettext_lazy("Makers"),
    "money.pledged": gettext_lazy("Money pledged"),
    "money.new": gettext_lazy("New money pledged"),
    "money.announced": gettext_lazy("Money pledged that was announced before"),
    "money.unsaid": gettext_lazy("Money pledged, not said whether new"),
    "money.spent": gettext_lazy("Money spent"),
    "money.spent.now": gettext_lazy("Money spent, by reports of this cycle"),
    "money.spent.earlier": gettext_lazy("Money spent, by earlier reports alone"),
    "reports.owed": gettext_lazy("Reports owed"),
    "reports.handed_in": gettext_lazy("Reports handed in"),
    "reports.on_time": gettext_lazy("Reports on time"),
    "reports.late": gettext_lazy("Reports handed in late"),
    "reports.verified": gettext_lazy("Reports verified by the secretariat"),
    "reports.self_reported": gettext_lazy("Reports that are self-reported"),
    "reports.not_reported": gettext_lazy("Reports that did not come"),
    "reports.differ": gettext_lazy("Reports whose computed status differs"),
    "rate.reported": gettext_lazy("Response rate"),
    "rate.on_time": gettext_lazy("Response rate, on time"),
    "rate.verified": gettext_lazy("Part of the reports owed that is verified"),
}
_THINGS: dict[str, str | Promise] = {
    "commitments": gettext_lazy("Commitments"),
    "makers": gettext_lazy("Makers"),
    "money": gettext_lazy("Money pledged"),
}


def expected_names(forum: Forum, facts: Facts) -> Iterator[str]:
    """Yield the names of the figures that exist even where they are nought."""
    vocabulary = Vocabulary(forum)
    for scope in ("", *(f"@{code}" for code in vocabulary.coalitions)):
        for name in (*NAMES, *_valued(vocabulary, facts, scope)):
            if unit_of(name) != "percent":
                yield name + scope


def _valued(vocabulary: Vocabulary, facts: Facts, scope: str) -> Iterator[str]:
    for status in (*STATUSES, NOT_DUE):
        yield f"commitments.status.{status}"
    for year in facts.years:
        yield from (f"commitments.cycle.{year}.{status}" for status in STATUSES)
        yield from (f"reports.cycle.{year}.{one}" for one in ("owed", "handed_in", "on_time"))
    for line in LINES:
        yield from (f"{name}.line.{line}" for name in ("commitments", "money"))
        yield f"commitments.unrated.line.{line}"
    for side in SIDES:
        yield from (f"{name}.side.{side}" for name in ("commitments", "makers", "money"))
    for kind in vocabulary.types:
        yield from (f"{name}.type.{kind}" for name in ("commitments", "money"))
    for kind in vocabulary.organisation_types:
        yield from (f"{name}.organisation_type.{kind}" for name in _THINGS)
    for code, action in vocabulary.actions.items():
        if not scope or action.coalition.code == scope[1:]:
            yield from (f"{name}.action.{code}" for name in ("commitments", "money"))
    for code in () if scope else vocabulary.coalitions:
        yield from (f"{name}.coalition.{code}" for name in ("commitments", "money"))


def label(name: str, vocabulary: Vocabulary) -> str:
    """Return what a figure is called, in the reader's language."""
    stem, _at, scope = name.partition("@")
    words = str(NAMES[stem]) if stem in NAMES else _composed(stem, vocabulary)
    if not scope:
        return words
    coalition = vocabulary.label("coalition", scope)
    return _("%(figure)s – %(coalition)s") % {"figure": words, "coalition": coalition}


def _composed(stem: str, vocabulary: Vocabulary) -> str:
    """Return the words of a figure that is one value of something: `makers.country.MX`."""
    thing, _dot, rest = stem.partition(".")
    by, _dot, value = rest.partition(".")
    if thing == "currency":
        return _("Money pledged in %(currency)s") % {"currency": currency_words(rest)}
    if by == "cycle":
        return _in_cycle(thing, value)
    if by == "unrated":
        return f"{NAMES['commitments.unrated']}: {LINES[value.partition('.')[2]]}"
    if by == "year":
        return _("Money pledged for %(year)s") % {"year": value}
    known: dict[str, dict[str, str | Promise]] = {"side": SIDES, "line": LINES}
    if by in known or by == "status":
        words = known[by][value] if by in known else status_words(value)
        return f"{_THINGS[thing]}: {words}"
    return f"{_THINGS[thing]}, {FACETS.get(by, by)}: {vocabulary.label(by, value)}"


def _in_cycle(thing: str, value: str) -> str:
    year, _dot, what = value.partition(".")
    words = status_words(what) if thing == "commitments" else NAMES.get(f"{thing}.{what}", what)
    return _("%(figure)s, cycle of %(year)s") % {"figure": words, "year": year}


def status_words(code: str) -> str:
    """Return a status of a cycle in words."""
    return _("No report due") if code == NOT_DUE else str(Status(code).label)


def said(name: str, value: int | None, form: str = "") -> str:
    """Return a figure's value as people read it; `form` "about" rounds large money in words."""
    if value is None:
        return NOT_KNOWN
    unit = unit_of(name)
    if unit == "percent":
        return _("%(percent)s %%") % {"percent": number_words(value)}
    if unit == "cents":
        dollars = Decimal(value).scaleb(-2)
        return about_words(dollars, "USD") if form == "about" else money_words(dollars, "USD")
    if unit == "thousandths":
        currency = name.partition("@")[0].partition(".")[2]
        amount = Decimal(value).scaleb(-3)
        return about_words(amount, currency) if form == "about" else money_words(amount, currency)
    return number_words(value)
