"""Rules of bringing in others. Pure functions; standard library only."""

SMALL = 5  # the public is not told fewer


def shown(count: int) -> int | None:
    """Return how many the public is told; None for fewer than five.

    Who brought in two people, at a time that somebody knows, could otherwise tell on them.
    """
    return count if count >= SMALL else None
