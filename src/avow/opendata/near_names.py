"""What persons decided about names that were only near an organisation's."""

from avow.opendata.models import NearMiss
from avow.opendata.states import Decision


def decided_names() -> dict[tuple[str, str], int]:
    """Return {(folded name, country): organisation} of the names found to be the same; one query.

    An organisation that was merged since gives the one it became.
    """
    rows = NearMiss.objects.filter(decision=Decision.SAME).values_list(
        "folded_name", "country", "organisation_id", "organisation__merged_into_id"
    )
    return {(name, country): merged or pk for name, country, pk, merged in rows if pk}


def told_apart_names() -> frozenset[tuple[str, str]]:
    """Return the (folded name, country) pairs that are organisations of their own; one query."""
    rows = NearMiss.objects.filter(decision=Decision.NEW)
    return frozenset(rows.values_list("folded_name", "country"))
