"""Typing mistakes: the known word that is nearest to one that nobody says."""

from collections.abc import Callable, Iterable, Sequence

from rapidfuzz.distance import OSA

Words = Callable[[str, int], Iterable[tuple[str, int]]]


def allowed(word: str) -> int:
    """Return how many letters may be wrong: none in a short word or a number, two in a long one."""
    if len(word) < 4 or word.isdigit():
        return 0
    return 1 if len(word) < 7 else 2


def nearest(word: str, known: Sequence[Words]) -> str | None:
    """Return the known word with the fewest wrong letters, of those the most used; or None.

    Left out, added, wrong and exchanged letters count one each. The first letter is right.
    """
    most = allowed(word)
    if not most:
        return None
    best: tuple[int, int, str] | None = None
    for words in known:
        for other, number in words(word, most):
            distance = OSA.distance(word, other, score_cutoff=most)
            if distance <= most and (best is None or (distance, -number, other) < best):
                best = (distance, -number, other)
    return best[2] if best else None
