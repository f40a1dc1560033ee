"""Files of a case: handed to those who may read that very case, and to nobody else."""

import pytest
from django.core.files.base import ContentFile

from avow.answers import packs
from avow.answers import services as answers
from avow.answers.models import Attachment
from avow.people.models import Organisation
from avow.review.models import Case
from tests.desk.conftest import HANDED_IN, MORNING, into_review, make_commitment


@pytest.fixture
def bundle(make_application, gbv, forum, sofia):
    """An application in review with a commitment that has a file."""
    application = make_application()
    commitment = make_commitment(application, gbv)
    form = packs.application_form(forum.settings)
    commitment.sheet = answers.open_sheet(forum, "commitment", form, language="en", now=HANDED_IN)
    commitment.save()
    (case,) = into_review(application, sofia)
    file = Attachment.objects.create(
        sheet=commitment.sheet,
        key="evidence",
        file=ContentFile(b"words", name="words.txt"),
        name="words.txt",
        content_type="text/plain",
        size=5,
        digest="0" * 64,
        uploaded_at=MORNING,
    )
    own = Case.objects.get(commitment_link__commitment=commitment)
    return case, own, f"/en/generation-equality/champions/cases/{case.pk}/files/{file.pk}/"


def test_a_champion_gets_the_file_of_a_commitment_beside_the_application(bundle, sign_in, dina):
    _case, _own, address = bundle
    assert sign_in(dina).get(address).status_code == 200


def test_a_partner_of_one_commitment_does_not_get_its_files_by_the_case_beside_it(
    bundle, sign_in, dina, emre
):
    case, own, address = bundle
    own.partners.add(Organisation.objects.get(representations__user=dina))
    assert (
        sign_in(dina).get(f"/en/generation-equality/champions/cases/{case.pk}/").status_code == 200
    )
    assert sign_in(dina).get(address).status_code == 404
    assert sign_in(emre).get(address).status_code == 200
