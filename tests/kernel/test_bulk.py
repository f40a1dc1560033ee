"""Rows in bulk: what is not named has its default, keys are never given twice, checks still hold."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from avow.commitments.models import FinanceLine
from avow.forums.models import Forum
from avow.kernel import bulk
from avow.people.models import Alias, Organisation

NOW = datetime(2026, 7, 1, tzinfo=UTC)


def house(key, **cells):
    return {
        "id": key,
        "slug": f"house-{key}",
        "name": f"House {key}",
        "folded_name": f"house {key}",
        "kind": "government",
        "created_at": NOW,
        "updated_at": NOW,
        **cells,
    }


def test_columns_that_no_row_names_have_their_defaults(world):
    (key,) = bulk.keys(Organisation, 1)
    bulk.insert_mappings(Organisation, [house(key, name="\\N tab\t and \\ “quote” 'x'")])
    row = Organisation.objects.get(pk=key)
    assert (row.name, row.language, row.website, row.is_protected, row.merged_into) == (
        "\\N tab\t and \\ “quote” 'x'",
        "en",
        "",
        False,
        None,
    )


def test_keys_are_never_given_twice_nor_by_an_ordinary_insert_after_it(world):
    first, second = bulk.keys(Organisation, 3), bulk.keys(Organisation, 2)
    bulk.insert_mappings(Organisation, [house(key) for key in (*second, *first)])
    cells = house(0)
    del cells["id"]
    later = Organisation.objects.create(**cells)
    assert [*first, *second] == sorted({*first, *second})
    assert later.pk > second[-1]


def test_what_the_tables_forbid_stays_forbidden(world):
    (key,) = bulk.keys(Organisation, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert_mappings(Organisation, [house(key, name="")])
    assert not Organisation.objects.filter(pk=key).exists()


def test_a_row_that_is_there_stays_when_conflicts_are_ignored(red):
    names, rows = ("organisation_id", "name", "folded_name"), [(red.pk, "One", "one")] * 2
    bulk.insert(Alias, names, rows, ignore_conflicts=True)
    bulk.insert(Alias, names, [(red.pk, "Another", "one")], ignore_conflicts=True)
    assert Alias.objects.get(organisation=red, folded_name="one").name == "One"


def test_an_unsaved_row_reads_as_the_database_would_give_it_back():
    line = bulk.made(FinanceLine, revision_id=1, amount=Decimal(5), amount_usd=Decimal("1.005"))
    assert (str(line.amount), str(line.amount_usd), line.source) == ("5.000", "1.00", "own")
    there = timezone(timedelta(hours=-4))
    forum = bulk.made(Forum, loaded_at=datetime(2021, 12, 31, 23, 30, tzinfo=there))
    assert forum.loaded_at.isoformat() == "2022-01-01T03:30:00+00:00"
    assert bulk.made(Forum).languages is not bulk.made(Forum).languages
