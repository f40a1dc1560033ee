"""The secretariat returns, verifies and publishes; makers answer; the public reads one version."""

from datetime import timedelta

import pytest

from avow.commitments.models import Commitment
from avow.directory.models import Entry
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry as LedgerEntry
from avow.ledger.services import verify as verify_chain
from avow.notices.models import Message
from avow.progress import contents, due, services
from avow.progress.models import Report
from tests.progress.conftest import LATE, ON_TIME, OPENED, OVER, fill, say, walk

LATER = ON_TIME + timedelta(days=1)


def again(report):
    return Report.objects.get(pk=report.pk)


def refused(call, *arguments):
    with pytest.raises(Refused) as refusal:
        call(*arguments)
    return refusal.value.reasons


def test_a_published_report_changes_the_public_page(shown, promise):
    row = again(shown)
    assert (row.state, row.public.number, row.public_check) == ("published", 1, "self_reported")
    assert Commitment.objects.get(pk=promise.pk).progress_status == "on_track"
    assert Entry.objects.get(ref=promise.ref).status == "on_track"
    data = LedgerEntry.objects.get(verb="report.publish").data
    assert (data["status"], data["computed"], data["check"]) == (
        "on_track",
        "on_track",
        "self_reported",
    )
    assert verify_chain().fault is None


def test_a_verified_report_is_published_as_verified(complete, ana, sofia):
    services.attach(complete, title="Register", url="https://example.org/r", by=ana, now=ON_TIME)
    row = services.hand_in(complete, ana, ON_TIME)
    row = services.verify(row, "The register was read.", sofia, LATER)
    assert (row.state, row.checked_by, row.check_note) == (
        "verified",
        sofia,
        "The register was read.",
    )
    assert services.publish(row, sofia, LATER).public_check == "verified"
    mail = Message.objects.get(verb="report.published", to_user=ana)
    assert mail.context["verified"] is True


def test_what_has_no_evidence_is_not_verified(handed_in, sofia):
    assert refused(services.verify, handed_in, "", sofia, LATER) == ("no_evidence_to_verify",)


def test_a_question_is_answered_with_the_next_version(handed_in, ana, sofia):
    row = services.ask(handed_in, "Where are they?", sofia, LATER)
    assert (row.state, row.questions.get().text) == ("returned", "Where are they?")
    assert Message.objects.get(verb="report.returned", to_user=ana).context["question"]
    say(row, ana, LATER, lessons="Counted again")
    row = services.hand_in(row, ana, LATER, answer="In Oaxaca.")
    asked = row.questions.get()
    assert (asked.answer, asked.answered_at) == ("In Oaxaca.", LATER)
    assert [one.content["plain"]["lessons"] for one in row.versions.order_by("number")] == [
        "", "Counted again",
    ]  # fmt: skip
    assert (row.first_submitted_at, row.submitted_at) == (ON_TIME, LATER)


def test_a_report_is_not_returned_without_a_question(handed_in, sofia):
    assert refused(services.ask, handed_in, "  ", sofia, LATER) == ("question_missing",)


def test_a_returned_report_that_was_public_stays_so_until_the_next_version(shown, ana, sofia):
    services.ask(shown, "Where?", sofia, LATER)
    say(again(shown), ana, LATER, status="delayed", status_reason="Rain")
    row = again(shown)
    assert (row.public.status, row.commitment.progress_status) == ("on_track", "on_track")
    row = services.hand_in(row, ana, LATER)
    assert again(row).public.number == 1
    row = services.publish(row, sofia, LATER)
    assert (row.public.number, again(row).commitment.progress_status) == (2, "delayed")


