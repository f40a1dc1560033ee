"""Invented commitments as a CSV file, as many as asked for: the same number gives the same bytes.

    python bench/generate.py 2500 -o 2500.csv

Texts of 40 to 100 words in five languages (two without Latin letters, one without spaces), some
organisations with many commitments and many with one, one to three coalitions, money in a quarter.
"""

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

COLUMNS = (
    *("id", "title", "summary", "language", "organisation", "organisation_type", "country"),
    *("region", "coalition", "action", "commitment_type", "amount", "currency", "amount_usd"),
    *("start", "end", "status", "submitted_at", "published_at"),
)
COALITIONS = {
    "gender_based_violence": "GBV",
    "economic_justice": "EJR",
    "bodily_autonomy": "SRHR",
    "climate_justice": "CLI",
    "technology_innovation": "TEC",
    "feminist_movements": "FML",
    "peace_security_humanitarian": "WPS",
}
TYPES = ["programme", "advocacy", "policy", "financial"]
KINDS = ["civil_society", "womens_rights_org", "youth_led", "private_sector", "government"]
STATUSES = ["on_track", "on_track", "not_reported", "delayed", "achieved"]
RATES = {"USD": 1.0, "EUR": 1.09, "KES": 0.0077, "MXN": 0.055, "XOF": 0.0017}
PLACES = {"en": "KE NG GB", "fr": "SN FR CI", "es": "MX PE ES", "ar": "EG TN JO", "zh": "CN CN SG"}
WORDS = {
    "en": (
        "we will fund train support shelters survivors girls women schools legal aid climate"
        " farmers cooperatives budget care work wages health services young leaders data safety"
        " networks land rights reach every year partners measure results villages cities"
    ),
    "fr": (
        "nous financerons formerons soutiendrons les écoles des filles femmes autochtones aide"
        " juridique santé égalité salariale réseau féministe budget coopératives rurales chaque"
        " année résultats mesurés avec partenaires locaux prévention violences données"
    ),
    "es": (
        "financiaremos capacitaremos apoyaremos las niñas mujeres indígenas escuelas ayuda jurídica"
        " salud igualdad salarial red feminista presupuesto cooperativas rurales cada año"
        " resultados medidos aliadas locales prevención violencia datos tierra"
    ),
    "ar": (
        "نلتزم بتمويل تدريب دعم المدارس الفتيات النساء المساعدة القانونية الصحة المساواة الأجور"
        " الشبكة الميزانية التعاونيات الريفية كل عام النتائج الشركاء المحليون الوقاية العنف"
    ),
    "zh": (
        "我们 将资助 培训 支持 学校 女童 妇女 法律援助 保健服务 同工同酬 网络 预算 农村 合作社 每年"
        " 报告 成果 当地 合作伙伴 预防 暴力 数据 土地 权利 领导力"
    ),
}
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el")]
BEGIN = datetime(2021, 3, 30, 9, tzinfo=UTC)


def rows(number: int) -> Iterator[list[str]]:
    """Yield that many rows of cells, in the order of `COLUMNS`."""
    random_ = random.Random(f"avow:{number}")  # noqa: S311  invented data
    houses = max(1, number // 3)
    for place in range(number):
        yield _row(random_, place, number, int(houses * random_.random() ** 3))


def _row(random_: random.Random, place: int, number: int, house: int) -> list[str]:
    own = random.Random(house)  # noqa: S311  what a house is does not change from row to row
    language = own.choice(list(WORDS))
    kind, country = own.choice(KINDS), own.choice(PLACES[language].split())
    prefixes = random_.sample(list(COALITIONS), random_.choice([1, 1, 2]))
    actions = [f"{COALITIONS[code]}-{random_.randint(1, 4)}" for code in prefixes]
    types = random_.sample(TYPES, random_.choice([1, 1, 1, 2]))
    amount = currency = usd = ""
    if "financial" in types:
        currency = random_.choice(list(RATES))
        value = round(random_.lognormvariate(12, 2) + 1, 2)
        amount, usd = f"{value:.2f}", f"{value * RATES[currency] + 0.01:.2f}"
    submitted = BEGIN + timedelta(minutes=int(2_600_000 * place / number))
    published = submitted + timedelta(days=random_.randint(3, 40))
    start = submitted.date() + timedelta(days=random_.randint(0, 200))
    end = start + timedelta(days=random_.randint(300, 1800))
    return [
        str(place + 1),
        _sentence(random_, language, 6).capitalize(),
        _prose(random_, language),
        language,
        f"{_name(own)} {_name(own)} {own.choice(['Network', 'Foundation', 'Collective', 'Union'])}",
        kind,
        country,
        "",
        ";".join(prefixes),
        ";".join(actions),
        ";".join(types),
        amount,
        currency,
        usd,
        start.isoformat(),
        end.isoformat(),
        random_.choice(STATUSES),
        submitted.isoformat(),
        published.isoformat(),
    ]


def _prose(random_: random.Random, language: str) -> str:
    sentences = [
        f"{_sentence(random_, language, random_.randint(8, 14))} {random_.randint(10, 99_999)}."
        for _ in range(random_.randint(4, 8))
    ]
    return " ".join(sentences)


def _sentence(random_: random.Random, language: str, length: int) -> str:
    words = random_.choices(WORDS[language].split(), k=length)
    words.insert(length // 2, _name(random_))
    return ("" if language == "zh" else " ").join(words)


def _name(random_: random.Random) -> str:
    return "".join(random_.choices(SYLLABLES, k=random_.choice([2, 3]))).capitalize()


def write(number: int, path: Path) -> Path:
    """Write that many rows into a file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows(number))
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("number", type=int)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    sys.stdout.write(f"{write(options.number, options.output)}\n")
