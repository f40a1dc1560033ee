"""Every address below a forum, and everybody who could ask for it: who gets what, written by hand.

A column for each of PEOPLE (scene.py): anonymous, nobody, stranger · reader, lead · champion,
champion elsewhere, champion of the applicant · core, core of the applicant · secretary, secretary of
the applicant, secretary elsewhere · root.
2 the page · L sign in first · r led on to another page · 3 forbidden · 4 not there · 5 post only
"""

import contextlib
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.urls import URLPattern, URLResolver, reverse

from avow.commitments import guard
from avow.web.urls import FORUM
from tests.factories import give_role, make_organisation, make_seat, represent
from tests.house.scene import NOW, PEOPLE, Scene, build

pytestmark = pytest.mark.django_db

ALL = "222 22 222 22 222 2"
SIGNED_IN = "L22 22 222 22 222 2"
POST = "555 55 555 55 555 5"
SIGNED_IN_POST = "L55 55 555 55 555 5"
OURS = "L44 22 442 42 424 4"  # the organisation's people, nobody else: not even who reviews
OURS_TO_WRITE = "L44 r2 442 42 424 4"  # who only reads is led to the page to read
OURS_OR_DESK = "L44 22 442 42 224 4"
DESK = "L33 33 333 33 223 3"
DESK_POST = "L33 33 333 33 553 3"
DESK_THING = "L33 33 333 33 243 3"  # who represents the organisation finds nothing there
CHAMPIONS = "L33 33 222 33 333 3"
CHAMPIONS_THING = "L33 33 244 33 333 3"
WRITERS = "L33 33 232 33 223 3"  # the coalition's Champions and the secretariat
TAKES_PART = "r22 22 222 22 222 2"  # by the mailed link, or signed in
CORE = "L33 33 333 22 333 3"
CORE_THING = "L33 33 333 24 333 3"

