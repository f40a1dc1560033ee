"""Pages of writers for a plan of 200 sections: small, and with the same queries as a short one."""

from datetime import timedelta

import pytest

from avow.blueprints.models import Section
from avow.blueprints.services import structure
from tests.blueprints.kit import NOW, plan, prepare, publish
from tests.blueprints.test_pages import WRITE, text_of

MOST_BYTES = 150_000


@pytest.fixture
def long_plan(world):
    """A plan of 200 sections that is being written."""
    blueprint = plan(world)
    vision = blueprint.sections.get(kind="vision")
    for number in range(200 - blueprint.sections.count()):
        structure._make(
            blueprint, "text", vision if number % 2 else None, number + 100, NOW,
            title=f"Section {number} of a plan with a title of some length",
            body="Женщины 妇女 " * 150,
        )  # fmt: skip
    return blueprint


def test_the_outline_of_a_long_plan_is_small(
    sign_in, dina, long_plan, django_assert_max_num_queries
):
    browser = sign_in(dina)
    browser.get(WRITE)
    with django_assert_max_num_queries(16):
        first = browser.get(WRITE)
    assert len(first.content) < MOST_BYTES
    assert len(browser.get(WRITE, headers={"HX-Request": "true"}).content) < MOST_BYTES
    last = structure.plan_of(long_plan)[-1][0]
    assert f'id="{last.key}"' not in first.content.decode()
    assert f'id="{last.key}"' in text_of(browser, f"{WRITE}?page=2")
    there = text_of(browser, f"{WRITE}?section={last.key}")
    assert f'id="{last.key}"' in there
    assert "Take out, with all below it" not in there
    more = browser.get(f"{WRITE}?more={last.key}")
    assert len(more.content) < MOST_BYTES
    assert more.content.decode().count("Take out, with all below it") == 1


def test_a_section_is_moved_by_a_button_of_its_line(sign_in, dina, long_plan):
    row = structure.plan_of(long_plan)[-1][0]
    sent = {"act": f"up:{row.key}", "structure": long_plan.structure}
    answer = sign_in(dina).post(f"{WRITE}structure/", sent)
    assert answer.headers["Location"].endswith(f"?section={row.key}#{row.key}")
    position = row.position
    row.refresh_from_db()
    assert row.position < position


def test_the_desk_page_of_a_long_version_is_small(
    world, sign_in, dina, long_plan, django_assert_max_num_queries
):
    publish(world, long_plan)
    Section.objects.filter(blueprint=long_plan, kind="text").update(body="Лес 妇女 и " * 150)
    prepare(world, long_plan, NOW + timedelta(days=1), name="Second")
    browser, address = sign_in(dina), f"{WRITE}versions/2/"
    browser.get(address)
    with django_assert_max_num_queries(45):
        first = browser.get(address)
    assert len(first.content) < MOST_BYTES
    page = first.content.decode()
    assert "What changed since “Draft for Mexico”" in page
    assert "<ins>" not in page
    changes = browser.get(f"{address}?show=changes")
    assert len(changes.content) < MOST_BYTES
    assert "<ins>" in changes.content.decode()
    assert "?show=changes&amp;page=2" in changes.content.decode()
