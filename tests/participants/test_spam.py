"""Programs and floods are kept out without asking anybody else; people lose no word."""

from datetime import timedelta

import pytest
from django.utils import timezone

from avow.kernel.lifecycle import Refused
from avow.participants import spam
from avow.participants.forms import GuardedForm
from avow.participants.models import Attempt
from tests.worlds import at

NOW = at("2021-04-05 10:00")
HOUR = timedelta(hours=1)


def test_an_act_is_counted_by_whom_and_forgotten_with_time(db):
    for _ in range(3):
        spam.within_limits("post", "7", most=3, per=HOUR, now=NOW)
    with pytest.raises(Refused, match="too_many"):
        spam.within_limits("post", "7", most=3, per=HOUR, now=NOW)
    spam.within_limits("post", "8", most=3, per=HOUR, now=NOW)
    spam.within_limits("report", "7", most=3, per=HOUR, now=NOW)
    spam.within_limits("post", "7", most=3, per=HOUR, now=NOW + HOUR)


def test_no_address_is_kept_in_clear(db):
    spam.within_limits("sign_up", "203.0.113.7", most=3, per=HOUR, now=NOW)
    assert "203.0.113" not in str(Attempt.objects.values())


def test_a_limit_longer_than_what_is_kept_is_a_mistake(db):
    with pytest.raises(ValueError, match="two days"):
        spam.within_limits("post", "7", most=3, per=timedelta(days=3), now=NOW)


def errors_of(**data):
    form = GuardedForm(data)
    form.is_valid()
    return form, form.errors


def test_a_page_sent_by_a_person_is_taken():
    _, errors = errors_of(drawn=spam.stamp(timezone.now() - timedelta(seconds=30)))
    assert errors == {}


def test_the_field_that_only_programs_fill_in_stays_empty():
    _, errors = errors_of(drawn=spam.stamp(timezone.now()), website="http://buy.example")
    assert list(errors) == ["website"]


@pytest.mark.parametrize(
    "drawn", ["", "forged", spam.stamp(at("2021-01-01 00:00"))], ids=["none", "forged", "old"]
)
def test_an_old_or_forged_page_is_sent_once_more_with_a_fresh_time(drawn):
    form, errors = errors_of(drawn=drawn)
    assert list(errors) == ["__all__"]
    age = spam.age_of(form["drawn"].value(), timezone.now())
    assert age is not None
    assert age < timedelta(minutes=1)


def test_a_page_sent_at_once_is_sent_once_more(settings):
    settings.FORM_SECONDS = 2
    _, errors = errors_of(drawn=spam.stamp(timezone.now()))
    assert list(errors) == ["__all__"]
