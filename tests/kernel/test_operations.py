"""Checks that a live database can take: new rows obey at once, old ones are proved later."""

import pytest
from django.db import connection

from avow.kernel.operations import ValidateCheckOnline

pytestmark = pytest.mark.django_db
ONLINE = {
    "commitment_renews_another",
    "place_country_or_region",
    "revision_lead_share_in_range",
    "revision_some_beneficiaries",
    "revision_supersedes_another",
}


def test_every_check_added_online_is_there_and_proved():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT conname FROM pg_constraint WHERE convalidated AND contype = 'c'")
            found = {name for (name,) in cursor.fetchall()}
        else:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table'")
            tables = " ".join(sql for (sql,) in cursor.fetchall() if sql)
            found = {name for name in ONLINE if f'"{name}"' in tables}
    assert found >= ONLINE


def test_it_is_written_down_as_it_was_made():
    proof = ValidateCheckOnline("commitment", "commitment_renews_another")
    name, arguments, words = proof.deconstruct()
    assert (name, arguments, words) == (
        "ValidateCheckOnline",
        ["commitment", "commitment_renews_another"],
        {},
    )
    assert proof.describe() == "Prove commitment_renews_another on commitment"
