"""The money of a commitment in IATI: a budget for each year said, and each line as a commitment."""

from datetime import date
from typing import TYPE_CHECKING, Any

from lxml import etree

from avow.opendata.exports import cells
from avow.opendata.exports.xml import legal

if TYPE_CHECKING:
    Element = etree._Element  # noqa: SLF001  lxml has no public name for it

OUTGOING, INCOMING = "2", "11"  # commitments
SOURCES = {"own": "Own funds", "raised": "Raised from others", "in_kind": "In kind"}


def mark(found: "Element", details: dict[str, Any]) -> None:
    """Add the gender marker: the highest that a line of money says; none where none does."""
    said = [row.get("gender_marker") for row in details.get("finance") or ()]
    marks = [one for one in said if one is not None]
    if marks:
        etree.SubElement(
            found, "policy-marker", vocabulary="1", code="1", significance=str(max(marks))
        )


def write(found: "Element", row: dict[str, Any], details: dict[str, Any]) -> None:
    """Add budgets, then transactions, as the schema orders them."""
    lines = details.get("finance") or []
    for line in lines:
        if line.get("year") is not None:
            _budget(found, row, line)
    for line in lines:
        _transaction(found, row, line)


def _budget(found: "Element", row: dict[str, Any], line: dict[str, Any]) -> None:
    """Add one year's budget, within the term where the year lies in it."""
    first, last = date(line["year"], 1, 1).isoformat(), date(line["year"], 12, 31).isoformat()
    begin, end = max(first, row["starts_on"]), min(last, row["ends_on"])
    if begin > end:
        begin, end = first, last
    budget = etree.SubElement(found, "budget", type="1", status="2")
    etree.SubElement(budget, "period-start", {"iso-date": begin})
    etree.SubElement(budget, "period-end", {"iso-date": end})
    _value(budget, line, begin)


def _transaction(found: "Element", row: dict[str, Any], line: dict[str, Any]) -> None:
    day = row["published_at"][:10]
    one = etree.SubElement(found, "transaction")
    kind = INCOMING if line.get("source") == "raised" else OUTGOING
    etree.SubElement(one, "transaction-type", code=kind)
    etree.SubElement(one, "transaction-date", {"iso-date": day})
    _value(one, line, day)
    if source := SOURCES.get(line.get("source") or ""):
        description = etree.SubElement(one, "description")
        narrative = etree.SubElement(description, "narrative")
        narrative.text = source
        narrative.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    who = "receiver-org" if kind == INCOMING else "provider-org"
    organisation = etree.SubElement(one, who)
    etree.SubElement(organisation, "narrative").text = legal(row["organisation_name"])
    if line.get("is_oda"):
        etree.SubElement(one, "flow-type", code="10")


def _value(parent: "Element", line: dict[str, Any], day: str) -> None:
    value = etree.SubElement(parent, "value", {"currency": line["currency"], "value-date": day})
    value.text = cells.digits(line["amount"])
