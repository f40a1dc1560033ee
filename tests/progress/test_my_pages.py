"""A report is written on its page: without JavaScript, or saved while typing; nothing is lost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from avow.progress import services
from tests.progress.conftest import ON_TIME, fill, say
from tests.progress.my_kit import FETCH, body, clock, fresh, ours, page, typed  # noqa: F401  fixtures

# ruff: noqa: F811  fixtures are imported


def test_a_report_is_begun_written_and_handed_in_without_javascript(ours, report, page):
    assert "Begin the report" in body(ours.get(page))
    assert ours.post(f"{page}begin/").url == fresh(report).page
    target = report.target_values.get().target_id
    step, money = report.step_values.get().step_id, report.money_values.get().pk
    answers = {
        "status": "on_track",
        f"target:{target}:value": "7",
        f"step:{step}:state": "met",
        f"step:{step}:met_on": "2022-02-20",
        f"money:{money}:spent": "500",
        "evidence": "none",
        "lessons": "Begin with the survivors.",
    }
    answer = ours.post(page, typed(report) | answers | {"hand_in": "1"})
    assert answer.status_code == 302
    row = fresh(report)
    assert (row.state, row.status, row.lessons) == (
        "submitted",
        "on_track",
        "Begin with the survivors.",
    )
    assert row.target_values.get().as_of.isoformat() == "2022-07-20"
    # The day that was typed counts, not the one that came with the choice.
    assert row.step_values.get().met_on.isoformat() == "2022-02-20"
    shown = body(ours.get(page))
    assert "Handed in" in shown
    assert "Begin with the survivors." in shown


def test_a_double_click_on_begin_and_on_handing_in_is_one(ours, report, page, ana):
    assert ours.post(f"{page}begin/").status_code == 302
    assert ours.post(f"{page}begin/").status_code == 302
    fill(fresh(report), ana)
    post = typed(report) | {"hand_in": "1"}
    assert ours.post(page, post).status_code == 302
    second = ours.post(page, post)
    assert second.status_code == 302
    assert report.versions.count() == 1


def test_what_is_missing_is_listed_with_links_to_its_fields(ours, draft, page):
    target = draft.target_values.get().target_id
    answer = ours.post(page, typed(draft, status="delayed") | {"hand_in": "1"})
    assert answer.status_code == 422
    for link in ("f-status_reason", "f-evidence", f"f-target-{target}-value", "money"):
        assert f'href="#{link}"' in body(answer)
        assert f'id="{link}"' in body(answer)
    assert fresh(draft).state == "draft"
    assert fresh(draft).status == "delayed"  # what was typed is saved all the same


def test_an_answer_saves_itself_and_says_what_changed_beside_it(ours, draft, page):
    target = draft.target_values.get().target_id
    post = {"field": f"target:{target}:value", "value": "7.50", "version": ""}
    answer = ours.post(f"{page}autosave/", post, **FETCH)
    assert answer.status_code == 200
    assert answer.json() == {
        "saved_at": ON_TIME.isoformat(),
        "version": "7.5",
        "beside": {f"target:{target}:as_of": "2022-07-20"},
    }
    figures = body(ours.get(f"{page}figures/"))
    assert "has come" in figures
    assert "The figures say" in figures


@pytest.mark.parametrize(
    ("name", "value", "status", "words"),
    [
        ("value", "many", 422, "Write a number in digits"),
        ("value", "1234567890123456", 422, "too many digits"),
        ("as_of", "yesterday", 422, "year-month-day"),
        ("note", "x" * 501, 422, "cannot be kept"),
        ("owner", "1", 404, "no such question"),
    ],
)
def test_what_cannot_be_kept_is_said_in_plain_words(ours, draft, page, name, value, status, words):
    target = draft.target_values.get().target_id
    post = {"field": f"target:{target}:{name}", "value": value, "version": ""}
    answer = ours.post(f"{page}autosave/", post, **FETCH)
    assert answer.status_code == status
    assert words in answer.json()["errors"][0]


def test_money_below_nothing_and_a_huge_text_stay_on_the_page_with_what_is_wrong(ours, draft, page):
    money = draft.money_values.get().pk
    changed = {f"money:{money}:spent": "-5", "barriers": "b" * 5001, "lessons": "Kept."}
    answer = ours.post(page, typed(draft) | changed)
    assert answer.status_code == 422
    assert 'value="-5"' in body(answer)
    assert "b" * 5001 in body(answer)
    assert "is below nothing" in body(answer)
    assert "too long" in body(answer)
    assert (fresh(draft).lessons, fresh(draft).barriers) == ("Kept.", "")


def test_a_stale_tab_overwrites_nothing_and_shows_both_texts(ours, draft, page, bea):
    old = typed(draft, barriers="From the old tab.")
    say(draft, bea, barriers="Bea wrote this.", lessons="Bea learned.")
    answer = ours.post(page, old)
    assert answer.status_code == 409
    assert "Bea wrote this." in body(answer)
    assert "From the old tab." in body(answer)
    assert (fresh(draft).barriers, fresh(draft).lessons) == ("Bea wrote this.", "Bea learned.")
    # Chosen knowingly, one's own stays.
    chosen = old | {"newest:barriers": "Bea wrote this.", "choose:barriers": "mine"}
    assert ours.post(page, chosen).status_code == 302
    assert fresh(draft).barriers == "From the old tab."
    post = {"field": "barriers", "value": "Again.", "version": "Bea wrote this."}
    answer = ours.post(f"{page}autosave/", post, **FETCH)
    assert answer.status_code == 409
    assert answer.json()["theirs"] == "From the old tab."


def test_values_are_confirmed_in_one_click_with_what_was_typed(ours, draft, page, ana, clock):
    target = draft.target_values.get().target_id
    services.save(draft, f"target:{target}:value", "7", seen=None, by=ana, now=ON_TIME)
    clock(ON_TIME + timedelta(days=3))
    answer = ours.post(page, typed(draft, lessons="Typed before.") | {"confirm": "1"})
    assert answer.status_code == 302
    assert fresh(draft).target_values.get().as_of.isoformat() == "2022-07-23"
    assert fresh(draft).lessons == "Typed before."


def test_values_that_a_colleague_changed_meanwhile_are_not_confirmed(ours, draft, page, ana, bea):
    target = draft.target_values.get().target_id
    key = f"target:{target}:value"
    services.save(draft, key, "7", seen=None, by=ana, now=ON_TIME - timedelta(days=2))
    old = typed(draft) | {"confirm": "1"}
    services.save(draft, key, "9", seen="7", by=bea, now=ON_TIME - timedelta(days=1))
    answer = ours.post(page, old)
    assert answer.status_code == 409
    assert "Somebody else has changed this answer meanwhile." in body(answer)
    assert fresh(draft).target_values.get().as_of.isoformat() == "2022-07-19"


def test_evidence_is_a_file_or_an_address_and_is_handed_out_to_our_own_people(
    ours, sign_in, draft, page, chidi
):
    upload = SimpleUploadedFile("register.txt", b"Seven shelters.")
    assert ours.post(page, typed(draft) | {"proof_file": upload, "attach": "1"}).status_code == 302
    proof = draft.proofs.get()
    assert (proof.title, fresh(draft).evidence) == ("register.txt", "given")
    file = f"{page}evidence/{proof.pk}/"
    answer = ours.get(file)
    assert b"".join(answer.streaming_content) == b"Seven shelters."
    assert answer["Content-Disposition"].startswith("attachment")
    assert sign_in(chidi).get(file).status_code == 404
    assert ours.get(f"{page}evidence/{proof.pk + 1}/").status_code == 404
    post = typed(draft) | {"proof_url": "https://example.org/register", "save": "1"}
    assert ours.post(page, post).status_code == 302
    assert draft.proofs.filter(removed_at=None).count() == 2
    assert ours.post(page, typed(draft) | {"detach": str(proof.pk)}).status_code == 302
    assert draft.proofs.get().url == "https://example.org/register"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"proof_title": "Neither"}, "proof_url"),
        ({"proof_url": "javascript:alert(1)"}, "not an address of the web"),
        ({"proof_url": "https://example.org/", "proof_dated": "soon"}, "year-month-day"),
        ({"proof_file": SimpleUploadedFile("a.pdf", b"not a pdf")}, "does not fit its name"),
    ],
)
def test_wrong_evidence_is_explained_beside_it(ours, draft, page, fields, words):
    answer = ours.post(page, typed(draft, lessons="Kept.") | fields | {"attach": "1"})
    assert answer.status_code == 422
    assert words in body(answer)
    assert not draft.proofs.exists()
    assert fresh(draft).lessons == "Kept."


def test_money_of_another_year_is_added_once(ours, draft, page):
    post = typed(draft) | {"add_money": "1", "money_year": "2023", "money_currency": "EUR"}
    for _ in range(2):
        assert ours.post(page, post).status_code == 302
    assert draft.money_values.filter(year=2023, currency="EUR").count() == 1
    answer = ours.post(page, post | {"money_year": "1900", "lessons": "Still here."})
    assert answer.status_code == 409
    assert "Choose a year and a currency of the forum." in body(answer)
    assert "Still here." in body(answer)
