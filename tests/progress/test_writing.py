"""A report is begun with what is known, saved while typing, delegated and handed in."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.commitments.models import Commitment
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry as LedgerEntry
from avow.notices.models import Message
from avow.people import windows
from avow.people.models import WindowGrant
from avow.progress import due, services
from avow.progress.models import Report, TargetValue
from tests.factories import make_user, represent
from tests.progress.conftest import LATE, ON_TIME, OPENED, OVER, fill, say, walk
from tests.worlds import at

NEXT = at("2023-06-20 10:00")


def again(report):
    return Report.objects.get(pk=report.pk)


def refused(call, *arguments, **named):
    with pytest.raises(Refused) as refusal:
        call(*arguments, **named)
    return refusal.value.reasons


def test_a_report_begins_with_the_rows_of_the_commitment(draft, promise):
    assert (draft.state, draft.revision, draft.begun_at) == ("draft", promise.public, ON_TIME)
    assert [(one.target.indicator, one.value) for one in draft.target_values.all()] == [
        ("Shelters open", None)
    ]
    assert [(one.step.title, one.state) for one in draft.step_values.all()] == [
        ("First shelter", "not_yet")
    ]
    assert [(one.year, one.currency, one.spent) for one in draft.money_values.all()] == [
        (2022, "EUR", None)
    ]


def test_a_second_click_finds_the_report_begun(draft, ana):
    assert services.begin(draft, ana, ON_TIME) == draft
    assert TargetValue.objects.count() == 1


def test_the_next_report_begins_with_the_last_one(shown, ana, promise):
    say_next = at("2023-06-01 00:00")
    walk(LATE, OVER, say_next)
    report = services.begin(Report.objects.get(cycle__year=2023), ana, NEXT)
    assert (report.status, report.evidence, report.lessons) == ("on_track", "", "")
    value = report.target_values.get()
    assert (value.value, value.as_of) == (Decimal(7), ON_TIME.date())
    step = report.step_values.get()
    assert (step.state, step.met_on) == ("met", ON_TIME.date())
    money = report.money_values.get()
    assert (money.year, money.currency, money.spent, money.spent_usd is not None) == (
        2022, "EUR", Decimal(500), True,
    )  # fmt: skip


def test_a_report_in_which_nothing_changed_needs_one_answer(shown, ana):
    walk(LATE, OVER, at("2023-06-01 00:00"))
    report = services.begin(Report.objects.get(cycle__year=2023), ana, NEXT)
    services.save(report, "evidence", "none", seen="", by=ana, now=NEXT)
    assert services.hand_in(report, ana, NEXT).state == "submitted"


@pytest.mark.parametrize(
    "key, value, kept",
    [
        ("status", "delayed", "delayed"),
        ("lessons", "  Start\r\nearlier ", "Start\nearlier"),
        ("evidence", "none", "none"),
        ("language", "es", "es"),
    ],
)
def test_a_plain_answer_is_saved_as_it_is_kept(draft, ana, key, value, kept):
    say(draft, ana, **{key: value})
    assert getattr(again(draft), key) == kept
    assert (again(draft).changed_by, again(draft).changed_at) == (ana, ON_TIME)


def test_a_milestone_that_is_met_has_its_day(draft, ana):
    step = draft.step_values.get()
    services.save(
        draft, f"step:{step.step_id}:met_on", "2022-02-01", seen=None, by=ana, now=ON_TIME
    )
    step.refresh_from_db()
    assert (step.state, step.met_on) == ("met", date(2022, 2, 1))
    services.save(draft, f"step:{step.step_id}:state", "dropped", seen="met", by=ana, now=ON_TIME)
    step.refresh_from_db()
    assert (step.state, step.met_on) == ("dropped", None)


def test_money_spent_has_its_dated_equivalent(draft, ana):
    money = draft.money_values.get()
    services.save(draft, f"money:{money.pk}:spent", "500", seen=None, by=ana, now=ON_TIME)
    money.refresh_from_db()
    assert money.spent_usd == (500 * money.rate).quantize(Decimal("0.01"))
    assert money.rate_source
    services.save(draft, f"money:{money.pk}:spent", None, seen="500", by=ana, now=ON_TIME)
    money.refresh_from_db()
    assert (money.spent, money.spent_usd, money.rate) == (None, None, None)


def test_money_of_another_year_or_currency_has_a_row_of_its_own(draft, ana, chidi):
    row = services.add_money(draft, 2021, "KES", ana, ON_TIME)
    assert services.add_money(draft, 2021, "KES", ana, ON_TIME) == row
    services.save(draft, f"money:{row.pk}:secured", "90", seen=None, by=ana, now=ON_TIME)
    assert draft.money_values.count() == 2
    call = services.add_money
    assert refused(call, draft, 2019, "KES", ana, ON_TIME) == ("report_money_unknown",)
    assert refused(call, draft, 2021, "ZZZ", ana, ON_TIME) == ("report_money_unknown",)
    assert refused(call, draft, 2021, "KES", chidi, ON_TIME) == ("not_yours",)


@pytest.mark.parametrize(
    "key, value, code",
    [
        ("status", "splendid", "report_value_wrong"),
        ("state", "published", "report_field_unknown"),
        ("published_at", "2022-01-01", "report_field_unknown"),
        ("target:9999:value", "1", "report_field_unknown"),
        ("target:x:value", "1", "report_field_unknown"),
        ("target:{target}:report", "1", "report_field_unknown"),
        ("target:{target}:value", "a dozen", "report_value_wrong"),
        ("target:{target}:value", "NaN", "report_value_wrong"),
        ("target:{target}:value", "1234567890123.456", "report_value_wrong"),
        ("money:{money}:spent", "-1", "report_value_wrong"),
        ("money:{money}:spent", "1.234", "report_value_wrong"),
        ("step:{step}:state", "nearly", "report_value_wrong"),
        ("may_share", True, "report_nothing_to_share"),
    ],
)
def test_what_cannot_be_saved_changes_nothing(draft, ana, key, value, code):
    names = {
        "target": draft.target_values.get().target_id,
        "step": draft.step_values.get().step_id,
        "money": draft.money_values.get().pk,
    }
    before = draft.changed_at
    call = services.save
    seen = False if key == "may_share" else ""
    assert refused(call, draft, key.format(**names), value, seen=seen, by=ana, now=LATE) == (code,)
    assert again(draft).changed_at == before


def test_a_row_of_another_report_is_not_reached(together, ana, chidi, lagos, red):
    due.turn(OPENED)
    mine, theirs = (Report.objects.get(organisation=one) for one in (lagos, red))
    mine, theirs = services.begin(mine, chidi, ON_TIME), services.begin(theirs, ana, ON_TIME)
    key = f"money:{theirs.money_values.get().pk}:spent"
    assert refused(services.save, mine, key, "1", seen=None, by=chidi, now=ON_TIME) == (
        "report_field_unknown",
    )


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(draft, ana, bea):
    services.save(draft, "lessons", "Start earlier", seen="", by=ana, now=ON_TIME)
    codes = refused(services.save, draft, "lessons", "Pay more", seen="", by=bea, now=ON_TIME)
    assert codes == ("report_changed_elsewhere",)
    assert again(draft).lessons == "Start earlier"
    services.save(draft, "lessons", "Start earlier", seen="", by=bea, now=ON_TIME)  # the same
    services.save(draft, "barriers", "Rain", seen="", by=bea, now=ON_TIME)  # another answer
    assert again(draft).barriers == "Rain"


def test_without_a_good_practice_nothing_is_shared(draft, ana):
    say(draft, ana, good_practice="A shelter on wheels")
    say(draft, ana, may_share=True)
    say(draft, ana, good_practice="")
    assert again(draft).may_share is False


def test_a_report_says_all_that_it_lacks_at_once(draft, ana):
    say(draft, ana, status="delayed")
    assert refused(services.hand_in, draft, ana, ON_TIME) == (
        "report_status_unexplained",
        "report_without_evidence_answer",
        "report_without_values",
        "report_without_money",
    )


def test_a_note_may_stand_where_a_value_is_missing(complete, ana):
    key = f"target:{complete.target_values.get().target_id}"
    services.save(complete, f"{key}:value", None, seen="7", by=ana, now=ON_TIME)
    assert refused(services.hand_in, complete, ana, ON_TIME) == ("report_without_values",)
    services.save(complete, f"{key}:note", "Counted in autumn", seen="", by=ana, now=ON_TIME)
    assert services.hand_in(complete, ana, ON_TIME).state == "submitted"


def test_evidence_and_the_answer_about_it_agree(complete, ana):
    services.attach(complete, title="Register", url="https://example.org/r", by=ana, now=ON_TIME)
    assert again(complete).evidence == "given"
    say(complete, ana, evidence="none")
    assert refused(services.hand_in, complete, ana, ON_TIME) == ("report_evidence_denied",)
    proof = complete.proofs.get()
    services.detach(complete, proof.pk, by=ana, now=ON_TIME)
    say(complete, ana, evidence="given")
    assert refused(services.hand_in, complete, ana, ON_TIME) == ("report_evidence_not_attached",)


def test_evidence_is_an_address_or_a_checked_file_and_stands_there_once(draft, ana):
    def attach(**named):
        return services.attach(draft, title="Register", by=ana, now=ON_TIME, **named)

    first = attach(url="https://example.org/r", source="The state", dated=date(2022, 5, 1))
    assert attach(url="https://example.org/r") == first
    kept = attach(upload=SimpleUploadedFile("r.txt", b"Twelve shelters."))
    assert attach(upload=SimpleUploadedFile("again.txt", b"Twelve shelters.")) == kept
    assert (kept.name, kept.content_type) == ("r.txt", "text/plain")
    assert refused(attach) == ("document_address_or_file",)
    assert refused(attach, url="javascript:alert(1)") == ("proof_address_wrong",)
    assert refused(attach, upload=SimpleUploadedFile("r.exe", b"MZ"))
    assert draft.proofs.count() == 2


def test_handing_in_keeps_a_version_and_thanks(handed_in, ana):
    version = handed_in.versions.get()
    assert (version.number, version.status, version.computed_status) == (1, "on_track", "on_track")
    assert [one["code"] for one in version.reasons] == [
        "computed_time", "computed_indicator", "computed_money", "computed_milestones",
    ]  # fmt: skip
    assert (handed_in.is_late, handed_in.first_submitted_at) == (False, ON_TIME)
    entry = LedgerEntry.objects.get(verb="report.hand_in")
    assert entry.subject == f"report:{handed_in.commitment.ref}:reporting-2022"
    assert entry.data == {"share": "100.00", "version": 1, "late": False, "digest": version.digest}
    assert Message.objects.filter(verb="report.thanks", to_user=ana).count() == 1


def test_word_and_figures_are_both_kept_where_they_differ(draft, ana):
    row = services.hand_in(fill(draft, ana, value="2.5"), ana, ON_TIME)
    assert (row.status, row.computed_status, row.differs) == ("on_track", "delayed", True)


def test_a_late_report_is_taken_until_the_freeze_and_says_so(complete, draft, ana):
    due.turn(LATE)
    last = OVER - timedelta(seconds=1)
    assert refused(services.hand_in, complete, ana, OVER) == ("cycle_takes_no_reports",)
    assert services.hand_in(complete, ana, last).is_late is True


def test_an_exception_for_one_organisation_moves_its_due_date(complete, ana, red, sofia):
    windows.grant_exception(
        complete.cycle.window,
        red,
        until=at("2022-08-15 00:00"),
        reason="Rain",
        by=sofia,
        now=ON_TIME,
    )
    assert services.hand_in(complete, ana, at("2022-08-10 10:00")).is_late is False


def test_nothing_is_written_before_the_opening_or_after_the_freeze(draft, report, ana):
    call = services.save
    assert refused(call, draft, "lessons", "x", seen="", by=ana, now=OVER) == (
        "cycle_takes_no_reports",
    )
    before = OPENED - timedelta(seconds=1)
    assert refused(call, draft, "lessons", "x", seen="", by=ana, now=before)


def test_a_withdrawn_commitment_owes_nothing(complete, ana, promise):
    from avow.commitments import services as commitments

    commitments.withdraw(promise, ana, ON_TIME, "No money")
    assert refused(services.hand_in, complete, ana, ON_TIME) == ("report_not_owed",)
    walk(LATE, OVER)
    assert again(complete).state == "excused"
    assert LedgerEntry.objects.get(verb="report.excuse").data["refs"] == [promise.ref]


def test_a_colleague_who_only_reads_writes_what_was_delegated_and_does_not_hand_in(
    report, ana, red
):
    eva = make_user("eva@example.org", name="Eva")
    represent(eva, red, "reader")
    assert refused(services.begin, report, eva, ON_TIME) == ("not_yours",)
    services.delegate(report, eva, ana, ON_TIME)
    services.delegate(report, eva, ana, ON_TIME)
    assert Message.objects.filter(verb="report.delegated", to_user=eva).count() == 1
    row = fill(services.begin(report, eva, ON_TIME), eva)
    assert refused(services.hand_in, row, eva, ON_TIME) == ("not_yours",)
    assert services.hand_in(row, ana, ON_TIME).state == "submitted"


def test_a_report_is_delegated_to_colleagues_alone(report, ana, chidi):
    assert refused(services.delegate, report, chidi, ana, ON_TIME) == ("delegate_not_a_colleague",)
    assert refused(services.delegate, report, chidi, chidi, ON_TIME) == ("not_yours",)


def test_a_text_amended_meanwhile_keeps_the_report_on_the_one_it_began_with(draft, promise):
    assert draft.revision_id == Commitment.objects.get(pk=promise.pk).public_id


@pytest.mark.parametrize("rows", [1, 8])
def test_saving_costs_the_same_however_long_the_report(draft, ana, rows, promise):
    from avow.commitments import guard
    from avow.commitments.models import Target

    guard.remove()  # a longer text, as nobody could write it now
    for number in range(rows - 1):
        target = Target.objects.create(revision=promise.public, indicator=f"I{number}", value=1)
        TargetValue.objects.create(report=draft, target=target)
    with CaptureQueriesContext(connection) as queries:
        services.save(draft, "lessons", "Start earlier", seen="", by=ana, now=ON_TIME)
    assert len(queries) <= 18


def test_values_are_confirmed_as_they_were_seen_or_not_at_all(draft, ana, bea):
    target = draft.target_values.get().target_id
    key = f"target:{target}:value"
    services.save(draft, key, "7", seen=None, by=ana, now=OPENED)
    with pytest.raises(Refused, match="report_changed_elsewhere"):
        services.confirm(draft, {target: Decimal(6)}, ana, ON_TIME)
    assert draft.target_values.get().as_of == date(2022, 6, 1)
    assert services.confirm(draft, {target: Decimal(7), 999: Decimal(1)}, ana, ON_TIME) == 1
    assert draft.target_values.get().as_of == date(2022, 7, 20)
    assert Report.objects.get(pk=draft.pk).changed_by == ana


def test_a_target_without_a_value_has_nothing_to_confirm(draft, ana):
    target = draft.target_values.get().target_id
    assert services.confirm(draft, {target: None}, ana, ON_TIME) == 0
    assert draft.target_values.get().as_of is None


def test_nobody_else_confirms_values(draft, chidi):
    with pytest.raises(Refused, match="not_yours"):
        services.confirm(draft, {}, chidi, ON_TIME)


def test_an_answer_in_words_has_its_limit(draft, ana):
    with pytest.raises(Refused, match="answer_too_long"):
        services.save(draft, "lessons", "x" * 5001, seen="", by=ana, now=ON_TIME)
    assert services.save(draft, "lessons", "x" * 5000, seen="", by=ana, now=ON_TIME).lessons


def test_a_grant_moves_the_day_of_its_organisation_alone(report, red, lagos):
    window = report.cycle.window
    for organisation, until in ((red, "2022-08-11 00:00"), (lagos, "2022-08-20 00:00")):
        WindowGrant.objects.create(
            window=window, organisation=organisation, until=at(until), reason="Flood",
            granted_at=ON_TIME,
        )  # fmt: skip
    found = services.due_dates([Report.objects.whole().get(pk=report.pk)])
    assert found == {report.pk: at("2022-08-11 00:00")}
