"""Rows whose id is here already with other content: told, for an import changes nothing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from avow.commitments.models import Commitment, Revision
from avow.kernel.text import fold

if TYPE_CHECKING:
    from avow.forums.models import Forum
    from avow.opendata.imports.commitments import Pledge

_COMPARED = ("title", "summary", "starts_on", "ends_on")


def clashes(forum: "Forum", pledges: Sequence["Pledge"]) -> dict[str, str]:
    """Return {id: column} of pledges that differ from the commitment of that id; two queries.

    Compared with what was first published and with what is public now: a commitment that was
    amended here after its import is no clash.
    """
    ids = [pledge.source_id for pledge in pledges]
    here: dict[str, int] = {}
    for pk, source_id, ref in Commitment.objects.filter(
        Q(source_id__in=ids) | Q(ref__in=ids), forum=forum
    ).values_list("pk", "source_id", "ref"):
        here |= {ref: pk, source_id: pk} if source_id else {ref: pk}
    if not here:
        return {}
    told: dict[int, list[dict[str, object]]] = {}
    rows = Revision.objects.filter(
        Q(number=1) | Q(pk__in=Commitment.objects.filter(pk__in=here.values()).values("public")),
        commitment__in=set(here.values()),
    )
    for row in rows.values("commitment_id", *_COMPARED):
        told.setdefault(row["commitment_id"], []).append(row)
    found = {}
    for pledge in pledges:
        texts = told.get(here.get(pledge.source_id, 0), [])
        differs = [_first_difference(pledge, one) for one in texts]
        if differs and all(differs):
            found[pledge.source_id] = differs[-1]
    return found


def words(column: str) -> tuple[str, str]:
    """Return what is wrong with such a row, and how to mend it."""
    return (
        _("This id is here already, with another %(column)s.") % {"column": column},
        _("Amend the commitment on its page, or give the row an id of its own."),
    )


def _first_difference(pledge: "Pledge", row: dict[str, object]) -> str:
    names = {"starts_on": "start", "ends_on": "end"}
    for name in _COMPARED:
        mine, theirs = getattr(pledge, name), row[name]
        if isinstance(mine, str):
            mine, theirs = fold(mine), fold(str(theirs))
        if mine != theirs:
            return names.get(name, name)
    return ""