# fmt: off
EXPECTED: dict[str, tuple[str, str]] = {
    # URL name: (arguments, answers); an argument is a name of Scene.names, or `=` and the value itself
    "forum:home":                    ("", ALL),
    "forum:coalitions":              ("", ALL),
    "forum:coalition":               ("coalition", ALL),
    "forum:calendar":                ("", ALL),
    "forum:about":                   ("", ALL),
    "forum:criteria":                ("", ALL),
    "forum:help":                    ("", ALL),
    "forum:contact":                 ("", ALL),
    "forum:safety":                  ("", ALL),
    "people:profile":                ("", SIGNED_IN),
    "people:export":                 ("", SIGNED_IN),
    "people:erase":                  ("", SIGNED_IN),
    "people:organisations":          ("", SIGNED_IN),
    "people:organisation_new":       ("", SIGNED_IN),
    "people:organisation":           ("slug", OURS_OR_DESK),
    "people:looks":                  ("slug", "L44 42 444 44 244 4"),  # its leads, and the secretariat
    "people:join":                   ("slug", SIGNED_IN_POST),
    "people:members":                ("slug", OURS_OR_DESK),
    "people:member_role":            ("slug member", SIGNED_IN_POST),
    "people:member_remove":          ("slug member", SIGNED_IN_POST),
    "people:revoke":                 ("slug invitation", SIGNED_IN_POST),
    "people:answer_request":         ("slug asking", SIGNED_IN_POST),
    "people:invitation":             ("token", "233 33 333 33 333 3"),  # it was sent to somebody else
    "people:desk_organisations":     ("", DESK),
    "people:desk_duplicates":        ("", DESK),
    "people:desk_duplicates_look":   ("", DESK_POST),
    "people:desk_apart":             ("pair", DESK_POST),
    "people:desk_merge":             ("slug other_slug", DESK),
    "people:desk_people":            ("", DESK),
    "people:desk_role_revoke":       ("role", DESK_POST),
    "people:desk_invitation_revoke": ("staff_invitation", DESK_POST),
    "people:desk_seats":             ("", DESK),
    "people:desk_seat_end":          ("seat", DESK_POST),
    "people:desk_seat_share":        ("seat", DESK_POST),
    "people:desk_seat_chair":        ("holder", DESK_POST),
    "people:desk_windows":           ("", DESK),
    "people:desk_window":            ("window", DESK),
    "interest:join":                 ("", ALL),
    "interest:sent":                 ("", ALL),
    "interest:confirm":              ("interest_token", ALL),
    "interest:desk_list":            ("", DESK),
    "interest:desk_invite":          ("", POST),
    "interest:desk_erase":           ("interest", POST),
    "participants:sign_up":          ("", ALL),
    "participants:sent":             ("", ALL),
    "participants:confirm":          ("participant_token", ALL),
    "participants:about":            ("", TAKES_PART),
    "participants:leave":            ("", POST),
    "participants:forget":           ("", POST),
    "blueprints:plan":               ("", ALL),
    "blueprints:plan_version":       ("=1", ALL),
    "blueprints:plan_pdf":           ("=1", ALL),
    "blueprints:desk_plan":          ("", DESK),
    "blueprints:blueprint":          ("plan", ALL),
    "blueprints:version":            ("plan =1", ALL),
    "blueprints:pdf":                ("plan =1", ALL),
    "blueprints:diff":               ("plan =1", ALL),
    "blueprints:desk_plans":         ("", "L33 33 rrr 33 223 3"),  # of one's only coalition
    "blueprints:desk":               ("plan", WRITERS),
    "blueprints:desk_begin":         ("plan_economy", POST),
    "blueprints:desk_structure":     ("plan", POST),
    "blueprints:desk_section":       ("plan section", WRITERS),
    "blueprints:desk_hold":          ("plan section", POST),
    "blueprints:desk_autosave":      ("plan section", POST),
    "blueprints:desk_preview":       ("plan section", POST),
    "blueprints:desk_history":       ("plan section", WRITERS),
    "blueprints:desk_remark":        ("plan section", POST),
    "blueprints:desk_versions":      ("plan", WRITERS),
    "blueprints:desk_version":       ("plan =2", WRITERS),
    "blueprints:desk_act":           ("plan =2", POST),
    "data:comments":                 ("plan =1 =csv", ALL),
    "consultation:comments":         ("plan =1", ALL),
    "consultation:new":              ("plan =1", ALL),
    "consultation:figures":          ("plan =1", ALL),
    "consultation:comment":          ("plan =1 comment", ALL),
    "consultation:support":          ("plan =1 comment", POST),
    "consultation:you_said":         ("plan =1", ALL),
    "consultation:queue":            ("plan", WRITERS),
    "consultation:desk_list":        ("", DESK),
    "consultation:desk_version":     ("plan =1", DESK),
    "consultation:desk_workshop":    ("plan =1", DESK),
    "moderation:rules":              ("", ALL),
    "moderation:mine":               ("", TAKES_PART),
    "moderation:own":                ("public_text", "r44 44 444 44 444 4"),  # its author alone
    "moderation:report":             ("public_text", TAKES_PART),
    "moderation:queue":              ("", DESK),
    "moderation:text":               ("public_text", DESK),
    "conversation:list":             ("", ALL),
    "conversation:topic":            ("topic", ALL),
    "conversation:reply":            ("topic", ALL),
    "conversation:post":             ("topic post", ALL),
    "conversation:feed":             ("topic", ALL),
    "conversation:desk_list":        ("", DESK),
    "conversation:desk_topic":       ("topic", DESK),
    "news:list":                     ("", ALL),
    "news:feed":                     ("", ALL),
    "news:coalition_feed":           ("coalition", ALL),
    "news:subscribe":                ("", ALL),
    "news:subscription":             ("subscription", ALL),
    "news:end":                      ("subscription", ALL),
    "news:update":                   ("update update_slug", ALL),
    "news:desk_list":                ("", "L33 33 222 33 223 3"),
    "news:desk_update":              ("update", "L33 33 242 33 223 3"),
    "events:list":                   ("", ALL),
    "events:calendar":               ("", ALL),
    "events:ticket":                 ("ticket", ALL),
    "events:event":                  ("event", ALL),
    "events:event_calendar":         ("event", ALL),
    "events:register":               ("event", ALL),
    "events:attend":                 ("event", TAKES_PART),
    "events:document":               ("event paper", ALL),
    "events:mine":                   ("", TAKES_PART),
    "events:desk_list":              ("", DESK),
    "events:desk_new":               ("", DESK),
    "events:desk_event":             ("event", DESK),
    "events:desk_people":            ("event", DESK),
    "events:desk_people_csv":        ("event", DESK),
    "events:desk_code":              ("event", DESK),
    "events:desk_code_picture":      ("event", DESK),
    "mobilising:invited":            ("invite", ALL),
    "mobilising:badge":              ("invite", ALL),
    "mobilising:qr":                 ("invite", ALL),
    "mobilising:mine":               ("", SIGNED_IN),
    "my:home":                       ("", SIGNED_IN),
    "my:clarification":              ("question", OURS),
    "applications:start":            ("", SIGNED_IN),
    "applications:letter":           ("", SIGNED_IN),
    "applications:questions":        ("", ALL),
    "applications:overview":         ("application", OURS),
    "applications:coalitions":       ("draft", OURS_TO_WRITE),
    "applications:check":            ("draft", OURS_TO_WRITE),
    "applications:submit":           ("draft", POST),
    "applications:received":         ("application", OURS),
    "applications:print":            ("application", OURS),
    "applications:clarification":    ("application", "L44 rr 44r 4r 4r4 4"),  # nothing was asked
    "applications:withdraw":         ("application", POST),
    "applications:autosave":         ("draft", POST),
    "applications:file":             ("application file", "L44 22 242 22 224 4"),
    "applications:section":          ("draft =principles", OURS_TO_WRITE),
    "applications:section_in":       ("draft =engagement =gender_based_violence", OURS_TO_WRITE),
    "commitments:list":              ("", SIGNED_IN),
    "commitments:start":             ("", SIGNED_IN),
    "commitments:overview":          ("unfinished", OURS),
    "commitments:check":             ("unfinished", OURS),
    "commitments:preview":           ("unfinished", OURS),
    "commitments:guidance":          ("unfinished", OURS),
    "commitments:guidance_rules":    ("", ALL),
    "commitments:autosave":          ("unfinished", POST),
    "commitments:act":               ("unfinished =withdraw", POST),
    "commitments:file":              ("unfinished pledge_file", OURS),
    "commitments:section":           ("unfinished =what", OURS_TO_WRITE),
    "commitments:partnerships":      ("", SIGNED_IN),
    "commitments:joint":             ("", SIGNED_IN),
    "commitments:co_maker":          ("together other_slug", "L42 44 444 44 444 4"),  # the co-maker's people
    "commitments:co_maker_say":      ("together other_slug =sign", POST),
    "commitments:makers":            ("together", OURS),
    "commitments:join":              ("published", SIGNED_IN),
    "commitments:joining":           ("published joining", POST),
    "commitments:say":               ("published slug", POST),
    "commitments:history":           ("published", ALL),
    "catalogue:list":                ("", ALL),
    "catalogue:example":             ("example", ALL),
    "catalogue:start":               ("example", SIGNED_IN),
    "catalogue:desk_list":           ("", DESK),
    "catalogue:desk_new":            ("", DESK),
    "catalogue:desk_edit":           ("example", DESK),
    "catalogue:desk_act":            ("example =retire", POST),
    "commitments:revision":          ("published =1", ALL),
    "commitments:document":          ("published document", ALL),
    "directory:commitments":         ("", ALL),
    "directory:commitment":          ("published", ALL),
    "directory:rates":               ("", ALL),
    "directory:organisations":       ("", ALL),
    "directory:organisation":        ("slug", ALL),
    "data:home":                     ("", ALL),
    "data:commitments":              ("=csv", ALL),
    "directory:totals":              ("", ALL),
    "data:totals":                   ("", ALL),
    "data:imports":                  ("", DESK),
    "data:upload":                   ("upload", DESK),
    "data:columns":                  ("upload", DESK),
    "data:near_misses":              ("", DESK),
    "data:near_miss":                ("near", DESK_POST),
    "data:errors":                   ("upload", DESK),
    "notices:list":                  ("", SIGNED_IN),
    "notices:read_all":              ("", SIGNED_IN_POST),
    "notices:read":                  ("notice", SIGNED_IN_POST),
    "notices:outbox":                ("", DESK),
    "notices:previews":              ("", DESK),
    "notices:preview":               ("mail_verb", DESK),
    "notices:preview_html":          ("mail_verb", DESK),
    "notices:message":               ("mail", DESK),
    "notices:message_html":          ("mail", DESK),
    "notices:resend":                ("mail", DESK_POST),
    "jobs:job":                      ("job", "L44 44 444 44 224 4"),
    "ledger:home":                   ("", ALL),
    "ledger:chain":                  ("", ALL),
    "ledger:verify":                 ("", ALL),
    "champions:home":                ("", CHAMPIONS),
    "champions:case":                ("case", CHAMPIONS_THING),
    "champions:vote":                ("case", POST),
    "champions:ask":                 ("case", POST),
    "champions:declare":             ("case", POST),
    "champions:file":                ("case file", CHAMPIONS_THING),
    "core_group:home":               ("", CORE),
    "core_group:case":               ("liaison", CORE_THING),
    "core_group:object":             ("liaison", POST),
    "desk:home":                     ("", DESK),
    "desk:calendar":                 ("", DESK),
    "desk:promise":                  ("", DESK),
    "desk:applications":             ("", DESK),
    "desk:applications_many":        ("", POST),
    "desk:application":              ("application", DESK_THING),
    "desk:application_act":          ("application", POST),
    "desk:application_check":        ("application", POST),
    "desk:application_assign":       ("application", POST),
    "desk:file":                     ("application file", DESK_THING),
    "desk:cases":                    ("", DESK),
    "desk:case":                     ("case", DESK_THING),
    "desk:case_act":                 ("case", POST),
    "desk:outcomes":                 ("", DESK),
    "desk:outcome":                  ("decided", DESK_THING),
    "desk:prepare":                  ("decided", POST),
    "desk:release":                  ("decided", POST),
    "desk:commitments":              ("", DESK),
    "desk:terms":                    ("", DESK),
    "desk:commitments_many":         ("", POST),
    "desk:commitment":               ("reviewed", DESK_THING),
    "desk:commitment_act":           ("reviewed", POST),
    "desk:commitment_file":          ("reviewed reviewed_file", DESK_THING),
}
# fmt: on
# What is named by a number or reference: in another forum's pages it does not exist.
THINGS = [name for name, (arguments, _) in EXPECTED.items() if arguments]
# Organisations and people belong to the installation, the texts of mails to the platform.
SHARED = {
    "people:organisation": "sofia ana",
    "people:members": "sofia ana",
    "people:desk_merge": "sofia",
    "people:looks": "sofia ana",
    "people:invitation": "anonymous",
    "people:desk_window": "sofia",  # a window of the same name
    "data:commitments": "sofia ana anonymous",  # the same name of a file
    "notices:preview": "sofia",
    "notices:preview_html": "sofia",
    "moderation:own": "anonymous",  # asked for their address first
    "moderation:report": "anonymous",
    "events:attend": "anonymous",
}


