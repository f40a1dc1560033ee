"""Who asks is told apart behind a proxy, and cannot say it themselves."""

from django.test import RequestFactory

from avow.web.operating.visitors import address_of


def asked(**headers):
    return RequestFactory().get("/", **headers)


def test_the_proxy_says_who_asks(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    request = asked(REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7")
    assert address_of(request) == "198.51.100.7"


def test_without_a_proxy_nothing_in_a_header_counts(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    request = asked(REMOTE_ADDR="198.51.100.7", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert address_of(request) == "198.51.100.7"


def test_somebody_nobody_knows_has_no_address(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert address_of(asked(REMOTE_ADDR="")) == ""
