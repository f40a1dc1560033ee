"""A plan with a public version, one that waits, and what people have said of it: for the scene."""

from typing import Any

from avow.blueprints.services import compiling, structure, versions, writing
from tests.worlds import World, at

NOW = at("2021-04-07 09:00")


def add(world: World) -> dict[str, Any]:
    """Make them and return the names that addresses are filled with."""
    gbv, dina, sofia = (
        world.coalition("gender_based_violence"),
        world.user("dina"),
        world.user("sofia"),
    )
    plan = structure.begin(gbv, by=dina, now=NOW)
    first = versions.prepare(plan, name="First draft", stage="draft", by=dina, now=NOW)
    versions.publish(first, by=sofia, now=NOW)
    section = plan.sections.get(code="GBV-1")
    writing.save_text(section, "body", "New words", seen=section.body_version, by=dina, now=NOW)
    writing.let_go(section, by=dina, now=NOW)
    remark = writing.remark(section, "Enough?", by=dina, now=NOW)
    versions.prepare(plan, name="Second draft", stage="draft", by=dina, now=NOW)
    compiling.compile_plan(
        world.forum, name="First plan", preface="", language="en", by=sofia, now=NOW
    )
    return {
        "plan": gbv.slug,
        "plan_economy": world.coalition("economic_justice").slug,
        "section": section.key,
        "step": section.steps.last().pk,  # type: ignore[union-attr]  # it has one
        "remark": remark.pk,
    }
