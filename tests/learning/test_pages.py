"""The pages of good practices: the public's, the maker's, the secretariat's."""

import csv
import io

import pytest

from avow.commitments.publication import organisation_changed
from avow.learning.models import Practice
from avow.learning.services import consenting, editing
from tests.learning.conftest import EDITED, LATER, TEXT, protect
from tests.worlds import at

pytestmark = pytest.mark.django_db
BASE = "/en/generation-equality"


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("2022-08-12 10:00"))


def read(client, path, status=200):
    found = client.get(f"{BASE}/{path}")
    assert found.status_code == status
    return found.content.decode() if not found.streaming else b"".join(found).decode()


def post(client, path, status=302, **data):
    found = client.post(f"{BASE}/{path}", data)
    assert found.status_code == status
    return found.content.decode()


def form(practice, **more):
    return {**TEXT, "tags": "listening, planning", "drawn": practice.version, **more}


def test_the_list_is_empty_and_says_so(client, forum):
    assert "No good practice yet" in read(client, "practices/")


def test_everybody_reads_a_published_practice(client, public):
    page = read(client, "practices/")
    assert "Ask the women first" in page
    assert "1 good practice" in page
    page = read(client, "practices/1/")
    for said in ("<strong>women</strong>", "Red de Mujeres", "Mexico", "listening", "Report for 2022", public.report.commitment.ref):  # fmt: skip
        assert said in page, said


def test_the_page_has_a_direction_of_its_own_script(client, taken, ana, sofia):
    one = editing.edit(taken, by=sofia, now=LATER, **{**TEXT, "language": "ar", "text": "نص"})
    one = editing.ask(one, by=sofia, now=LATER)
    one = consenting.answer(one, "agree", seen=1, by=ana, now=LATER)
    editing.publish(one, by=sofia, now=LATER)
    assert 'lang="ar" dir="rtl"' in read(client, "practices/1/")


@pytest.mark.parametrize("query", ["q=women", "coalition=gender_based_violence", "action=GBV-1", "country=MX", "tag=Planning", "year=2022", "year=nonsense", "coalition=none"])  # fmt: skip
def test_the_list_is_narrowed(client, public, query):
    assert "Ask the women first" in read(client, f"practices/?{query}")


@pytest.mark.parametrize("query", ["q=shelters", "coalition=economic_justice", "action=GBV-2", "country=NG", "tag=other", "year=2021"])  # fmt: skip
def test_nothing_fits_and_the_page_says_so(client, public, query):
    page = read(client, f"practices/?{query}")
    assert "Ask the women first" not in page
    assert "Nothing fits" in page


def test_the_list_is_exported_as_it_is_narrowed(client, public):
    rows = list(csv.DictReader(io.StringIO(read(client, "practices/practices.csv"))))
    assert [row["title"] for row in rows] == ["Ask the women first"]
    assert (rows[0]["maker"], rows[0]["countries"], rows[0]["tags"]) == ("Red de Mujeres", "MX", "listening;planning")  # fmt: skip
    assert not list(csv.DictReader(io.StringIO(read(client, "practices/practices.csv?country=NG"))))


def test_a_protected_maker_is_named_nowhere(client, public, red):
    protect(red)
    organisation_changed(red, LATER)
    for path in ("practices/", "practices/1/", "practices/practices.csv", "progress/", f"commitments/{public.report.commitment.ref}/"):  # fmt: skip
        page = read(client, path)
        assert "Ask the women first" in page, path
        for secret in ("Red de Mujeres", "red-de-mujeres", "Mexico", "MX"):
            assert secret not in page, (path, secret)
    assert "Ask the women first" not in read(client, "practices/?country=MX")
    assert "Ask the women first" not in read(client, "practices/?q=Mujeres")


@pytest.mark.parametrize("path", ["practices/1/", "practices/999/"])
def test_what_is_not_public_is_not_there(client, agreed, path):
    read(client, path, 404)


def test_it_stands_on_the_commitment_the_organisation_and_the_dashboard(client, public):
    for path in (f"commitments/{public.report.commitment.ref}/", "organisations/red-de-mujeres/", "progress/", "progress/?coalition=gender_based_violence"):  # fmt: skip
        assert "Ask the women first" in read(client, path), path
    assert "Ask the women first" not in read(client, "progress/?coalition=economic_justice")
    assert "Ask the women first" not in read(client, "progress/?country=NG")


