"""Partners say yes or no on one page, and only for themselves."""

import pytest

from avow.commitments import services
from avow.commitments.models import Commitment, Partner, Revision
from avow.notices.models import Message
from tests.commitments.conftest import MORNING

HOME = "/en/generation-equality/my/partnerships/"


@pytest.fixture
def asked(write, maker, ana, lagos):
    """Lagos Youth Network is named as a partner and asked."""
    return services.submit(
        write(rows={"partner": [{"name": lagos.name, "role": "Trains"}]}), ana, MORNING
    )


def test_a_partner_is_asked_by_mail_and_says_yes(sign_in, asked, chidi):
    assert (
        Message.objects.filter(verb="commitment.partner_asked", to_email=chidi.email).count() == 1
    )
    browser = sign_in(chidi)
    assert "Shelters in every district" in browser.get(HOME).content.decode()
    for _click in range(2):
        page = browser.post(f"{HOME}{asked.ref}/lagos-youth-network/", {"answer": "yes"})
        assert page.status_code == 302
    assert asked.current.partners.get().state == "confirmed"
    assert (
        Message.objects.filter(verb="commitment.partner_said", to_email="ana@example.org").count()
        == 1
    )


def test_nobody_says_it_for_another_organisation(sign_in, asked, ana, emre):
    for user in (ana, emre):
        page = sign_in(user).post(f"{HOME}{asked.ref}/lagos-youth-network/", {"answer": "yes"})
        assert page.status_code == 404
    assert asked.current.partners.get().state == "asked"


def test_a_forged_reference_is_not_found(sign_in, asked, chidi):
    assert (
        sign_in(chidi).post(f"{HOME}GE-999999/lagos-youth-network/", {"answer": "yes"}).status_code
        == 404
    )


@pytest.mark.parametrize("rows", [10, 200])
def test_the_page_costs_the_same_for_ten_and_for_two_hundred(
    sign_in, forum, red, lagos, chidi, rows, django_assert_max_num_queries
):
    made = Commitment.objects.bulk_create(
        Commitment(
            forum=forum, organisation=red, ref=f"GE-1{n:05d}", created_at=MORNING, state="submitted"
        )
        for n in range(rows)
    )
    texts = Revision.objects.bulk_create(
        Revision(commitment=one, number=1, language="en", title="T", summary="S", main_type="policy",
                 starts_on=MORNING.date(), ends_on=MORNING.date(), created_at=MORNING)
        for one in made
    )  # fmt: skip
    Partner.objects.bulk_create(
        Partner(revision=one, organisation=lagos, name=lagos.name, state="asked") for one in texts
    )
    for one, text in zip(made, texts, strict=True):
        one.current = text
    Commitment.objects.bulk_update(made, ["current"])
    browser = sign_in(chidi)
    browser.get(HOME)
    with django_assert_max_num_queries(14):
        assert browser.get(HOME).status_code == 200
