"""An annual report as plain values: the same as the page, nothing left to ask, plain JSON."""

import json

import pytest
from django.utils import translation

from avow.annual.document import Document
from avow.annual.plain import plain

pytestmark = pytest.mark.django_db


def made(edition, language="en"):
    with translation.override(language):
        return plain(
            Document(edition.report, edition.content, edition, lambda url: "https://a" + url)
        )


def test_it_is_plain_json_with_every_chapter_and_every_commitment(published):
    found = json.loads(json.dumps(made(published)))
    keys = [one["key"] for one in found["chapters"]]
    assert keys[:2] == ["foreword", "overview"]
    assert keys[-3:] == ["method", "limits", "annex"]
    entries = found["chapters"][-1]["blocks"][0]["items"]
    assert [one["title"] for one in entries] == ["steady", "stops", "silent"]
    assert found["digest"] == published.report.digest
    assert found["address"] == "https://a/en/generation-equality/reports/2023/"


def test_every_chart_has_its_picture_its_words_and_its_numbers(published):
    found = made(published)
    charts = [
        block
        for chapter in found["chapters"]
        for block in chapter["blocks"]
        if block["kind"] == "chart"
    ]
    assert charts
    for one in charts:
        assert one["svg"].startswith("<svg")
        assert one["alt"].startswith(one["title"])
        assert all(len(row) == len(one["head"]) for row in one["rows"])
    status = next(one for one in charts if one["key"] == "status-now")
    urls = [row[1]["url"] for row in status["rows"]]
    assert urls[0].endswith("annex/?figure=commitments.status.on_track")


def test_twice_is_the_same_and_arabic_reads_from_the_right(published):
    assert made(published) == made(published)
    assert made(published, "ar")["direction"] == "rtl"


def test_a_coalition_without_a_name_in_the_readers_language_is_marked_as_what_it_is_in(published):
    row = published.report.forum.coalitions.get(code="gender_based_violence")
    row.names = {"en": "Gender-based violence"}
    row.save()
    spoken = {
        language: next(
            one["language"]
            for one in made(published, language)["chapters"]
            if one["key"] == "coalition-gender_based_violence"
        )
        for language in ("en", "ar")
    }
    assert spoken == {"en": "", "ar": "en"}
