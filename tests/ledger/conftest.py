"""What the ledger's tests share: a short chain, and somebody with the database in their hands."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from avow.forums.models import Forum
from avow.ledger.models import Entry
from avow.ledger.services import record
from tests.worlds import at


@pytest.fixture
def chain(forum: Forum) -> list[Entry]:
    """Five entries of one forum."""
    return [
        record(
            "application.submit",
            forum=forum,
            subject=f"application:{number}",
            at=at("2021-04-05 10:00"),
            role="representative",
            data={"coalitions": ["gender_based_violence"], "number": number},
        )
        for number in range(1, 6)
    ]


@contextmanager
def without_guard() -> Iterator[None]:
    """Somebody who owns the database can take its guard away; the chain must still tell."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER ledger_no_update")
            cursor.execute("DROP TRIGGER ledger_no_delete")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
    yield
