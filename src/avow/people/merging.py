"""What moves when two organisations become one. Higher apps add theirs in `apps.ready`.

    @moves_on_merge("applications")
    def move(gone: Organisation, kept: Organisation, now: datetime) -> int: ...

returns how many rows it moved, and raises `Refused` where the two can't be one as they stand.
Foreign keys to an organisation that no function takes care of are moved as they are, so that a new
app that forgets to register loses nothing.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model

from avow.kernel.lifecycle import Refused
from avow.people.models import DuplicatePair, Organisation

Mover = Callable[[Organisation, Organisation, datetime], int]
_MOVERS: dict[str, Mover] = {}


def moves_on_merge(name: str) -> Callable[[Mover], Mover]:
    """Register a function that moves one app's rows to the organisation that is kept."""

    def register(function: Mover) -> Mover:
        _MOVERS[name] = function
        return function

    return register


def run_movers(gone: Organisation, kept: Organisation, now: datetime) -> dict[str, int]:
    """Run every registered function in the order of their names; return {name: rows moved}."""
    return {name: _MOVERS[name](gone, kept, now) for name in sorted(_MOVERS)}


def pointers() -> Iterator[tuple[type[Model], Any]]:
    """Return every foreign key to an organisation, those of many-to-many tables too.

    Without `merged_into`, which is how a merged organisation points to its new place, and without
    the pairs of duplicates, which only say that somebody should look.
    """
    for relation in Organisation._meta.get_fields(include_hidden=True):  # noqa: SLF001  documented API
        if not (
            relation.auto_created
            and not relation.concrete
            and (relation.one_to_many or relation.one_to_one)
        ):
            continue
        model = relation.related_model
        if isinstance(model, type) and model not in (Organisation, DuplicatePair):
            yield model, relation.field  # type: ignore[union-attr]  # a reverse relation


def count_rows(organisation: Organisation) -> list[tuple[str, int]]:
    """Return (what, how many) of all that points to an organisation: what a merge moves."""
    totals: dict[str, int] = {}
    for model, field in pointers():
        number = model._base_manager.filter(**{field.name: organisation}).count()  # noqa: SLF001  documented API
        if number:
            words = str(model._meta.verbose_name_plural)  # noqa: SLF001  documented API
            totals[words] = totals.get(words, 0) + number
    return sorted(totals.items())


def move_the_rest(gone: Organisation, kept: Organisation) -> dict[str, int]:
    """Move every row that still points to `gone`; return {table: rows}.

    Raises Refused (`merge_blocked`) where a constraint allows only one of them.
    """
    moved: dict[str, int] = {}
    for model, field in pointers():
        rows = model._base_manager.filter(**{field.name: gone})  # noqa: SLF001  documented API
        try:
            with transaction.atomic():
                number = rows.update(**{field.name: kept})
        except IntegrityError as error:
            raise Refused("merge_blocked") from error
        if number:
            label = model._meta.label_lower  # noqa: SLF001  documented API
            moved[label] = moved.get(label, 0) + number
    return moved
