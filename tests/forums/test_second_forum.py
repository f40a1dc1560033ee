"""Nothing is tied to the first forum: the whole main job, in the browser's words, on the second pack."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from avow.answers import services as answers
from avow.applications.models import Application
from avow.commitments.models import Commitment
from avow.directory.models import Entry
from avow.interest.models import Interest
from avow.jobs.models import Job
from avow.jobs.services import run
from avow.ledger.services import verify
from avow.notices.models import Message
from avow.review.models import Case, Maker
from tests.forums.nourish import LEADS, Nourish, answers_in, at, build_nourish, posted
from tests.worlds import World

PACKAGE = Path(__file__).resolve().parents[2] / "src/avow"
WORK = {"done_before": "yes", "since": "2021-03-01", "what": "Beans for schools.", "foods": "grain"}
ABOUT = {
    "people_reached": "5000",
    "contact_email": "amina@example.org",
    "website": "https://growers.example/",
    "open_books": "yes",
}
PLEDGE = {
    "title": "Beans in ninety schools",
    "summary": "Ninety schools buy from growers nearby.",
    "language": "en",
    "actions": ["SM-2"],
    "types": ["programme"],
    "countries": ["KE"],
    "starts_on": "2026-05-01",
    "ends_on": "2028-04-30",
}


@pytest.fixture
def nourish(world: World) -> Nourish:
    """The second forum, loaded beside the first."""
    return build_nourish()


class Walk:
    """The people of the second forum at their browsers, on a day that moves on."""

    def __init__(self, nourish: Nourish, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.nourish, self.sign_in = nourish, sign_in
        self.now = at("2026-01-20 10:00")
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.now)

    def on(self, when: str) -> None:
        """Go on to a time in the second forum's zone."""
        self.now = at(when)

    def tick(self) -> None:
        """Let time do what it makes due."""
        call_command("tick", now=self.now)

    def does(self, key: str, page: str, *args: Any, **fields: Any) -> Any:
        """Send a form of a page as somebody; it must be taken."""
        browser = self.sign_in(self.nourish.user(key))
        response = browser.post(self.nourish.page(page, *args), fields)
        assert response.status_code == 302, response.content.decode()[-3000:]
        return response

    def sees(self, key: str, page: str, *args: Any) -> str:
        """Return a page as somebody sees it."""
        response = self.sign_in(self.nourish.user(key)).get(self.nourish.page(page, *args))
        assert response.status_code == 200, page
        return str(response.content.decode())

    def says_interest(self) -> Interest:
        """Hand in interest without an account and confirm it by the mailed link."""
        fields = {"organisation_name": "Shamba Growers", "email": "amina@example.org"}
        fields |= {"organisation_kind": "growers", "country": "KE", "coalitions": "school_meals"}
        browser = Client()
        assert browser.post(self.nourish.page("interest:join"), fields).status_code == 302
        mail = Message.objects.get(verb="interest.confirm")
        token = re.search(r"/en/nourish/join/confirm/([\w-]+)/", mail.text)
        assert token, mail.text
        browser.post(self.nourish.page("interest:confirm", token[1]))
        return Interest.objects.get()

    def applies(self) -> Application:
        """Begin, fill in every section of the second forum's own form, and hand in."""
        streams = [self.nourish.stream(code) for code in LEADS]
        chosen = {"organisation": self.nourish.growers.pk, "coalitions": [s.pk for s in streams]}
        self.does("amina", "applications:start", **chosen)
        application = Application.objects.get()
        form = answers.definition_of(application.sheet)
        for code in LEADS:
            fields = posted(form.section("work"), WORK, code)
            self.does("amina", "applications:section_in", application.pk, "work", code, **fields)
        for section in form.sections:
            if not section.per_coalition:
                fields = posted(section, ABOUT)
                args = (application.pk, section.code)
                self.does("amina", "applications:section", *args, **fields)
        self.does("amina", "applications:submit", application.pk)
        return Application.objects.get()

    def is_screened(self, application: Application) -> list[Case]:
        """Take it up, ask, get an answer four days later, tick the own checklist, pass it on."""
        pk = application.pk
        self.does("wanjiru", "desk:application_act", pk, move="screen")
        self.does("wanjiru", "desk:application_act", pk, move="ask", text="Which schools?")
        self.on("2026-02-08 09:00")
        self.does("amina", "applications:clarification", pk, text="Those in Kisumu.")
        items = ("exists", "complete", "code_of_marketing", "interests")
        checks = {f"check-{item}": "yes" for item in items}
        self.does("wanjiru", "desk:application_check", pk, **checks)
        self.does("wanjiru", "desk:application_act", pk, move="pass")
        return list(Case.objects.filter(application_link__application=pk).order_by("coalition"))

    def votes(self, case: Case, *choices: str) -> Case:
        """Let the stream's leads vote, in the order of their seats."""
        for key, choice in zip(LEADS[case.coalition.code], choices, strict=False):
            reason = "" if choice == "approve" else "Nothing in it can be counted."
            fields = {f"choice-{case.pk}": choice, f"reason-{case.pk}": reason}
            self.does(key, "champions:vote", case.pk, **fields)
        return Case.objects.get(pk=case.pk)

    def pledges(self) -> Commitment:
        """Write a commitment and hand it in."""
        self.does("amina", "commitments:start", organisation=self.nourish.growers.slug)
        found = Commitment.objects.get()
        for section in answers.definition_of(found.sheet).sections:
            if not section.repeat:
                fields = posted(section, PLEDGE)
                self.does("amina", "commitments:section", found.ref, section.code, **fields)
        self.does("amina", "commitments:check", found.ref)
        return Commitment.objects.get()

    def publishes(self, pledge: Commitment) -> Commitment:
        """Let the stream look at it, silence pass, and the office publish it."""
        self.does("wanjiru", "desk:commitment_act", pledge.ref, move="open")
        case = Case.objects.get(commitment_link__commitment=pledge)
        assert self.votes(case, "approve", "approve").state == "liaison"
        self.on("2026-03-12 09:00")
        self.tick()
        self.does("wanjiru", "desk:commitment_act", pledge.ref, move="publish")
        return Commitment.objects.get()


