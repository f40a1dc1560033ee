"""What Champions read of their coalition's reports."""

from datetime import timedelta

import pytest
from django.urls import reverse

from avow.progress import services
from tests.progress.conftest import LATE, ON_TIME, OVER, fill, walk

LATER = ON_TIME + timedelta(days=1)


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)


def address(forum, name, *arguments):
    return reverse(f"progress:{name}", args=[forum.slug, *arguments])


def text(answer):
    return answer.content.decode()


def test_champions_read_how_their_coalition_reports_and_change_nothing(
    sign_in, world, forum, handed_in
):
    browser = sign_in(world.user("dina"))
    answer = browser.get(address(forum, "champions_reports"))
    assert [row.declared for row in answer.context["rows"]] == ["On track"]
    assert "100 %" in text(answer)
    assert (
        browser.get(
            address(
                forum, "desk_report", handed_in.cycle.year, handed_in.commitment.ref, handed_in.pk
            )
        ).status_code
        == 403
    )
    elsewhere = sign_in(world.user("gita")).get(address(forum, "champions_reports"))
    assert elsewhere.context["rows"] == []


def test_champions_are_led_to_a_published_report_or_told_why_there_is_none(
    sign_in, world, forum, draft, ana, sofia
):
    def read():
        return text(sign_in(world.user("dina")).get(address(forum, "champions_reports")))

    page = reverse(
        "progress:public_report", args=[forum.slug, draft.commitment.ref, draft.cycle.year]
    )
    assert "Nothing was handed in yet." in read()
    row = services.hand_in(fill(draft, ana), ana, ON_TIME)
    assert "the secretariat has not published it yet" in read()
    assert page not in read()
    services.publish(row, sofia, LATER)
    assert f'href="{page}"' in read()
    assert "not published it yet" not in read()
    services.ask(row, "Where?", sofia, LATER)
    assert f'href="{page}"' in read()  # what was published stays public


def test_champions_read_that_nobody_reported(sign_in, world, forum, cycle):
    walk(LATE, OVER)
    page = text(sign_in(world.user("dina")).get(address(forum, "champions_reports")))
    assert "Its maker did not report." in page


def test_before_the_first_cycle_champions_read_that_there_is_none(sign_in, world, forum):
    answer = sign_in(world.user("dina")).get(address(forum, "champions_reports"))
    assert "Reporting has not opened yet" in text(answer)
