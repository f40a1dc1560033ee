"""The secretariat's pages of reporting."""

import csv
import io
import re
from datetime import timedelta
from html import unescape
from urllib.parse import quote

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from avow.notices.models import Message
from avow.people.models import Look
from avow.progress import due, services
from avow.progress.models import Comment, Cycle, Inactivity, Reminder, Report
from tests.factories import represent
from tests.progress.conftest import LATE, ON_TIME, OPENED, OVER, fill, miss, say, walk
from tests.worlds import at

LATER = ON_TIME + timedelta(days=1)


@pytest.fixture
def clock(monkeypatch):
    """What the views take for now."""

    def set_to(now):
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    set_to(LATER)
    return set_to


@pytest.fixture
def desk(clock, sign_in, sofia, forum):
    """Sofia at the desk, signed in for each request: `get` and `post` by an address's name."""

    class Desk:
        def get(self, name, *arguments, query=""):
            return sign_in(sofia).get(address(forum, name, *arguments) + query)

        def post(self, name, *arguments, **data):
            return sign_in(sofia).post(address(forum, name, *arguments), data)

        def send(self, where, **data):
            return sign_in(sofia).post(where, data)

    return Desk()


@pytest.fixture
def with_proof(draft, ana):
    """A report handed in with a file as evidence, and that file."""
    upload = SimpleUploadedFile("list.txt", b"Shelters", "text/plain")
    services.attach(draft, title="List", upload=upload, by=ana, now=ON_TIME)
    fill(draft, ana, evidence="given")
    row = services.hand_in(Report.objects.get(pk=draft.pk), ana, ON_TIME)
    return row, row.proofs.get()


def address(forum, name, *arguments):
    return reverse(f"progress:{name}", args=[forum.slug, *arguments])


def place(report):
    return (report.cycle.year, report.commitment.ref, report.pk)


def text(answer):
    return answer.content.decode()


def test_the_cycles_stand_with_their_dates_and_response_rate(desk, handed_in):
    page = text(desk.get("desk_cycles"))
    for words in ("2022", "31 July 2022", "30 September 2022", "100 %", "1 of 1"):
        assert words in page, words


def test_a_cycle_is_made_at_the_desk_and_what_is_wrong_is_said_beside_the_form(desk, clock, forum):
    clock(at("2021-04-07 10:00"))
    wrong = desk.post("desk_cycles", opens_on="2021-09-30", due_on="2021-09-01")
    assert wrong.status_code == 422
    assert "The last day is before the first." in text(wrong)
    assert 'value="2021-09-30"' in text(wrong)
    assert desk.post("desk_cycles", opens_on="2021-09-01", due_on="2021-09-30").status_code == 302
    assert Cycle.objects.get(forum=forum, year=2021).state == "planned"
    again = desk.post("desk_cycles", opens_on="2021-09-01", due_on="2021-09-30")
    assert "there is one cycle a year" in text(again)
    assert desk.post("desk_drop", 2021).status_code == 302
    assert not Cycle.objects.filter(forum=forum, year=2021).exists()


def test_the_list_is_narrowed_by_what_is_asked_for(desk, handed_in, promise, ana, sofia):
    def rows(query):
        found = desk.get("desk_reports", 2022, query=query).context["rows"]
        return [row.report.pk for row in found]

    here = [handed_in.pk]
    for query in ("", "?state=to_check", "?state=submitted", f"?q={promise.ref}", "?q=red+de"):
        assert rows(query) == here, query
    gone = ("?state=draft", "?late=1", "?differs=1", "?q=zzz", "?state=answered", "?coalition=none")
    for query in gone:
        assert rows(query) == [], query
    services.ask(handed_in, "Where?", sofia, LATER)
    services.hand_in(handed_in, ana, LATER, answer="There.")
    assert rows("?state=answered") == here


def test_the_desk_reads_what_was_handed_in_beside_the_pledge(desk, handed_in):
    page = text(desk.get("desk_report", *place(handed_in)))
    for words in ("Declared by the maker", "Computed from the figures", "Pledged", "On track",
                  "First shelter", "self-reported"):  # fmt: skip
        assert words in page, words


def test_what_is_being_written_is_not_the_desks_to_read(desk, draft, ana):
    say(draft, ana, lessons="Half a secret")
    page = text(desk.get("desk_report", *place(draft)))
    assert "Half a secret" not in page
    assert "Nothing was handed in" in page


