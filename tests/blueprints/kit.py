"""Plans made by the services that pages use. Dina is a Champion of gender-based violence."""

from datetime import datetime

from avow.blueprints.models import Blueprint, Section, Version
from avow.blueprints.services import structure, versions, writing
from avow.people.models import User
from tests.worlds import World, at

NOW = at("2021-03-01 10:00")
MEXICO = at("2021-03-30 09:00")


def plan(world: World, now: datetime = NOW) -> Blueprint:
    """Return the plan of gender-based violence, begun from the forum's actions."""
    coalition = world.coalition("gender_based_violence")
    return structure.begin(coalition, by=world.user("dina"), now=now)


def action(blueprint: Blueprint, code: str = "GBV-1") -> Section:
    """Return the section of an action."""
    return blueprint.sections.get(code=code, removed_at=None)


def write(section: Section, by: User, now: datetime = NOW, **texts: str) -> Section:
    """Write texts into a section, as its newest page would."""
    for field, value in texts.items():
        section.refresh_from_db()
        seen = getattr(section, f"{field}_version")
        saved = writing.save_text(section, field, value, seen=seen, by=by, now=now)
        assert isinstance(saved, writing.Saved)
    section.refresh_from_db()
    return section


def prepare(
    world: World,
    blueprint: Blueprint,
    now: datetime = NOW,
    *,
    name: str = "Draft for Mexico",
    stage: str = "draft",
) -> Version:
    """Freeze the text into a version."""
    return versions.prepare(blueprint, name=name, stage=stage, by=world.user("dina"), now=now)


def publish(world: World, blueprint: Blueprint, now: datetime = NOW, **changes: str) -> Version:
    """Prepare and publish a version."""
    made = prepare(world, blueprint, now, **changes)
    return versions.publish(made, by=world.user("sofia"), now=now)
