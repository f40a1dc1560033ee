"""A public entry that has everything, and one that is protected."""

from decimal import Decimal
from typing import Any

from avow.directory.entry import PublicEntry
from avow.forums.models import Forum
from tests.directory.making import public_entry

MONEY = {"source": "own", "year": 2022, "is_new": None, "is_oda": None, "gender_marker": None}
DETAILS: dict[str, Any] = {
    "description": "We build.\nThen we stay.",
    "change": "Fewer are hurt",
    "beneficiaries": "Girls & women",
    "main_type": "financial",
    "sdg_targets": ["5.2", "5.a"],
    "places": ["MX", "GT", "HN"],
    "regions": ["029"],
    "links": [{"url": "https://example.org/a;b", "title": ""}],
    "iati_identifier": "MX-RFC-1-7",
    "makers": [
        {"name": "Red de Mujeres", "slug": "red-de-mujeres", "share": "60", "is_lead": True},
        {"name": "", "slug": "", "share": "40", "is_lead": False},
    ],
    "partners": [{"name": "Casa Norte", "role": "builds", "slug": ""}],
    "targets": [
        {"indicator": "Shelters", "unit": "%", "baseline": "0", "value": "20", "due_on": "2024-01-01"}
    ],
    "steps": [{"title": "First, a house", "due_on": "2022-03-08"}],
    "finance": [
        MONEY | {"amount": "1000.50", "currency": "EUR", "amount_usd": "1223.00", "is_oda": True,
                 "gender_marker": 2, "is_new": True},
        MONEY | {"amount": "7", "currency": "XAF", "amount_usd": None, "year": None,
                 "source": "raised", "gender_marker": 1},
    ],
    "beneficiary_number": 4000,
}  # fmt: skip


def rich(forum: Forum, **fields: Any) -> PublicEntry:
    """Return an entry with everything."""
    return public_entry(
        forum,
        **{
            "ref": "GE-000001",
            "source_id": "17",
            "title": '=SUM("a") <b> & ⚘, عنوان',
            "summary": "Line one\nline; two",
            "language": "es",
            "amounts": (("EUR", Decimal("1000.50")), ("XAF", Decimal(7))),
            "amount_usd": Decimal("1223.00"),
            "details": DETAILS,
        }
        | fields,
    )


def protected(forum: Forum, **fields: Any) -> PublicEntry:
    """Return an entry whose maker's name and place are withheld."""
    withheld = {
        "organisation_slug": None,
        "organisation_name": "A women’s network",
        "country": "",
        "region": "",
    }
    return public_entry(forum, ref="GE-000002", **withheld, **fields)
