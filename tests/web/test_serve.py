"""`avow serve`: mails lead to where the site is served."""

from pathlib import Path

from avow.web.management.commands.serve import WebServer, point_mails_at


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


def test_a_long_download_is_not_cut_by_the_time_limit_of_a_worker():
    """The limit is for one that shows no sign of life: a thread may write for as long as it likes."""
    config = WebServer("127.0.0.1", 8000).cfg
    assert config.worker_class_str == "gthread"
    assert config.threads > 1
    unit = (Path(__file__).resolve().parents[2] / "deploy/avow.service").read_text()
    assert "--worker-class gthread" in unit
