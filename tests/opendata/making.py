"""Files for the tests of imports."""

import csv
from pathlib import Path
from typing import Any

ROW: dict[str, Any] = {
    "id": "1",
    "title": "Shelters in every city",
    "summary": "We will open twenty shelters.",
    "language": "en",
    "organisation": "House of Shelters",
    "organisation_type": "civil_society",
    "country": "KE",
    "region": "Eastern Africa",
    "coalition": "gender_based_violence",
    "action": "GBV-1;GBV-3",
    "commitment_type": "programme;financial",
    "amount": "1250000.5",
    "currency": "KES",
    "amount_usd": "11450",
    "start": "2021-07-01",
    "end": "2024-06-30",
    "status": "on_track",
    "submitted_at": "2021-05-01T10:00:00Z",
    "published_at": "2021-06-01T10:00:00Z",
}


def write_csv(
    path: Path, *rows: dict[str, Any], encoding: str = "utf-8", delimiter: str = ","
) -> Path:
    """Write a file of commitments: each row is `ROW` with some cells changed."""
    file = path / "commitments.csv"
    names = list(dict.fromkeys([*ROW, *(name for row in rows for name in row)]))
    with file.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, names, delimiter=delimiter, restval="")
        writer.writeheader()
        for number, row in enumerate(rows, 1):
            writer.writerow({**ROW, "id": str(number), **row})
    return file
