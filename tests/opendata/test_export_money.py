"""What a download says of money, targets and people: line by line, with what is not known."""

import csv
from io import StringIO
from typing import Any

from avow.directory.services import publish
from tests.directory.making import public_entry

CSV = "/en/generation-equality/commitments.csv"


def money(amount, currency, usd, **more) -> dict[str, Any]:
    row = {"amount": amount, "currency": currency, "amount_usd": usd, "source": "own"}
    return row | {"year": 2024, "is_new": None, "is_oda": None, "gender_marker": None} | more


def test_a_file_holds_each_line_and_what_is_known_of_it_in_dollars(client, forum):
    details = {
        "finance": [
            money("1000.00", "EUR", "1223.00", is_new=True, is_oda=True, gender_marker=2),
            money("500", "XAF", None, year=None, is_new=False, is_oda=False, source="in_kind"),
            money("0.125", "KWD", "0.41"),
        ],
        "targets": [
            {"indicator": "Laws: new; old", "unit": "%", "baseline": None, "value": "50", "due_on": "2024-01-01"}
        ],
        "steps": [{"title": "A plan", "due_on": "2022-03-08"}],
        "partners": [{"name": "Casa\nNorte", "role": "", "slug": ""}],
        "regions": ["011", "001"],
        "beneficiary_groups": ["girls"],
        "beneficiary_number": 4000,
        "capacity": {"kind": "budget", "amount": "5000.000", "currency": "USD", "year": 2020,
                     "amount_usd": "5000.00", "rate": None, "rate_day": None, "rate_source": ""},
        "files": [{"name": "plan.pdf", "size": 1, "type": "application/pdf", "key": "0" * 16}],
        "supersedes": "GE-000007",
    }  # fmt: skip
    publish(public_entry(forum, details=details))
    (row,) = csv.DictReader(StringIO(client.get(CSV).getvalue().decode()))
    expected = {
        "finance": "2024:EUR:1000:own:new:oda:2:1223;:XAF:500:in_kind:announced:not_oda::;2024:KWD:0.125:own::::0.41",
        "amount_usd": "",
        "amount_usd_known": "1223.41",
        "currencies_without_rate": "XAF",
        "amount_usd_new": "1223",
        "amount_usd_announced": "",
        "amount_usd_unsaid": "0.41",
        "targets": "Laws%3A new%3B old:%25::50:2024-01-01",
        "milestones": "2022-03-08:A plan",
        "partners": "Casa Norte:",
        "regions": "011;001",
        "beneficiary_groups": "girls",
        "beneficiary_number": "4000",
        "capacity": "budget:2020:USD:5000",
        "files": f"plan.pdf:{'0' * 16}",
        "supersedes": "GE-000007",
    }
    assert {name: row[name] for name in expected} == expected


def test_a_commitment_that_says_nothing_has_empty_cells(client, forum):
    publish(public_entry(forum))
    (row,) = csv.DictReader(StringIO(client.get(CSV).getvalue().decode()))
    names = ("finance", "amount_usd_known", "capacity", "targets", "files", "beneficiary_number")
    assert {row[name] for name in names} == {""}
