"""Guidance as pages show it: what a draft or a revision says, judged, in the reader's words.

The judging is `guidance`, which knows no framework. Writer and reviewer get the same from one text.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from avow.commitments import guidance
from avow.commitments.draft import Draft
from avow.commitments.gaps import without_gaps
from avow.commitments.guidance import (
    Evidence,
    Finding,
    Sign,
    Verdict,
    Written,
    WrittenMilestone,
    WrittenMoney,
    WrittenPartner,
    WrittenTarget,
)
from avow.commitments.guidance_words import CRITERIA, MENDS, SIGNS, VERDICTS
from avow.commitments.models import Revision

TONES = {Verdict.MET: "good", Verdict.PARTLY: "warn", Verdict.MISSING: "bad"}
MOST_WORDS = 6  # quotations beside one sign; more would only repeat
LONGEST = 160  # characters of one quotation
_EMPTY_GAP = re.compile(r"[\[【] +[\]】]?")

# Where a sign that is missing can be mended: (section of the form, question's key or a row).
WHERE = {
    "figure": "target",
    "when": "target",
    "compared": "change",
    "measurable": "target",
    "time_bound": "milestone",
    "partner_named": "partner",
    "partner_acts": "partner",
    "achievable": "finance",
    "relevant": "change",
}
_TITLES: dict[str, str | Promise] = {
    "title": _("Title"),
    "summary": _("Summary"),
    "description": _("Description"),
    "change": _("What will be different"),
    "beneficiaries": _("For whom"),
    "baseline": _("Where things stand now"),
    "intersectionality": _("Intersectionality"),
    "leadership": _("Feminist leadership"),
    "targets": _("Targets"),
    "milestones": _("Milestones"),
    "partners": _("Partners"),
    "finance": _("Money"),
    "places": _("Countries"),
    "term": _("Term"),
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that were found, and the question in whose answer they stand."""

    field: str | Promise
    words: str


@dataclass(frozen=True, slots=True)
class SignLine:
    """One thing that was looked for: found with these words, or how to mend it and where."""

    code: str
    text: str | Promise
    is_found: bool
    quotations: list[Quotation]
    mend: str | Promise
    section: str


@dataclass(frozen=True, slots=True)
class Advice:
    """One criterion with its verdict and signs; `tone` is a badge's."""

    code: str
    title: str | Promise
    explanation: str | Promise
    verdict: str | Promise
    tone: str
    is_met: bool
    signs: list[SignLine]

    @property
    def found(self) -> list[SignLine]:
        """Return what was found."""
        return [sign for sign in self.signs if sign.is_found]

    @property
    def lacking(self) -> list[SignLine]:
        """Return what was not found: shown as what could be added, or mended where not met."""
        return [sign for sign in self.signs if not sign.is_found]


@dataclass(frozen=True, slots=True)
class Board:
    """All five criteria."""

    advice: list[Advice]

    @property
    def met(self) -> int:
        """Return how many criteria are met."""
        return sum(one.is_met for one in self.advice)

    @property
    def all(self) -> int:
        """Return how many criteria there are."""
        return len(self.advice)


def _same(text: str) -> str:
    return text


def board_of(written: Written, veil: Callable[[str], str] = _same) -> Board:
    """Return the advice on what is written. `veil` takes names out that the reader may not see."""
    return Board([_advice(finding, veil) for finding in guidance.check(written)])


def _advice(finding: Finding, veil: Callable[[str], str]) -> Advice:
    explained = CRITERIA[finding.criterion]
    return Advice(
        code=str(finding.criterion),
        title=explained.title,
        explanation=explained.explanation,
        verdict=VERDICTS[finding.verdict],
        tone=TONES[finding.verdict],
        is_met=finding.verdict == Verdict.MET,
        signs=[_sign(sign, veil) for sign in finding.signs],
    )


def _sign(sign: Sign, veil: Callable[[str], str]) -> SignLine:
    return SignLine(
        code=sign.code,
        text=SIGNS[sign.code],
        is_found=sign.is_found,
        quotations=list(_quotations(sign.evidence, veil)),
        mend=MENDS[sign.mend],
        section=WHERE.get(sign.code, "what"),
    )


def _quotations(evidence: Iterable[Evidence], veil: Callable[[str], str]) -> Iterable[Quotation]:
    """Yield each quotation once, the first few only."""
    seen: dict[tuple[str, str], Quotation] = {}
    for one in evidence:
        words = _EMPTY_GAP.sub("[…]", veil(one.words))
        short = words if len(words) <= LONGEST else words[:LONGEST].rstrip() + "…"
        seen.setdefault((one.field, short), Quotation(_TITLES.get(one.field, one.field), short))
    return list(seen.values())[:MOST_WORDS]


def written_in_draft(draft: Draft) -> Written:
    """Return what a sheet of answers says so far; what an example left to fill in says nothing."""
    said = without_gaps if draft.has_gaps else _same
    return Written(
        language=draft.language,
        texts={name: said(draft.texts.get(name, "")) for name in guidance.FIELDS},
        targets=tuple(
            WrittenTarget(said(one.indicator), said(one.unit), one.baseline, one.value, one.due_on)
            for one in draft.targets
        ),
        milestones=tuple(WrittenMilestone(said(one.title), one.due_on) for one in draft.milestones),
        partners=tuple(WrittenPartner(one.title or one.slug, one.detail) for one in draft.partners),
        money=tuple(WrittenMoney(one.amount, one.currency, one.usd) for one in draft.finance),
        countries=draft.countries,
        actions=len(draft.actions),
        types=draft.types,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
    )


def written_in_revision(revision: Revision) -> Written:
    """Return what a revision says; six queries, none where its rows are prefetched."""
    return Written(
        language=revision.language,
        texts={name: getattr(revision, name) for name in guidance.FIELDS},
        targets=tuple(
            WrittenTarget(one.indicator, one.unit, one.baseline, one.value, one.due_on)
            for one in revision.targets.all()
        ),
        milestones=tuple(WrittenMilestone(one.title, one.due_on) for one in revision.steps.all()),
        partners=tuple(WrittenPartner(one.name, one.role) for one in revision.partners.all()),
        money=tuple(
            WrittenMoney(one.amount, one.currency, one.amount_usd)
            for one in revision.finance_lines.all()
        ),
        countries=tuple(one.country for one in revision.places.all() if one.country),
        actions=len(revision.actions.all()),
        types=tuple(revision.types),
        starts_on=revision.starts_on,
        ends_on=revision.ends_on,
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """A criterion as the public page explains it: what is looked for, and how to mend each."""

    title: str | Promise
    explanation: str | Promise
    signs: list[tuple[str | Promise, str | Promise]]


def all_rules() -> list[Rule]:
    """Return the rules; an empty text is looked at for the same signs as any other."""
    return [
        Rule(
            CRITERIA[one.criterion].title,
            CRITERIA[one.criterion].explanation,
            [(SIGNS[sign.code], MENDS[sign.mend]) for sign in one.signs],
        )
        for one in guidance.check(Written(language="en", texts={}))
    ]


__all__ = [
    "Advice",
    "Board",
    "all_rules",
    "board_of",
    "written_in_draft",
    "written_in_revision",
]
