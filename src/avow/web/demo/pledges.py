"""Some two hundred invented commitments as rows of the import's CSV; the same rows every time."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from avow.forums.models import Coalition, Forum
from avow.web.demo.houses import HOUSES, House
from avow.web.demo.phrases import FOR_WHOM, PLACES, SENTENCES, WORKS

COUNT = 210
COLUMNS = (
    "id", "title", "summary", "language", "organisation", "organisation_type", "country",
    "coalition", "action", "commitment_type", "amount", "currency", "start", "end", "status",
    "submitted_at", "published_at",
)  # fmt: skip
TYPES = ("programme", "advocacy", "policy", "financial")
STATUSES = ("on_track", "on_track", "not_reported", "delayed", "achieved")
CURRENCIES = ("USD", "EUR", "KES", "XOF", "MXN", "JPY")


def rows(forum: Forum, applicants: frozenset[str]) -> Iterator[dict[str, str]]:
    """Yield the rows; organisations in `applicants` have published nothing yet."""
    chance = random.Random(2021)  # noqa: S311  the same demonstration for everybody
    actions = {
        coalition.code: list(coalition.actions.values_list("code", flat=True))
        for coalition in Coalition.objects.filter(forum=forum).prefetch_related("actions")
    }
    makers = [house for house in HOUSES if house.slug not in applicants]
    for number in range(1, COUNT + 1):
        house = makers[number % len(makers)]
        yield _row(number, house, actions, chance)


def _row(
    number: int, house: House, actions: dict[str, list[str]], chance: random.Random
) -> dict[str, str]:
    codes = list(WORKS)
    coalition = house.seat or chance.choice(codes)
    several = [
        coalition,
        *chance.sample([code for code in codes if code != coalition], chance.choice((0, 0, 0, 1))),
    ]
    year = chance.choice((2022, 2023, 2024, 2025))
    start = date(2021, 7, 1) + timedelta(days=chance.randrange(0, 120))
    years = 5 if house.seat else max(1, year - 2021)
    end = min(start.replace(year=start.year + years) - timedelta(days=1), date(2026, 12, 31))
    if house.seat:
        start, end = date(2021, 7, 1), date(2026, 6, 30)
    submitted = date(2021, 4, 1) + timedelta(days=chance.randrange(0, 80))
    kind = chance.choices(TYPES, weights=(44, 26, 18, 20))[0]
    works = WORKS[coalition][house.language]
    places = PLACES.get(house.language, PLACES["latin"])
    sentence = chance.choice(SENTENCES[house.language])
    pays = kind == "financial" or chance.random() < 0.2
    amount = chance.choice((20_000, 75_000, 250_000, 1_200_000, 15_000_000))
    return {
        "id": f"demo-{number:03}",
        "title": chance.choice(works)
        + ("：" if house.language == "zh" else ": ")
        + chance.choice(places),
        "summary": sentence.format(
            who=chance.choice(FOR_WHOM[house.language]),
            n=chance.choice((300, 1200, 4500, 20_000, 90_000)),
            year=year,
        ),
        "language": house.language,
        "organisation": house.name,
        "organisation_type": house.kind,
        "country": house.country,
        "coalition": ";".join(several),
        "action": ";".join(chance.choice(actions[code]) for code in several),
        "commitment_type": kind,
        "amount": str(amount) if pays else "",
        "currency": chance.choice(CURRENCIES) if pays else "",
        "start": start.isoformat(),
        "end": end.isoformat(),
        "status": chance.choice(STATUSES),
        "submitted_at": f"{submitted.isoformat()}T15:00:00Z",
        "published_at": f"{(submitted + timedelta(days=21)).isoformat()}T15:00:00Z",
    }


def write(path: Path, forum: Forum, applicants: frozenset[str]) -> None:
    """Write the rows as a file that `avow import commitments` takes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows(forum, applicants))
