"""Every list costs the same number of queries for ten rows and for two hundred."""

import inspect
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.commitments import catalogue_kit
from tests.house import (
    crowds,
    crowds_annual,
    crowds_following,
    crowds_imports,
    crowds_joint,
    crowds_learning,
    crowds_my_reports,
    crowds_people,
    crowds_plans,
    crowds_reports,
)
from tests.worlds import World

pytestmark = pytest.mark.django_db

# URL name: (who looks, how the rows are made, most queries, arguments of the address, its query)
# fmt: off
LISTS: dict[str, tuple[str, Callable[[World, int], None], int, tuple[str, ...], str]] = {
    "local_mail:mails":          ("", crowds.mails, 20, (), ""),
    "interest:desk_list":        ("sofia", crowds.interests, 20, (), ""),
    "blueprints:desk":          ("dina", crowds_plans.sections, 20, ("gender-based-violence",), ""),
    "blueprints:desk_history":  ("dina", crowds_plans.steps, 20, ("gender-based-violence", "abc"), ""),
    "blueprints:desk_versions": ("dina", crowds_plans.versions, 20, ("gender-based-violence",), ""),
    "blueprints:desk_plan":     ("sofia", crowds_plans.plans, 20, (), ""),
    "blueprints:diff":          ("", crowds_plans.changed, 20, ("gender-based-violence", "2"), ""),
    "moderation:mine":          ("ana", crowds_people.texts, 20, (), ""),
    "moderation:queue":         ("sofia", crowds_people.texts, 20, (), "?state=visible"),
    "conversation:list":        ("", crowds_people.topics, 20, (), ""),
    "conversation:desk_list":   ("sofia", crowds_people.topics, 20, (), ""),
    "conversation:topic":       ("", crowds_people.posts, 20, ("crowded",), ""),
    "conversation:post":        ("", crowds_people.replies, 20, ("crowded", "777"), ""),
    "consultation:comments":    ("", crowds_people.comments, 22, ("gender-based-violence", "1"), ""),
    "consultation:you_said":    ("", crowds_people.comments, 20, ("gender-based-violence", "1"), ""),
    "consultation:queue":       ("dina", crowds_people.comments, 20, ("gender-based-violence",), "?show=all"),
    "consultation:desk_list":   ("sofia", crowds_people.versions, 20, (), ""),
    "news:list":                ("", crowds_people.updates, 20, (), ""),
    "news:desk_list":           ("sofia", crowds_people.updates, 20, (), ""),
    "events:list":              ("", crowds_people.events, 20, (), ""),
    "events:desk_list":         ("sofia", crowds_people.events, 20, (), ""),
    "events:mine":              ("ana", crowds_people.my_registrations, 20, (), ""),
    "events:desk_people":       ("sofia", crowds_people.registrations, 20, ("crowded",), ""),
    "mobilising:counted":       ("ana", crowds_people.counted, 20, (), ""),
    "mobilising:mine":          ("ana", crowds_people.invitations, 26, (), ""),
    "ledger:home":               ("", crowds.ledger, 20, (), ""),
    "desk:applications":         ("sofia", crowds.desk_applications, 20, (), "?state=all"),
    "desk:outcomes":             ("sofia", crowds.outcomes, 20, (), ""),
    "desk:cases":                ("sofia", crowds.desk_applications, 20, (), "?state=all"),
    "desk:commitments":          ("sofia", crowds.desk_commitments, 20, (), "?state=all"),
    "desk:terms":                ("sofia", crowds.ending_terms, 25, (), "?days=365"),
    "champions:home":            ("dina", crowds.desk_applications, 20, (), ""),
    "core_group:home":           ("vera", crowds.objections, 20, (), ""),
    "data:imports":              ("sofia", crowds.uploads, 20, (), ""),
    "commitments:history":       ("", crowds.history, 34, ("GE-000777",), ""),
    "data:near_misses":          ("sofia", crowds_imports.near_misses, 20, (), ""),
    "commitments:partnerships":  ("ana", crowds.partnerships, 20, (), ""),
    "catalogue:list":           ("", catalogue_kit.crowd, 20, (), ""),
    "catalogue:desk_list":      ("sofia", catalogue_kit.crowd, 20, (), ""),
    "commitments:joint":         ("ana", crowds_joint.co_makers, 20, (), ""),
    "commitments:makers":        ("ana", crowds_joint.joint, 20, ("GE-000778",), ""),
    "directory:totals":          ("", crowds_joint.parts, 20, (), "?by=maker"),
    "progress:my_reports":       ("ana", crowds_my_reports.reports, 20, (), ""),
    "commitments:list":          ("ana", crowds.my_commitments, 20, (), ""),
    "directory:commitments":     ("", crowds.entries, 25, (), ""),
    "directory:rates":           ("", crowds_joint.rates, 20, (), ""),
    "directory:organisations":   ("", crowds.makers, 20, (), ""),
    "directory:organisation":    ("", crowds.maker_with_entries, 27, ("red-de-mujeres",), ""),
    "notices:list":              ("ana", crowds.notices, 20, (), ""),
    "notices:outbox":            ("sofia", crowds.mails, 20, (), ""),
    "progress:desk_reports":     ("sofia", crowds_reports.reports, 24, ("2022",), ""),
    "progress:desk_silent":      ("sofia", crowds_reports.reports, 20, ("2022",), ""),
    "progress:desk_extend":      ("sofia", crowds_reports.grants, 20, ("2022",), ""),
    "progress:desk_inactive":    ("sofia", crowds_reports.silent, 20, (), ""),
    "progress:champions_reports": ("dina", crowds_reports.reports, 24, (), ""),
    "annual:annex":              ("",      crowds_annual.lines, 20, ("2019",), ""),
    "annual:reports":            ("",      crowds_annual.years, 5, (), ""),
    "annual:desk_figures":       ("sofia", crowds_annual.figures, 20, ("2019",), ""),
    "following:list":           ("ana", crowds_following.followed, 20, (), ""),
    "learning:practices":        ("", crowds_learning.practices, 20, (), ""),
    "learning:my_practices":     ("ana", crowds_learning.my_practices, 20, (), ""),
    "learning:desk_practices":   ("sofia", crowds_learning.practices, 20, (), ""),
    "learning:help":             ("ana", crowds_learning.helping, 20, (), ""),
    "learning:desk_needs":       ("sofia", crowds_learning.helping, 20, (), ""),
    "learning:desk_offers":      ("sofia", crowds_learning.helping, 20, (), ""),
    "learning:desk_matches":     ("sofia", crowds_learning.helping, 20, (), ""),
    "learning:desk_suggestions": ("sofia", crowds_learning.suggested, 20, (), ""),
    "my:home":                   ("ana", crowds.my_applications, 25, (), ""),
    "people:desk_duplicates":    ("sofia", crowds.pairs, 20, (), ""),
    "people:desk_organisations": ("sofia", crowds.desk_organisations, 20, (), ""),
    "people:desk_people":        ("sofia", crowds.staff, 20, (), ""),
    "people:desk_window":        ("sofia", crowds.grants, 20, ("applications",), ""),
    "people:desk_seats":         ("sofia", crowds.seats, 20, (), ""),
    "people:looks":              ("ana", crowds.looks, 20, ("red-de-mujeres",), ""),
    "people:members":            ("ana", crowds.members, 20, ("red-de-mujeres",), ""),
    "people:organisations":      ("ana", crowds.my_organisations, 20, (), ""),
}
# fmt: on