@pytest.fixture
def walk(nourish: Nourish, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """The people of the second forum, on 20 January 2026."""
    return Walk(nourish, sign_in, monkeypatch)


def accepted_in_one_stream(walk: Walk) -> Application:
    walk.on("2026-02-04 01:30")  # still 3 February in UTC and in the first forum's zone
    application = walk.applies()
    meals, days = walk.is_screened(application)
    walk.votes(meals, "approve", "reject", "approve")
    walk.votes(days, "approve", "reject", "reject")
    walk.on("2026-02-12 09:00")
    walk.tick()
    return Application.objects.get()


def test_interest_is_invited_when_the_office_opens_and_begins_the_application(walk: Walk):
    assert walk.says_interest().state == "received"
    walk.on("2026-02-03 09:00")
    walk.does("wanjiru", "interest:desk_invite")
    for job in Job.objects.all():
        run(job.pk, now=walk.now)
    assert Interest.objects.get().state == "invited"
    application = walk.applies()
    assert application.interest == Interest.objects.get()
    assert Interest.objects.get().state == "applied"


def test_its_own_questions_are_asked_and_kept(walk: Walk):
    walk.on("2026-02-04 01:30")
    kept = answers_in(walk.applies().sheet)
    assert {key for _scope, key in kept} >= {"work.what", "work.foods", "general.people_reached"}
    assert not [key for _scope, key in kept if "motivation" in key]


def test_the_promise_is_three_weeks_in_its_own_zone_and_a_question_stops_the_clock(walk: Walk):
    walk.on("2026-02-04 01:30")
    application = walk.applies()
    assert application.due_on == date(2026, 2, 25)
    walk.is_screened(application)
    assert Application.objects.get().due_on == date(2026, 3, 1)


def test_two_thirds_of_the_votes_and_three_days_of_silence_accept(walk: Walk):
    walk.on("2026-02-04 10:00")
    meals, days = walk.is_screened(walk.applies())
    assert walk.votes(meals, "approve").state == "validation"  # one vote is no quorum
    assert walk.votes(meals, "approve", "reject").state == "validation"  # a half is not two thirds
    assert walk.votes(meals, "approve", "reject", "approve").state == "liaison"
    assert walk.votes(days, "approve", "reject", "reject").state == "declined"
    walk.on("2026-02-10 09:00")
    walk.tick()
    assert Case.objects.get(pk=meals.pk).state == "liaison"
    walk.on("2026-02-12 09:00")
    walk.tick()
    assert Case.objects.get(pk=meals.pk).state == "accepted"


def test_from_the_application_to_the_commitment_that_everybody_finds(walk: Walk):
    application = accepted_in_one_stream(walk)
    assert application.state == "decided"
    assert not Maker.objects.exists()
    declined = Case.objects.get(coalition__code="first_thousand_days")
    reason = {f"reason-{declined.pk}": "Come back with a number."}
    walk.does("wanjiru", "desk:prepare", application.pk, message="Karibu.", **reason)
    assert "Karibu." in walk.sees("wanjiru", "desk:outcome", application.pk)
    walk.does("wanjiru", "desk:release", application.pk)
    assert [maker.coalition.code for maker in Maker.objects.all()] == ["school_meals"]
    assert "Karibu." in Message.objects.get(verb="application_outcome").text
    walk.on("2026-03-04 09:00")
    pledge = walk.publishes(walk.pledges())
    assert (pledge.state, pledge.ref) == ("published", "NOU-000001")
    found = Client().get("/en/nourish/commitments/", {"q": "beans"}).content.decode()
    assert "Beans in ninety schools" in re.sub("</?mark>", "", found)
    assert verify().fault is None


def test_nothing_of_one_forum_is_seen_under_the_others_address(walk: Walk):
    application = accepted_in_one_stream(walk)
    walk.does("wanjiru", "desk:prepare", application.pk, message="", **_reasons(application))
    walk.does("wanjiru", "desk:release", application.pk)
    pledge = walk.publishes(walk.pledges())
    case = Case.objects.filter(application_link__application=application)[0]
    pages = {
        "amina": [f"apply/{application.pk}/", f"my/commitments/{pledge.ref}/"],
        "wanjiru": [f"desk/applications/{application.pk}/", f"desk/commitments/{pledge.ref}/"],
        "sofia": [f"desk/applications/{application.pk}/", f"desk/commitments/{pledge.ref}/"],
        "juma": [f"champions/cases/{case.pk}/"],
        "dina": [f"champions/cases/{case.pk}/"],
        "vera": [f"core-group/cases/{case.pk}/"],
        "kofi": [f"commitments/{pledge.ref}/", f"organisations/{walk.nourish.growers.slug}/"],
    }
    for key, paths in pages.items():
        browser = walk.sign_in(walk.nourish.user(key))
        for path in paths:
            status = browser.get(f"/en/generation-equality/{path}").status_code
            assert status in {403, 404}, (key, path)
    for path in ("", "commitments/", "organisations/", "coalitions/", "commitments.csv", "ledger/"):
        response = Client().get(f"/en/generation-equality/{path}")
        assert response.status_code == 200, path
        text = b"".join(response) if response.streaming else response.content
        for word in (b"Shamba", b"Beans in ninety", b"NOU-", b"School meals"):
            assert word not in text, (path, word)
    assert Entry.objects.get(ref=pledge.ref).forum == walk.nourish.forum


def _reasons(application: Application) -> dict[str, str]:
    cases = Case.objects.filter(application_link__application=application)
    return {f"reason-{case.pk}": "Come back with a number." for case in cases}


@pytest.mark.parametrize("key", ["sofia", "vera", "dina", "ana"])
def test_a_role_in_one_forum_is_none_in_the_other(walk: Walk, key: str):
    browser = walk.sign_in(walk.nourish.user(key))
    for place in ("desk/", "desk/applications/", "champions/", "core-group/"):
        assert browser.get(f"/en/nourish/{place}").status_code in {403, 404}, (key, place)


# What belongs to the first forum alone: its name, its themes, the codes of its actions, its host.
FIRST = re.compile(
    r"generation.?equality|gender_based_violence|economic_justice|bodily_autonomy|climate_justice|"
    r"technology_innovation|feminist_movements|peace_security|"
    r"\b(GBV|EJR|SRHR|CLI|TEC|FML|WPS)-\d|\bUN.?Women\b",
    re.IGNORECASE,
)


def test_no_code_and_no_template_speaks_of_the_first_forum():
    spoken = []
    for path in sorted(PACKAGE.rglob("*")):
        relative = path.relative_to(PACKAGE).as_posix()
        if path.suffix not in {".py", ".html", ".txt", ".js", ".css"}:
            continue
        # Word lists name whom people write of: UN Women is a partner in many a text.
        if relative.startswith(("forums/packs/", "web/demo/", "commitments/guidance/languages/")):
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if FIRST.search(line):
                spoken.append(f"{relative}:{number}: {line.strip()}")
    assert spoken == []
