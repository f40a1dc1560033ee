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
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from avow.commitments import guard
from avow.web.urls import FORUM
from tests.factories import give_role, make_organisation, make_seat, represent
from tests.house.routes import EXPECTED
from tests.house.scene import GROUPS, NOW, PEOPLE, Scene, build

pytestmark = pytest.mark.django_db

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
    "accountability:chart": "sofia ana anonymous",  # the same
    "directory:country": "sofia ana anonymous",  # the same country
    "directory:card": "sofia ana anonymous",  # the same
    "directory:embed_figure": "sofia ana anonymous",  # the same name of a figure
    "directory:embed_chart": "sofia ana anonymous",  # the same
    "notices:preview": "sofia",
    "notices:preview_html": "sofia",
    "following:one": "anonymous",  # asked for their address first
    "moderation:own": "anonymous",
    "moderation:report": "anonymous",
    "events:attend": "anonymous",
    "learning:desk_help_file": "sofia",  # the same name of a file
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


@pytest.mark.parametrize("people", GROUPS, ids="-".join)
def test_what_they_get(people, scene, sign_in):
    found, expected = {}, {}
    for who in people:
        person = scene.people[who]
        browser = Client() if person is None else sign_in(person)
        column = PEOPLE.index(who)
        for name, (_, row) in EXPECTED.items():
            found[who, name] = letter(browser.get(address(scene, name)))
            expected[who, name] = row.replace(" ", "")[column]
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
