"""Write the parts that totals add up, and how money is split, beside the entries they are of."""

from collections.abc import Iterable, Sequence
from typing import Any

from avow.directory.attribution import Atom, atoms_of, whole_weights
from avow.directory.entry import PublicEntry
from avow.directory.models import Part, Split
from avow.forums.models import Action
from avow.kernel import bulk


def add(keyed: Sequence[tuple[int, PublicEntry]]) -> None:
    """Write the parts and splits of entries by their keys, where none are kept; three queries.

    Whoever writes entries in bulk calls this with them: parts are made of entries alone.
    """
    actions = actions_of({entry.forum_id for _key, entry in keyed})
    rows = [
        _row(key, entry, atom)
        for key, entry in keyed
        for atom in atoms_of(entry, actions[entry.forum_id])
    ]
    bulk.insert_mappings(Part, rows)
    splits = [row for key, entry in keyed for row in _splits(key, entry)]
    bulk.insert_mappings(Split, splits)


def remove(entries: Sequence[int]) -> None:
    """Take away the parts and splits of entries by their keys; two queries."""
    Part.objects.filter(entry__in=entries).delete()
    Split.objects.filter(entry__in=entries).delete()


def actions_of(forums: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Return {forum: (action, its coalition)}; one query."""
    wanted = list(forums)
    found: dict[int, list[tuple[str, str]]] = {forum: [] for forum in wanted}
    rows = Action.objects.filter(forum__in=wanted).order_by("pk")
    for forum, code, coalition in rows.values_list("forum_id", "code", "coalition__code"):
        found[forum].append((code, coalition))
    return found


def _splits(key: int, entry: PublicEntry) -> list[dict[str, Any]]:
    coalitions = whole_weights(entry)
    weights = ":".join(str(weight) for _code, weight in coalitions)
    whole = sum(weight for _code, weight in coalitions)
    return [
        {
            "entry_id": key,
            "forum_id": entry.forum_id,
            "coalition": code,
            "weights": weights,
            "whole": whole,
            "place": place,
        }
        for place, (code, _weight) in enumerate(coalitions)
    ]


def _row(key: int, entry: PublicEntry, atom: Atom) -> dict[str, Any]:
    return {
        "entry_id": key,
        "forum_id": entry.forum_id,
        "maker": atom.maker,
        "maker_name": atom.maker_name,
        "organisation_type": atom.organisation_type,
        "country": atom.country,
        "region": atom.region,
        "coalition": atom.coalition,
        "action": atom.action,
        "type": atom.type,
        "year": atom.year,
        "currency": atom.currency,
        "thousandths": int(atom.amount.scaleb(3)),
        "cents": None if atom.usd is None else int(atom.usd.scaleb(2)),
        "is_new": atom.is_new,
    }
