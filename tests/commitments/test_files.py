"""Files of a commitment: everybody's while it is public, each revision's own, nobody's of one at risk."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from avow.answers import files
from avow.answers.models import Attachment
from avow.commitments import publication, services
from avow.commitments.contents import content_of
from avow.commitments.drafting import draft_of
from avow.commitments.models import Commitment, Document
from avow.commitments.services.revising import materialise
from avow.directory.models import Entry
from avow.people.models import Organisation
from tests.commitments.conftest import LATER, MORNING, accept

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
HOME = "/en/generation-equality/commitments/"


def upload(name="Plan of Red de Mujeres.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def attach(commitment, ana, **what) -> Attachment:
    return files.attach(commitment.sheet, "", "documents", upload(**what), by=ana, now=MORNING)


def fetch(client, commitment, key):
    return client.get(f"{HOME}{commitment.ref}/files/{key}/")


@pytest.fixture
def shown(write, maker, ana, sofia) -> Commitment:
    commitment = write()
    attach(commitment, ana)
    commitment = services.submit(commitment, ana, MORNING)
    for case in services.open_cases(commitment, sofia, MORNING):
        accept(case)
    return services.publish(commitment, sofia, LATER)


def key_of(commitment) -> str:
    return commitment.public.documents.order_by("pk").first().attachment.digest[:16]


def test_everybody_downloads_a_file_of_a_public_commitment(shown, client):
    (row,) = Entry.objects.get(ref=shown.ref).body.details["files"]
    assert row == {
        "name": "Plan of Red de Mujeres.pdf",
        "size": len(PDF),
        "type": "application/pdf",
        "key": key_of(shown),
    }
    page = client.get(f"{HOME}{shown.ref}/").content.decode()
    assert f"{HOME}{shown.ref}/files/{row['key']}/" in page
    response = fetch(client, shown, row["key"])
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert "Plan of Red de Mujeres.pdf" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.parametrize("key", ["0" * 16, "%", "0" * 64])
def test_a_key_that_nobody_has_is_not_found(shown, client, key):
    assert fetch(client, shown, key).status_code == 404


def test_what_is_not_public_hands_nothing_out(write, ana, client, maker):
    commitment = write()
    key = attach(commitment, ana).digest[:16]
    services.submit(commitment, ana, MORNING)
    assert fetch(client, commitment, key).status_code == 404


def test_a_withdrawn_commitment_hands_nothing_out(shown, client, ana):
    key = key_of(shown)
    services.withdraw(shown, ana, LATER, "No money.")
    assert fetch(client, shown, key).status_code == 404


def test_a_protected_maker_has_no_files(shown, client, red):
    key = key_of(shown)
    Organisation.objects.filter(pk=red.pk).update(is_protected=True, protected_name="A network")
    publication.organisation_changed(Organisation.objects.get(pk=red.pk), LATER)
    assert fetch(client, shown, key).status_code == 404
    assert "files" not in Entry.objects.get(ref=shown.ref).body.details
    page = client.get(f"{HOME}{shown.ref}/history/").content.decode()
    assert "plan.txt" not in page
    assert "Files" not in page


def amended(shown, ana) -> Commitment:
    services.amend(shown, "A new plan.", ana, LATER)
    return Commitment.objects.get(pk=shown.pk)


def publish_change(commitment, ana, sofia) -> Commitment:
    services.resubmit(commitment, ana, LATER)
    services.publish(Commitment.objects.get(pk=commitment.pk), sofia, LATER)
    return Commitment.objects.get(pk=commitment.pk)


def test_an_old_revision_keeps_the_file_that_a_new_one_drops(
    shown, client, ana, sofia, django_capture_on_commit_callbacks
):
    old = key_of(shown)
    commitment = amended(shown, ana)
    copy = commitment.sheet.attachments.get()
    with django_capture_on_commit_callbacks(execute=True):
        files.detach(commitment.sheet, copy.pk, now=LATER)
    new = attach(commitment, ana, name="second.pdf", content=PDF + b"%2\n")
    commitment = publish_change(commitment, ana, sofia)

    details = Entry.objects.get(ref=shown.ref).body.details
    assert [one["name"] for one in details["files"]] == ["second.pdf"]
    assert b"".join(fetch(client, shown, new.digest[:16]).streaming_content) == PDF + b"%2\n"
    assert b"".join(fetch(client, shown, old).streaming_content) == PDF
    page = client.get(f"{HOME}{shown.ref}/history/").content.decode()
    assert f"/files/{old}/" in page
    assert f"/files/{new.digest[:16]}/" in page


def test_an_amendment_that_leaves_the_files_alone_changes_no_file(shown, ana, sofia):
    commitment = amended(shown, ana)
    revision = materialise(commitment, draft_of(commitment), LATER)
    assert content_of(revision).rows["files"] == content_of(shown.public).rows["files"] != []
    assert Document.objects.count() == 2


def test_a_file_that_only_one_sheet_has_goes_with_it(
    write, ana, django_capture_on_commit_callbacks
):
    commitment = write()
    row = attach(commitment, ana)
    storage, name = row.file.storage, row.file.name
    with django_capture_on_commit_callbacks(execute=True):
        files.detach(commitment.sheet, row.pk, now=LATER)
    assert not storage.exists(name)


def test_the_makers_people_read_their_file_before_it_is_public(write, ana, chidi, sign_in):
    commitment = write()
    row = attach(commitment, ana)
    url = f"/en/generation-equality/my/commitments/{commitment.ref}/files/{row.pk}/"
    assert b"".join(sign_in(ana).get(url).streaming_content) == PDF
    assert sign_in(chidi).get(url).status_code == 404
    page = sign_in(ana).get(url.replace(f"files/{row.pk}/", "file/")).content.decode()
    assert url in page


def test_a_wrong_file_is_refused_beside_its_question_and_changes_nothing(write, ana, sign_in):
    commitment = write()
    wrong = BytesIO(b"MZ\x90\x00")
    wrong.name = "plan.pdf"
    url = f"/en/generation-equality/my/commitments/{commitment.ref}/file/"
    response = sign_in(ana).post(url, {"documents": wrong})
    assert response.status_code == 422
    assert not commitment.sheet.attachments.exists()
