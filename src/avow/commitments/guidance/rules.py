"""One pure function per criterion: what it looks for, what it found, how to mend it."""

import re

from avow.commitments.guidance.findings import Criterion, Evidence, Finding, Sign, Verdict
from avow.commitments.guidance.written import Written

_FIGURE = re.compile(r"\d+\s?[%％٪]?")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_GAP = re.compile(r"\[[^\[\]\n]{1,300}\]|【[^【】\n]{1,300}】")


def _finding(criterion: Criterion, found: dict[str, list[Evidence]], needs: int) -> Finding:
    signs = tuple(Sign(code, bool(rows), tuple(rows), code) for code, rows in found.items())
    count = sum(sign.is_found for sign in signs)
    verdict = Verdict.MET if count >= needs else Verdict.PARTLY if count else Verdict.MISSING
    return Finding(criterion, verdict, signs)


def _words(written: Written, pattern: re.Pattern[str]) -> list[Evidence]:
    return [
        Evidence(field, match[0], match.start(), match.end())
        for field, text in written.texts.items()
        for match in pattern.finditer(text)
    ]


def check(written: Written) -> tuple[Finding, ...]:
    """Return the findings on all five criteria, in the order of `Criterion`."""
    figures = _words(written, _FIGURE)
    years = _words(written, _YEAR)
    targets = [Evidence("targets", row.indicator) for row in written.targets]
    partners = [Evidence("partners", row.name) for row in written.partners]
    places = [Evidence("places", ", ".join(written.countries))] if written.countries[1:] else []
    money = [Evidence("finance", f"{row.amount} {row.currency}") for row in written.money]
    return (
        _finding(Criterion.AMBITIOUS, {"money_large": money}, 1),
        _finding(Criterion.SCALABLE, {"more_places": places}, 1),
        _finding(Criterion.MEASURABLE, {"figure": figures + targets, "when": years}, 2),
        _finding(Criterion.PARTNERSHIP, {"partner_named": partners}, 1),
        _finding(
            Criterion.SMART,
            {"measurable": figures + targets, "achievable": money, "time_bound": years},
            3,
        ),
    )


def gaps(written: Written) -> tuple[Evidence, ...]:
    """Return what is still to fill in: text in square brackets left over from an example."""
    return tuple(_words(written, _GAP))