def test_a_returned_report_shows_the_version_not_the_draft(desk, handed_in, ana, sofia):
    services.ask(handed_in, "Where?", sofia, LATER)
    say(Report.objects.get(pk=handed_in.pk), ana, LATER, lessons="Half a secret")
    page = text(desk.get("desk_report", *place(handed_in)))
    assert "Half a secret" not in page
    assert "waiting for the answer" in page


def test_a_report_is_returned_answered_verified_and_published(desk, complete, ana):
    services.save(complete, "evidence", "given", seen="none", by=ana, now=ON_TIME)
    services.attach(complete, title="Register", url="https://example.org/r", by=ana, now=ON_TIME)
    row = services.hand_in(complete, ana, ON_TIME)
    act = ("desk_act", *place(row))
    assert desk.post(*act, move="return", text="Where?", seen="1").status_code == 302
    say(row, ana, LATER, lessons="Counted anew")
    services.hand_in(row, ana, LATER, answer="In Oaxaca.")
    page = text(desk.get("desk_report", *place(row)))
    for words in ("Compared with version 1", "Counted anew", "In Oaxaca.", "Register"):
        assert words in page, words
    assert desk.post(*act, move="verify", text="Read it.", seen="2").status_code == 302
    assert desk.post(*act, move="publish", seen="2").status_code == 302
    assert Report.objects.get(pk=row.pk).public_check == "verified"


def test_a_stale_tab_decides_on_nothing_it_did_not_show(desk, handed_in, ana, sofia):
    services.ask(handed_in, "Where?", sofia, LATER)
    services.hand_in(handed_in, ana, LATER)
    stale = desk.post("desk_act", *place(handed_in), move="publish", seen="1")
    assert stale.status_code == 409
    assert "newer version" in text(stale)
    assert desk.post("desk_act", *place(handed_in), move="publish").status_code == 404
    assert desk.post("desk_act", *place(handed_in), move="burn", seen="2").status_code == 404


def test_two_clicks_publish_once(desk, handed_in):
    act = ("desk_act", *place(handed_in))
    assert desk.post(*act, move="publish", seen="1").status_code == 302
    assert desk.post(*act, move="publish", seen="1").status_code == 409


def test_an_empty_question_is_refused(desk, handed_in):
    answer = desk.post("desk_act", *place(handed_in), move="return", text="  ", seen="1")
    assert answer.status_code == 409
    assert "Write the question." in text(answer)


def test_nobody_checks_the_report_of_their_own_organisation(desk, handed_in, red, sofia):
    represent(sofia, red, "reader")
    page = text(desk.get("desk_report", *place(handed_in)))
    assert "A colleague checks this report" in page
    assert "First shelter" not in page
    act = desk.post("desk_act", *place(handed_in), move="publish", seen="1")
    assert act.status_code == 403
    listed = desk.get("desk_reports", 2022)
    assert listed.context["rows"][0].declared == ""
    assert "your own" in text(listed)


def test_a_report_is_found_only_at_its_own_address(desk, handed_in):
    year, ref, pk = place(handed_in)
    assert desk.get("desk_report", year, "GE-999999", pk).status_code == 404
    assert desk.get("desk_report", 2019, ref, pk).status_code == 404
    assert desk.get("desk_reports", 2019).status_code == 404


def test_evidence_is_handed_out_once_it_was_handed_in(desk, complete, ana, sofia):
    services.save(complete, "evidence", "given", seen="none", by=ana, now=ON_TIME)
    first, second = (
        SimpleUploadedFile(name, name.encode(), "text/plain") for name in ("a.txt", "b.txt")
    )
    proof = services.attach(complete, title="A", upload=first, by=ana, now=ON_TIME)
    row = services.hand_in(complete, ana, ON_TIME)
    services.ask(row, "More?", sofia, LATER)
    draft = services.attach(
        Report.objects.get(pk=row.pk), title="B", upload=second, by=ana, now=LATER
    )
    answer = desk.get("desk_proof", *place(row), proof.pk)
    assert b"".join(answer.streaming_content) == b"a.txt"
    assert "attachment" in answer["Content-Disposition"]
    assert desk.get("desk_proof", *place(row), draft.pk).status_code == 404


SAID = {"text": "It is shut.", "source": "Audit", "dated": "2022-07-01", "language": "en"}


