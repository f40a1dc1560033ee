"""The database refuses to change or remove a published text, whoever asks and by whatever way."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from avow.commitments import guard, services
from avow.commitments.models import (
    Commitment,
    FinanceLine,
    Link,
    Partner,
    Place,
    Revision,
    Step,
    Target,
)
from avow.directory.models import Entry
from avow.kernel.guard import _known
from avow.people import services as people
from tests.commitments.conftest import LATER, MORNING, accept
from tests.factories import make_organisation

ROWS = {
    "finance": [{"amount": "900", "currency": "EUR", "year": "2022", "source": "own"}],
    "milestone": [{"title": "First shelter", "due_on": "2022-01-01"}],
    "partner": [{"name": "Lagos Youth Network", "role": "teaches"}, {"name": "A village school"}],
    "link": [{"url": "https://example.org/a", "title": "More"}],
}
CHANGES: dict[type[Model], dict[str, object]] = {
    Revision: {"title": "Something else"},
    FinanceLine: {"amount": 1},
    Target: {"value": 1},
    Step: {"title": "Last shelter"},
    Place: {"country": "PE"},
    Link: {"title": "Less"},
    Partner: {"role": "pays"},
    Revision.actions.through: {"action_id": 2},
}


@pytest.fixture
def rich(write, maker, ana, sofia):
    """A published commitment that has everything a revision can have."""
    commitment = services.submit(write(rows=ROWS), ana, MORNING)
    for case in services.open_cases(commitment, sofia, MORNING):
        accept(case)
    return services.publish(commitment, sofia, LATER)


def rows_of(model, commitment):
    key = "pk" if model is Revision else "revision"
    return model.objects.filter(**{key: commitment.public_id})


@pytest.mark.parametrize("model", CHANGES, ids=lambda one: one.__name__)
def test_nothing_of_a_published_text_can_be_changed_or_removed(model, rich):
    assert rows_of(model, rich).exists()
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        rows_of(model, rich).update(**CHANGES[model])
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        rows_of(model, rich)._raw_delete("default")


def test_every_table_that_belongs_to_a_revision_is_guarded():
    """A new kind of row is forgotten by nobody."""
    relations = Revision._meta.related_objects
    tables = {one.related_model._meta.db_table for one in relations if not one.one_to_one}
    tables.add(Revision.actions.through._meta.db_table)
    assert tables == {*guard.ROWS, guard.PARTNER, "commitments_comaker"}


def test_a_row_of_a_draft_cannot_be_moved_into_a_published_text(rich, write, ana):
    other = services.submit(write(rows=ROWS), ana, MORNING)
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        other.current.links.update(revision=rich.public)


def test_a_commitment_with_a_published_text_cannot_be_deleted(rich):
    Commitment.objects.filter(pk=rich.pk).update(
        state="draft", public=None, current=None, published_at=None
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.get(pk=rich.pk).delete()
    assert Revision.objects.filter(commitment=rich).exists()


def test_what_was_never_published_can_be_written_again(write, maker, ana):
    commitment = services.submit(write(rows=ROWS), ana, MORNING)
    Revision.objects.filter(pk=commitment.current_id).update(title="Better")
    commitment.current.finance_lines.update(amount=5)
    commitment.current.links.all().delete()


def test_a_partner_still_answers_after_the_publication(rich, lagos, chidi):
    services.confirm(rich, lagos, chidi, LATER)
    services.refuse(rich, lagos, chidi, LATER)
    assert rich.public.partners.get(organisation=lagos).state == "refused"


def test_who_answered_for_a_partner_can_be_erased(rich, lagos, chidi):
    services.confirm(rich, lagos, chidi, LATER)
    rows_of(Partner, rich).filter(organisation=lagos).update(decided_by=None)


def test_two_partners_that_become_one_are_shown_once(write, maker, ana, sofia, lagos, forum):
    twin = make_organisation("Lagos Youth Net", slug="lagos-net")
    named = [
        {"name": one.name, "organisation": one.slug, "role": role}
        for one, role in ((lagos, "teaches"), (twin, "pays"))
    ]
    commitment = services.submit(write(rows={"partner": named}), ana, MORNING)
    for case in services.open_cases(commitment, sofia, MORNING):
        accept(case)
    commitment = services.publish(commitment, sofia, LATER)
    Partner.objects.filter(revision=commitment.public).update(state="confirmed")
    people.merge(twin, lagos, by=sofia, forum=forum, now=LATER)
    rows = commitment.public.partners.order_by("pk")
    assert [(row.name, row.organisation, row.is_joined) for row in rows] == [
        ("Lagos Youth Network", lagos, False),
        ("Lagos Youth Net", lagos, True),
    ]
    shown = Entry.objects.get(ref=commitment.ref).body.details["partners"]
    assert shown == [{"name": lagos.name, "role": "teaches; pays", "slug": lagos.slug}]


def triggers():
    with connection.cursor() as cursor:
        return _known(connection.vendor, cursor) & {one.name for one in guard.refusals()}


def test_the_guard_comes_back_after_every_migrate(db):
    assert triggers() == {one.name for one in guard.refusals()}
    guard.remove()
    assert triggers() == set()
    call_command("migrate", verbosity=0)
    assert triggers() == {one.name for one in guard.refusals()}


def test_the_guard_steps_aside_only_for_migrations_of_commitments(db):
    class Migration:
        app_label = "ledger"

    guard.step_aside(plan=[(Migration, False)])
    assert triggers() == {one.name for one in guard.refusals()}
    Migration.app_label = "commitments"
    guard.step_aside(plan=[(Migration, False)])
    assert triggers() == set()
