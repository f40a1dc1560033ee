"""The figures that texts name, in the words of the active language."""

from collections.abc import Callable, Iterable

from avow.annual.models import AnnualReport
from avow.annual.naming import said
from avow.annual.nodes import Said
from avow.annual.references import Reference, pieces


def said_of(
    report: AnnualReport, texts: Iterable[str], url: Callable[[str], str] = lambda _name: ""
) -> dict[str, Said]:
    """Return the figures that texts name, by name; one query. `url` is where each comes from."""
    names = {one.name for text in texts for one in pieces(text) if isinstance(one, Reference)}
    rows = report.figures.filter(name__in=names).values_list("name", "value")
    return {
        name: Said(said(name, value), said(name, value, "about"), url(name)) for name, value in rows
    }
