"""Rows whose id is here already with other content: told, for an import changes nothing."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from avow.commitments.models import Commitment, Revision
from avow.kernel.text import fold

if TYPE_CHECKING:
    from avow.forums.models import Forum
    from avow.opendata.imports.cells import Cells
    from avow.opendata.imports.commitments import Pledge

_COMPARED = ("title", "summary", "starts_on", "ends_on")


class Told(NamedTuple):
    """What a row says of the columns that are compared, as it is written; days as they stand."""

    source_id: str
    title: str
    summary: str
    start: str
    end: str

    @classmethod
    def of(cls, cells: "Cells") -> "Told":
        """Return what a row says; a cell that cannot be read is told when the row is checked."""
        texts = (cells.text(name) for name in ("summary", "start", "end"))
        return cls(cells.line("id"), cells.line("title"), *texts)


def public_texts(forum: "Forum", ids: Iterable[str]) -> dict[str, Told]:
    """Return {id: text} of the commitments that are public here under these ids; one query."""
    rows = _by_source(forum, list(ids)).filter(public__isnull=False)
    columns = ("source_id", *(f"public__{name}" for name in _COMPARED))
    return {
        source_id: Told(source_id, title, summary, str(start), str(end))
        for source_id, title, summary, start, end in rows.values_list(*columns)
    }


def keys_of(forum: "Forum", ids: Sequence[str]) -> dict[str, int]:
    """Return {id: key} of the commitments that have it from their file or as their reference.

    Two queries, each by an index of its own.
    """
    by_id = _by_source(forum, ids).values_list("source_id", "pk")
    by_ref = Commitment.objects.filter(forum=forum, ref__in=ids).order_by()
    return dict(by_ref.values_list("ref", "pk")) | dict(by_id)


def _by_source(forum: "Forum", ids: Sequence[str]) -> QuerySet[Commitment]:
    rows = Commitment.objects.filter(forum=forum, source_id__in=ids).order_by()
    # Word for word the condition of the unique index, or SQLite would read the whole table.
    return rows.extra(where=["NOT (commitments_commitment.source_id = '')"])


def clashes(forum: "Forum", pledges: Sequence["Pledge"]) -> dict[str, str]:
    """Return {id: column} of pledges that differ from the commitment of that id; two queries.

    Compared with what was first published and with what is public now: a commitment that was
    amended here after its import is no clash.
    """
    here = keys_of(forum, [pledge.source_id for pledge in pledges])
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