def test_a_third_partys_comment_is_kept_shown_and_withdrawn(desk, handed_in):
    here = place(handed_in)
    assert desk.post("desk_comment", *here, **SAID).status_code == 302
    desk.post("desk_comment", *here, **SAID)
    said = Comment.objects.get()
    assert "It is shut." in text(desk.get("desk_report", *here))
    assert desk.post("desk_withdraw", *here, said.pk, reason="").status_code == 409
    assert desk.post("desk_withdraw", *here, said.pk, reason="Another one").status_code == 302
    assert "withdrawn" in text(desk.get("desk_report", *here))


def test_a_comment_that_cannot_be_kept_stays_in_the_form(desk, handed_in):
    answer = desk.post("desk_comment", *place(handed_in), **SAID | {"dated": "2030-01-01"})
    assert answer.status_code == 422
    assert "That day has not come yet." in text(answer)
    assert "It is shut." in text(answer)
    huge = desk.post("desk_comment", *place(handed_in), **SAID | {"text": "a" * 10_001})
    assert huge.status_code == 422
    assert not Comment.objects.exists()


def test_who_has_not_reported_is_reminded_once_a_day(desk, clock, cycle, red):
    page = desk.get("desk_silent", 2022)
    assert [one.pk for one in page.context["page"]] == [red.pk]
    desk.post("desk_remind", 2022, one=red.pk)
    told = set(Message.objects.filter(verb="report.reminder").values_list("to_user", flat=True))
    assert told
    twice = desk.post("desk_remind", 2022, act="all")
    assert [str(one) for one in get_messages(twice.wsgi_request)][-1].startswith("1 was not")
    assert Message.objects.filter(verb="report.reminder").count() == len(told)
    clock(LATER + timedelta(days=1))
    again = desk.post("desk_remind", 2022, act="chosen", id=[red.pk])
    assert [str(one) for one in get_messages(again.wsgi_request)] == [
        "1 organisation was written to."
    ]
    assert Message.objects.filter(verb="report.reminder").count() == 2 * len(told)


def test_nobody_is_reminded_who_owes_nothing_or_after_the_freeze(desk, clock, cycle, lagos):
    for data in ({"one": lagos.pk}, {"act": "chosen"}, {"one": "9" * 40}, {"one": "x"}):
        assert desk.post("desk_remind", 2022, **data).status_code == 409
    clock(OVER)
    assert desk.post("desk_remind", 2022, act="all").status_code == 409


def test_the_list_of_the_silent_is_a_file_that_runs_nothing(desk, cycle, red, promise):
    type(red).objects.filter(pk=red.pk).update(name='=HYPERLINK("x")')
    body = b"".join(desk.get("desk_silent_file", 2022, "csv").streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(body)))
    assert rows[0]["organisation"] == '\'=HYPERLINK("x")'
    assert (rows[0]["not_begun"], rows[0]["references"], rows[0]["due_on"]) == (
        "1", promise.ref, "2022-07-31",
    )  # fmt: skip
    book = desk.get("desk_silent_file", 2022, "xlsx")
    assert book.content[:2] == b"PK"
    assert desk.get("desk_silent_file", 2022, "exe").status_code == 404


def test_the_file_keeps_what_is_withheld(desk, cycle, red):
    type(red).objects.filter(pk=red.pk).update(is_protected=True, protected_name="A shelter")
    body = b"".join(desk.get("desk_silent_file", 2022, "csv").streaming_content).decode()
    assert "A shelter" in body
    assert red.name not in body


def test_the_order_of_the_list_gives_no_withheld_name_away(desk, together, red, lagos):
    due.turn(OPENED)
    type(red).objects.filter(pk=lagos.pk).update(is_protected=True, protected_name="Zed house")
    page = desk.get("desk_silent", 2022).context["page"]
    assert [one.shown_name for one in page] == [red.name, "Zed house"]


def test_more_time_is_given_to_all_or_to_one(desk, cycle, red):
    data = {"closes_on": "2022-08-09", "reason": "Storm"}
    assert desk.post("desk_extend", 2022, **data, organisation=red.slug).status_code == 302
    assert desk.post("desk_extend", 2022, **data).status_code == 302
    page = text(desk.get("desk_extend", 2022))
    assert page.count("Storm") == 2
    late = desk.post("desk_extend", 2022, closes_on="2023-08-09", reason="x", organisation=red.slug)
    assert late.status_code == 422
    assert "By then the cycle is frozen" in text(late)


