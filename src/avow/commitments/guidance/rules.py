"""One pure function per criterion: what it looks for, what it found, how to mend it.

Source: the rubric of docs/guidance.md.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal

from avow.commitments.guidance.actors import partners
from avow.commitments.guidance.evidence import Readings, row, sign
from avow.commitments.guidance.findings import Criterion, Evidence, Finding, Verdict
from avow.commitments.guidance.quantities import Quantity, Sort
from avow.commitments.guidance.reading import Found, Reading
from avow.commitments.guidance.sorting import WEAK_CURRENCIES
from avow.commitments.guidance.written import Written

QUARTER = 25  # per cent: a change from here on is large
MANY = 10_000  # people
SEVERAL_MILLION = 3_000_000
WEAK = 100  # where one unit is worth about a hundredth of a dollar or less, it takes more of them
_NEAR = 5  # words between a number and the people it counts
_MORE_THAN_TWO = 3  # countries make a reach
_FAR = 30  # words between the two numbers of a comparison
_COMPARED = frozenset({Sort.COUNT, Sort.BARE, Sort.PERCENT, Sort.MONEY})


def check(written: Written) -> tuple[Finding, ...]:
    """Return the findings on all five criteria, in the order of `Criterion`."""
    readings = Readings(written)
    measured = measurable(readings)
    together = partnership(readings)
    return (
        ambitious(readings),
        scalable(readings),
        measured,
        together,
        smart(readings, measured, together),
    )


def ambitious(readings: Readings) -> Finding:
    """Look for a change that is large against where things stand, or structural."""
    signs = (
        sign("large_change", [*readings.words("large_change"), *_large_changes(readings)]),
        sign("structural", readings.words("structural")),
        sign("first_time", readings.words("first_time")),
        sign("everyone", readings.words("everyone")),
        sign("many_people", readings.figures(_is_many_people)),
        sign("money_large", [*readings.figures(_is_large_money), *_large_rows(readings.written)]),
    )
    some = bool(readings.words("increase") or readings.written.targets)
    return Finding(Criterion.AMBITIOUS, _verdict(any(s.is_found for s in signs), some), signs)


def scalable(readings: Readings) -> Finding:
    """Look for growth beyond the first place, or for others who take it up."""
    countries = readings.written.countries
    places = [row("places", ", ".join(countries))] if len(countries) >= _MORE_THAN_TWO else []
    signs = (
        sign("growth", readings.words("growth")),
        sign("more_places", [*readings.words("more_places"), *places]),
        sign("passed_on", readings.words("passed_on")),
        sign("built_in", readings.words("built_in")),
    )
    some = bool(countries[1:] or readings.words("pilot"))
    return Finding(Criterion.SCALABLE, _verdict(any(s.is_found for s in signs), some), signs)


def measurable(readings: Readings) -> Finding:
    """Look for a figure with what it counts, and for a time or a starting point."""
    targets = [t for t in readings.written.targets if t.value is not None]
    figures = [row("targets", _target(t.value, t.unit, t.indicator)) for t in targets]
    due = [row("targets", t.due_on.isoformat()) for t in targets if t.due_on]
    starts = [row("targets", f"{t.baseline:f}") for t in targets if t.baseline is not None]
    signs = (
        sign("figure", [*readings.figures(_counts), *readings.each(_grown), *figures]),
        sign("when", [*readings.times(), *readings.words("recurring"), *due]),
        sign("compared", [*readings.each(_compared), *starts]),
    )
    figure, when, compared = (s.is_found for s in signs)
    # Where one stands is no aim: without a date it takes a second figure to compare with.
    pair = len(signs[0].evidence) > 1 or bool(targets)
    verdict = _verdict(figure and (when or (compared and pair)), figure or compared)
    return Finding(Criterion.MEASURABLE, verdict, signs)


def partnership(readings: Readings) -> Finding:
    """Look for a partner besides the maker that has a part in it."""
    named = [row("partners", p.name) for p in readings.written.partners if p.name]
    roles = [row("partners", p.role) for p in readings.written.partners if p.role]
    texts = readings.each(partners)
    signs = (
        sign("partner_named", [*texts, *named]),
        sign(
            "partner_acts", [*(readings.words("link", "together", "acts") if texts else []), *roles]
        ),
    )
    met = bool(texts or (named and roles))
    return Finding(Criterion.PARTNERSHIP, _verdict(met, bool(named)), signs)


def smart(readings: Readings, measured: Finding, together: Finding) -> Finding:
    """Look for all five: specific, measurable, achievable, relevant, time-bound."""
    written = readings.written
    figure = measured.signs[0].evidence if measured.verdict is Verdict.MET else ()
    money = [row("finance", f"{m.amount:f} {m.currency}") for m in written.money]
    steps = [row("milestones", m.title) for m in written.milestones if m.title]
    who = [e for s in together.signs[:1] for e in s.evidence]
    due = [t.due_on for t in written.targets] + [m.due_on for m in written.milestones]
    ends = [row("term", day.isoformat()) for day in (written.ends_on, *due) if day]
    signs = (
        sign("specific", [*readings.words("action"), *readings.figures(_is_count)]),
        sign("measurable", figure),
        sign(
            "achievable",
            [*readings.words("means"), *readings.figures(_is_money), *money, *steps, *who],
        ),
        sign("relevant", [*readings.words("relevant"), *readings.each(_women_at_work)]),
        sign("time_bound", [*readings.times(), *ends]),
    )
    found = [s.is_found for s in signs]
    return Finding(Criterion.SMART, _verdict(all(found), any(found)), signs)


def _verdict(met: bool, partly: bool) -> Verdict:
    return Verdict.MET if met else Verdict.PARTLY if partly else Verdict.MISSING


def _target(value: Decimal | None, unit: str, indicator: str) -> str:
    return " ".join(part for part in (f"{value:f}", unit, indicator) if part)


def _counts(_reading: Reading, quantity: Quantity) -> bool:
    return quantity.sort is not Sort.BARE or quantity.value >= 10


def _is_count(_reading: Reading, quantity: Quantity) -> bool:
    return quantity.sort is Sort.COUNT


def _compared(reading: Reading) -> list[Found]:
    """Return where a starting point is told with its number, or right beside one."""
    near = {
        at
        for q in reading.quantities
        if q.sort in _COMPARED
        for at in range(q.first - _NEAR, q.last + _NEAR)
    }
    return [row for row in reading.found("baseline") if near & {row.first, row.last - 1}]


def _women_at_work(reading: Reading) -> list[Found]:
    """Return feminine names of professions, where a language has endings for them."""
    if not reading.lexicon.she:
        return []
    ends = reading.lexicon.she
    return [
        reading.at(at, at + 1)
        for at, token in enumerate(reading.tokens)
        if token.keys[0].endswith(ends)
    ]


def _is_money(_reading: Reading, quantity: Quantity) -> bool:
    return quantity.sort is Sort.MONEY


def _is_large_money(reading: Reading, quantity: Quantity) -> bool:
    if quantity.sort is not Sort.MONEY:
        return False
    words = range(quantity.first, quantity.last)
    is_weak = any(
        reading.begins("weak_currency", at) or reading.tokens[at].surface in WEAK_CURRENCIES
        for at in words
    )
    return quantity.value >= SEVERAL_MILLION * (WEAK if is_weak else 1)


def _is_many_people(reading: Reading, quantity: Quantity) -> bool:
    if quantity.sort not in {Sort.COUNT, Sort.BARE} or quantity.value < MANY:
        return False
    return any(reading.begins("people", quantity.last + step) for step in range(-_NEAR, _NEAR))


def _large_rows(written: Written) -> Iterator[Evidence]:
    for money in written.money:
        weak = WEAK if money.usd is None and money.currency in WEAK_CURRENCIES else 1
        if (money.amount if money.usd is None else money.usd) >= SEVERAL_MILLION * weak:
            yield row("finance", f"{money.amount:f} {money.currency}")


def _large_changes(readings: Readings) -> list[Evidence]:
    rows = [
        row("targets", f"{t.baseline:f} → {t.value:f} {t.unit}".strip())
        for t in readings.written.targets
        if t.baseline is not None and t.value is not None and is_large(t.baseline, t.value)
    ]
    return [*readings.each(_grown), *readings.figures(_is_large_share), *rows]


def _is_large_share(reading: Reading, quantity: Quantity) -> bool:
    """Say whether this is a quarter or more that is aimed at, not where things stand."""
    if quantity.sort is not Sort.PERCENT or quantity.value < QUARTER:
        return False
    spans = reading.spans.get("baseline", [])
    at = bisect_right(spans, quantity.first, key=lambda span: span.first)
    return not any(span.last > quantity.first for span in spans[max(at - _NEAR, 0) : at])


def _grown(reading: Reading) -> list[Found]:
    """Return the pairs "from 3,000 to 14,000" that are a change of a quarter or more."""
    numbers = [q for q in reading.quantities if q.sort in _COMPARED or _is_lasting(q)]
    found = []
    bare = {q.first for q in reading.quantities if _is_bare_period(q)}
    for span in reading.found("baseline"):
        low = bisect_left(numbers, span.first - _FAR, key=lambda q: q.first)
        near = numbers[low : bisect_left(numbers, span.last + _FAR, key=lambda q: q.first)]
        inside = [q for q in near if span.first <= q.first < span.last]
        if not inside or bare & set(range(span.first, span.last)):
            continue  # "15 to 24 years" is an age
        before = [q for q in near if q.first < span.first]
        after = [q for q in near if q.first >= span.last]
        pair = inside if len(inside) > 1 else [*before[-1:], *inside, *after[:1]][:2]
        if len(pair) > 1 and is_large(Decimal(pair[0].value), Decimal(pair[-1].value)):
            first, last = min(pair[0].first, span.first), max(pair[-1].last, span.last)
            found.append(reading.at(first, last))
    return found


def _is_bare_period(quantity: Quantity) -> bool:
    return quantity.sort is Sort.PERIOD and quantity.last - quantity.first == 1


def _is_lasting(quantity: Quantity) -> bool:
    """Say whether this is a time that may itself be what is measured: "from 21 days to 2"."""
    return quantity.sort is Sort.PERIOD and quantity.last - quantity.first > 1


def is_large(before: Decimal, after: Decimal) -> bool:
    """Say whether `after` is a change of a quarter or more against `before`."""
    return abs(after - before) * 100 >= QUARTER * abs(before) and after != before
