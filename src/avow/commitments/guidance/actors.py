"""Who acts in a text besides its writer: organisations that are linked to, or that do something."""

from bisect import bisect_left, bisect_right

from avow.commitments.guidance.lexicon import Span
from avow.commitments.guidance.reading import Found, Reading
from avow.commitments.guidance.tokens import Kind, Token

_REACH = 5  # words between "with" and the partner
_REACH_HAN = 14
_ACRONYM = 2  # letters at least
_ARTICLE = 3  # letters of the longest article
_HEAD = 5  # letters by which two organisations of a kind are the same kind
_COMMAS = frozenset(",，،;；、")
_SERVED = ("بال", "لل", "وبال", "ولل", "كال")  # Arabic: by the, for the, as the
_QUOTES = frozenset('«“„「《"')
_SENTENCE_REACH = 14  # words between an organisation and what it does
_SENTENCE_REACH_HAN = 26


def partners(reading: Reading) -> list[Found]:
    """Return the partners that stand in the text, by name or by kind."""
    orgs = [s for s in reading.spans.get("org", ()) if not reading.is_negated(s.first)]
    by_start = {span.first: span.last for span in orgs}
    hollow = _covered(reading, "hollow")
    found = [row for row in reading.found("linked") if row.first not in hollow]
    found += [row for row in reading.found("sure") if _has_partner(reading, row, hollow)]
    for row in reading.found("link", "with"):
        if row.first in hollow:
            continue
        at = _partner_after(reading, row, by_start)
        if at is not None:
            found.append(reading.at(row.first, max(at, row.last)))
    return found + [row for row in _acting(reading, orgs) if row.first not in hollow]


def _has_partner(reading: Reading, link: Found, hollow: set[int]) -> bool:
    """Say whether after "in partnership with" stands somebody, known to us or not."""
    if link.first in hollow:
        return False
    if reading.lexicon.code == "zh":
        return not reading.begins("own", link.first + 1)
    if link.last >= len(reading.tokens):
        return False
    token = reading.tokens[link.last]
    is_other = not reading.begins("own", link.last) and not reading.begins("uncounted", link.last)
    return token.kind is Kind.WORD and (is_other or len(token.surface) <= _ARTICLE)


def _covered(reading: Reading, name: str) -> set[int]:
    return {at for s in reading.spans.get(name, ()) for at in range(s.first, s.last)}


def _partner_after(reading: Reading, link: Found, orgs: dict[int, int]) -> int | None:
    """Return the token after the partner that `link` leads to."""
    reach = _REACH_HAN if reading.lexicon.code == "zh" else _REACH
    limit = min(link.last + reach, len(reading.tokens))
    own = False
    for at in range(link.last, limit):
        token = reading.tokens[at]
        if token.clause != reading.tokens[link.first].clause:
            return None
        if reading.is_negated(at) or reading.begins("no_partner", at):
            return None
        if at in orgs and not own and not _is_own(reading, at):
            return orgs[at]
        if end := reading.begins("partner_word", at):
            return end
        if _is_named(token, at - link.last) or token.surface in _QUOTES:
            return at + 1
        own = bool(reading.begins("own", at))
    return None


def _is_named(token: Token, distance: int) -> bool:
    """Say whether this may be a name: an acronym, or a capital right after the link."""
    surface = token.surface
    if token.kind is not Kind.WORD or not surface[0].isupper():
        return False
    return (surface.isascii() and len(surface) >= _ACRONYM and surface.isupper()) or (
        len(surface) > _ACRONYM and distance < _ACRONYM
    )


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
    if reading.found("alone"):
        return []
    agents = [span for span in orgs if _is_agent(reading, span)]
    others = [span for span in agents if not _is_own(reading, span.first)]
    writes = bool(reading.spans.get("first_person")) or len(others) < len(agents)
    found: list[Found] = []
    writes |= any(t.keys[0].endswith(reading.lexicon.we) for t in reading.tokens)
    if writes:
        found = [reading.at(span.first, span.last) for span in others if _does(reading, span)][-1:]
    second = next((s for s in others if _head(reading, s) != _head(reading, others[0])), None)
    if not found and not writes:
        found = [reading.at(s.first, s.last) for s in others if _joins(reading, s)]
    if not found and second and second.first - others[0].last <= 2 * _SENTENCE_REACH:
        found = [reading.at(span.first, span.last) for span in (others[0], second)]
    return found


def _joins(reading: Reading, span: Span) -> bool:
    """Say whether an organisation is the second to act: "she lends the hall and the union runs"."""
    first = span.first
    after_comma = first > 0 and reading.tokens[first - 1].surface in _COMMAS
    after_verb = first > 0 and reading.tokens[first - 1].surface.startswith("و")
    if not (reading.closes("and", first, 1) or after_comma or after_verb):
        return False
    acts = _acts_near(reading, span, 2 * _SENTENCE_REACH)
    return any(at < first - 1 for at in acts) and (
        after_verb or any(at >= span.last for at in acts)
    )


def _acts_near(reading: Reading, span: Span, reach: int) -> list[int]:
    """Return the tokens at which acts begin, in the clause of `span` and at most `reach` away."""
    rows = reading.found("acts")
    low = bisect_left(rows, span.first - reach, key=lambda row: row.first)
    high = bisect_right(rows, span.first + reach, key=lambda row: row.first)
    clause = reading.tokens[span.first].clause
    return [row.first for row in rows[low:high] if reading.tokens[row.first].clause == clause]


def _head(reading: Reading, span: Span) -> str:
    return "".join(t.keys[-1] for t in reading.tokens[span.first : span.last])[:_HEAD]


def _is_agent(reading: Reading, span: Span) -> bool:
    """Say whether an organisation acts here, and is no place, no object and no one served."""
    if reading.closes("person_of", span.first, 2):
        return True
    if reading.tokens[span.first].keys[0].startswith(_SERVED):
        return False
    for step in range(3):  # "in the old library" is a place; "in 2026 the library" is not
        if step and reading.tokens[span.first - step].kind is not Kind.WORD:
            return True
        if reading.closes("not_agent", span.first - step):
            return False
    return True


def _does(reading: Reading, span: Span) -> bool:
    """Say whether an act follows (or in Arabic comes before) in the same clause."""
    reach = _SENTENCE_REACH_HAN if reading.lexicon.code == "zh" else _SENTENCE_REACH
    return bool(_acts_near(reading, span, reach))