def test_the_freeze_is_shown_before_it_is_done(desk, clock, handed_in):
    early = desk.get("desk_freeze", 2022)
    assert "Freeze now" not in text(early)
    assert desk.post("desk_freeze", 2022).status_code == 409
    walk(LATE)
    clock(OVER)
    page = desk.get("desk_freeze", 2022)
    assert "Freeze now" in text(page)
    assert page.context["outcome"].self_reported == 1
    assert desk.post("desk_freeze", 2022).status_code == 302
    assert Cycle.objects.get(year=2022).state == "frozen"
    assert desk.post("desk_freeze", 2022).status_code == 409


def test_a_silent_commitment_is_made_active_again_with_a_reason(desk, clock, promise):
    miss(2022)
    miss(2023)
    walk(at("2023-12-01 00:00"))
    row = Inactivity.objects.get(commitment=promise)
    clock(at("2023-12-02 00:00"))
    assert promise.ref in text(desk.get("desk_inactive"))
    assert promise.ref not in text(desk.get("desk_inactive", query="?state=inactive"))
    assert desk.post("desk_lift", promise.ref, reason=" ").status_code == 409
    assert desk.post("desk_lift", promise.ref, reason="They wrote.").status_code == 302
    assert Inactivity.objects.get(pk=row.pk).state == "lifted"
    assert desk.post("desk_lift", promise.ref, reason="Again").status_code == 409
    assert desk.post("desk_lift", "GE-999999", reason="x").status_code == 404
    assert "No commitment is silent" in text(desk.get("desk_inactive"))


def test_the_first_page_of_the_desk_says_what_waits(desk, clock, sign_in, sofia, forum, handed_in):
    page = text(sign_in(sofia).get(reverse("desk:home", args=[forum.slug])))
    assert "reports to check" in page
    assert "10 days left" in page


def test_looks_at_the_reports_of_those_at_risk_are_kept(desk, with_proof, red, sofia, forum, clock):
    type(red).objects.filter(pk=red.pk).update(is_protected=True, protected_name="A network")
    report, proof = with_proof
    desk.get("desk_report", *place(report))
    desk.get("desk_report", *place(report))
    desk.get("desk_proof", *place(report), proof.pk)
    looks = Look.objects.filter(organisation=red, user=sofia).order_by("pk")
    assert [one.page for one in looks] == ["report", "file"]
    assert [str(one.where) for one in looks] == ["A report", "A file"]


@pytest.mark.parametrize("asked", [("desk_silent", 2022), ("desk_silent_file", 2022, "csv")])
def test_looks_at_the_missing_ones_at_risk_are_kept(desk, cycle, red, sofia, asked):
    desk.get(*asked)
    assert not Look.objects.exists()
    type(red).objects.filter(pk=red.pk).update(is_protected=True, protected_name="A network")
    desk.get(*asked)
    desk.get(*asked)
    look = Look.objects.get()
    assert (look.organisation, look.user, look.page) == (red, sofia, "silent")


def test_what_several_makers_report_is_a_line_each(desk, together, ana, red, lagos):
    due.turn(OPENED)
    lead = services.begin(Report.objects.get(organisation=red), ana, ON_TIME)
    services.hand_in(fill(lead, ana), ana, ON_TIME)
    rows = desk.get("desk_reports", 2022).context["rows"]
    assert [row.report.organisation for row in rows] == [red, lagos]
    assert "share of 60 %" in text(desk.get("desk_report", *place(lead)))


def test_reminding_all_reaches_only_whom_the_filter_finds(desk, together, red, lagos):
    due.turn(OPENED)
    query = f"?q={quote(red.name)}"
    page = desk.get("desk_silent", 2022, query=query)
    assert [one.pk for one in page.context["page"]] == [red.pk]
    assert "Remind all that these filters find" in text(page)
    where = unescape(re.search(r'action="([^"]*remind/[^"]*)"', text(page)).group(1))
    answer = desk.send(where, act="all")
    assert (answer.status_code, answer.url.endswith(query.replace("%20", "+"))) == (302, True)
    assert list(Reminder.objects.values_list("organisation", flat=True)) == [red.pk]
    assert desk.send(f"{where.split('?')[0]}?q=nobody", act="all").status_code == 409
