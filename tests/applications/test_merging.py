"""Two organisations with a life of their own become one: nothing is lost, and what cannot be is told."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey
from django.urls import reverse

from avow.applications.models import Application
from avow.applications.services import withdrawing
from avow.commitments.models import Commitment, Partner
from avow.commitments.services import create
from avow.directory.services import rebuild
from avow.kernel import words
from avow.kernel.lifecycle import Refused
from avow.people import services as people
from avow.people.merging import pointers
from avow.people.models import Organisation
from avow.review.models import Case, Maker
from tests.applications.making import MORNING, draft, submitted
from tests.factories import make_organisation, make_user, represent
from tests.worlds import at

LATER = at("2021-04-06 10:00")


def merge(world, gone, kept):
    return people.merge(gone, kept, by=world.user("sofia"), forum=world.forum, now=LATER)


def counted():
    return {
        f"{model._meta.label}.{field.name}": model._base_manager.exclude(
            **{field.name: None}
        ).count()
        for model, field in pointers()
    }


@pytest.fixture
def twin(world):
    """Red de Mujeres a second time, with a person of its own."""
    twin = make_organisation("Rede de Mujeres", country="MX")
    represent(make_user("zoe@example.org"), twin, "lead")
    return twin


@pytest.fixture
def zoe(twin):
    return twin.representations.get().user


def make_case(world, organisation, *partners):
    case = Case.objects.create(
        forum=world.forum,
        coalition=world.coalition("gender_based_violence"),
        organisation=organisation,
        subject="commitment",
        title="Shelters",
        quorum="1/2",
        majority="1/2",
        liaison_days=5,
        opened_at=MORNING,
    )
    case.partners.set(partners)
    return case


def make_revision(commitment):
    return commitment.revisions.create(
        number=1,
        language="en",
        title="Shelters",
        summary="Twelve.",
        main_type="programme",
        starts_on="2021-07-01",
        ends_on="2022-07-01",
        created_at=MORNING,
    )


def test_nothing_is_lost(world, red, lagos, twin, ana, chidi, zoe, gbv, economy):
    withdrawing.withdraw(draft(world).pk, by=ana, now=MORNING)
    submitted(world, organisation=twin, by=zoe)
    theirs = create(world.forum, twin, zoe, MORNING)
    revision = make_revision(create(world.forum, lagos, chidi, MORNING))
    for one, state in ((red, "asked"), (twin, "refused")):
        Partner.objects.create(
            revision=revision, organisation=one, name=one.name, role=f"of {one.pk}", state=state
        )
    for one, coalition, since in (
        (red, gbv, LATER),
        (twin, gbv, MORNING),
        (twin, economy, MORNING),
    ):
        Maker.objects.create(forum=world.forum, organisation=one, coalition=coalition, since=since)
    make_case(world, twin)
    make_case(world, lagos, red, twin)
    before = counted()

    merge(world, twin, red)

    after = counted()
    # Both were partner of one revision and one case, and maker in one coalition: now once each.
    once = {"commitments.Partner.organisation", "review.Maker.organisation", "review.Case_partners.organisation"}  # fmt: skip
    more = {"people.Alias.organisation"}  # the name that went
    assert {key for key in before if after[key] != before[key]} == once | more
    assert all(after[key] == before[key] - 1 for key in once)
    for model, field in pointers():
        assert not model._base_manager.filter(**{field.name: twin}).exists(), model
    assert Maker.objects.get(organisation=red, coalition=gbv).since == MORNING
    partner = Partner.objects.get(revision=revision)
    assert (partner.organisation, partner.state) == (red, "refused")
    assert partner.role == f"of {red.pk}; of {twin.pk}"
    assert Commitment.objects.get(pk=theirs.pk).organisation == red
    assert {one.state for one in Application.objects.filter(organisation=red)} == {
        "withdrawn",
        "submitted",
    }


def test_two_open_applications_are_told_and_nothing_is_merged(world, red, twin, zoe):
    draft(world)
    submitted(world, organisation=twin, by=zoe)
    before = counted()
    with pytest.raises(Refused) as refused:
        merge(world, twin, red)
    assert refused.value.reasons == ("merge_two_applications",)
    assert "withdraw its application first" in words.sentence("merge_two_applications")
    assert counted() == before
    assert Organisation.objects.get(pk=twin.pk).merged_into is None


def test_once_one_is_withdrawn_they_become_one(world, red, twin, ana, zoe):
    mine = draft(world)
    submitted(world, organisation=twin, by=zoe)
    withdrawing.withdraw(mine.pk, by=ana, now=MORNING)
    merge(world, twin, red)
    assert Application.objects.filter(organisation=red).count() == 2


def test_the_page_says_why_two_cannot_be_merged(world, red, twin, zoe, sign_in, sofia):
    draft(world)
    submitted(world, organisation=twin, by=zoe)
    address = reverse("people:desk_merge", args=("generation-equality", red.slug, twin.slug))
    page = sign_in(sofia).post(address)
    assert page.status_code == 409
    assert "withdraw its application first" in page.content.decode()


def test_a_partner_that_became_the_maker_is_not_its_own_partner(world, red, lagos, twin, chidi):
    commitment = create(world.forum, lagos, chidi, MORNING)
    revision = make_revision(commitment)
    revision.published_at = MORNING
    revision.save()
    Partner.objects.create(revision=revision, organisation=twin, name="Twin", state="confirmed")
    Commitment.objects.filter(pk=commitment.pk).update(
        state="published", current=revision, public=revision, published_at=MORNING
    )
    rebuild(world.forum)
    merge(world, twin, lagos)
    from avow.directory.models import Entry

    assert Entry.objects.get(ref=commitment.ref).body.details["partners"] == []


def test_every_key_to_an_organisation_is_among_what_a_merge_moves():
    found = {
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is Organisation
    }
    left_out = {"Organisation", "DuplicatePair"}
    expected = {pair for pair in found if pair[0].__name__ not in left_out}
    assert {(model, field.name) for model, field in pointers()} == expected
