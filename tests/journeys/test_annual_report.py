"""A cycle is frozen; the secretariat writes its report and publishes it; everybody reads the PDF."""

import csv
import re
import subprocess
import unicodedata
from datetime import date, timedelta
from uuid import uuid4

import pytest
import yaml

from avow.forums.packs.reading import find
from tests.journeys import steps
from tests.journeys.axe import violations
from tests.journeys.conftest import until

TURN = (
    "from django.utils import timezone; from avow.progress.due import turn;"
    " print(turn(timezone.now()))"
)
FREEZE = (
    "from django.utils import timezone; from avow.annual.due import freeze;"
    " print(freeze(timezone.now()))"
)
TITLES = (
    ("Shelters in every district", "en", "GBV-1", "2500000", "USD"),
    ("Des salaires égaux", "fr", "EJR-1", "100000", "EUR"),
    ("مأوى في كل مدينة", "ar", "GBV-2", "", ""),
    ("法律援助中心", "zh", "GBV-3", "", ""),
)
COLUMNS = [
    *("id", "title", "summary", "language", "organisation", "organisation_type", "country"),
    *("coalition", "action", "commitment_type", "amount", "currency", "start", "end"),
    *("submitted_at", "published_at"),
]
WORDS = {
    "en": ("Annual report", "Limits of the data", "Commitments: 4", "Gender-based violence"),
    "fr": ("Rapport annuel", "Limites des données", "Engagements : 4", "Violence sexiste"),
    "ar": ("التقرير السنوي", "حدود البيانات", "العنف القائم"),
    "zh": ("年度报告", "数据的局限", "性别暴力"),
}
TEXTS = {
    "en": "Commitments: {{ commitments }}. Pledged: {{ money.pledged | about }}.",
    "fr": "Engagements : {{ commitments }}. Promis : {{ money.pledged | about }}.",
    "zh": "承诺：{{ commitments }}。",
}


class Stage:
    """A forum of its own, whose reporting cycle can be opened and brought to its end."""

    def __init__(self, site, folder) -> None:
        self.site, self.folder = site, folder
        self.slug = f"journey-{uuid4().hex[:8]}"
        self.today = date.today()  # noqa: DTZ011  the day of the machine that serves

    def load(self, opens: int, closes: int) -> None:
        """Load the pack with one reporting window, its days counted from today."""
        pack = yaml.safe_load(find("generation-equality").read_text())
        pack["slug"], pack["reference_prefix"] = self.slug, "J" + self.slug[-3:].upper()
        pack["ends_on"] = self.today + timedelta(days=700)
        others = [one for one in pack["windows"] if one["kind"] != "reporting"]
        names = {"en": "Reports of this year", "fr": "Rapports de cette année"}
        pack["windows"] = [
            *others,
            {
                "key": "reporting-now",
                "kind": "reporting",
                "names": names,
                "opens_at": f"{self.today + timedelta(days=opens)}T00:00",
                "closes_at": f"{self.today + timedelta(days=closes)}T00:00",
            },
        ]
        pack["reporting"] |= {"freeze_days": 1, "grace_days": 0, "late_reminder_days": [1]}
        file = self.folder / "pack.yaml"
        file.write_text(yaml.safe_dump(pack, allow_unicode=True, sort_keys=False))
        self.site.avow("pack", "load", str(file))

    def commit(self) -> None:
        """Import public commitments in four languages."""
        file = self.folder / "commitments.csv"
        with file.open("w", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(COLUMNS)
            begun = self.today - timedelta(days=300)
            for number, (title, language, action, amount, currency) in enumerate(TITLES):
                coalition = {"GBV": "gender_based_violence", "EJR": "economic_justice"}[action[:3]]
                what = (f"J{number}", title, title, language, f"House {self.slug} {number}")
                where = ("civil_society", "MX", coalition, action, "programme", amount, currency)
                rows.writerow([*what, *where, begun, begun + timedelta(days=600), begun, begun])
        self.site.avow("import", "commitments", str(file), "--forum", self.slug)


@pytest.fixture
def stage(site, tmp_path):
    """A forum with four commitments whose cycle has just been frozen with its data."""
    found = Stage(site, tmp_path)
    found.load(-20, 20)
    found.commit()
    site.avow("user", "role", "sofia@example.org", "secretariat", "--forum", found.slug)
    site.avow("shell", "-c", TURN)  # the cycle opens
    found.load(-20, -5)
    site.avow("shell", "-c", TURN)  # and is over
    site.avow("shell", "-c", FREEZE)
    return found


def pdf_text(content: bytes, folder) -> str:
    """Return the words of a PDF, in the letters they were typed in, marks of direction aside."""
    file = folder / "report.pdf"
    file.write_bytes(content)
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True
    )
    plain = unicodedata.normalize("NFKC", done.stdout.decode())
    return " ".join(re.sub("[\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]", "", plain).split())


def test_a_report_is_frozen_written_published_and_read_as_pdf_in_four_languages(
    stage, person, tmp_path
):
    page = person("sofia", bypass_csp=True)
    base = f"/en/{stage.slug}/"
    year = (stage.today - timedelta(days=20)).year

    def frozen() -> bool:
        return page.goto(f"{base}desk/annual/{year}/").status == 200

    until(frozen, 90, "the worker did not freeze the data", every=1)
    assert violations(page) == []

    # A figure by reference: a slip is named beside the field, with the name that is near.
    steps.follow(page, "The year at a glance")
    steps.write(page, "Text", "Commitments: {{ commitmens }}.")
    steps.press(page, "Save")
    assert "commitmens" in steps.text_of(page)
    assert "commitments" in steps.text_of(page)
    section = page.url.rsplit("/", 2)[0]
    for language, text in TEXTS.items():
        page.goto(f"{section}/{language}/")
        steps.write(page, "Text", text)
        steps.press(page, "Preview")
        assert "4" in page.locator("#preview ~ .card").inner_text()
        steps.press(page, "Save")

    page.goto(f"{base}desk/annual/{year}/publish/")
    steps.press(page, "Publish it")
    visitor = person(bypass_csp=True)
    visitor.goto(f"{base}reports/{year}/")
    assert violations(visitor) == []
    assert "Commitments: 4" in steps.text_of(visitor)

    # Every figure leads to its rows.
    visitor.locator("main .prose").get_by_role("link", name="4", exact=True).first.click()
    assert all(title in steps.text_of(visitor) for title, *_rest in TITLES)
    assert violations(visitor) == []

    for language, words in WORDS.items():
        address = f"/{language}/{stage.slug}/reports/{year}.pdf"

        def ready(address: str = address):
            answer = visitor.request.get(address)
            return answer if answer.status == 200 else None

        answer = until(ready, 120, f"no PDF in {language}", every=1)
        assert answer.headers["content-type"] == "application/pdf"
        text = pdf_text(answer.body(), tmp_path)
        for word in words:
            assert word in text, (language, word)
        assert "法律援助中心" in text
