"""Which actions something is counted with, now that plans have moved on."""

from collections.abc import Iterable

from avow.forums.models import Action, Forum


def living(actions: Iterable[Action]) -> list[Action]:
    """Return the actions, each retired one replaced by those that took its place; each once.

    Successors are never retired themselves: a later plan leads on. A query for a retired one whose
    successors were not loaded (`Action.objects.with_successors()`).
    """
    found: dict[int, Action] = {}
    for action in actions:
        after = [action] if action.retired_at is None else action.successors.all()
        for one in after:
            found.setdefault(one.pk, one)
    return list(found.values())


def living_codes(forum: Forum | int, codes: Iterable[str]) -> tuple[str, ...]:
    """Return codes in their order, retired ones replaced; unknown ones stay. One or two queries."""
    wanted = list(codes)
    rows = Action.objects.filter(forum=forum, code__in=wanted, retired_at__isnull=False)
    gone = {row.code: [one.code for one in row.successors.all()] for row in rows.with_successors()}
    return tuple(dict.fromkeys(new for code in wanted for new in gone.get(code, [code])))
