"""IATI 2.03: each commitment as an activity that the forum's platform reports for its makers.

Element order is the schema's. Who is protected has come here without name and place already.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_DOWN, Decimal
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from lxml import etree

from avow.forums.models import Forum
from avow.opendata.exports import iati_money
from avow.opendata.exports.iati_words import ORGANISATION_TYPES, STATUSES
from avow.opendata.exports.sources import FIELDS, Batch
from avow.opendata.exports.xml import legal

Element = etree._Element  # noqa: SLF001  lxml has no public name for it
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
WITHHELD = "Name withheld for safety"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n'


def write(forum: Forum, batches: Iterable[Batch]) -> Iterator[bytes]:
    """Yield the file."""
    yield _HEAD.encode()
    publisher = _publisher(forum)
    yield from map(partial(_activities, publisher), batches)
    yield b"</iati-activities>\n"


def _activities(publisher: dict[str, str], batch: Batch) -> bytes:
    rows = zip(*[batch.values(name) for name in FIELDS], strict=True)
    found = [_activity(dict(zip(FIELDS, row, strict=True)), publisher) for row in rows]
    return b"".join(etree.tostring(one, encoding="utf-8") + b"\n" for one in found)


def add(parent: Element, tag: str, /, **attributes: object) -> Element:
    """Add an element; `_` in names of attributes stands for `-`. None is left out."""
    said = {
        name.replace("_", "-"): legal(str(value))
        for name, value in attributes.items()
        if value is not None
    }
    return etree.SubElement(parent, tag, said)


def narrate(parent: Element, tag: str, text: str, /, lang: str = "", **attributes: object) -> None:
    """Add an element with a narrative in it, in a language if that is not the activity's."""
    narrative = add(add(parent, tag, **attributes), "narrative")
    narrative.text = legal(text)
    if lang:
        narrative.set(LANG, lang)


def _publisher(forum: Forum) -> dict[str, str]:
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return {
        "ref": settings.IATI_ORGANISATION or host,
        "type": settings.IATI_ORGANISATION_TYPE,
        "name": forum.name,
        "page": f"{settings.PUBLIC_URL}/en/{forum.slug}/commitments/",
    }


def _activity(row: dict[str, Any], publisher: dict[str, str]) -> Element:
    details = row["details"]
    found = etree.Element("iati-activity", {"last-updated-datetime": row["updated_at"]})
    found.set(LANG, row["language"])
    add(found, "iati-identifier").text = f"{publisher['ref']}-{row['ref']}"
    narrate(
        found, "reporting-org", publisher["name"], "en",
        ref=publisher["ref"], type=publisher["type"], secondary_reporter="1",
    )  # fmt: skip
    narrate(found, "title", row["title"])
    for kind, text in _descriptions(row, details):
        narrate(found, "description", text, type=kind)
    _organisations(found, row, details)
    if row["source_id"]:
        add(found, "other-identifier", ref=row["source_id"], type="A1")
    add(found, "activity-status", code=STATUSES.get(row["status"], "2"))
    add(found, "activity-date", type="1", iso_date=row["starts_on"])
    add(found, "activity-date", type="3", iso_date=row["ends_on"])
    _places(found, details)
    for code in row["actions"]:
        narrate(found, "sector", code, vocabulary="99", code=code, percentage=None)
    for code in details.get("sdg_targets") or ():
        add(found, "tag", vocabulary="3", code=code)
    iati_money.mark(found, details)
    iati_money.write(found, row, details)
    page = add(found, "document-link", url=f"{publisher['page']}{row['ref']}/", format="text/html")
    narrate(page, "title", row["title"])
    add(page, "category", code="A12")
    add(page, "language", code=row["language"].partition("-")[0])
    if details.get("iati_identifier"):
        add(found, "related-activity", ref=details["iati_identifier"], type="5")
    _results(found, row, details)
    return found


def _descriptions(row: dict[str, Any], details: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (type, text): general, objectives, target groups, other."""
    general = "\n\n".join(filter(None, (row["summary"], details.get("description"))))
    yield "1", general or row["title"]
    for kind, key in (("2", "change"), ("3", "beneficiaries"), ("4", "intersectionality")):
        if details.get(key):
            yield kind, details[key]


def _organisations(found: Element, row: dict[str, Any], details: dict[str, Any]) -> None:
    """Add who makes it (accountable) and the partners who may be named (implementing)."""
    kind = ORGANISATION_TYPES.get(row["organisation_type"])
    narrate(found, "participating-org", row["organisation_name"], role="2", type=kind)
    for one in (details.get("makers") or ())[1:]:
        narrate(found, "participating-org", one["name"] or WITHHELD, role="2")
    for one in details.get("partners") or ():
        narrate(found, "participating-org", one["name"], role="4")


def _places(found: Element, details: dict[str, Any]) -> None:
    """Add where it is carried out, in equal parts that make 100; nothing where nobody says."""
    countries = details.get("places") or []
    regions = details.get("regions") or []
    number = len(countries) + len(regions)
    if not number:
        return
    part = (Decimal(100) / number).quantize(Decimal("0.01"), ROUND_DOWN)
    parts = [part + (Decimal(100) - part * number), *[part] * (number - 1)]
    for code in countries:
        add(found, "recipient-country", code=code, percentage=parts.pop())
    for code in regions:
        add(found, "recipient-region", vocabulary="2", code=code, percentage=parts.pop())


def _results(found: Element, row: dict[str, Any], details: dict[str, Any]) -> None:
    """Add its targets, each as a result with one indicator."""
    starts = date.fromisoformat(row["starts_on"])
    for target in details.get("targets") or ():
        result = add(found, "result", type="1")
        narrate(result, "title", target["indicator"])
        measure = "2" if target.get("unit") == "%" else "1"
        indicator = add(result, "indicator", measure=measure)
        unit = target.get("unit") or ""
        said = f"{target['indicator']} ({unit})" if unit else target["indicator"]
        narrate(indicator, "title", said)
        if target.get("baseline") is not None:
            add(indicator, "baseline", year=starts.year, value=target["baseline"])
        period = add(indicator, "period")
        add(period, "period-start", iso_date=row["starts_on"])
        add(period, "period-end", iso_date=target.get("due_on") or row["ends_on"])
        add(period, "target", value=target["value"])