@pytest.fixture
def scene(world, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return build(world)


def routes(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, one.namespace or namespace)
        else:
            yield f"{namespace}:{one.name}"


def address(scene: Scene, name: str, forum: str = "") -> str:
    words = EXPECTED[name][0].split()
    given = [word[1:] if word.startswith("=") else scene.names[word] for word in words]
    return reverse(name, args=[forum or scene.forum.slug, *given])


def letter(response) -> str:
    if response.status_code in {301, 302}:
        return "L" if "/accounts/login/" in response["Location"] else "r"
    return {200: "2", 202: "2", 403: "3", 404: "4", 405: "5", 410: "0"}.get(
        response.status_code, str(response.status_code)
    )


def test_every_address_is_in_the_table():
    assert set(routes(FORUM)) == set(EXPECTED)


def test_every_row_has_a_column_for_everybody():
    widths = {len(answers.replace(" ", "")) for _, answers in EXPECTED.values()}
    assert widths == {len(PEOPLE)}


@pytest.mark.parametrize("who", PEOPLE)
def test_what_they_get(who, scene, client, sign_in):
    person = scene.people[who]
    browser = client if person is None else sign_in(person)
    found = {name: letter(browser.get(address(scene, name))) for name in EXPECTED}
    column = PEOPLE.index(who)
    expected = {name: row.replace(" ", "")[column] for name, (_, row) in EXPECTED.items()}
    assert found == expected


def test_the_things_of_one_forum_are_not_found_in_the_pages_of_another(scene, client, sign_in):
    """Sofia works in both forums and champions in both; Ana goes by the addresses she knows."""
    sofia, house = scene.people["secretary"], make_organisation("Casa de Sofia")
    represent(sofia, house)
    make_seat(scene.other_forum.coalitions.all()[0], house, starts_on=NOW.date())
    for role in ("secretariat", "core_group"):
        give_role(sofia, scene.other_forum, role)
    browsers = {"sofia": sign_in(sofia), "ana": sign_in(scene.people["lead"]), "anonymous": client}
    found = {
        (who, name)
        for name in THINGS
        for who, browser in browsers.items()
        if letter(browser.get(address(scene, name, "nourish"))) not in {"L", "3", "4", "5"}
    }
    assert found == {(who, name) for name, people in SHARED.items() for who in people.split()}


PAYLOAD = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
RUNS = re.compile(r"<script>alert|<img src=x|=\"[^\"]*\"><img")
# Columns that hold codes, addresses of files, or markup of our own making.
NO_TEXT = {
    "slug",
    "code",
    "state",
    "key",
    "kind",
    "role",
    "ref",
    "html",
    "file",
    "errors",
    "language",
}


def poison() -> None:
    """Write the payload into every free text of every row, as if a person had."""
    guard.remove()
    for model in apps.get_models():
        if not model.__module__.startswith("avow.") or model.__name__ in {
            "Entry",
            "FormDefinition",
        }:
            continue
        for column in model._meta.concrete_fields:
            long = isinstance(column, models.TextField) or (column.max_length or 0) >= 120
            free = isinstance(column, models.CharField | models.TextField) and not column.choices
            if long and free and not column.unique and column.name not in NO_TEXT:
                with contextlib.suppress(IntegrityError), transaction.atomic():
                    model._base_manager.exclude(**{column.name: ""}).update(
                        **{column.name: PAYLOAD}
                    )


@pytest.mark.parametrize("who", ["anonymous", "lead", "champion", "core", "secretary"])
def test_what_somebody_wrote_to_do_harm_is_shown_as_words(who, scene, client, sign_in):
    person = scene.people[who]
    browser = client if person is None else sign_in(person)
    poison()
    shown, runs = 0, []
    for name in EXPECTED:
        if name.endswith("_html") or name in {"ledger:chain", "data:commitments", "people:export"}:
            continue
        answer = browser.get(address(scene, name))
        if "text/html" in answer.get("Content-Type", "") and not answer.streaming:
            text = answer.content.decode()
            shown += "&lt;script&gt;alert" in text
            runs += [name] if RUNS.search(text) else []
    assert runs == []
    assert shown, "the payload was nowhere to be read"
