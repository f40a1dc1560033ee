"""Good practices in the annual report: as long as their makers agree, and no longer."""

import pytest
from django.utils import translation

from avow.annual import services, withheld
from avow.annual.document import Document
from avow.annual.models import Section
from avow.annual.plain import plain
from avow.annual.states import Kind
from avow.learning.services import consenting
from avow.progress.models import Cycle
from tests.annual.conftest import NOW
from tests.learning.conftest import protect
from tests.progress.conftest import walk
from tests.worlds import at

# Fixtures of good practices.
from tests.learning.conftest import (  # noqa: F401  isort: skip
    agreed, asked, cycle, draft, joint, maker, promise, public, report, shared, submitted, taken,
    together, write,
)  # fmt: skip

pytestmark = pytest.mark.django_db
PAGE = "/en/generation-equality/reports/2022/"
TITLE = "Ask the women first"


@pytest.fixture
def edition(public, sofia):  # noqa: F811  a fixture
    """The report of 2022, frozen and published with one good practice."""
    walk(at("2022-08-01 00:00"), at("2022-09-30 00:00"))
    annual = services.freeze(Cycle.objects.whole().get(year=2022), NOW)
    section = Section.objects.get(report=annual, kind=Kind.OVERVIEW)
    services.write(section, "en", "A good year.", by=sofia, now=NOW)
    return services.publish(annual, by=sofia, now=NOW)


def test_a_practice_stands_in_the_report_until_its_maker_takes_its_consent_back(
    client,
    edition,
    public,  # noqa: F811
    ana,
):
    assert edition.content["practices"] == [public.number]
    before = withheld.state_key(edition)
    text = client.get(PAGE).content.decode()
    assert TITLE in text
    assert f"practices/{public.number}/" in text
    consenting.withdraw(public, by=ana, now=NOW)
    assert TITLE not in client.get(PAGE).content.decode()
    assert withheld.state_key(edition) != before


def test_a_practice_of_a_maker_that_is_protected_later_keeps_its_words_without_the_name(
    client,
    edition,
    public,  # noqa: F811
):
    name = public.report.organisation.name
    assert name in client.get(PAGE).content.decode()
    protect(public.report.organisation, NOW)
    text = client.get(PAGE).content.decode()
    assert TITLE in text
    assert name not in text


def test_the_pdf_has_it_with_whose_it_is_and_its_marks(edition, public):  # noqa: F811
    with translation.override("en"):
        found = plain(Document(edition.report, edition.content, edition))
    chapter = next(one for one in found["chapters"] if one["key"] == "practices")
    story = next(block for block in chapter["blocks"] if block["kind"] == "practice")
    assert story["title"] == TITLE
    assert public.report.commitment.ref in story["byline"]
    assert "planning" in story["tags"]
