"""Is this organisation here already? Finds near-duplicates and says why each is near.

Pure: it compares `Known` shapes. `duplicates.py` reads them from the database.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from avow.kernel.text import fold
from avow.people.states import NearReason

ENOUGH = 86  # score from which a person is asked
# Words that many names share: they neither make two names near nor block them together.
COMMON = frozenset(
    [
        "the",
        "of",
        "for",
        "and",
        "a",
        "an",
        "in",
        "on",
        "to",
        "de",
        "la",
        "le",
        "les",
        "des",
        "du",
        "el",
        "los",
        "las",
        "da",
        "do",
        "dos",
        "e",
        "y",
        "et",
        "pour",
        "para",
        "por",
        "und",
        "der",
        "die",
        "das",
        "inc",
        "ltd",
        "llc",
        "plc",
        "gmbh",
        "sa",
        "sarl",
        "asbl",
        "ngo",
        "ong",
        "org",
    ]
)
CROWDED = 60  # a word shared by more organisations than this says nothing about any of them
ELSEWHERE = 8  # what a different country takes from a fuzzy score


@dataclass(frozen=True, slots=True)
class Known:
    """What two organisations are compared by; `names` are folded, the own name first."""

    pk: int
    names: tuple[str, ...]
    country: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """How near, and why: shown to the person who decides."""

    score: int
    reason: NearReason


def known(
    pk: int, name: str, aliases: Iterable[str] = (), country: str = "", website: str = ""
) -> Known:
    """Return the shape of an organisation; the names are folded here."""
    names = dict.fromkeys(folded for folded in map(fold, (name, *aliases)) if folded)
    return Known(pk, tuple(names), country, site_of(website))


def site_of(website: str) -> str:
    """Return the host of an address without `www.`; empty for none."""
    return (urlsplit(website).hostname or "").removeprefix("www.")


def initials(folded: str) -> tuple[str, ...]:
    """Return the first letters of the words, of all and of those that matter, if three or more."""
    words = [word for word in folded.split() if len(word) > 1 or not word.isascii()]
    weighty = [word for word in words if word not in COMMON]
    if len(weighty) < 3:
        return ()
    return tuple(dict.fromkeys("".join(word[0] for word in some) for some in (words, weighty)))


def compare(one: Known, other: Known) -> Near | None:
    """Return how near two organisations are and why; None if nobody need be asked."""
    if not one.names or not other.names:
        return None
    elsewhere = bool(one.country and other.country and one.country != other.country)
    if one.names[0] == other.names[0]:
        return Near(90 if elsewhere else 100, NearReason.SAME_NAME)
    if set(one.names) & set(other.names):
        return Near(88 if elsewhere else 98, NearReason.SAME_ALIAS)
    if one.site and one.site == other.site:
        return Near(95, NearReason.SAME_WEBSITE)
    best = max(
        (_spelling(a, b) for a in one.names for b in other.names), key=lambda near: near.score
    )
    if elsewhere:
        best = Near(max(best.score - ELSEWHERE, 0), best.reason)
    elif best.score < ENOUGH and _abbreviates(one, other):
        best = Near(87, NearReason.ACRONYM)
    return best if best.score >= ENOUGH else None


def _abbreviates(one: Known, other: Known) -> bool:
    """Return whether a name of one is made of the first letters of a name of the other."""
    return _short(one) & _letters(other) != set() or _short(other) & _letters(one) != set()


def _short(one: Known) -> set[str]:
    return {name for name in one.names if " " not in name}


def _letters(one: Known) -> set[str]:
    return {letters for name in one.names for letters in initials(name)}


def _spelling(one: str, other: str) -> Near:
    """Return how near two folded names are spelled.

    Names of one word (Chinese has no spaces) are compared sign by sign. A name inside another
    counts only with two words of its own, or `women` would be near everything.
    """
    words, others = _weighty(one), _weighty(other)
    close = round(fuzz.ratio(one, other))
    if min(len(words), len(others)) >= 2:
        ours, theirs = _in_order(one), _in_order(other)
        sorted_ = round(fuzz.token_sort_ratio(ours, theirs))
        inside = round(fuzz.token_set_ratio(ours, theirs))
        # A whole name inside a longer one is a branch or a department as often as the same house.
        together = max(sorted_, inside - 4 if len(words & others) >= 2 else 0)
        if together > close:
            return Near(together, NearReason.SAME_WORDS)
    elif one.isascii() is False and min(len(one), len(other)) >= 5:
        close = min(close + 4, 99)  # one missing sign of eight is a spelling, not another word
    return Near(close, NearReason.CLOSE_SPELLING)


@lru_cache(maxsize=32_768)
def _weighty(folded: str) -> frozenset[str]:
    return frozenset(word for word in folded.split() if word not in COMMON)


@lru_cache(maxsize=32_768)
def _in_order(folded: str) -> str:
    return " ".join(sorted(_weighty(folded)))


def keys_of(one: Known) -> Iterator[str]:
    """Return the keys under which an organisation may meet its duplicates."""
    for name in one.names:
        yield f"={name}"
        words = _weighty(name)
        for word in words:
            yield word[:6]
            if not word.isascii() and len(words) < 3:
                yield from (f"·{word[at : at + 2]}" for at in range(len(word) - 1))
    yield from (f"@{short}" for short in _short(one) | _letters(one))
    if one.site:
        yield f"/{one.site}"


def pairs(rows: Iterable[Known]) -> dict[tuple[int, int], Near]:
    """Return {(smaller key, larger key): how near} of all pairs that a person should look at.

    Only organisations that share a key of `keys_of` are compared, and keys that a crowd shares are
    left out: 5,000 organisations take some seconds, not the hours of comparing each with each.
    """
    blocks: dict[str, list[Known]] = defaultdict(list)
    for row in rows:
        for key in set(keys_of(row)):
            blocks[key].append(row)
    found: dict[tuple[int, int], Near] = {}
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) > CROWDED:
            continue
        for one, other in combinations(members, 2):
            pair = (min(one.pk, other.pk), max(one.pk, other.pk))
            if pair in seen:
                continue
            seen.add(pair)
            near = compare(one, other)
            if near is not None:
                found[pair] = near
    return found
