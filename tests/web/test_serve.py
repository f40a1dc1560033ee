"""`avow serve`: mails lead to where the site is served."""

from avow.web.management.commands.serve import point_mails_at


def test_links_in_mails_lead_to_the_port_that_is_served(settings, monkeypatch):
    monkeypatch.delenv("AVOW_URL", raising=False)
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    point_mails_at("127.0.0.1", 8123)
    assert settings.PUBLIC_URL == "http://127.0.0.1:8123"


def test_the_address_that_the_operator_gave_stays(settings, monkeypatch):
    monkeypatch.setenv("AVOW_URL", "https://forum.example.org")
    settings.PUBLIC_URL = "https://forum.example.org"
    point_mails_at("127.0.0.1", 8123)
    assert settings.PUBLIC_URL == "https://forum.example.org"