def test_the_maker_reads_both_texts_and_agrees(sign_in, asked, ana):
    browser = sign_in(ana)
    assert "Waits for your answer" in read(browser, "my/practices/")
    page = read(browser, f"my/practices/{asked.pk}/")
    assert "We asked the women of Red de Mujeres first." in page
    assert "<ins>" in page
    post(browser, f"my/practices/{asked.pk}/", act="agree", seen="1")
    assert Practice.objects.get().state == "agreed"


def test_words_that_are_refused_stay_in_the_form(sign_in, asked, ana):
    browser = sign_in(ana)
    page = post(browser, f"my/practices/{asked.pk}/", 409, act="want_change", seen="9", words="Say more.")  # fmt: skip
    assert "The text has changed since you read it" in page
    assert "Say more." in page
    page = post(browser, f"my/practices/{asked.pk}/", 409, act="want_change", seen="1", words=" ")
    assert "Say what should change" in page
    post(browser, f"my/practices/{asked.pk}/", 404, act="publish")
    assert Practice.objects.get().state == "asked"


def test_a_consent_is_taken_back_on_the_makers_page(sign_in, client, public, ana):
    browser = sign_in(ana)
    post(browser, f"my/practices/{public.pk}/", act="withdraw")
    read(client, "practices/1/", 404)


def test_what_is_only_drafted_is_not_the_makers_to_read(sign_in, taken, asked, ana, chidi, draft):
    Practice.objects.filter(pk=taken.pk).update(state="draft")
    assert "As it would be published" in read(sign_in(ana), f"my/practices/{taken.pk}/")
    asked.wordings.all().delete()
    read(sign_in(ana), f"my/practices/{taken.pk}/", 404)
    read(sign_in(chidi), f"my/practices/{taken.pk}/", 404)


def test_the_desk_takes_up_edits_asks_and_publishes(sign_in, shared, sofia, ana):
    browser = sign_in(sofia)
    assert "changed our plan" in read(browser, "desk/practices/suggestions/")
    post(browser, "desk/practices/suggestions/", report=shared.pk)
    one = Practice.objects.get()
    assert "No suggestion waits" in read(browser, "desk/practices/suggestions/")
    page = f"desk/practices/{one.pk}/"
    post(browser, page, act="ask", **form(one))
    assert Practice.objects.get().state == "asked"
    consenting.answer(one, "agree", seen=1, by=ana, now=LATER)
    post(browser, page, act="publish")
    assert Practice.objects.get().state == "published"
    assert "Ask the women first" in read(browser, "desk/practices/?state=published")
    assert "Nothing fits" in read(browser, "desk/practices/?state=draft")
    assert "Ask the women first" in read(browser, "desk/practices/list.csv")


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(sign_in, taken, sofia):
    browser = sign_in(sofia)
    page = f"desk/practices/{taken.pk}/"
    found = post(browser, page, 422, act="save", **form(taken, title="", tags="a,b,c,d,e,f,g,h,i"))
    assert "At most eight tags." in found
    assert "a,b,c,d,e,f,g,h,i" in found
    found = post(browser, page, 409, act="save", **form(taken, title="Mine", drawn=taken.version - 1))  # fmt: skip
    assert "As it was saved meanwhile" in found
    assert 'value="Mine"' in found
    assert 'value="GBV-1" id="id_actions_' in found
    assert EDITED in Practice.objects.get().text
    post(browser, page, 404, act="agree")
    post(browser, "desk/practices/suggestions/", 404, report="999999")
    post(browser, "desk/practices/suggestions/", 404, report="x")


def test_taking_out_without_a_reason_says_why_it_is_needed(sign_in, public, sofia):
    found = post(sign_in(sofia), f"desk/practices/{public.pk}/", 409, act="take_out", reason=" ")
    assert "Say what should change, or why." in found


def test_suggestions_do_not_name_a_protected_maker(sign_in, shared, sofia, red):
    browser = sign_in(sofia)
    protect(red)
    page = read(browser, "desk/practices/suggestions/")
    assert "A women’s organisation" in page
    assert "Red de Mujeres" not in page