def views(
    patterns: list[URLPattern | URLResolver], namespace: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield (URL name, source of the view and of the functions beside it that it calls)."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from views(one.url_patterns, one.namespace or namespace)
        elif one.callback.__module__.startswith("avow."):
            view = inspect.unwrap(one.callback)
            beside = vars(inspect.getmodule(view))
            called = [
                beside[name]
                for name in view.__code__.co_names
                if inspect.isfunction(beside.get(name))
                and beside[name].__module__ == view.__module__
                and name.startswith("_")
            ]
            sources = [inspect.getsource(each) for each in (view, *called)]
            yield f"{namespace}:{one.name}", "".join(sources)


def test_every_list_is_counted():
    found = {
        name
        for name, source in views(get_resolver().url_patterns)
        if "page_of(" in source or "Paginator(" in source
    }
    assert found == set(LISTS)


@pytest.mark.parametrize("name", LISTS)
def test_a_long_list_costs_no_more_than_a_short_one(
    name, world, sign_in, client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: crowds.NOW)
    who, make, most, arguments, query = LISTS[name]
    browser = sign_in(world.user(who)) if who else client
    forum = () if name == "local_mail:mails" else (world.forum.slug,)
    address = reverse(name, args=[*forum, *arguments]) + query
    browser.get(address)
    counts, lengths = [], []
    for number in (10, 200):
        with transaction.atomic():
            make(world, number)
            with CaptureQueriesContext(connection) as queries:
                answer = browser.get(address)
            assert answer.status_code == 200
            lengths.append(answer.context["page"].paginator.count)
            counts.append([one["sql"] for one in queries])
            transaction.set_rollback(True)
    assert lengths[1] - lengths[0] in {190, 380}, "the rows are not those of the list"
    short, long = counts
    assert len(long) == len(short), sorted(set(long) - set(short))[:5]
    assert len(long) <= most
