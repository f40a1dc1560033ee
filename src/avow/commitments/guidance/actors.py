"""Who acts in a text besides its writer: organisations that are linked to, or that do something."""

from avow.commitments.guidance.lexicon import Span
from avow.commitments.guidance.reading import Found, Reading
from avow.commitments.guidance.tokens import Kind

_REACH = 5  # words between "with" and the partner
_REACH_HAN = 14
_ACRONYM = 2
_SENTENCE_REACH = 14  # words between two organisations that act together


def partners(reading: Reading) -> list[Found]:
    """Return the partners that stand in the text, by name or by kind."""
    orgs = [s for s in reading.spans.get("org", ()) if not reading.is_negated(s.first)]
    hollow = _covered(reading, "hollow")
    found = [row for row in reading.found("linked") if row.first not in hollow]
    for row in reading.found("link", "with"):
        if row.first in hollow:
            continue
        at = _partner_after(reading, row, orgs)
        if at is not None:
            found.append(reading.at(row.first, max(at, row.last)))
    return found + [row for row in _acting(reading, orgs) if row.first not in hollow]


def _covered(reading: Reading, name: str) -> set[int]:
    return {at for s in reading.spans.get(name, ()) for at in range(s.first, s.last)}


def _partner_after(reading: Reading, link: Found, orgs: list[Span]) -> int | None:
    """Return the token after the partner that `link` leads to."""
    reach = _REACH_HAN if reading.lexicon.code == "zh" else _REACH
    limit = min(link.last + reach, len(reading.tokens))
    starts = {span.first: span.last for span in orgs}
    own = False
    for at in range(link.last, limit):
        token = reading.tokens[at]
        if token.clause != reading.tokens[link.first].clause:
            return None
        if at in starts and not own and not _is_own(reading, at):
            return starts[at]
        if end := reading.begins("partner_word", at):
            return end
        if _is_acronym(token.surface) and token.kind is Kind.WORD:
            return at + 1
        own = bool(reading.begins("own", at))
    return None


def _is_acronym(surface: str) -> bool:
    return len(surface) >= _ACRONYM and surface.isascii() and surface.isupper()


def _is_own(reading: Reading, at: int) -> bool:
    """Say whether an organisation is the writer's own: "our cooperative"."""
    return (
        reading.closes("own", at, 1)
        or bool(reading.begins("own", at))
        or bool(reading.begins("own", at + 1))
        or reading.tokens[at].keys[0].endswith("تنا")
    )


def _acting(reading: Reading, orgs: list[Span]) -> list[Found]:
    """Return organisations that do something beside the writer, or beside another one."""
    agents = [span for span in orgs if _is_agent(reading, span)]
    others = [span for span in agents if not _is_own(reading, span.first)]
    writes = bool(reading.spans.get("first_person")) or len(others) < len(agents)
    found: list[Found] = []
    heads = {reading.tokens[span.first].keys[-1] for span in others}
    if writes:
        found = [reading.at(span.first, span.last) for span in others[-1:] if _does(reading, span)]
    if not found and len(heads) > 1:
        first, second = others[0], next(s for s in others if _head(reading, s) != _head(reading, others[0]))
        if second.first - first.last <= 2 * _SENTENCE_REACH:
            found = [reading.at(first.first, first.last), reading.at(second.first, second.last)]
    return found


def _head(reading: Reading, span: Span) -> str:
    return reading.tokens[span.first].keys[-1]


def _is_agent(reading: Reading, span: Span) -> bool:
    """Say whether an organisation acts here, and is no place, no object and no one served."""
    if reading.closes("person_of", span.first, 2):
        return True
    if reading.begins("served", span.first):
        return False
    return not reading.closes("not_agent", span.first, 2)


def _does(reading: Reading, span: Span) -> bool:
    """Say whether an act follows (or in Arabic comes before) in the same clause."""
    clause = reading.tokens[span.first].clause
    return any(
        reading.tokens[row.first].clause == clause and abs(row.first - span.first) <= _SENTENCE_REACH
        for row in reading.found("acts")
    )