def test_nothing_half_written_is_ever_frozen(handed_in, ana, sofia):
    services.ask(handed_in, "Where?", sofia, LATER)
    row = again(handed_in)
    proof = services.attach(row, title="Draft", url="https://example.org/d", by=ana, now=LATER)
    say(row, ana, LATER, status="", lessons="half a sen")
    target = row.target_values.get()
    services.save(row, f"target:{target.target_id}:value", "9", seen="7", by=ana, now=LATER)
    walk(LATE, OVER)
    row = again(handed_in)
    version = row.versions.get()
    assert (row.state, row.status, row.lessons) == ("published", "on_track", "")
    assert row.target_values.get().value == 7
    assert contents.content_of(row) == version.content
    assert contents.digest(version.content) == version.digest
    assert row.proofs.get(pk=proof.pk).removed_at is not None


def test_what_is_missing_is_publicly_not_reported(draft, ana, promise):
    walk(LATE, OVER)
    assert again(draft).state == "not_reported"
    assert Entry.objects.get(ref=promise.ref).status == "not_reported"
    mail = Message.objects.get(verb="report.frozen", to_user=ana)
    assert (mail.context["published"], mail.context["missing"]) == (0, [promise.ref])
    assert LedgerEntry.objects.get(verb="report.miss").data == {"number": 1, "refs": [promise.ref]}


def test_makers_of_a_joint_commitment_report_each_for_their_share(
    together, ana, chidi, lagos, red, sofia
):
    due.turn(OPENED)
    lead, other = (Report.objects.get(organisation=one) for one in (red, lagos))
    lead = fill(services.begin(lead, ana, ON_TIME), ana, value="3")
    other = fill(services.begin(other, chidi, ON_TIME), chidi, value="4", status="achieved")
    # Ten shelters are promised: six of them, and four, are theirs.
    for row, by in ((lead, ana), (other, chidi)):
        services.publish(services.hand_in(row, by, ON_TIME), sofia, LATER)
    assert [again(row).computed_status for row in (lead, other)] == ["on_track", "achieved"]
    assert Commitment.objects.get(pk=together.pk).progress_status == "on_track"


def test_one_of_two_makers_who_reports_makes_the_commitment_reported(
    together, ana, red, lagos, sofia
):
    due.turn(OPENED)
    lead = fill(services.begin(Report.objects.get(organisation=red), ana, ON_TIME), ana)
    services.hand_in(lead, ana, ON_TIME)
    walk(LATE, OVER)
    assert Report.objects.get(organisation=lagos).state == "not_reported"
    assert Commitment.objects.get(pk=together.pk).progress_status == "on_track"


def test_a_maker_answers_publicly_also_after_the_freeze(shown, ana, sofia):
    walk(LATE, OVER)
    first = services.answer(shown, "The rains were late.", "en", ana, OVER)
    assert services.answer(shown, "The rains were late.", "en", ana, OVER) == first
    assert refused(services.answer, shown, " ", "en", ana, OVER) == ("statement_missing",)
    assert refused(services.answer, shown, "No.", "en", sofia, OVER) == ("not_yours",)
    assert LedgerEntry.objects.filter(verb="report.answer").count() == 1


def test_the_secretariat_looks_at_all_or_at_a_sample(handed_in, cycle):
    assert list(services.to_check(cycle)) == [handed_in]
    cycle.forum.pack["reporting"]["check_share"] = "0/1"
    cycle.forum.save()
    cycle = type(cycle).objects.whole().get(pk=cycle.pk)
    assert list(services.to_check(cycle)) == []


def test_a_protected_makers_name_is_in_no_entry_of_the_ledger(handed_in, red, sofia):
    red.is_protected, red.protected_name = True, "A women’s network"
    red.save()
    services.publish(handed_in, sofia, LATER)
    text = str(
        [entry.as_line() for entry in LedgerEntry.objects.filter(verb__startswith="report.")]
    )
    assert red.name not in text
    assert red.slug not in text


def test_of_all_that_the_freeze_publishes_there_is_one_letter(handed_in, ana):
    walk(LATE, OVER)
    assert not Message.objects.filter(verb="report.published").exists()
    mail = Message.objects.get(verb="report.frozen", to_user=ana)
    assert (mail.context["published"], mail.context["missing"]) == (1, [])
