"""The annual report of the demonstration: every section in two languages, every figure known."""

import pytest

from avow.annual.models import Edition
from avow.annual.nodes import html, resolved
from avow.annual.saying import said_of
from avow.web.demo import annual as demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(quiet):
    demo.publish(quiet.cycle)
    return Edition.objects.get(report=quiet)


def test_it_is_published_with_every_section_in_english_and_french(edition):
    assert edition.number == 1
    for section in edition.content["sections"]:
        texts = section["texts"]
        assert [one["language"] for one in texts] == ["en", "fr"], section["kind"]
        assert not any(one["is_stale"] for one in texts)
        assert all(one["text"] for one in texts)
    kinds = [one["kind"] for one in edition.content["sections"]]
    assert kinds[:3] == ["foreword", "overview", "extra"]
    assert kinds.count("coalition") == edition.report.forum.coalitions.count()


def test_no_reference_is_left_in_what_people_read(edition):
    report = edition.report
    for section in edition.content["sections"]:
        for one in section["texts"]:
            page = html(resolved(one["text"], said_of(report, [one["text"]])))
            assert "{{" not in page
            assert "}}" not in page
