"""Problems are pages in plain words; what was written is never dropped."""

import json
import logging

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.log import log_response

from avow.kernel.lifecycle import Refused
from avow.web import problems


@pytest.fixture
def request_of(rf):
    def build(method="get", path="/en/", data=None, **headers):
        request = getattr(rf, method)(path, data or {}, headers=headers)
        request.user = AnonymousUser()
        return request

    return build


def words(response):
    return response.content.decode()


def test_a_refusal_lists_every_reason_and_leads_back(request_of):
    request = request_of("post", referer="http://testserver/en/here/")
    response = problems.refused(request, Refused("window_closed", "moved_on"))
    assert response.status_code == 409
    assert "This window is closed." in words(response)
    assert "This has moved on since you opened the page." in words(response)
    assert 'href="http://testserver/en/here/"' in words(response)


def test_a_forbidden_act_is_told_apart(request_of):
    response = problems.refused(request_of("post"), Refused("not_yours", forbidden=True))
    assert response.status_code == 403


def test_a_reason_nobody_named_is_shown_as_it_is():
    assert problems.reason_sentences(["never_registered"]) == ["never_registered"]


def test_our_script_gets_reasons_as_data(request_of):
    request = request_of("post", **{"x-requested-with": "fetch"})
    response = problems.refused(request, Refused("window_closed"))
    assert response.status_code == 422
    assert json.loads(response.content) == {"errors": ["This window is closed."]}


def test_the_way_back_never_leads_to_another_site(request_of):
    assert problems.back_url(request_of(referer="https://elsewhere.example/")) == "/"


def test_too_much_at_once_is_413(request_of):
    response = problems.bad_request(request_of("post"), RequestDataTooBig())
    assert response.status_code == 413
    assert "Nothing was changed" in words(response)


def test_nonsense_is_400(request_of):
    assert problems.bad_request(request_of(), SuspiciousOperation()).status_code == 400


def test_a_host_that_is_not_ours_is_400(client, db):
    response = client.get("/", headers={"host": "evil.example.org"})
    assert (response.status_code, words(response)) == (400, "Bad request\n")


def test_a_page_for_others_is_403(request_of):
    assert problems.forbidden(request_of(), PermissionDenied()).status_code == 403


def test_a_page_that_is_not_there_is_404(request_of):
    response = problems.not_found(request_of(), Http404())
    assert response.status_code == 404
    assert "There is no such page" in words(response)


def test_when_all_breaks_a_page_still_comes(request_of, monkeypatch):
    assert "Something broke" in words(problems.server_error(request_of()))
    monkeypatch.setattr(problems.loader, "get_template", lambda _name: 1 / 0)
    assert "Something broke" in words(problems.server_error(request_of()))


def signing_out(request):
    return problems.ProblemMiddleware(
        lambda _request: HttpResponseRedirect("/accounts/login/?next=/en/")
    )(request)


def test_a_form_that_lost_its_session_keeps_every_word(request_of):
    response = signing_out(
        request_of("post", data={"title": "A sentence of some length", "kind": "b"})
    )
    assert response.status_code == 403
    assert "A sentence of some length" in words(response)
    assert 'name="kind" value="b"' in words(response)


def test_what_was_answered_for_a_coalition_is_shown_and_the_marks_of_the_page_are_not(request_of):
    answer = {"economic_justice:evidence": "Since 2012 we run shelters"}
    marks = {"seen:economic_justice:evidence": "a-digest-of-some-length"}
    page = words(signing_out(request_of("post", data=answer | marks)))
    assert "Since 2012 we run shelters</textarea>" in page
    assert "a-digest-of-some-length</textarea>" not in page


def test_a_page_that_needs_signing_in_still_leads_there(request_of):
    assert signing_out(request_of("get")).status_code == 302


def test_autosave_that_lost_its_session_is_told(request_of):
    response = signing_out(request_of("post", **{"x-requested-with": "fetch"}))
    assert response.status_code == 401


def test_an_address_just_confirmed_leads_on_to_signing_in(request_of):
    response = signing_out(request_of("post", path="/accounts/confirm-email/KEY/"))
    assert response.status_code == 302


@pytest.mark.django_db
def test_a_page_for_another_role_is_one_line_of_the_log(world, sign_in, ana, caplog):
    answer = sign_in(ana).get("/en/generation-equality/desk/annual/")
    assert answer.status_code == 403
    [line] = [one for one in caplog.records if one.name == "django.request"]
    text = logging.Formatter("{levelname} {message}", style="{").format(line)
    assert text == ("WARNING Forbidden (Permission denied): /en/generation-equality/desk/annual/")


def test_what_broke_keeps_its_traceback_in_the_log(request_of, caplog):
    with pytest.raises(ZeroDivisionError) as broken:
        1 / 0  # noqa: B018  it breaks
    log_response(
        "%s: %s", "Internal Server Error", "/en/",
        response=HttpResponse(status=500), request=request_of(), exception=broken.value,
    )  # fmt: skip
    assert "ZeroDivisionError: division by zero" in caplog.text
