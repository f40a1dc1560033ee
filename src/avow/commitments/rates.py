"""Which currencies the public reads amounts in that the forum has no rate for."""

from django.db.models import Count, F

from avow.commitments.models import FinanceLine
from avow.commitments.states import PUBLIC
from avow.forums.models import Forum


def without_rate(forum: Forum) -> list[tuple[str, int]]:
    """Return (currency, how many public lines have no dollars), by currency; one query."""
    rows = FinanceLine.objects.filter(
        amount_usd=None,
        revision__commitment__forum=forum,
        revision__commitment__public=F("revision"),
        revision__commitment__state__in=sorted(PUBLIC),
    )
    found = rows.order_by().values_list("currency").annotate(Count("pk")).order_by("currency")
    return [(currency, number) for currency, number in found]
